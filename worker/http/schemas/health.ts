// The ledger's own health over HTTP: the last self-check, whether the storage was rolled back, and what is missing of each stream.
import { z } from '@hono/zod-openapi'
import { Day, Instant, Seq } from './common.ts'

export const CheckFinding = z.object({
  code: z.string(),
  words: z.string(),
  /** The first record concerned; null where it is none in particular. */
  seq: Seq.nullable(),
  count: z.number().int(),
})
export const StreamGap = z.object({
  /** From where on something is missing; null = from the beginning. */
  from: z.union([Instant, Day]).nullable(),
  /** Up to where; null = until now. */
  to: z.union([Instant, Day]).nullable(),
  words: z.string(),
})
export const LedgerHealth = z.object({
  /** Null until the first night. */
  last_check: z
    .object({
      at: Instant,
      state: z.enum(['whole', 'differs']),
      /** Records that were compared. */
      size: z.number().int(),
      findings: z.array(CheckFinding),
    })
    .nullable(),
  /** Compared with the published checkpoint whenever the ledger starts; stopped = nothing is appended. */
  rollback: z.object({ state: z.enum(['running', 'stopped']), words: z.string().nullable() }),
  streams: z.array(z.object({ stream: z.string(), connection: z.string(), gaps: z.array(StreamGap) })),
})
export type LedgerHealth = z.infer<typeof LedgerHealth>
