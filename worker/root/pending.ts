// From a tenant to the next cut: a blinded leaf waits here, the newest of its label in place of the one before.
import { concat, equal } from '../ledger/bytes.ts'
import { HASH_BYTES } from '../ledger/hash.ts'
import type { Taken } from '../tenant/root-leaf.ts'
import { oneRow, readMeta, writeMeta } from '../tenant/storage.ts'
import { labelOf, lastDigest } from './leaves.ts'

/** When the next cut is due, in milliseconds; set while something waits. */
export const DUE = 'cut-due'

/**
 * Cuts fall on the multiples of the interval, not so long after something came in: when a root checkpoint appears tells nothing about
 * when a tenant was busy.
 */
export const nextCut = (now: number, interval: number): number => (Math.floor(now / interval) + 1) * interval

/** Due time of the next cut, undefined where nothing waits. */
export function cutDue(sql: SqlStorage): number | undefined {
  const due = readMeta(sql, DUE)
  return due === undefined ? undefined : Number(due)
}

/**
 * Takes a leaf of 64 bytes that follows `after`, the last one its tenant knows to have been taken; the same leaf again is fine. Call it
 * within `transactionSync`. Anything else that stands last is named: leaves of one label enter in the order in which they were made, and
 * a late copy of an old one can never come after a newer one.
 */
export function takeLeaf(sql: SqlStorage, data: Uint8Array, after: Uint8Array | null, due: number): Taken {
  if (data.length !== 2 * HASH_BYTES) throw new RangeError('a leaf has 64 bytes')
  const label = labelOf(data)
  const waiting = pendingOf(sql, label)
  const last = waiting ?? included(sql, label)
  if (last !== undefined && equal(last, data)) return { ok: true, replaced: false }
  const follows = last === undefined || after === null ? last === undefined && after === null : equal(last, after)
  if (!follows) return { ok: false, code: 'behind', last: last ?? null }
  sql.exec('INSERT INTO pending VALUES (?, ?) ON CONFLICT (label) DO UPDATE SET data = excluded.data', label, data)
  if (cutDue(sql) === undefined) writeMeta(sql, DUE, String(due))
  return { ok: true, replaced: waiting !== undefined }
}

function pendingOf(sql: SqlStorage, label: Uint8Array): Uint8Array | undefined {
  const row = oneRow(sql.exec<{ data: ArrayBuffer }>('SELECT data FROM pending WHERE label = ?', label))
  return row && new Uint8Array(row.data)
}

function included(sql: SqlStorage, label: Uint8Array): Uint8Array | undefined {
  const digest = lastDigest(sql, label)
  return digest && concat(label, digest)
}
