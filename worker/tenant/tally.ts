// When records came in: since an instant, and thinned to what a drawing can show.
import { ingestedAt } from './spans.ts'
import { readHead } from './storage.ts'

/** The first record taken in at or after an instant: `ingested_at` never decreases with seq, so halving finds it. */
export function firstSince(sql: SqlStorage, instant: string): number {
  let [low, high] = [0, readHead(sql).size]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((ingestedAt(sql, middle) ?? '') < instant) low = middle + 1
    else high = middle
  }
  return low
}

export type Tally = { records: string[]; checkpoints: string[] }

/** Points that a drawing shows. */
const TALLY = 400

/** Instants of at most `most` records since `from`, evenly thinned, and of the checkpoints since then. */
export function readTally(sql: SqlStorage, from: string, most = TALLY): Tally {
  const first = firstSince(sql, from)
  const count = readHead(sql).size - first
  const step = Math.max(1, Math.ceil(count / most))
  const seqs = Array.from({ length: Math.ceil(count / step) }, (_, at) => first + at * step)
  const checkpoints = sql.exec<{ at: string }>(
    'SELECT at FROM checkpoint WHERE at >= ? ORDER BY size DESC LIMIT ?',
    from,
    most,
  )
  return {
    records: seqs.map((seq) => ingestedAt(sql, seq) ?? ''),
    checkpoints: [...checkpoints].map(({ at }) => at).reverse(),
  }
}
