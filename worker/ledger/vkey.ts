// Who signed: verifier keys and key ids of C2SP signed-note (c2sp.org/signed-note), as people pin them.
import { b64, concat, equal, fromB64, fromHex, hex, orUndefined, utf8 } from './bytes.ts'
import { isAcceptableKey } from './ed25519.ts'
import { sha256 } from './hash.ts'

/** Signature types: Ed25519 over the text. */
export const ED25519 = 0x01
/** Signature types: timestamped Ed25519 cosignature of a witness. */
export const COSIGNATURE = 0x04
export type SignatureType = typeof ED25519 | typeof COSIGNATURE

/** A public key with its name. `id` is 8 hex digits. `text` is the vkey as written. */
export type VerifierKey = {
  readonly name: string
  readonly id: string
  readonly type: SignatureType
  readonly publicKey: Uint8Array
  readonly text: string
}

/** A key name: not empty, no Unicode space, no plus sign. */
export function isKeyName(name: string): boolean {
  // Not `\s`, which has U+FEFF and lacks U+0085.
  return name.length > 0 && name.isWellFormed() && !/[\p{White_Space}+]/u.test(name)
}

/** The first 4 bytes of H(name || 0x0A || type || public key). */
export function keyId(name: string, type: SignatureType, publicKey: Uint8Array): Uint8Array {
  return sha256(concat(utf8(name), Uint8Array.of(0x0a, type), publicKey)).slice(0, 4)
}

/** A verifier key from its parts. Throws RangeError on a name or key that nobody could verify with. */
export function makeKey(name: string, publicKey: Uint8Array, type: SignatureType = ED25519): VerifierKey {
  if (!isKeyName(name)) throw new RangeError('not a key name')
  if (!isAcceptableKey(publicKey)) throw new RangeError('not an acceptable public key')
  const id = hex(keyId(name, type, publicKey))
  return { name, id, type, publicKey, text: `${name}+${id}+${b64(concat(Uint8Array.of(type), publicKey))}` }
}

/** `<name>+<8 hex key id>+<b64(type || public key)>`. */
export function formatVkey(name: string, publicKey: Uint8Array, type: SignatureType = ED25519): string {
  return makeKey(name, publicKey, type).text
}

/** The key that a vkey text names, or undefined: wrong form, unknown type, key id that does not fit, hostile public key. */
export function parseVkey(vkey: string): VerifierKey | undefined {
  // The base64 may hold plus signs of its own: only the first two separate.
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(vkey) ?? []
  if (name === undefined || id === undefined || encoded === undefined || !isKeyName(name)) return undefined
  const bytes = orUndefined(() => fromB64(encoded))
  const type = bytes?.[0]
  if (bytes === undefined || (type !== ED25519 && type !== COSIGNATURE)) return undefined
  const publicKey = bytes.slice(1)
  if (!isAcceptableKey(publicKey) || !equal(fromHex(id), keyId(name, type, publicKey))) return undefined
  return { name, id, type, publicKey, text: vkey }
}
