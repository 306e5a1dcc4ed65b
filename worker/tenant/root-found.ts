// Where a tenant stands in the root log: its leaves found there by their label, and the salts that open them, for exports and audits.
import { fromHex, hex } from '../ledger/bytes.ts'
import { LABEL, type RootPort } from './root-leaf.ts'
import { oneRow, readMeta, writeMeta } from './storage.ts'

/** What opens one leaf: `size` of the tenant checkpoint, signed `at`, `index` in the root log, `rootSize` of the root checkpoint. Label and salt in hex. */
export type RootLeaf = { size: number; at: string; index: number; label: string; salt: string; rootSize: number }
/** `unopened`: leaves under this tenant's label that it never made. There must be none: a second history may hide there. */
export type RootLeaves = { leaves: RootLeaf[]; unopened: number[] }

const UNOPENED = 'root-unopened'

/** Leaves from index `from` on, ascending, at most `limit`. */
export async function listRootLeaves(
  sql: SqlStorage,
  root: RootPort,
  from: number,
  limit: number,
): Promise<RootLeaves> {
  await learn(sql, root)
  return { leaves: select(sql, 'idx >= ? ORDER BY idx LIMIT ?', from, limit), unopened: readUnopened(sql) }
}

/** The first leaf whose checkpoint covers `size` records, or null while the root log has none. */
export async function rootLeafCovering(sql: SqlStorage, root: RootPort, size: number): Promise<RootLeaf | null> {
  await learn(sql, root)
  return select(sql, 'idx IS NOT NULL AND size >= ? ORDER BY size LIMIT 1', size)[0] ?? null
}

/** Leaves whose checkpoints cover `size` records and more, ascending, at most `limit`. */
export async function rootLeavesFrom(
  sql: SqlStorage,
  root: RootPort,
  size: number,
  limit: number,
): Promise<RootLeaf[]> {
  await learn(sql, root)
  return select(sql, 'idx IS NOT NULL AND size >= ? ORDER BY size LIMIT ?', size, limit)
}

/** The newest leaves, newest first, at most `limit`. */
export async function newestRootLeaves(sql: SqlStorage, root: RootPort, limit: number): Promise<RootLeaf[]> {
  await learn(sql, root)
  return select(sql, 'idx IS NOT NULL ORDER BY idx DESC LIMIT ?', limit)
}

/** The last leaf before the first of these indexes that has any before it, or null where none has. */
export async function rootLeafBefore(sql: SqlStorage, root: RootPort, indexes: number[]): Promise<RootLeaf | null> {
  await learn(sql, root)
  for (const index of indexes) {
    const [leaf] = select(sql, 'idx < ? ORDER BY idx DESC LIMIT 1', index)
    if (leaf !== undefined) return leaf
  }
  return null
}

function select(sql: SqlStorage, where: string, ...bindings: number[]): RootLeaf[] {
  const label = readMeta(sql, LABEL) ?? ''
  const rows = sql.exec<{ size: number; at: string; idx: number; salt: ArrayBuffer; root_size: number }>(
    `SELECT size, (SELECT at FROM checkpoint WHERE checkpoint.size = root_leaf.size) AS at, idx, salt, root_size
     FROM root_leaf WHERE ${where}`,
    ...bindings,
  )
  return [...rows].map(({ size, at, idx, salt, root_size }) => ({
    size,
    at,
    index: idx,
    label,
    salt: hex(new Uint8Array(salt)),
    rootSize: root_size,
  }))
}

/** Asks the root log for what was included since the last time. What is passed over can never be included any more, and its salt goes. */
async function learn(sql: SqlStorage, root: RootPort): Promise<void> {
  const label = readMeta(sql, LABEL)
  if (label === undefined) return
  const unopened = new Set(readUnopened(sql))
  const known = oneRow(sql.exec<{ last: number | null }>('SELECT MAX(idx) AS last FROM root_leaf'))?.last ?? -1
  for (let from = Math.max(known, ...unopened) + 1; ; ) {
    const found = await root.find(fromHex(label), from)
    for (const { index, data, size } of found) {
      const { rowsWritten } = sql.exec('UPDATE root_leaf SET idx = ?, root_size = ? WHERE data = ?', index, size, data)
      if (rowsWritten === 0) unopened.add(index)
      from = index + 1
    }
    if (found.length === 0) break
  }
  if (unopened.size > 0) writeMeta(sql, UNOPENED, JSON.stringify([...unopened]))
  // Leaves are taken in the order of their sizes, one after the other.
  sql.exec('DELETE FROM root_leaf WHERE idx IS NULL AND size < (SELECT MAX(size) FROM root_leaf WHERE idx IS NOT NULL)')
}

/** Our own JSON, written above. */
const readUnopened = (sql: SqlStorage): number[] => JSON.parse(readMeta(sql, UNOPENED) ?? '[]') as number[]
