// Commitments and digests against the vectors, and the promise that a salt is 32 bytes.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromB64, fromHex, hex, utf8 } from '../../worker/ledger/bytes.ts'
import {
  commit,
  contentBlob,
  contentCommit,
  contentDigest,
  envelopeOf,
  fieldNames,
  sameCommit,
} from '../../worker/ledger/commitment.ts'
import { hmacSha256, sha256 } from '../../worker/ledger/hash.ts'
import { canonicalize, type JsonObject, parseStrict } from '../../worker/ledger/jcs.ts'
import { readJson } from './vectors.ts'

const salt = new Uint8Array(32).fill(5)

describe('the vectors', () => {
  it('of HMAC commitments recompute, and the plain digest is another value', () => {
    type Case = {
      message_utf8: string
      salt_hex: string
      hmac_sha256_key_salt_hex: string
      plain_sha256_hex: string
    }
    const { vectors } = readJson<{ vectors: Case[] }>('commitments/hmac-commitments.json')
    expect(vectors.length).toBe(6)
    for (const c of vectors) {
      expect(hex(hmacSha256(fromHex(c.salt_hex), utf8(c.message_utf8))), c.message_utf8).toBe(
        c.hmac_sha256_key_salt_hex,
      )
      expect(contentCommit(c.message_utf8, fromHex(c.salt_hex)), c.message_utf8).toBe(c.hmac_sha256_key_salt_hex)
      expect(contentDigest(c.message_utf8).sha256, c.message_utf8).toBe(c.plain_sha256_hex)
    }
  })

  it('of sealed envelopes recompute', () => {
    type Case = {
      seq: number
      fields: JsonObject
      salt: string
      envelope: string
      sealed: { alg: string; commit: string; fields: string[] }
    }
    const cases = readJson<Case[]>('ledger/sealed.json')
    expect(cases.length).toBe(12)
    for (const c of cases) {
      expect(envelopeOf(c.fields, fromB64(c.salt)), `seq ${c.seq}`).toBe(c.envelope)
      expect(commit(c.fields, fromB64(c.salt)), `seq ${c.seq}`).toBe(c.sealed.commit)
      expect(fieldNames(c.fields), `seq ${c.seq}`).toEqual(c.sealed.fields)
    }
  })

  it('of contents recompute', () => {
    type Case = {
      seq: number
      text: string
      salt: string
      content: { commit: string; bytes: number; sha256?: string }
    }
    const cases = readJson<Case[]>('ledger/content.json')
    expect(cases.length).toBe(16)
    for (const c of cases) {
      expect(contentCommit(c.text, fromB64(c.salt)), `seq ${c.seq}`).toBe(c.content.commit)
      const digest = contentDigest(c.text)
      expect(digest.bytes, `seq ${c.seq}`).toBe(c.content.bytes)
      if (c.content.sha256 !== undefined) expect(digest.sha256, `seq ${c.seq}`).toBe(c.content.sha256)
    }
  })
})

describe('a commitment', () => {
  it('does not depend on the order of the fields', () => {
    expect(commit({ b: 1, a: 2 }, salt)).toBe(commit({ a: 2, b: 1 }, salt))
  })

  it('differs for another value, another name and another salt', () => {
    const other = salt.slice()
    other[31] = 6
    const all = [
      commit({ a: 'x' }, salt),
      commit({ a: 'y' }, salt),
      commit({ b: 'x' }, salt),
      commit({ a: 'x' }, other),
      commit({}, salt),
    ]
    expect(new Set(all).size).toBe(all.length)
  })

  it('is never made with a salt of another length, which HMAC would pad', () => {
    for (const length of [0, 16, 31, 33, 64]) {
      const short = new Uint8Array(length)
      expect(() => commit({ a: 1 }, short), String(length)).toThrow(RangeError)
      expect(() => contentCommit('a', short), String(length)).toThrow(RangeError)
      expect(() => envelopeOf({ a: 1 }, short), String(length)).toThrow(RangeError)
      expect(() => contentBlob('a', short), String(length)).toThrow(RangeError)
    }
  })

  it('is over the text as it is: composed and decomposed é are two texts', () => {
    expect(contentCommit('\u00e9', salt)).not.toBe(contentCommit('e\u0301', salt))
  })

  it('compares in hex', () => {
    expect(sameCommit(contentCommit('a', salt), contentCommit('a', salt))).toBe(true)
    expect(sameCommit(contentCommit('a', salt), contentCommit('b', salt))).toBe(false)
  })
})

describe('what is encrypted', () => {
  it('is JCS with fields and salt, and opens to the same commitment', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), (fields) => {
        const envelope = parseStrict(envelopeOf(fields, salt)) as { fields: JsonObject; salt: string } // its own form
        expect(canonicalize(envelope)).toBe(envelopeOf(fields, salt))
        expect(commit(envelope.fields, fromB64(envelope.salt))).toBe(commit(fields, salt))
      }),
    )
  })

  it('is JCS with salt and text for content', () => {
    expect(contentBlob('hé"', new Uint8Array(32))).toBe(`{"salt":"${'A'.repeat(43)}=","text":"hé\\""}`)
  })

  it('has the digest and the length of the UTF-8 text', () => {
    expect(contentDigest('é')).toEqual({ sha256: hex(sha256(Uint8Array.of(0xc3, 0xa9))), bytes: 2 })
    expect(contentDigest('').bytes).toBe(0)
  })
})
