// The hashes: published test vectors, the domain separation of RFC 6962, and no trace of one hash in the next.
import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat, fromHex, hex, utf8 } from '../../worker/ledger/bytes.ts'
import { HASH_BYTES, hmacSha256, leafHash, nodeHash, type Sha256, sha256 } from '../../worker/ledger/hash.ts'

const node: Sha256 = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest())

describe('sha256', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('of %j is the value of FIPS 180-4', (message, digest) => {
    expect(hex(sha256(utf8(message)))).toBe(digest)
  })

  it('agrees with the platform for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(hex(sha256(bytes))).toBe(hex(node(bytes)))
      }),
    )
  })
})

describe('leafHash', () => {
  it('puts 0x00 in front', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(hex(leafHash(bytes))).toBe(hex(node(concat(Uint8Array.of(0), bytes))))
        expect(hex(leafHash(bytes, node))).toBe(hex(leafHash(bytes)))
      }),
    )
  })
})

describe('nodeHash', () => {
  const hash = fc.uint8Array({ minLength: HASH_BYTES, maxLength: HASH_BYTES })

  it('puts 0x01 in front of left and right', () => {
    fc.assert(
      fc.property(hash, hash, (left, right) => {
        expect(hex(nodeHash(left, right))).toBe(hex(node(concat(Uint8Array.of(1), left, right))))
        expect(hex(nodeHash(left, right, node))).toBe(hex(nodeHash(left, right)))
      }),
    )
  })

  it('minds which is left', () => {
    const [a, b] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)]
    expect(hex(nodeHash(a, b))).not.toBe(hex(nodeHash(b, a)))
  })

  it('gives a result that later calls do not touch', () => {
    const [a, b] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)]
    const first = nodeHash(a, b)
    const before = hex(first)
    nodeHash(b, a)
    expect(hex(first)).toBe(before)
  })

  it('may take its own result as an argument', () => {
    const zero = new Uint8Array(32)
    const one = nodeHash(zero, zero)
    expect(hex(nodeHash(one, one))).toBe(hex(node(concat(Uint8Array.of(1), one, one))))
  })
})

describe('hmacSha256', () => {
  it.each([
    ['0b'.repeat(20), '4869205468657265', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    [
      '4a656665',
      '7768617420646f2079612077616e7420666f72206e6f7468696e673f',
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
    ['aa'.repeat(20), 'dd'.repeat(50), '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe'],
  ])('under key %s is the value of RFC 4231', (key, message, mac) => {
    expect(hex(hmacSha256(fromHex(key), fromHex(message)))).toBe(mac)
  })

  it('agrees with the platform for any key and message', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.uint8Array({ maxLength: 100 }), (key, message) => {
        const expected = createHmac('sha256', key).update(message).digest('hex')
        expect(hex(hmacSha256(key, message))).toBe(expected)
      }),
    )
  })
})
