// The self-check's look at what was signed: every stored checkpoint, the published one, and the leaves that the root log holds.
import { equal, fromHex, hex } from '../ledger/bytes.ts'
import { openCheckpoint, tenantOrigin } from '../ledger/checkpoint.ts'
import { publicKeyOf } from '../ledger/ed25519.ts'
import { makeKey, parseNote } from '../ledger/note.ts'
import { rootLeafData } from '../ledger/rootlog.ts'
import type { VerifierKey } from '../ledger/vkey.ts'
import { checkpointAt, type Log, type StoredCheckpoint } from './checkpoint.ts'
import { publishedSize } from './publish.ts'
import { LABEL } from './root-leaf.ts'
import { readFile } from './self-check-files.ts'
import { type Found, find } from './self-check-findings.ts'
import type { Ground } from './self-check-state.ts'
import { oneRow, readHead, readMeta } from './storage.ts'

type Signer = { origin: string; keys: VerifierKey[] }

async function signerOf(log: Log, tenant: string): Promise<Signer> {
  const origin = tenantOrigin(log.origin, tenant)
  return { origin, keys: [makeKey(origin, await publicKeyOf(log.seed))] }
}

/** Stored checkpoints of more than `from` and at most `to` records. */
export function checkpointsBetween(sql: SqlStorage, from: number, to: number): StoredCheckpoint[] {
  const rows = sql.exec<StoredCheckpoint>(
    'SELECT size, number, root, note, at FROM checkpoint WHERE size > ? AND size <= ? ORDER BY size',
    from,
    to,
  )
  return rows.toArray()
}

/** `roots`: the recomputed roots (hex) at the checkpoints' sizes. That each is of these records makes all of them consistent. */
export async function judgeCheckpoints(
  { log, tenant }: Ground,
  found: Found,
  checkpoints: readonly StoredCheckpoint[],
  roots: ReadonlyMap<number, string>,
): Promise<void> {
  const { origin, keys } = await signerOf(log, tenant)
  for (const { size, root, note } of checkpoints) {
    if (roots.get(size) !== root) find(found, 'checkpoint_differs', size - 1)
    const opened = await openCheckpoint(note, origin, keys)
    if (!opened.ok) find(found, 'checkpoint_unsigned', size - 1)
    else if (opened.checkpoint.size !== size || hex(opened.checkpoint.root) !== root) {
      find(found, 'checkpoint_differs', size - 1)
    }
  }
}

/** Numbers are given without gaps, so as many rows as the last number says. */
export function judgeNumbers(sql: SqlStorage, found: Found): void {
  const row = oneRow(
    sql.exec<{ rows: number; last: number | null }>('SELECT COUNT(*) AS rows, MAX(number) AS last FROM checkpoint'),
  )
  if ((row?.rows ?? 0) !== (row?.last ?? 0)) find(found, 'checkpoint_missing', null)
}

/** The one file that is overwritten. No settling may run meanwhile: it would publish a newer one. */
export async function judgePublished(ground: Ground, found: Found): Promise<void> {
  const { sql, log, tenant } = ground
  const published = publishedSize(sql)
  const file = await readFile(ground, 'checkpoint')
  if (file === undefined) {
    if (published > 0) find(found, 'published_missing', published - 1)
    return
  }
  const { origin, keys } = await signerOf(log, tenant)
  const opened = await openCheckpoint(file, origin, keys)
  if (!opened.ok) return find(found, 'published_unreadable', null)
  const { size, root } = opened.checkpoint
  if (size < published) return find(found, 'published_older', size)
  if (size > readHead(sql).size) return find(found, 'published_beyond', readHead(sql).size)
  const stored = checkpointAt(sql, size)
  if (stored === undefined) find(found, 'checkpoint_missing', size - 1)
  else if (stored.root !== hex(root)) find(found, 'published_differs', size - 1)
}

type Leaf = { size: number; salt: ArrayBuffer; data: ArrayBuffer; idx: number | null }

/**
 * What the root log holds under this ledger's label must be what the stored checkpoints give, leaf by leaf: it lies in another object, and
 * under anchors, so whoever rewrites this ledger with its own key is still caught here.
 */
export async function judgeRootLeaves({ sql, root }: Ground, found: Found): Promise<void> {
  const label = readMeta(sql, LABEL)
  if (label === undefined) return
  for (let from = 0; ; ) {
    const included = await root.find(fromHex(label), from)
    for (const { index, data } of included) {
      from = index + 1
      const leaf = oneRow(sql.exec<Leaf>('SELECT size, salt, data, idx FROM root_leaf WHERE data = ?', data))
      const note = leaf && parseNote(checkpointAt(sql, leaf.size)?.note ?? '')
      const given = leaf && note && rootLeafData(fromHex(label), note.text, new Uint8Array(leaf.salt))
      if (given === undefined || !equal(given, data)) find(found, 'root_log_differs', leaf ? leaf.size - 1 : null)
    }
    if (included.length === 0) return
  }
}
