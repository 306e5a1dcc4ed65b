// A key at rest: 32 random bytes, wrapped by another key, one R2 object a key and nowhere else, so that deleting it is the end of it.
import { hex } from '../ledger/bytes.ts'
import { sha256 } from '../ledger/hash.ts'
import { type ObjectKey, openObject, readHeader, sealObject } from './object.ts'

/** What must not happen: lost or damaged keys, a root key that is not configured, a directory that never holds still. Throwing stops the work. */
export class VaultError extends Error {
  override readonly name = 'VaultError'
  readonly code: VaultFault
  constructor(code: VaultFault, detail: string) {
    super(`${code}: ${detail}`)
    this.code = code
  }
}
export type VaultFault =
  | 'root_missing' // no root key of the epoch that wraps the tenant key
  | 'erased' // the tenant's keys were destroyed for good
  | 'tenant_key_lost' // the tenant has objects in the vault but no tenant key
  | 'damaged' // an object in the vault does not open
  | 'contended' // others kept changing the object

/** Where a key lies and how it is named; `<idPrefix>/<tag>` is its id, the tag random, so a key made again is another key. */
export type KeyPlace = { readonly path: string; readonly idPrefix: string; readonly tenant: string }

/** A wrapped key as found: its own id, the id of the key that wraps it, and R2's etag for replacing it. */
export type WrappedKey = {
  readonly id: string
  readonly wrappedBy: string
  readonly object: Uint8Array
  readonly etag: string
}

const KEY_BYTES = 32
const TAG_BYTES = 8
const TAG = /^[0-9a-f]{16}$/

/** A fresh id at a place. The tag says which generation sealed an object, and tells an erased key from a damaged object. */
export function newKeyId(place: KeyPlace): string {
  return `${place.idPrefix}/${hex(crypto.getRandomValues(new Uint8Array(TAG_BYTES)))}`
}

/** The wrapped key at a place, or undefined. Throws VaultError `damaged` where something else lies there. */
export async function findKey(bucket: R2Bucket, place: KeyPlace): Promise<WrappedKey | undefined> {
  const stored = await bucket.get(place.path)
  if (stored === null) return undefined
  const object = new Uint8Array(await stored.arrayBuffer())
  const header = readHeader(object)
  // Another person's key copied here would have another person's id.
  const tag = header?.ref.startsWith(`${place.idPrefix}/`) ? header.ref.slice(place.idPrefix.length + 1) : ''
  if (header === undefined || !TAG.test(tag)) throw new VaultError('damaged', place.path)
  return { id: header.ref, wrappedBy: header.key, object, etag: stored.etag }
}

/** The 32 bytes of a wrapped key. Throws VaultError `damaged` where the wrapping key does not open it. */
export async function unwrap(place: KeyPlace, found: WrappedKey, by: ObjectKey): Promise<Uint8Array<ArrayBuffer>> {
  const opened = await openObject({ key: by, kind: 'key', ref: found.id, tenant: place.tenant, object: found.object })
  if (!opened.ok) throw new VaultError('damaged', `${place.path} (${opened.code})`)
  if (opened.plaintext.length !== KEY_BYTES) throw new VaultError('damaged', `${place.path} (length)`)
  return opened.plaintext
}

/**
 * Makes a key and puts it, create-only. Returns false where somebody else was first: the winner's key is the only one, read that.
 * The loser's bytes have sealed nothing yet, because a key is used only after it was found in R2.
 */
export async function makeKey(bucket: R2Bucket, place: KeyPlace, by: ObjectKey): Promise<boolean> {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES))
  const object = await wrap(place, newKeyId(place), bytes, by)
  const put = await bucket.put(place.path, object, { onlyIf: { etagDoesNotMatch: '*' }, sha256: sha256(object) })
  return put !== null
}

/** Replaces a wrapped key by the same key under another wrapping key. Returns false where the object changed meanwhile. */
export async function replaceKey(
  bucket: R2Bucket,
  place: KeyPlace,
  found: WrappedKey,
  object: Uint8Array,
): Promise<boolean> {
  const put = await bucket.put(place.path, object, { onlyIf: { etagMatches: found.etag }, sha256: sha256(object) })
  return put !== null
}

/** A key as an object: its plaintext is the 32 raw bytes, its `ref` its own id (LEDGER section 6). */
export function wrap(place: KeyPlace, id: string, bytes: Uint8Array, by: ObjectKey): Promise<Uint8Array<ArrayBuffer>> {
  return sealObject({ key: by, kind: 'key', ref: id, tenant: place.tenant, plaintext: bytes })
}
