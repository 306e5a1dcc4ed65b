// What a tree commits to in public: C2SP checkpoints (c2sp.org/tlog-checkpoint) under the names of LEDGER section 3.
import { b64, fromB64, orUndefined } from './bytes.ts'
import { HASH_BYTES } from './hash.ts'
import { type Note, parseNote, signNote, type VerifiedSignature, verifyNote } from './note.ts'
import { ED25519, type VerifierKey } from './vkey.ts'

/** A tree head: `size` leaves, `root` of 32 bytes. */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Uint8Array }

const LOG_ORIGIN = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(\/[a-z0-9][a-z0-9._-]*)*$/

/** A schema-less lower-case URL of at most 128 characters (LEDGER section 3). */
export function isLogOrigin(origin: string): boolean {
  return origin.length <= 128 && LOG_ORIGIN.test(origin)
}

/** Origin and key name of a tenant's tree. */
export function tenantOrigin(logOrigin: string, tenant: string): string {
  return `${logOrigin}/${tenant}`
}

/** Origin and key name of the root log. */
export function rootOrigin(logOrigin: string): string {
  return `${logOrigin}/root`
}

/** Name of the key that signs exports. */
export function exportKeyName(logOrigin: string): string {
  return `${logOrigin}/export`
}

/** The note text: three lines, each with its newline. Throws RangeError on what {@link parseCheckpoint} would refuse. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (!Number.isSafeInteger(size) || size < 0 || root.length !== HASH_BYTES || /[\n]/.test(origin) || origin === '') {
    throw new RangeError('no such checkpoint')
  }
  return `${origin}\n${size}\n${b64(root)}\n`
}

/**
 * The checkpoint in a note text, or undefined. Stricter than some: no leading zero, no sign, size at most 2^53-1, padded standard
 * base64 of exactly 32 bytes. Extension lines must not be empty; `extensions: false` refuses them altogether, as LEDGER does.
 */
export function parseCheckpoint(text: string, options: { extensions?: boolean } = {}): Checkpoint | undefined {
  if (!text.endsWith('\n')) return undefined
  const [origin, size, root, ...extensions] = text.slice(0, -1).split('\n')
  if (origin === undefined || origin === '' || size === undefined || root === undefined) return undefined
  if (extensions.includes('') || (options.extensions === false && extensions.length > 0)) return undefined
  if (!/^(0|[1-9][0-9]*)$/.test(size) || !Number.isSafeInteger(Number(size))) return undefined
  const hash = orUndefined(() => fromB64(root))
  return hash?.length === HASH_BYTES ? { origin, size: Number(size), root: hash } : undefined
}

/** The whole checkpoint file: text, blank line, the log's own line. The key's name is the origin. */
export async function signCheckpoint(checkpoint: Checkpoint, seed: Uint8Array): Promise<string> {
  return signNote(formatCheckpoint(checkpoint), checkpoint.origin, seed)
}

/** Why a checkpoint was refused. */
export type CheckpointCode = 'malformed' | 'wrong_origin' | 'bad_signature' | 'no_known_key'

export type CheckpointResult =
  | {
      readonly ok: true
      readonly checkpoint: Checkpoint
      readonly note: Note
      readonly verified: readonly VerifiedSignature[]
    }
  | { readonly ok: false; readonly code: CheckpointCode }

/**
 * Opens a checkpoint file: form, origin, signatures. Of the keys given at least one Ed25519 key named like the origin must have
 * signed; witnesses' keys may be among them and are verified too, but a cosignature alone opens nothing.
 */
export async function openCheckpoint(
  file: string | Uint8Array,
  origin: string,
  keys: readonly VerifierKey[],
  options: { extensions?: boolean } = { extensions: false },
): Promise<CheckpointResult> {
  const note = parseNote(file)
  const checkpoint = note && parseCheckpoint(note.text, options)
  if (note === undefined || checkpoint === undefined) return { ok: false, code: 'malformed' }
  if (checkpoint.origin !== origin) return { ok: false, code: 'wrong_origin' }
  const result = await verifyNote(note, keys)
  if (!result.ok) return { ok: false, code: result.code }
  const byLog = result.verified.some(({ key }) => key.type === ED25519 && key.name === origin)
  return byLog ? { ok: true, checkpoint, note, verified: result.verified } : { ok: false, code: 'no_known_key' }
}
