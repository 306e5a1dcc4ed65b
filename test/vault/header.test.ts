import { describe, expect, it } from 'vitest'
import { b64, concat, text, utf8 } from '../../worker/ledger/bytes.ts'
import { canonicalize, type JsonObject, type JsonValue } from '../../worker/ledger/jcs.ts'
import { type Header, readParts, writeHeader } from '../../worker/vault/header.ts'

const salt = new Uint8Array(32).fill(3)
const commit = 'ab'.repeat(32)
const tenant = 'tn_00000000000000000000000000'
const credential: JsonObject = { key: 'k', kind: 'credential', ref: 'connection/c', salt: b64(salt), tenant, v: 1 }
const envelope: JsonObject = { ...credential, kind: 'envelope', ref: 'a.b/c/0', commit }

/** An object with this header text and just enough behind it. */
function objectOf(header: string | Uint8Array, rest = 12 + 16): Uint8Array {
  const bytes = typeof header === 'string' ? utf8(header) : header
  const length = Uint8Array.of(bytes.length >> 8, bytes.length & 0xff)
  return concat(utf8('TSB1'), length, bytes, new Uint8Array(rest))
}

const read = (header: JsonValue) => readParts(objectOf(canonicalize(header)))

/** The envelope header without some members. */
function without(...names: string[]): JsonObject {
  return Object.fromEntries(Object.entries(envelope).filter(([name]) => !names.includes(name)))
}

describe('a header', () => {
  it('comes back as it was written', () => {
    const header: Header = { kind: 'envelope', key: 'k', ref: 'a.b/ü\n"/0', tenant, salt, commit }
    const front = writeHeader(header)
    const parts = readParts(concat(front, new Uint8Array(12).fill(1), new Uint8Array(20).fill(2)))
    expect(parts?.header).toEqual(header)
    expect(parts?.aad).toEqual(front)
    expect(parts?.nonce).toEqual(new Uint8Array(12).fill(1))
    expect(parts?.sealed).toEqual(new Uint8Array(20).fill(2))
  })

  it('is read from the middle of a larger buffer', () => {
    const object = objectOf(canonicalize(credential))
    const padded = concat(new Uint8Array(7), object, new Uint8Array(5))
    expect(readParts(padded.subarray(7, 7 + object.length))?.header.ref).toBe('connection/c')
  })

  it('stands behind the magic and its length in two bytes, big end first', () => {
    const front = writeHeader({ kind: 'key', key: 'k'.repeat(300), ref: 'r', tenant, salt })
    expect(text(front.subarray(0, 4))).toBe('TSB1')
    expect((front[4] ?? 0) * 256 + (front[5] ?? 0)).toBe(front.length - 6)
    expect(front.length).toBeGreaterThan(256 + 6)
  })

  it('is written in canonical form with all its members', () => {
    const front = writeHeader({ kind: 'envelope', key: 'k', ref: 'a.b/c/0', tenant, salt, commit })
    expect(text(front.subarray(6))).toBe(canonicalize(envelope))
  })

  it('takes the largest length that two bytes can say and nothing larger', () => {
    const overhead = writeHeader({ kind: 'key', key: 'k', ref: 'r', tenant, salt }).length - 6 - 1
    const longest = 'r'.repeat(0xffff - overhead)
    const front = writeHeader({ kind: 'key', key: 'k', ref: longest, tenant, salt })
    expect(readParts(concat(front, new Uint8Array(28)))?.header.ref).toBe(longest)
    expect(() => writeHeader({ kind: 'key', key: 'k', ref: `${longest}r`, tenant, salt })).toThrow(RangeError)
  })
})

