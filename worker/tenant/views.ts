// What the ledger object answers to whoever looks at it: its state, and records with what belongs to them. Nothing here changes anything.
import { hex } from '../ledger/bytes.ts'
import { checkpointCovering, latestCheckpoint, type StoredCheckpoint } from './checkpoint.ts'
import { projectedSize } from './project.ts'
import { readEnvelopes, readPrior, readRange } from './read.ts'
import { ingestedAt } from './spans.ts'
import { readHead } from './storage.ts'
import { firstSince } from './tally.ts'

export type LedgerState = {
  size: number
  head: string | null
  projected: number
  state: 'running' | 'stopped'
  words: string | null
  firstAt: string | null
  recordsToday: number
  origin: string
  vkey: string
  checkpoint: StoredCheckpoint | null
}

export type RecordView = {
  seq: number
  text: string
  leaf: string
  envelope: Uint8Array | null
  checkpoint: StoredCheckpoint | null
  revisions: { seq: number; text: string }[]
}

/** One of a range; `checkpoint` is the number of the first checkpoint that covers it. */
export type ListedRecord = { seq: number; text: string; leaf: string; checkpoint: number | null }

/** Where records are read from. */
export type Source = { sql: SqlStorage; archive: R2Bucket; tenant: string }

/** Records in one answer at most. */
const MOST = 1_000
/** Revisions shown of one value: a value restated more often shows its last ones. */
const REVISIONS = 50

/** Everything of the state that storage alone knows. */
export function storedState(
  sql: SqlStorage,
  now: Date,
): Pick<LedgerState, 'size' | 'head' | 'projected' | 'firstAt' | 'recordsToday' | 'checkpoint'> {
  const { size, leaf } = readHead(sql)
  return {
    size,
    head: size === 0 ? null : leaf,
    projected: projectedSize(sql),
    firstAt: ingestedAt(sql, 0) ?? null,
    recordsToday: size - firstSince(sql, now.toISOString().slice(0, 10)),
    checkpoint: latestCheckpoint(sql) ?? null,
  }
}

/** Exact texts and leaf hashes of a range, at most 1,000 records. */
export async function listRecords(
  { sql, archive, tenant }: Source,
  first: number,
  last: number,
): Promise<ListedRecord[]> {
  const stored = await readRange(sql, archive, tenant, first, Math.min(last, first + MOST - 1))
  // Each record needs one checkpoint at most, so one more than the records are enough.
  const sizes = sql
    .exec<{ size: number; number: number }>(
      'SELECT size, number FROM checkpoint WHERE size > ? ORDER BY size LIMIT ?',
      first,
      MOST + 1,
    )
    .toArray()
  let at = 0
  return stored.map(({ seq, text, leaf }) => {
    while (at < sizes.length && (sizes[at]?.size ?? 0) <= seq) at++
    return { seq, text, leaf: hex(leaf), checkpoint: sizes[at]?.number ?? null }
  })
}

/** One record with its envelope, the checkpoint that covers it, and the revisions before it, newest first. */
export async function viewRecord({ sql, archive, tenant }: Source, seq: number): Promise<RecordView | null> {
  const [stored] = await readRange(sql, archive, tenant, seq, seq)
  if (stored === undefined) return null
  const revisions: { seq: number; text: string }[] = []
  for (let prior = readPrior(sql, seq); prior !== null && revisions.length < REVISIONS; prior = readPrior(sql, prior)) {
    const [before] = await readRange(sql, archive, tenant, prior, prior)
    if (before === undefined) break
    revisions.push({ seq: before.seq, text: before.text })
  }
  return {
    seq,
    text: stored.text,
    leaf: hex(stored.leaf),
    envelope: readEnvelopes(sql, [seq]).get(seq) ?? null,
    checkpoint: checkpointCovering(sql, seq + 1) ?? null,
    revisions,
  }
}
