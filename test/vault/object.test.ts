import { describe, expect, it } from 'vitest'
import { b64, equal, fromHex, hex, utf8 } from '../../worker/ledger/bytes.ts'
import { contentBlob, contentCommit } from '../../worker/ledger/commitment.ts'
import { sha256 } from '../../worker/ledger/hash.ts'
import { readParts } from '../../worker/vault/header.ts'
import {
  deriveBytes,
  importKey,
  type ObjectKind,
  type OpenRequest,
  openObject,
  readHeader,
  sealObject,
} from '../../worker/vault/object.ts'
import vectors from '../vectors/objects/objects.json'
import { flipped } from './support.ts'

type Vector = (typeof vectors)[number]

/** The reader of the vectors knows the key's bytes, not its name: it takes the name that the header gives. */
async function askFor(vector: Vector): Promise<OpenRequest> {
  const object = fromHex(vector.object_hex)
  return {
    key: await importKey(readHeader(object)?.key ?? 'unreadable', fromHex(vector.key_hex)),
    kind: vector.want.kind as ObjectKind, // the file holds section 6's kinds only
    ref: vector.want.ref,
    tenant: vector.want.tenant,
    sha256: vector.blob_sha256,
    object,
  }
}

describe('the objects of an independent implementation', () => {
  const accepted = vectors.filter((vector) => vector.expect === 'accept')
  const rejected = vectors.filter((vector) => vector.expect === 'reject')

  it('are there', () => {
    expect(accepted.length).toBeGreaterThanOrEqual(7)
    expect(rejected.length).toBeGreaterThanOrEqual(12)
    expect(new Set(accepted.map(({ want }) => want.kind))).toEqual(
      new Set(['content', 'key', 'credential', 'envelope']),
    )
  })

  it.each(accepted.map((vector) => [vector.name, vector] as const))('open: %s', async (_name, vector) => {
    const opened = await openObject(await askFor(vector))
    expect(opened.ok && hex(opened.plaintext)).toBe(vector.plaintext_hex)
  })

  it.each(accepted.map((vector) => [vector.name, vector] as const))('are made again: %s', async (_name, vector) => {
    const { key, kind, ref, tenant, object } = await askFor(vector)
    const parts = readParts(object)
    if (parts === undefined || vector.plaintext_hex === undefined) throw new Error('not an accepted vector')
    const { commit, salt } = parts.header
    const plaintext = fromHex(vector.plaintext_hex)
    const nonce = new Uint8Array(parts.nonce)
    const again = await sealObject({
      key,
      kind,
      ref,
      tenant,
      plaintext,
      salt,
      nonce,
      ...(commit !== undefined && { commit }),
    })
    expect(hex(again)).toBe(vector.object_hex)
  })

  // The reason matters: a test that refuses everything for one wrong reason would prove nothing.
  const codes: Record<string, string> = {
    'tag bit': 'tag',
    'ciphertext bit': 'tag',
    'nonce bit': 'tag',
    'header bit (salt)': 'malformed',
    magic: 'malformed',
    'cut short': 'tag',
    'another key': 'tag',
    'moved to another record': 'ref',
    'asked for by another tenant': 'tenant',
    'blob_sha256 of another object': 'digest',
    'plaintext does not match the commitment': 'commit',
    'version 2': 'malformed',
    'header not canonical': 'malformed',
  }

  it.each(rejected.map((vector) => [vector.name, vector] as const))('are refused: %s', async (name, vector) => {
    const request = await askFor(vector)
    // The digest is of the object as it lies there, except where the case is about the digest.
    const asked = name.startsWith('blob_sha256') ? request : { ...request, sha256: hex(sha256(request.object)) }
    const opened = await openObject(asked)
    expect(opened.ok).toBe(false)
    expect(opened.ok || opened.code).toBe(codes[name] ?? 'a code for this case')
    expect(await openObject(request)).toMatchObject({ ok: false })
  })
})

const tenant = 'tn_00000000000000000000000000'
const key = await importKey('k/1', new Uint8Array(32).fill(5))
const request = { key, kind: 'credential', ref: 'connection/c', tenant } as const
const plaintext = utf8('a plaintext that nobody should see')

