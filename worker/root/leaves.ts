// The leaves of all cuts: what the root log's tiles, bundles and proofs are made of, and how a tenant finds its own by label.
import { concat } from '../ledger/bytes.ts'
import { HASH_BYTES, leafHash } from '../ledger/hash.ts'
import { nativeSha256 } from '../tenant/native-hash.ts'
import type { Leaves } from '../tenant/page-out.ts'
import type { Included } from '../tenant/root-leaf.ts'

type Row = { idx: number; label: ArrayBuffer; digest: ArrayBuffer }

/** Leaf data `first` up to and including `last`, 64 bytes each. Throws RangeError where one is not there. */
function readData(sql: SqlStorage, first: number, last: number): Uint8Array[] {
  const rows = sql.exec<Row>('SELECT idx, label, digest FROM leaf WHERE idx BETWEEN ? AND ? ORDER BY idx', first, last)
  const data = [...rows].map(({ label, digest }) => concat(new Uint8Array(label), new Uint8Array(digest)))
  if (data.length !== last - first + 1) throw new RangeError(`no leaf between ${first} and ${last}`)
  return data
}

/** The hash of one leaf. */
export const hashOf = (data: Uint8Array): Uint8Array => leafHash(data, nativeSha256)

/** The root log's leaves as the shared steps of every log want them. Hashes are made anew: two of them cost less than a third column. */
export const ROOT_LEAVES: Leaves = {
  hashes: (sql, first, last) => concat(...readData(sql, first, last).map(hashOf)),
  entries: readData,
}

/** Leaves in one answer at most. */
const MOST = 500

/** Leaves of a label from an index on, ascending, that a published checkpoint covers; at most 500, empty = no more. */
export function findLeaves(sql: SqlStorage, label: Uint8Array, from: number, published: number): Included[] {
  const rows = sql.exec<Row & { size: number }>(
    `SELECT idx, label, digest, (SELECT MIN(size) FROM checkpoint WHERE size > idx) AS size FROM leaf
     WHERE label = ? AND idx >= ? AND idx < ? ORDER BY idx LIMIT ?`,
    label,
    from,
    published,
    MOST,
  )
  return [...rows].map(({ idx, label: own, digest, size }) => ({
    index: idx,
    data: concat(new Uint8Array(own), new Uint8Array(digest)),
    size,
  }))
}

/** The digest of the newest leaf of a label, or undefined. */
export function lastDigest(sql: SqlStorage, label: Uint8Array): Uint8Array | undefined {
  const [row] = sql.exec<Row>('SELECT idx, label, digest FROM leaf WHERE label = ? ORDER BY idx DESC LIMIT 1', label)
  return row && new Uint8Array(row.digest)
}

export const labelOf = (data: Uint8Array): Uint8Array => data.subarray(0, HASH_BYTES)
export const digestOf = (data: Uint8Array): Uint8Array => data.subarray(HASH_BYTES)
