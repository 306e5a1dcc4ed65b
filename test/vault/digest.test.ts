import { describe, expect, it } from 'vitest'
import { utf8 } from '../../worker/ledger/bytes.ts'
import { valueDigest } from '../../worker/vault/digest.ts'
import { newVault } from './support.ts'

const key = new Uint8Array(32).fill(8)

describe('the digest of a value', () => {
  it('is HMAC-SHA-256 over the canonical JSON, as WebCrypto says too', async () => {
    const value = { b: [1, null, 'ü'], a: { email: 'ada@example.com' } }
    const mac = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
    const canonical = '{"a":{"email":"ada@example.com"},"b":[1,null,"ü"]}'
    const expected = new Uint8Array(await crypto.subtle.sign('HMAC', mac, utf8(canonical)))
    expect(utf8(valueDigest(key, value))).toEqual(utf8(Buffer.from(expected).toString('hex')))
  })

  it('does not depend on the order of members', () => {
    expect(valueDigest(key, { a: 1, b: 2 })).toBe(valueDigest(key, { b: 2, a: 1 }))
  })

  it.each([
    ['a value', { a: 1 }, { a: 2 }],
    ['a type', { a: 1 }, { a: '1' }],
    ['null and absence', { a: null }, {}],
    ['the order of a list', [1, 2], [2, 1]],
  ])('tells apart %s', (_what, one, two) => {
    expect(valueDigest(key, one)).not.toBe(valueDigest(key, two))
  })

  it('is another one for another tenant', async () => {
    const [one, two] = [await newVault().valueKey(), await newVault().valueKey()]
    expect(valueDigest(one, { a: 1 })).not.toBe(valueDigest(two, { a: 1 }))
  })

  it('is a bug with a key of another length', () => {
    expect(() => valueDigest(new Uint8Array(16), null)).toThrow(RangeError)
    expect(() => valueDigest(new Uint8Array(0), null)).toThrow(RangeError)
  })
})
