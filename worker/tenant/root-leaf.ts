// From a published checkpoint to the root log: one blinded leaf, handed over until it is taken (LEDGER section 3).
import { fromHex, hex } from '../ledger/bytes.ts'
import { parseNote } from '../ledger/note.ts'
import { blindedLabel, rootLeafData } from '../ledger/rootlog.ts'
import { type Vault, VaultError } from '../vault/keys.ts'
import { checkpointAt } from './checkpoint.ts'
import { publishedSize } from './publish.ts'
import { oneRow, readMark, readMeta, writeMeta } from './storage.ts'

/**
 * `behind`: another leaf stands last under this label than the one the caller goes on from; `last` is that leaf's data, null = none.
 * `replaced`: the leaf before was still waiting and will never be included.
 */
export type Taken =
  | { ok: true; replaced: boolean }
  | { ok: false; code: 'behind'; last: Uint8Array | null }
  | { ok: false; code: 'stopped' }

/** A leaf of the root log; `size` = that of the first root checkpoint that covers it. */
export type Included = { index: number; data: Uint8Array; size: number }

/** What a tenant asks of the root log: labels and leaves, never an id. `find` is ascending and may stop early; empty = no more. */
export type RootPort = {
  submit(data: Uint8Array, after: Uint8Array | null): Promise<Taken>
  find(label: Uint8Array, from: number): Promise<Included[]>
}

/** Meta: the label that this tenant's leaves carry, in hex. */
export const LABEL = 'root-label'
const HANDED_OVER = 'root-handed-over'

type Row = { size: number; data: ArrayBuffer }

/** Whether the root log has taken a leaf for the published checkpoint. */
export function isHandedOver(sql: SqlStorage): boolean {
  return readMark(sql, HANDED_OVER) >= publishedSize(sql)
}

/**
 * Hands the published checkpoint's leaf over; again for the same one does nothing. Throws when the root log is stopped, or holds a leaf
 * under this label that is not from here: that one must be looked at before another follows it.
 */
export async function handOver(sql: SqlStorage, vault: Vault, root: RootPort): Promise<void> {
  if (isHandedOver(sql)) return
  const size = publishedSize(sql)
  const leaf = rowAt(sql, size) ?? (await makeLeaf(sql, vault, size))
  let before = rowAt(sql, readMark(sql, HANDED_OVER))
  let taken = await root.submit(new Uint8Array(leaf.data), before === undefined ? null : new Uint8Array(before.data))
  if (!taken.ok && taken.code === 'behind') {
    // The answer to an earlier hand-over was lost, or the root log lost what waited there. Either way what it names is ours, and older.
    before = taken.last === null ? undefined : rowOf(sql, taken.last)
    if (taken.last !== null && (before === undefined || before.size > size)) {
      throw new Error('the root log has a leaf under this label that is not from here')
    }
    taken = await root.submit(new Uint8Array(leaf.data), taken.last)
  }
  if (!taken.ok) throw new Error(`the root log took no leaf: ${taken.code}`)
  if (taken.replaced && before !== undefined) {
    sql.exec('DELETE FROM root_leaf WHERE size = ? AND idx IS NULL', before.size)
  }
  writeMeta(sql, HANDED_OVER, String(size))
}

/** Kept before it is sent: a leaf whose salt is lost could never be opened. */
async function makeLeaf(sql: SqlStorage, vault: Vault, size: number): Promise<Row> {
  const note = parseNote(checkpointAt(sql, size)?.note ?? '')
  if (note === undefined) throw new Error(`no checkpoint at ${size}`)
  const label = await labelOf(sql, vault)
  // The label is public, the key is not: the label alone is kept here.
  writeMeta(sql, LABEL, hex(label))
  const salt = crypto.getRandomValues(new Uint8Array(32))
  sql.exec('INSERT INTO root_leaf VALUES (?, ?, ?, NULL, NULL)', size, salt, rootLeafData(label, note.text, salt))
  const row = rowAt(sql, size)
  if (row === undefined) throw new Error('a leaf that was just kept is gone')
  return row
}

/** Of a tenant whose keys were destroyed the label is all there is left: its last checkpoints still find their place. */
async function labelOf(sql: SqlStorage, vault: Vault): Promise<Uint8Array> {
  try {
    return blindedLabel(await vault.blindingKey())
  } catch (error) {
    const known = error instanceof VaultError && error.code === 'erased' ? readMeta(sql, LABEL) : undefined
    if (known === undefined) throw error
    return fromHex(known)
  }
}

const rowAt = (sql: SqlStorage, size: number) =>
  oneRow(sql.exec<Row>('SELECT size, data FROM root_leaf WHERE size = ?', size))
const rowOf = (sql: SqlStorage, data: Uint8Array) =>
  oneRow(sql.exec<Row>('SELECT size, data FROM root_leaf WHERE data = ?', data))
