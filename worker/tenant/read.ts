// Reading the ledger: records by range from SQLite or, once paged out and pruned, from R2, and the hashes that proofs are made of.
import { equal, text } from '../ledger/bytes.ts'
import { decodeEntries } from '../ledger/entries.ts'
import { nodeHash } from '../ledger/hash.ts'
import { leafOfText } from '../ledger/link.ts'
import type { HashReader } from '../ledger/proof.ts'
import { entriesPath, TILE_WIDTH } from '../ledger/tile.ts'
import { nativeSha256 } from './native-hash.ts'
import { readLeaves, readSpans } from './spans.ts'
import { oneRow } from './storage.ts'

/** One record as it is stored: its exact text and its leaf hash. */
export type StoredRecord = { seq: number; text: string; leaf: Uint8Array }

/** The exact texts of one entry bundle in R2. A bundle that is missing or unreadable is a bug or a loss: it throws. */
async function readBundle(archive: R2Bucket, tenant: string, index: number): Promise<string[]> {
  const object = await archive.get(`${tenant}/${entriesPath(index, TILE_WIDTH)}`)
  const entries = object === null ? undefined : decodeEntries(new Uint8Array(await object.arrayBuffer()))
  if (entries?.length !== TILE_WIDTH) throw new Error(`entry bundle ${index} of ${tenant} cannot be read`)
  return entries.map(text)
}

/**
 * Records `first` up to and including `last`, ascending. SQLite and paged-out bundles are merged; whoever reads does not
 * see where the bytes lay. Callers keep ranges to a few thousand records: all of them are in memory at once.
 * Throws where a record's text in R2 is not the one that was appended.
 */
export async function readRange(
  sql: SqlStorage,
  archive: R2Bucket,
  tenant: string,
  first: number,
  last: number,
): Promise<StoredRecord[]> {
  const bundles = new Map<number, string[]>()
  const records: StoredRecord[] = []
  for (const { seq, text: here, leaf } of readSpans(sql, first, last)) {
    if (here !== null) {
      records.push({ seq, text: here, leaf })
      continue
    }
    const index = Math.floor(seq / TILE_WIDTH)
    const bundle = bundles.get(index) ?? (await readBundle(archive, tenant, index))
    bundles.set(index, bundle)
    const there = bundle[seq % TILE_WIDTH] ?? ''
    if (!equal(leafOfText(there, nativeSha256), leaf)) throw new Error(`record ${seq} of ${tenant} differs in R2`)
    records.push({ seq, text: there, leaf })
  }
  return records
}

/** Leaf hashes `first` up to and including `last` of a log, one after another. Throws RangeError where one is not there. */
export type LeafReader = (sql: SqlStorage, first: number, last: number) => Uint8Array

/**
 * Leaf and node hashes from SQLite. Perfect subtrees between tile levels are recomputed from at most 128 hashes below. `leaves`: those of
 * another log with the same tables of nodes.
 */
export function hashReader(sql: SqlStorage, leaves: LeafReader = readLeaves): HashReader {
  const stored = (tileLevel: number, index: number): Uint8Array => {
    if (tileLevel === 0) return leaves(sql, index, index)
    const row = oneRow(
      sql.exec<{ hash: ArrayBuffer }>('SELECT hash FROM node WHERE level = ? AND idx = ?', tileLevel, index),
    )
    if (row === undefined) throw new RangeError(`no hash at level ${tileLevel}, index ${index}`)
    return new Uint8Array(row.hash)
  }
  const subtree = (tileLevel: number, height: number, index: number): Uint8Array =>
    height === 0
      ? stored(tileLevel, index)
      : nodeHash(subtree(tileLevel, height - 1, 2 * index), subtree(tileLevel, height - 1, 2 * index + 1))
  return (level, index) => subtree(Math.floor(level / 8), level % 8, index)
}

/** The encrypted envelopes of these records, as they are kept. */
export function readEnvelopes(sql: SqlStorage, seqs: readonly number[]): Map<number, Uint8Array> {
  const rows = sql.exec<{ seq: number; object: ArrayBuffer }>(
    'SELECT seq, object FROM envelope WHERE seq IN (SELECT value FROM json_each(?))',
    JSON.stringify(seqs),
  )
  return new Map([...rows].map(({ seq, object }) => [seq, new Uint8Array(object)]))
}

/** The seq of the revision before, for a record that restated one. */
export function readPrior(sql: SqlStorage, seq: number): number | null {
  return oneRow(sql.exec<{ prior: number }>('SELECT prior FROM prior WHERE seq = ?', seq))?.prior ?? null
}
