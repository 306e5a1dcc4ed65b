// The ledger over HTTP: head, checkpoints, records by range, proofs. Proof texts are C2SP formats, served as they are.
import { z } from '@hono/zod-openapi'
import { Hex32, Instant, Page, PersonRef, Seq } from './common.ts'
import { Anchored } from './rootlog.ts'

export const LedgerHead = z.object({
  tenant: z.string(),
  origin: z.string(),
  vkey: z.string(),
  size: z.number().int(),
  head: Hex32.nullable(),
  /** running | stopped: storage was found rolled back against the checkpoint in R2, nothing is appended. */
  state: z.enum(['running', 'stopped']),
  words: z.string().nullable(),
  projected: z.number().int(),
  records_today: z.number().int(),
  first_at: Instant.nullable(),
  checkpoint: z
    .object({ number: z.number().int(), size: z.number().int(), root: Hex32, at: Instant, note: z.string() })
    .nullable(),
})
export const CheckpointRow = z.object({
  number: z.number().int(),
  size: z.number().int(),
  root: Hex32,
  at: Instant,
  /** Null until a root checkpoint covers it. */
  anchored: Anchored.nullable(),
})
export const CheckpointList = z.object({ ...Page, checkpoints: z.array(CheckpointRow), total: z.number().int() })

export const RecordSummary = z.object({
  seq: Seq,
  leaf: Hex32,
  kind: z.string(),
  stream: z.string(),
  id: z.string(),
  rev: z.number().int(),
  occurred_at: Instant,
  ingested_at: Instant,
  subject: z.string().nullable(),
  sealed: z.boolean(),
  bytes: z.number().int(),
  checkpoint: z.number().int().nullable(),
})
export const RecordList = z.object({ ...Page, records: z.array(RecordSummary), size: z.number().int() })
export const RecordDetail = RecordSummary.extend({
  /** The exact bytes that are hashed, as text. */
  record: z.string(),
  who: PersonRef.nullable(),
  /** Sealed fields, opened for this answer; null when the person was erased or the role may not see them. */
  fields: z.record(z.string(), z.unknown()).nullable(),
  fields_state: z.enum(['none', 'opened', 'erased', 'hidden']),
  /** Earlier and later revisions of the same (stream, id). */
  revisions: z.array(z.object({ seq: Seq, rev: z.number().int(), ingested_at: Instant })),
  /** Null until a root checkpoint covers the record's. */
  anchored: Anchored.nullable(),
  pull: z
    .object({ seq: Seq, endpoint: z.string(), query: z.string(), page_sha256: z.string(), at: Instant })
    .nullable(),
})

export type LedgerHead = z.infer<typeof LedgerHead>
export type CheckpointList = z.infer<typeof CheckpointList>
export type RecordSummary = z.infer<typeof RecordSummary>
export type RecordList = z.infer<typeof RecordList>
export type RecordDetail = z.infer<typeof RecordDetail>
