// Has the source restated a value? A keyed digest of each value answers that without the value, personal fields included, being kept.
import { hex, utf8 } from '../ledger/bytes.ts'
import { hmacSha256 } from '../ledger/hash.ts'
import { canonicalize, type JsonValue } from '../ledger/jcs.ts'

/**
 * Hex HMAC-SHA-256 over the canonical JSON of a value; `key` is the vault's valueKey(). Without the key nobody can try out guesses.
 * Throws JcsError on what has no canonical form, RangeError on a key that has not 32 bytes.
 */
export function valueDigest(key: Uint8Array, value: JsonValue): string {
  if (key.length !== 32) throw new RangeError('a value key has 32 bytes')
  return hex(hmacSha256(key, utf8(canonicalize(value))))
}
