// Reading the ledger: records by range from SQLite or, once paged out and pruned, from R2, and the hashes that proofs are made of.
import { text, utf8 } from '../ledger/bytes.ts'
import { decodeEntries } from '../ledger/entries.ts'
import { nodeHash } from '../ledger/hash.ts'
import type { HashReader } from '../ledger/proof.ts'
import { entriesPath, TILE_WIDTH } from '../ledger/tile.ts'
import { oneRow } from './storage.ts'

/** One record as it is stored: its exact text, its leaf hash, and the seq of the revision before. */
export type StoredRecord = { seq: number; text: string; leaf: Uint8Array; prior: number | null }

type Row = { seq: number; bytes: string | null; leaf: ArrayBuffer; prior: number | null }

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
 */
export async function readRange(
  sql: SqlStorage,
  archive: R2Bucket,
  tenant: string,
  first: number,
  last: number,
): Promise<StoredRecord[]> {
  const rows = sql
    .exec<Row>('SELECT seq, bytes, leaf, prior FROM record WHERE seq BETWEEN ? AND ? ORDER BY seq', first, last)
    .toArray()
  const bundles = new Map<number, string[]>()
  const records: StoredRecord[] = []
  for (const { seq, bytes, leaf, prior } of rows) {
    const index = Math.floor(seq / TILE_WIDTH)
    if (bytes === null && !bundles.has(index)) bundles.set(index, await readBundle(archive, tenant, index))
    const stored = bytes ?? bundles.get(index)?.[seq % TILE_WIDTH] ?? ''
    records.push({ seq, text: stored, leaf: new Uint8Array(leaf), prior })
  }
  return records
}

/** Leaf and node hashes from SQLite. Perfect subtrees between tile levels are recomputed from at most 128 hashes below. */
export function hashReader(sql: SqlStorage): HashReader {
  const stored = (tileLevel: number, index: number): Uint8Array => {
    const row =
      tileLevel === 0
        ? oneRow(sql.exec<{ hash: ArrayBuffer }>('SELECT leaf AS hash FROM record WHERE seq = ?', index))
        : oneRow(sql.exec<{ hash: ArrayBuffer }>('SELECT hash FROM node WHERE level = ? AND idx = ?', tileLevel, index))
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

/** Bytes of an entry bundle of `width` records from `index` * 256, from SQLite alone (before anything of it is pruned). */
export function bundleEntries(sql: SqlStorage, index: number, width: number): Uint8Array[] {
  const from = index * TILE_WIDTH
  const rows = sql.exec<{ bytes: string | null }>(
    'SELECT bytes FROM record WHERE seq >= ? AND seq < ? ORDER BY seq',
    from,
    from + width,
  )
  return rows.toArray().map(({ bytes }) => {
    if (bytes === null) throw new Error(`records of bundle ${index} were pruned before it was written`)
    return utf8(bytes)
  })
}