describe('writing refuses', () => {
  const good = { key: 'k', ref: 'r', tenant, salt } as const
  it.each<[string, Header]>([
    ['an envelope without commitment', { ...good, kind: 'envelope' }],
    ['content without commitment', { ...good, kind: 'content' }],
    ['a credential with one', { ...good, kind: 'credential', commit }],
    ['a key with one', { ...good, kind: 'key', commit }],
    ['a commitment in capitals', { ...good, kind: 'envelope', commit: commit.toUpperCase() }],
    ['an empty key id', { ...good, kind: 'key', key: '' }],
    ['an empty ref', { ...good, kind: 'key', ref: '' }],
    ['an empty tenant', { ...good, kind: 'key', tenant: '' }],
    ['a salt of 31 bytes', { ...good, kind: 'key', salt: salt.slice(1) }],
  ])('%s', (_what, header) => {
    expect(() => writeHeader(header)).toThrow(RangeError)
  })
})

describe('reading accepts', () => {
  it('the two headers that the refusals below are made of', () => {
    expect(read(credential)?.header.kind).toBe('credential')
    expect(read(envelope)?.header.commit).toBe(commit)
  })
})

describe('reading refuses', () => {
  it.each<[string, JsonValue]>([
    ['another version', { ...envelope, v: 2 }],
    ['a version in quotes', { ...envelope, v: '1' }],
    ['no version', without('v')],
    ['an unknown member', { ...envelope, alg: 'none' }],
    ['an unknown kind', { ...envelope, kind: 'blob' }],
    ['no kind', without('kind')],
    ['no key', without('key')],
    ['an empty key', { ...envelope, key: '' }],
    ['no ref', without('ref')],
    ['a ref that is a number', { ...envelope, ref: 1 }],
    ['no tenant', without('tenant')],
    ['no salt', without('salt')],
    ['a salt of 33 bytes', { ...envelope, salt: b64(new Uint8Array(33)) }],
    ['a salt that is not base64', { ...envelope, salt: '{'.repeat(44) }],
    ['a salt without padding', { ...envelope, salt: b64(salt).slice(0, -1) }],
    ['an envelope without commitment', without('commit')],
    ['content without commitment', { ...without('commit'), kind: 'content' }],
    ['a commitment of null', { ...envelope, commit: null }],
    ['a short commitment', { ...envelope, commit: commit.slice(1) }],
    ['a credential with commitment', { ...credential, commit }],
    ['a key with commitment', { ...credential, kind: 'key', commit }],
    ['nesting', { ...envelope, ref: { a: 1 } }],
    ['an array', [envelope]],
    ['null', null],
    ['a string', 'TSB1'],
  ])('%s', (_what, header) => {
    expect(read(header)).toBeUndefined()
  })

  it.each<[string, string]>([
    ['white space', canonicalize(envelope).replace(':1', ': 1')],
    ['members out of order', `{"v":1,${canonicalize(without('v')).slice(1)}`],
    ['a member twice', canonicalize(envelope).replace('"v":1', '"v":1,"v":1')],
    ['a number spelled otherwise', canonicalize(envelope).replace('"v":1', '"v":1.0')],
    ['an escape that is not needed', canonicalize(envelope).replace('a.b', '\\u0061.b')],
    ['a byte order mark', `\ufeff${canonicalize(envelope)}`],
    ['text after it', `${canonicalize(envelope)} `],
    ['half of it', canonicalize(envelope).slice(0, 40)],
    ['nothing', ''],
  ])('%s', (_what, header) => {
    expect(readParts(objectOf(header))).toBeUndefined()
  })

  it('bytes that are not UTF-8', () => {
    const bytes = utf8(canonicalize(envelope))
    bytes[bytes.indexOf(0x61)] = 0xff
    expect(readParts(objectOf(bytes))).toBeUndefined()
  })

  it('every object cut before the end of a tag', () => {
    const object = objectOf(canonicalize(credential))
    expect(readParts(object)).toBeDefined()
    for (let length = 0; length < object.length; length++) {
      expect(readParts(object.subarray(0, length)), `${length} bytes`).toBeUndefined()
    }
  })

  it('another magic', () => {
    for (let at = 0; at < 4; at++) {
      const object = objectOf(canonicalize(credential))
      object[at] = (object[at] ?? 0) + 1
      expect(readParts(object), `byte ${at}`).toBeUndefined()
    }
  })
})
