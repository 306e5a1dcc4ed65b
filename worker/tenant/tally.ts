// The tally of a stretch of time: when records came in, thinned to what a drawing can show.
import { oneRow, readHead } from './storage.ts'

/** `ingested_at` of one record; '' once its bytes were pruned, which only old ones are. */
function ingestedAt(sql: SqlStorage, seq: number): string {
  const row = oneRow(
    sql.exec<{ at: string | null }>("SELECT bytes ->> 'ingested_at' AS at FROM record WHERE seq = ?", seq),
  )
  return row?.at ?? ''
}

/** The first record taken in at or after an instant: `ingested_at` never decreases with seq, so halving finds it. */
export function firstSince(sql: SqlStorage, instant: string): number {
  let [low, high] = [0, readHead(sql).size]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (ingestedAt(sql, middle) < instant) low = middle + 1
    else high = middle
  }
  return low
}

export type Tally = { records: string[]; checkpoints: string[] }

/** Instants of at most `most` records since `from`, evenly thinned, and of the checkpoints since then. */
export function readTally(sql: SqlStorage, from: string, most: number): Tally {
  const first = firstSince(sql, from)
  const count = readHead(sql).size - first
  const step = Math.max(1, Math.ceil(count / most))
  const seqs = Array.from({ length: Math.ceil(count / step) }, (_, at) => first + at * step)
  const records = sql.exec<{ at: string }>(
    "SELECT bytes ->> 'ingested_at' AS at FROM json_each(?) AS want CROSS JOIN record ON record.seq = want.value",
    JSON.stringify(seqs),
  )
  const checkpoints = sql.exec<{ at: string }>(
    'SELECT at FROM checkpoint WHERE at >= ? ORDER BY size DESC LIMIT ?',
    from,
    most,
  )
  return { records: [...records].map(({ at }) => at), checkpoints: [...checkpoints].map(({ at }) => at).reverse() }
}
