// The clear front of every encrypted object: what it is, whose, and under which key. Read strictly before any key is touched.
import { b64, concat, EncodingError, fromB64, text, utf8 } from '../ledger/bytes.ts'
import { canonicalize, JcsError, type JsonObject, type JsonValue, parseStrict } from '../ledger/jcs.ts'

/** What an encrypted object holds (LEDGER section 6). */
export type ObjectKind = 'envelope' | 'content' | 'credential' | 'key'

/** The header's members. `commit` stands there for envelope and content, and only there; `salt` is 32 bytes. */
export type Header = {
  readonly kind: ObjectKind
  readonly key: string
  readonly ref: string
  readonly tenant: string
  readonly commit?: string
  readonly salt: Uint8Array<ArrayBuffer>
}

/** An object cut into its parts. `aad` is everything before the nonce; all are views into the object. */
export type ObjectParts = {
  readonly header: Header
  readonly aad: Uint8Array
  readonly nonce: Uint8Array
  readonly sealed: Uint8Array
}

export const SALT_BYTES = 32
export const NONCE_BYTES = 12
export const TAG_BYTES = 16

const MAGIC = utf8('TSB1')
const LENGTH_BYTES = 2
const FRONT_BYTES = MAGIC.length + LENGTH_BYTES
const MAX_HEADER_BYTES = 0xffff // what u16be can say
const HEX_32 = /^[0-9a-f]{64}$/

/** Whether objects of a kind carry the commitment of a record (LEDGER section 6). */
export function isCommitted(kind: ObjectKind): boolean {
  return kind === 'envelope' || kind === 'content'
}

/**
 * "TSB1" || u16be length || JCS header: the additional data of the encryption.
 * Throws RangeError where a member breaks LEDGER section 6, JcsError where a text has a lone surrogate: both are bugs of the caller.
 */
export function writeHeader(header: Header): Uint8Array<ArrayBuffer> {
  const { salt, ...open } = header
  const members = { ...open, salt: b64(salt), v: 1 }
  if (headerOf(members) === undefined) throw new RangeError('a header that section 6 does not allow')
  const json = utf8(canonicalize(members))
  if (json.length > MAX_HEADER_BYTES) throw new RangeError('a header of more than 65,535 bytes')
  return concat(MAGIC, Uint8Array.of(json.length >> 8, json.length & 0xff), json)
}

/** Cuts an object into its parts, or says undefined where its form is not exactly that of LEDGER section 6. */
export function readParts(object: Uint8Array): ObjectParts | undefined {
  if (object.length < FRONT_BYTES || MAGIC.some((byte, at) => object[at] !== byte)) return undefined
  const length = new DataView(object.buffer, object.byteOffset).getUint16(MAGIC.length)
  const nonceAt = FRONT_BYTES + length
  if (object.length < nonceAt + NONCE_BYTES + TAG_BYTES) return undefined
  const header = parseHeader(object.subarray(FRONT_BYTES, nonceAt))
  if (header === undefined) return undefined
  return {
    header,
    aad: object.subarray(0, nonceAt),
    nonce: object.subarray(nonceAt, nonceAt + NONCE_BYTES),
    sealed: object.subarray(nonceAt + NONCE_BYTES),
  }
}

function parseHeader(bytes: Uint8Array): Header | undefined {
  try {
    const value = parseStrict(bytes, { profile: true, depth: 1 })
    // Two spellings of one header would be two objects that say the same: only the canonical one is read.
    return canonicalize(value) === text(bytes) ? headerOf(value) : undefined
  } catch (error) {
    if (error instanceof JcsError || error instanceof EncodingError) return undefined
    throw error
  }
}

function headerOf(value: JsonValue): Header | undefined {
  if (!isObject(value)) return undefined
  const { commit, key, kind, ref, salt, tenant, v, ...others } = value
  if (v !== 1 || Object.keys(others).length > 0 || !isKind(kind)) return undefined
  if (!isName(key) || !isName(ref) || !isName(tenant) || typeof salt !== 'string') return undefined
  const saltBytes = fromB64(salt)
  if (saltBytes.length !== SALT_BYTES) return undefined
  const open = { kind, key, ref, tenant, salt: saltBytes }
  if (!isCommitted(kind)) return commit === undefined ? open : undefined
  return typeof commit === 'string' && HEX_32.test(commit) ? { ...open, commit } : undefined
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isName(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value !== ''
}

function isKind(value: JsonValue | undefined): value is ObjectKind {
  return value === 'envelope' || value === 'content' || value === 'credential' || value === 'key'
}
