// What a plaintext commits to, recomputed after it was opened: the last comparison of LEDGER section 6.
import { EncodingError, fromB64, text } from '../ledger/bytes.ts'
import { commit, contentCommit } from '../ledger/commitment.ts'
import { canonicalize, JcsError, type JsonObject, type JsonValue, parseStrict } from '../ledger/jcs.ts'
import { isCommitted, type ObjectKind, SALT_BYTES } from './header.ts'

/** Where the plaintext is not the canonical JSON of section 4 or 5; no header can carry it, so it never compares equal. */
export const NO_COMMITMENT = 'none'

/**
 * The commitment (hex) of an envelope's or a content blob's plaintext, NO_COMMITMENT where that is not what section 4 or 5
 * describes, undefined for the kinds that have none.
 */
export function commitmentOf(kind: ObjectKind, plaintext: Uint8Array): string | undefined {
  if (!isCommitted(kind)) return undefined
  try {
    return recompute(kind, plaintext) ?? NO_COMMITMENT
  } catch (error) {
    if (error instanceof JcsError || error instanceof EncodingError) return NO_COMMITMENT
    throw error
  }
}

function recompute(kind: ObjectKind, plaintext: Uint8Array): string | undefined {
  const value = parseStrict(plaintext)
  if (!isObject(value) || canonicalize(value) !== text(plaintext)) return undefined
  const { salt, ...rest } = value
  if (typeof salt !== 'string') return undefined
  const saltBytes = fromB64(salt)
  if (saltBytes.length !== SALT_BYTES || Object.keys(rest).length !== 1) return undefined
  if (kind === 'content') return typeof rest.text === 'string' ? contentCommit(rest.text, saltBytes) : undefined
  return isObject(rest.fields) ? commit(rest.fields, saltBytes) : undefined
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
