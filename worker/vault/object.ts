// One encrypted object, sealed and opened exactly as LEDGER section 6 says. Everything else in this folder goes through here.
import { concat, equal, fromHex, utf8 } from '../ledger/bytes.ts'
import { sha256 } from '../ledger/hash.ts'
import { decrypt, encrypt } from './aead.ts'
import { commitmentOf } from './commitment.ts'
import { type Header, NONCE_BYTES, type ObjectKind, readParts, SALT_BYTES, writeHeader } from './header.ts'

export type { Header, ObjectKind } from './header.ts'

/**
 * A named key ready for use. `base` is the HKDF input, not extractable: once imported, its bytes cannot be read back.
 * Import a key once and keep it in an object that lives as long as the request; never in module scope.
 */
export type ObjectKey = { readonly id: string; readonly base: CryptoKey }

/** Why an object was refused. */
export type OpenCode =
  | 'malformed' // not of the form of section 6: magic, length, header, or too short for nonce and tag
  | 'kind' // another kind than asked for
  | 'ref' // bound to something else
  | 'tenant' // somebody else's
  | 'digest' // not the stored object that the record names (blob_sha256)
  | 'key' // sealed under a key of another name
  | 'tag' // altered, or sealed under other key bytes
  | 'commit' // the plaintext, or the commitment asked for, is not what the header commits to

export type Opened =
  | { readonly ok: true; readonly plaintext: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly code: OpenCode }

export type SealRequest = {
  readonly key: ObjectKey
  readonly kind: ObjectKind
  /** `<stream>/<id>/<rev>` of a record, `connection/<id>`, or the id of the wrapped key. */
  readonly ref: string
  readonly tenant: string
  /** Hex; for envelope and content, and only there. */
  readonly commit?: string
  readonly plaintext: Uint8Array
  /** 32 and 12 random bytes unless given; given only to repeat a vector. */
  readonly salt?: Uint8Array<ArrayBuffer>
  readonly nonce?: Uint8Array<ArrayBuffer>
}

/** What an object must be bound to. `commit` is the commitment in the record, hex. */
export type Binding = {
  readonly kind: ObjectKind
  readonly ref: string
  readonly tenant: string
  readonly commit?: string
}

export type OpenRequest = Binding & {
  readonly key: ObjectKey
  /** The SHA-256 of the stored object (`blob_sha256`), hex. */
  readonly sha256?: string
  readonly object: Uint8Array
}

const KEY_BYTES = 32
const INFO = utf8('tallystick/blob/1')
const NO_SALT = new Uint8Array(0)

/** Makes a key of its 32 bytes. `id` is the name that headers carry. Throws RangeError on another length. */
export async function importKey(id: string, bytes: Uint8Array): Promise<ObjectKey> {
  if (bytes.length !== KEY_BYTES) throw new RangeError('a key has 32 bytes')
  return { id, base: await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey', 'deriveBits']) }
}

/** 32 bytes derived from a key for one purpose, which `info` names (HKDF-SHA-256, RFC 5869, without salt). */
export async function deriveBytes(key: ObjectKey, info: string): Promise<Uint8Array<ArrayBuffer>> {
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: NO_SALT, info: utf8(info) }
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key.base, KEY_BYTES * 8))
}

/** Encrypts. Throws RangeError where the request breaks section 6 (commit missing or out of place, empty names, lengths). */
export async function sealObject(request: SealRequest): Promise<Uint8Array<ArrayBuffer>> {
  const { key, kind, ref, tenant, commit, plaintext } = request
  const salt = request.salt ?? crypto.getRandomValues(new Uint8Array(SALT_BYTES))
  const nonce = request.nonce ?? crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
  const aad = writeHeader({ kind, key: key.id, ref, tenant, salt, ...(commit === undefined ? {} : { commit }) })
  const cipher = await objectCipher(key, salt, 'encrypt')
  return concat(aad, nonce, await encrypt(cipher, { nonce, aad }, plaintext))
}

/** Decrypts what was asked for and nothing else: kind, ref, tenant, digest and commitment are compared. */
export async function openObject(request: OpenRequest): Promise<Opened> {
  const parts = readParts(request.object)
  if (parts === undefined) return { ok: false, code: 'malformed' }
  const refused = refusalOf(parts.header, request) ?? refusalToOpen(parts.header, request)
  if (refused !== undefined) return { ok: false, code: refused }
  const cipher = await objectCipher(request.key, parts.header.salt, 'decrypt')
  const plaintext = await decrypt(cipher, parts, parts.sealed)
  if (plaintext === undefined) return { ok: false, code: 'tag' }
  if (commitmentOf(parts.header.kind, plaintext) !== parts.header.commit) return { ok: false, code: 'commit' }
  return { ok: true, plaintext }
}

/** The header of an object without opening it, unauthenticated: good for finding the key, not for believing. */
export function readHeader(object: Uint8Array): Header | undefined {
  return readParts(object)?.header
}

/** Why an object with this header is not what is asked for, or undefined where it says that it is. */
export function refusalOf(header: Header, want: Binding): OpenCode | undefined {
  if (header.kind !== want.kind) return 'kind'
  if (header.ref !== want.ref) return 'ref'
  if (header.tenant !== want.tenant) return 'tenant'
  return want.commit !== undefined && header.commit !== want.commit ? 'commit' : undefined
}

function refusalToOpen(header: Header, want: OpenRequest): OpenCode | undefined {
  if (want.sha256 !== undefined && !equal(sha256(want.object), fromHex(want.sha256))) return 'digest'
  return header.key === want.key.id ? undefined : 'key'
}

/** The key of one object: its own salt makes it, so a nonce never repeats under one key. */
function objectCipher(key: ObjectKey, salt: Uint8Array<ArrayBuffer>, usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  const from = { name: 'HKDF', hash: 'SHA-256', salt, info: INFO }
  return crypto.subtle.deriveKey(from, key.base, { name: 'AES-GCM', length: KEY_BYTES * 8 }, false, [usage])
}
