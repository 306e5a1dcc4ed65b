import { describe, expect, it } from 'vitest'
import { fromHex, hex, utf8 } from '../../worker/ledger/bytes.ts'
import { decrypt, encrypt } from '../../worker/vault/aead.ts'
import vectors from '../vectors/aead/aes-256-gcm.json'

const importAes = (bytes: Uint8Array) => crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])

describe('AES-256-GCM', () => {
  it('has vectors of both kinds to pass', () => {
    expect(vectors.filter(({ expect }) => expect === 'accept').length).toBeGreaterThan(5)
    expect(vectors.filter(({ expect }) => expect === 'reject').length).toBeGreaterThan(5)
  })

  for (const [at, vector] of vectors.entries()) {
    const framing = { nonce: fromHex(vector.iv_hex), aad: utf8(vector.aad_utf8) }
    const name = `case ${at}${vector.comment === undefined ? '' : ` (${vector.comment})`}`

    if (vector.expect === 'accept') {
      it(`seals and opens ${name} to the byte`, async () => {
        const key = await importAes(fromHex(vector.key_hex))
        const sealed = await encrypt(key, framing, fromHex(vector.plaintext_hex))
        expect(hex(sealed)).toBe(vector.ciphertext_and_tag_hex)
        const opened = await decrypt(key, framing, fromHex(vector.ciphertext_and_tag_hex))
        expect(opened && hex(opened)).toBe(vector.plaintext_hex)
      })
    } else {
      it(`refuses ${name}`, async () => {
        const key = await importAes(fromHex(vector.key_hex))
        expect(await decrypt(key, framing, fromHex(vector.ciphertext_and_tag_hex))).toBeUndefined()
      })
    }
  }

  it('refuses what is shorter than a tag', async () => {
    const key = await importAes(new Uint8Array(32))
    const framing = { nonce: new Uint8Array(12), aad: new Uint8Array(0) }
    expect(await decrypt(key, framing, new Uint8Array(0))).toBeUndefined()
    expect(await decrypt(key, framing, new Uint8Array(15))).toBeUndefined()
  })

  it.each([0, 8, 11, 13, 16])('takes no nonce of %i bytes', async (length) => {
    const key = await importAes(new Uint8Array(32))
    const framing = { nonce: new Uint8Array(length), aad: new Uint8Array(0) }
    await expect(encrypt(key, framing, new Uint8Array(1))).rejects.toThrow(RangeError)
    await expect(decrypt(key, framing, new Uint8Array(17))).rejects.toThrow(RangeError)
  })
})
