// Personal fields and texts leave the record here: salted commitments that outlive what they commit to (LEDGER sections 4, 5).
import { b64, equal, fromHex, hex, utf8 } from './bytes.ts'
import { hmacSha256, sha256 } from './hash.ts'
import type { Hex } from './ids.ts'
import { canonicalize, type JsonObject } from './jcs.ts'

/** Random bytes in every salt. HMAC pads a shorter key with zeros, so two salts could commit alike: never another length. */
export const SALT_BYTES = 32

function checkSalt(salt: Uint8Array): void {
  if (salt.length !== SALT_BYTES) throw new RangeError('a salt has exactly 32 bytes')
}

const hexOf = (bytes: Uint8Array): Hex => hex(bytes) as Hex // 32 bytes give 64 lower-case digits

/** JCS({"fields":{...},"salt":"<b64>"}): what is encrypted under the subject's key. Throws RangeError on a salt that is not 32 bytes. */
export function envelopeOf(fields: JsonObject, salt: Uint8Array): string {
  checkSalt(salt)
  return canonicalize({ fields, salt: b64(salt) })
}

/** hex(HMAC-SHA-256(salt, JCS(fields))): the record's `sealed.commit`. */
export function commit(fields: JsonObject, salt: Uint8Array): Hex {
  checkSalt(salt)
  return hexOf(hmacSha256(salt, utf8(canonicalize(fields))))
}

/** The names for `sealed.fields`, sorted as JCS sorts keys. */
export function fieldNames(fields: JsonObject): string[] {
  return Object.keys(fields).sort()
}

/** hex(HMAC-SHA-256(salt, UTF-8 of the text)): the record's `content.commit`. No normalization. */
export function contentCommit(text: string, salt: Uint8Array): Hex {
  checkSalt(salt)
  return hexOf(hmacSha256(salt, utf8(text)))
}

/** JCS({"salt":"<b64>","text":"<text>"}): what is encrypted as the content's object. */
export function contentBlob(text: string, salt: Uint8Array): string {
  checkSalt(salt)
  return canonicalize({ salt: b64(salt), text })
}

/** The digest an auditor can recompute from the text alone, and the text's length in bytes (LEDGER section 5). */
export function contentDigest(text: string): { sha256: Hex; bytes: number } {
  const bytes = utf8(text)
  return { sha256: hexOf(sha256(bytes)), bytes: bytes.length }
}

/** Whether two commitments in hex are the same, in constant time. */
export function sameCommit(a: Hex, b: Hex): boolean {
  return equal(fromHex(a), fromHex(b))
}