describe('sealing', () => {
  it('takes a new salt and a new nonce each time', async () => {
    const one = readParts(await sealObject({ ...request, plaintext }))
    const two = readParts(await sealObject({ ...request, plaintext }))
    if (one === undefined || two === undefined) throw new Error('not sealed')
    expect(equal(one.header.salt, two.header.salt)).toBe(false)
    expect(equal(one.nonce, two.nonce)).toBe(false)
    expect(equal(one.sealed, two.sealed)).toBe(false)
  })

  it.each([0, 1, 16, 70_000])('carries %i bytes', async (length) => {
    const bytes = new Uint8Array(length).fill(7)
    const opened = await openObject({ ...request, object: await sealObject({ ...request, plaintext: bytes }) })
    expect(opened.ok && equal(opened.plaintext, bytes)).toBe(true)
  })

  it('names the key in the header', async () => {
    expect(readHeader(await sealObject({ ...request, plaintext }))?.key).toBe('k/1')
  })

  it('is a bug with a commitment out of place', async () => {
    const commit = '0'.repeat(64)
    await expect(sealObject({ ...request, plaintext, commit })).rejects.toThrow(RangeError)
    await expect(sealObject({ ...request, kind: 'content', plaintext })).rejects.toThrow(RangeError)
  })

  it('is a bug with a salt or nonce of another length', async () => {
    await expect(sealObject({ ...request, plaintext, salt: new Uint8Array(16) })).rejects.toThrow(RangeError)
    await expect(sealObject({ ...request, plaintext, nonce: new Uint8Array(16) })).rejects.toThrow(RangeError)
  })
})

describe('opening', () => {
  it('refuses each single bit turned over', async () => {
    const object = await sealObject({ ...request, plaintext })
    for (let at = 0; at < object.length; at++) {
      expect((await openObject({ ...request, object: flipped(object, at) })).ok, `byte ${at}`).toBe(false)
    }
    expect((await openObject({ ...request, object })).ok).toBe(true)
  })

  it.each([
    ['kind', { kind: 'key' }],
    ['ref', { ref: 'connection/d' }],
    ['tenant', { tenant: 'tn_11111111111111111111111111' }],
    ['digest', { sha256: '0'.repeat(64) }],
    ['commit', { commit: '0'.repeat(64) }],
  ] as const)('says %s where that is not what was asked for', async (code, other) => {
    const object = await sealObject({ ...request, plaintext })
    expect(await openObject({ ...request, ...other, object })).toEqual({ ok: false, code })
  })

  it('says key where the object names another one, even with the same bytes', async () => {
    const object = await sealObject({ ...request, plaintext })
    const renamed = { ...request, key: { ...key, id: 'k/2' } }
    expect(await openObject({ ...renamed, object })).toEqual({ ok: false, code: 'key' })
  })

  it('says tag where the name is right and the bytes are not', async () => {
    const object = await sealObject({ ...request, plaintext })
    const impostor = { ...request, key: await importKey('k/1', new Uint8Array(32).fill(6)) }
    expect(await openObject({ ...impostor, object })).toEqual({ ok: false, code: 'tag' })
  })

  it('compares the digest of the stored object when it is told one', async () => {
    const object = await sealObject({ ...request, plaintext })
    expect((await openObject({ ...request, object, sha256: hex(sha256(object)) })).ok).toBe(true)
  })

  it('compares the commitment with the plaintext, and with the one in the record', async () => {
    const salt = new Uint8Array(32).fill(1)
    const content = { ...request, kind: 'content', ref: 'a.b/c/0' } as const
    const commit = contentCommit('hello', salt)
    const honest = await sealObject({ ...content, commit, plaintext: utf8(contentBlob('hello', salt)) })
    const lying = await sealObject({ ...content, commit, plaintext: utf8(contentBlob('hallo', salt)) })
    expect((await openObject({ ...content, commit, object: honest })).ok).toBe(true)
    expect((await openObject({ ...content, object: honest })).ok).toBe(true)
    expect(await openObject({ ...content, commit, object: lying })).toEqual({ ok: false, code: 'commit' })
    expect(await openObject({ ...content, object: lying })).toEqual({ ok: false, code: 'commit' })
    const other = contentCommit('hallo', salt)
    expect(await openObject({ ...content, commit: other, object: honest })).toEqual({ ok: false, code: 'commit' })
  })
})

describe('a key', () => {
  it.each([0, 16, 31, 33])('has 32 bytes, not %i', async (length) => {
    await expect(importKey('k', new Uint8Array(length))).rejects.toThrow(RangeError)
  })

  it('cannot be read back once it is imported', async () => {
    expect(key.base.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('raw', key.base)).rejects.toThrow()
  })

  it('derives other bytes for another purpose, and the same again for the same', async () => {
    const [a, b, c] = [await deriveBytes(key, 'a'), await deriveBytes(key, 'b'), await deriveBytes(key, 'a')]
    expect(a.length).toBe(32)
    expect(b64(a)).not.toBe(b64(b))
    expect(b64(a)).toBe(b64(c))
  })

  it('derives what RFC 5869 says, worked out from HMAC alone', async () => {
    const { hmacSha256 } = await import('../../worker/ledger/hash.ts')
    // Extract without salt (32 zeros), then the first block of expand.
    const extracted = hmacSha256(new Uint8Array(32), new Uint8Array(32).fill(5))
    const expected = hmacSha256(extracted, utf8('purpose\u0001'))
    expect(hex(await deriveBytes(key, 'purpose'))).toBe(hex(expected))
  })
})
