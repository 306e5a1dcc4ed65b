// How long the ledger has known something: the times of the first and of the last revision of what a record stands for.
import { ingestedAt } from './spans.ts'

/** `seq`: the revision asked for, which is the last one; `revisions` counts it too. Times are those at which the ledger learned of it. */
export type RevisionHistory = {
  seq: number
  first: number
  revisions: number
  firstAt: string
  lastAt: string
}

/** Records in one question at most. */
const MOST = 1_000

/**
 * The histories of these records, by seq, each taken as the last revision of its (stream, id). What is no record here is left out. Reads indexes
 * only, never a text, so it costs the same for what was paged out long ago.
 */
export function readHistories(sql: SqlStorage, seqs: readonly number[]): RevisionHistory[] {
  const rows = sql.exec<{ seq: number; first: number; revisions: number }>(
    `WITH RECURSIVE chain (seq, place) AS (
       SELECT value, value FROM json_each(?) WHERE value <= (SELECT first + count - 1 FROM record ORDER BY first DESC LIMIT 1)
       UNION ALL SELECT chain.seq, prior.prior FROM chain JOIN prior ON prior.seq = chain.place)
     SELECT seq, MIN(place) AS first, COUNT(*) AS revisions FROM chain GROUP BY seq ORDER BY seq`,
    JSON.stringify(seqs.slice(0, MOST)),
  )
  return rows.toArray().flatMap(({ seq, first, revisions }) => {
    const [firstAt, lastAt] = [ingestedAt(sql, first), ingestedAt(sql, seq)]
    return firstAt === undefined || lastAt === undefined ? [] : [{ seq, first, revisions, firstAt, lastAt }]
  })
}
