// The log of logs: blinded leaves that only a tenant can find, and the audit with the key that finds them (LEDGER section 3).
import { concat, equal, utf8 } from './bytes.ts'
import { type Checkpoint, openCheckpoint } from './checkpoint.ts'
import { HASH_BYTES, hmacSha256, sha256 } from './hash.ts'
import { verifyConsistency } from './proof.ts'
import type { VerifierKey } from './vkey.ts'

const LABEL = utf8('tallystick/root/1')
/** Raw bytes of a root log leaf's data. */
const ROOT_LEAF_BYTES = 64

/** label(tenant) = HMAC-SHA-256(tenant blinding key (32 bytes), "tallystick/root/1"). */
export function blindedLabel(blindingKey: Uint8Array): Uint8Array {
  if (blindingKey.length !== 32) throw new RangeError('a blinding key has 32 bytes')
  return hmacSha256(blindingKey, LABEL)
}

/** Leaf data: label || H(note text || salt). `noteText` is the signed text of the tenant checkpoint with its last newline. */
export function rootLeafData(label: Uint8Array, noteText: string, salt: Uint8Array): Uint8Array<ArrayBuffer> {
  if (label.length !== HASH_BYTES || salt.length !== 32) throw new RangeError('label and salt have 32 bytes')
  return concat(label, sha256(concat(utf8(noteText), salt)))
}

/** The indexes of the leaves that carry a label, ascending. */
export function leavesOf(label: Uint8Array, leaves: readonly Uint8Array[]): number[] {
  return leaves.flatMap((leaf, index) =>
    leaf.length === ROOT_LEAF_BYTES && equal(leaf.subarray(0, HASH_BYTES), label) ? [index] : [],
  )
}

/** What the tenant shows for one of its leaves; `consistency` = path from its checkpoint before to this one. */
export type Opening = {
  readonly index: number
  readonly note: string
  readonly salt: Uint8Array
  readonly consistency?: readonly Uint8Array[] | undefined
}

/** Why an audit failed, and at which leaf. */
export type AuditCode =
  | 'unopened' // a leaf with the label that nothing was shown for: a second history may hide there
  | 'unknown_leaf' // an opening whose leaf does not carry the label
  | 'checkpoint' // not a checkpoint signed by the tenant's key
  | 'opening' // note and salt do not give the leaf
  | 'shrunk' // a size below the one before
  | 'forked' // does not extend the tree before

export type AuditResult =
  | { readonly ok: true; readonly checkpoints: readonly Checkpoint[] }
  | { readonly ok: false; readonly code: AuditCode; readonly index: number }

/**
 * Audits every leaf of one tenant: each is opened by exactly what is shown, each opening is a signed checkpoint of that origin, and in
 * the order of the index sizes never go down and each tree extends the one before. That `leaves` are the root log's is checked first,
 * by the caller, against a root checkpoint.
 */
export async function auditTenant(
  leaves: readonly Uint8Array[],
  blindingKey: Uint8Array,
  openings: readonly Opening[],
  origin: string,
  keys: readonly VerifierKey[],
): Promise<AuditResult> {
  const label = blindedLabel(blindingKey)
  const found = leavesOf(label, leaves)
  const shown = new Map(openings.map((opening) => [opening.index, opening]))
  const stray = openings.find(({ index }) => !found.includes(index))
  if (stray !== undefined) return { ok: false, code: 'unknown_leaf', index: stray.index }
  const checkpoints: Checkpoint[] = []
  for (const index of found) {
    const opening = shown.get(index)
    if (opening === undefined) return { ok: false, code: 'unopened', index }
    const opened = await openCheckpoint(opening.note, origin, keys)
    if (!opened.ok) return { ok: false, code: 'checkpoint', index }
    const data = opening.salt.length === 32 && rootLeafData(label, opened.note.text, opening.salt)
    if (!data || !equal(data, leaves[index] ?? label)) return { ok: false, code: 'opening', index }
    const code = compare(checkpoints.at(-1), opened.checkpoint, opening.consistency ?? [])
    if (code !== undefined) return { ok: false, code, index }
    checkpoints.push(opened.checkpoint)
  }
  return { ok: true, checkpoints }
}

function compare(before: Checkpoint | undefined, now: Checkpoint, path: readonly Uint8Array[]): AuditCode | undefined {
  if (before === undefined) return undefined
  if (now.size < before.size) return 'shrunk'
  return verifyConsistency(before.size, now.size, before.root, now.root, path) ? undefined : 'forked'
}
