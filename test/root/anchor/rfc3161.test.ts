// Timestamp requests and replies: every vector, OpenSSL on both sides, and every byte changed.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat, fromHex, hex, utf8 } from '../../../worker/ledger/bytes.ts'
import { sha256 } from '../../../worker/ledger/hash.ts'
import { inside, readDer, SEQUENCE } from '../../../worker/root/anchor/der.ts'
import { checkTimestampReply, timestampQuery } from '../../../worker/root/anchor/rfc3161.ts'
import { fetchToken, tokenFile } from '../../../worker/root/anchor/tsa.ts'
import { present, readBytes, readJson, readText } from '../../ledger/vectors.ts'
import { answerAsTsa, hasOpenssl, judgeToken } from './openssl.ts'

type Case = {
  response: string
  data: string
  ca: string
  expect: 'accept' | 'reject'
  status: string
  gen_time: string | null
  hash: string | null
  serial: string | null
  nonce: string | null
}
const cases = readJson<Case[]>('rfc3161/expected.json')
const digestOf = (c: Case) => sha256(readBytes(`rfc3161/${c.data}`))
const nonceOf = (c: Case) => {
  const digits = /^0x([0-9A-F]+)$/.exec(c.nonce ?? '')?.[1]?.toLowerCase()
  return digits === undefined ? undefined : fromHex(digits.padStart(digits.length + (digits.length % 2), '0'))
}
/** What we can tell without looking at signatures: the vectors whose only fault is the signature or the CA pass here. */
const ours = (c: Case) => {
  if (c.status !== 'Granted.') return 'refused'
  const right = c.response.startsWith('for-other') ? 'other.bin' : 'data.bin'
  return c.hash === 'sha256' && c.data === right ? undefined : 'wrong_imprint'
}

describe('the replies of the vectors', () => {
  it.each(cases.map((c) => [`${c.response} for ${c.data} under ${c.ca}`, c] as const))('%s', (_, c) => {
    const result = checkTimestampReply(readBytes(`rfc3161/${c.response}`), digestOf(c), nonceOf(c))
    const code = ours(c)
    if (code !== undefined) expect(result).toEqual({ ok: false, code })
    else {
      const serial = present(c.serial).slice(2).toLowerCase()
      expect(result).toEqual({ ok: true, time: Date.parse(present(c.gen_time)), serial })
    }
    // Nothing that OpenSSL accepts over SHA-256 is refused here.
    if (c.expect === 'accept' && c.hash === 'sha256') expect(result.ok).toBe(true)
  })

  it.runIf(hasOpenssl).each(cases.map((c) => [`${c.response} for ${c.data} under ${c.ca}`, c] as const))(
    '%s: is judged by this OpenSSL as the vector says',
    (_, c) => {
      const at = new Date(c.gen_time ?? '2026-11-21T09:21:32Z')
      const reply = readBytes(`rfc3161/${c.response}`)
      const verdict = judgeToken(reply, readBytes(`rfc3161/${c.data}`), readText(`rfc3161/${c.ca}`), { at })
      expect(verdict).toBe(c.expect === 'accept')
    },
  )

  it('over a hash of the same length by another name are refused', () => {
    const named = hex(readBytes('rfc3161/ecdsa-sha256.tsr')).replaceAll('608648016503040201', '608648016503040208')
    const digest = sha256(readBytes('rfc3161/data.bin'))
    expect(checkTimestampReply(fromHex(named), digest)).toEqual({ ok: false, code: 'wrong_imprint' })
  })

  it('with another nonce, or without the one that was sent, are refused', () => {
    const digest = sha256(readBytes('rfc3161/data.bin'))
    const wrong = { ok: false, code: 'wrong_nonce' }
    const other = Uint8Array.of(1, 2, 3)
    expect(checkTimestampReply(readBytes('rfc3161/ecdsa-sha256.tsr'), digest, other)).toEqual(wrong)
    expect(checkTimestampReply(readBytes('rfc3161/ecdsa-nononce.tsr'), digest, other)).toEqual(wrong)
  })
})

describe('a request', () => {
  it.each(['ecdsa-sha256', 'rsa-sha256', 'for-other-data'])('%s of the vectors comes out byte for byte', (name) => {
    const c = present(cases.find(({ response, expect }) => response === `${name}.tsr` && expect === 'accept'))
    const query = timestampQuery(digestOf(c), present(nonceOf(c)))
    expect(hex(query)).toBe(hex(readBytes(`rfc3161/${name}.tsq`)))
  })

  it.each([
    ['0000000000000001', '020101'],
    ['0000000000000080', '02020080'],
    ['ff00000000000000', '020900ff00000000000000'],
    ['0000000000000000', '020100'],
  ])('writes the nonce %s as the shortest positive INTEGER', (nonce, integer) => {
    const [, , written] = inside(readDer(timestampQuery(new Uint8Array(32), fromHex(nonce)))?.[0], SEQUENCE) ?? []
    expect(hex(present(written).bytes)).toBe(integer)
  })

  it.runIf(hasOpenssl)('of ours is answered by OpenSSL, and OpenSSL accepts the reply that we accept', async () => {
    const file = utf8('a frozen checkpoint\n')
    let caPem = ''
    let asked = new Uint8Array(0)
    const ask: Parameters<typeof fetchToken>[0] = async ({ body, headers }) => {
      expect(headers?.['content-type']).toBe('application/timestamp-query')
      asked = present(body)
      const answered = answerAsTsa(asked)
      caPem = answered.caPem
      return { ok: true, status: 200, body: answered.reply }
    }
    const nonce = fromHex('80ffeeddccbbaa99')
    const token = await fetchToken(ask, 'https://tsa.example/', sha256(file), nonce)
    if (!token.ok) throw new Error(token.code)
    expect(Math.abs(token.time - Date.now())).toBeLessThan(24 * 3600 * 1000)
    expect(judgeToken(token.file, file, caPem, { query: asked })).toBe(true)
    expect(judgeToken(token.file, utf8('another file\n'), caPem)).toBe(false)
  })
})

describe('the reader of replies', () => {
  const good = readBytes('rfc3161/ecdsa-sha256.tsr')
  const digest = sha256(readBytes('rfc3161/data.bin'))

  it('refuses every shorter reply, and one byte more', () => {
    for (let length = 0; length < good.length; length++) {
      expect(checkTimestampReply(good.subarray(0, length), digest).ok, `${length} bytes`).toBe(false)
    }
    expect(checkTimestampReply(concat(good, Uint8Array.of(0)), digest).ok).toBe(false)
  })

  it('never throws, whatever byte is changed', () => {
    fc.assert(
      fc.property(fc.nat({ max: good.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = good.slice()
        bytes[at] = (bytes[at] ?? 0) ^ change
        expect(typeof checkTimestampReply(bytes, digest).ok).toBe('boolean')
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['indefinite length', '30800000'],
    ['length of length 5', '30850000000001ff'],
    ['high tag number', '1f8101'],
    ['length past the end', '3005020100'],
  ])('reads no value with %s', (_, bytes) => expect(readDer(fromHex(bytes))).toBeUndefined())
})

describe('the file of a token', () => {
  it('has a name that bundles allow, one for each address', () => {
    const names = ['https://tsa.example/a', 'https://tsa.example/b', 'http://127.0.0.1:88/', 'https://[::]/'].map(
      tokenFile,
    )
    expect(new Set(names).size).toBe(4)
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]*\.tsr$/)
    expect(names[0]).toMatch(/^tsa\.example-[0-9a-f]{8}\.tsr$/)
  })
})
