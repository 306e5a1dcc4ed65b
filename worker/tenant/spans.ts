// How records lie in SQLite: those of one append share a row, a span, because rows are what writing costs, in time and on the bill
// (docs/decisions/060-spans.md). A span is found by the largest `first` that is not above the record asked for.
import { HASH_BYTES } from '../ledger/hash.ts'
import { oneRow } from './storage.ts'

/** The condition for the spans that hold a record of ?1 up to and including ?2. */
const TOUCHING = 'first BETWEEN COALESCE((SELECT MAX(first) FROM record WHERE first <= ?1), ?1) AND ?2'

/** A record as it lies here; `text` is null where it was pruned. */
export type Stored = { seq: number; text: string | null; leaf: Uint8Array }

/** Records `first` up to and including `last`, ascending; fewer where the ledger ends before. */
export function readSpans(sql: SqlStorage, first: number, last: number): Stored[] {
  const rows = sql.exec<{ first: number; count: number; leaves: ArrayBuffer; texts: string | null }>(
    `SELECT first, count, leaves, texts FROM record WHERE ${TOUCHING} ORDER BY first`,
    first,
    last,
  )
  const records: Stored[] = []
  for (const span of rows) {
    const texts = span.texts?.split('\n')
    const leaves = new Uint8Array(span.leaves)
    const end = Math.min(span.count, last - span.first + 1)
    for (let place = Math.max(0, first - span.first); place < end; place++) {
      const leaf = leaves.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES)
      records.push({ seq: span.first + place, text: texts?.[place] ?? null, leaf })
    }
  }
  return records
}

/** Leaf hashes `first` up to and including `last`, one after another, without touching the texts. */
export function readLeaves(sql: SqlStorage, first: number, last: number): Uint8Array {
  const rows = sql.exec<{ first: number; leaves: ArrayBuffer }>(
    `SELECT first, leaves FROM record WHERE ${TOUCHING} ORDER BY first`,
    first,
    last,
  )
  const out = new Uint8Array((last - first + 1) * HASH_BYTES)
  let next = first
  for (const span of rows) {
    const leaves = new Uint8Array(span.leaves)
    if (span.first > next) break
    const some = leaves.subarray((next - span.first) * HASH_BYTES, (last - span.first + 1) * HASH_BYTES)
    out.set(some, (next - first) * HASH_BYTES)
    next += some.length / HASH_BYTES
  }
  if (next !== last + 1) throw new RangeError(`no leaf ${next}`)
  return out
}

/** Whole spans below `end` lose their texts; `start` is where the last call ended. */
export function pruneSpans(sql: SqlStorage, start: number, end: number): void {
  sql.exec(`UPDATE record SET texts = NULL WHERE ${TOUCHING} AND first + count <= ?2 AND texts IS NOT NULL`, start, end)
}

/** When a record came in: `ingested_at` of everything in its span. It outlives pruning. */
export function ingestedAt(sql: SqlStorage, seq: number): string | undefined {
  return oneRow(sql.exec<{ at: string }>('SELECT at FROM record WHERE first <= ? ORDER BY first DESC LIMIT 1', seq))?.at
}
