// The fast path of an append must be the slow path, to the byte, for everything that checkParts lets through.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hex, text, utf8 } from '../../worker/ledger/bytes.ts'
import { leafHash } from '../../worker/ledger/hash.ts'
import { canonicalize, type JsonObject } from '../../worker/ledger/jcs.ts'
import {
  checkParts,
  type DraftParts,
  leafOfText,
  type RecordParts,
  recordBytes,
  recordText,
} from '../../worker/ledger/link.ts'
import { KINDS, parseRecord } from '../../worker/ledger/record.ts'
import { partsOf } from './parts.ts'

const base32 = fc.array(fc.constantFrom(...'0123456789abcdefghjkmnpqrstvwxyz'), { minLength: 26, maxLength: 26 })
const digest = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(hex)
const instant = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())
const anyText = fc.string({ unit: 'grapheme', maxLength: 30 })
const id = anyText.filter((s) => s.length > 0)
const plain = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    anyText,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(anyText, tie('value'), { maxKeys: 3 }),
  ),
})).value
const data = fc.dictionary(anyText, plain, { maxKeys: 4 }).map((object) => canonicalize(object as JsonObject)) // JSON by construction
const sealed = fc
  .tuple(digest, fc.uniqueArray(id, { minLength: 1, maxLength: 3 }))
  .map(([commit, fields]) => canonicalize({ alg: 'hmac-sha256/32', commit, fields: fields.sort() }))
const content = fc
  .tuple(digest, digest, fc.nat(), fc.option(digest))
  .map(([commit, blob_sha256, bytes, sha256]) =>
    canonicalize({ alg: 'hmac-sha256/32', commit, blob: 'blob/x', blob_sha256, bytes, ...(sha256 && { sha256 }) }),
  )

const parts: fc.Arbitrary<RecordParts> = fc
  .record({
    tenant: base32.map((c) => `tn_${c.join('')}`),
    seq: fc.integer({ min: 100, max: Number.MAX_SAFE_INTEGER }),
    prev: digest,
    ingestedAt: instant,
    kind: fc.constantFrom(...KINDS),
    stream: fc.constantFrom('anthropic.usage', 'openai.usage.completions', 'tallystick.erasure'),
    id,
    rev: fc.nat(),
    occurredAt: instant,
    subject: fc.option(
      base32.map((c) => `sub_${c.join('')}`),
      { nil: undefined },
    ),
    pull: fc.option(fc.nat({ max: 99 }), { nil: undefined }),
    dataJson: data,
    sealedJson: fc.option(sealed, { nil: undefined }),
    contentJson: fc.option(content, { nil: undefined }),
    refs: fc.option(
      fc.uniqueArray(fc.nat({ max: 99 }), { minLength: 1, maxLength: 4 }).map((r) => r.sort((a, b) => a - b)),
      { nil: undefined },
    ),
  })
  .map((record) => record satisfies RecordParts)

/** The record as an object, for canonicalize: built the obvious way. */
function objectOf(p: RecordParts): JsonObject {
  const members = {
    v: 1,
    tenant: p.tenant,
    seq: p.seq,
    prev: p.prev,
    kind: p.kind,
    stream: p.stream,
    id: p.id,
    rev: p.rev,
    occurred_at: p.occurredAt,
    ingested_at: p.ingestedAt,
    data: JSON.parse(p.dataJson),
    ...(p.subject !== undefined && { subject: p.subject }),
    ...(p.pull !== undefined && { source: { pull: p.pull } }),
    ...(p.sealedJson !== undefined && { sealed: JSON.parse(p.sealedJson) }),
    ...(p.contentJson !== undefined && { content: JSON.parse(p.contentJson) }),
    ...(p.refs !== undefined && { refs: p.refs }),
  }
  return members
}

const draft: DraftParts = {
  tenant: `tn_${'0'.repeat(26)}`,
  kind: 'usage',
  stream: 'anthropic.usage',
  id: 'x',
  occurredAt: '2026-01-01T00:00:00.000Z',
  dataJson: '{}',
}

describe('recordText', () => {
  it('is canonicalize over the same members, for any parts', () => {
    fc.assert(
      fc.property(parts, (p) => {
        expect(recordText(p)).toBe(canonicalize(objectOf(p)))
      }),
      { numRuns: 500 },
    )
  })

  it('makes records that the full reader accepts and takes apart into the same parts', () => {
    fc.assert(
      fc.property(parts, (p) => {
        const result = parseRecord(recordBytes(p))
        expect(result).toMatchObject({ ok: true })
        if (result.ok) expect(recordText(partsOf(result.record))).toBe(recordText(p))
      }),
      { numRuns: 300 },
    )
  })
})

describe('leafOfText', () => {
  it('is the leaf hash of the bytes, and one record leaves nothing behind for the next', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 5 }), (texts) => {
        for (const s of texts) expect(hex(leafOfText(s))).toBe(hex(leafHash(utf8(s))))
      }),
    )
  })

  it('takes 65,535 bytes and refuses one more, in whatever characters', () => {
    const full = 'a'.repeat(65_535)
    expect(hex(leafOfText(full))).toBe(hex(leafHash(utf8(full))))
    expect(() => leafOfText(`${full}a`)).toThrow(RangeError)
    expect(() => leafOfText(`${'a'.repeat(65_534)}é`)).toThrow(RangeError)
    expect(() => leafOfText('é'.repeat(40_000))).toThrow(RangeError)
  })

  it('uses the SHA-256 it is given', () => {
    const seen: number[] = []
    const fake = (bytes: Uint8Array) => {
      seen.push(bytes[0] ?? -1, bytes.length)
      return new Uint8Array(32)
    }
    expect(leafOfText('abc', fake)).toEqual(new Uint8Array(32))
    expect(seen).toEqual([0, 4])
  })
})

describe('checkParts', () => {
  it('lets through every draft whose record the full reader accepts', () => {
    fc.assert(
      fc.property(parts, ({ seq, prev, ingestedAt, rev, pull, ...rest }) => {
        expect(checkParts(rest), `${seq} ${prev} ${ingestedAt} ${rev} ${pull}`).toMatchObject({ ok: true })
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    ['data that is not canonical', { dataJson: '{"b":1,"a":2}' }, 'canonical'],
    ['data with white space', { dataJson: '{ }' }, 'canonical'],
    ['data with a fraction', { dataJson: '{"a":0.5}' }, 'number'],
    ['data that closes its object early', { dataJson: '{},"v":2' }, 'duplicate'],
    ['data that brings a member of its own', { dataJson: '{},"dataa":1' }, 'member'],
    ['data with a lone surrogate', { dataJson: '{"a":"\\ud800"}' }, 'surrogate'],
    ['an id that is empty', { id: '' }, 'id'],
    ['an id with a lone surrogate', { id: '\ud800' }, 'surrogate'],
    ['a stream that breaks out of its quotes', { stream: 'a.b","x":"' }, 'canonical'],
    ['a tenant of another form', { tenant: 'tn_1' }, 'tenant'],
    ['an impossible time', { occurredAt: '2026-02-30T00:00:00.000Z' }, 'time'],
    ['a subject that is an address', { subject: 'p0@example.com' }, 'subject'],
    [
      'fields out of order',
      { sealedJson: `{"alg":"hmac-sha256/32","commit":"${'0'.repeat(64)}","fields":["b","a"]}` },
      'sealed',
    ],
    ['content with a member too many', { contentJson: '{"x":1}' }, 'content'],
    ['references out of order', { refs: [2, 1] }, 'refs'],
    ['no reference', { refs: [] }, 'refs'],
    ['a reference that is no integer', { refs: [1.5] }, 'number'],
  ] as const)('refuses %s', (_, changes, code) => {
    expect(checkParts({ ...draft, ...changes })).toMatchObject({ ok: false, code })
  })

  it('refuses what could pass 65,535 bytes at the widest place, and nothing shorter by 68 bytes', () => {
    const place = { seq: 0, prev: '0'.repeat(64), ingestedAt: draft.occurredAt, rev: 0 }
    const empty = recordBytes({ ...draft, ...place, dataJson: '{"x":""}' }).length
    const sized = (bytes: number) => ({ ...draft, dataJson: `{"x":"${'a'.repeat(bytes - empty)}"}` })
    expect(recordBytes({ ...sized(65_535), ...place }).length).toBe(65_535)
    expect(checkParts(sized(65_535))).toMatchObject({ ok: false, code: 'length' })
    expect(checkParts(sized(65_535 - 68))).toMatchObject({ ok: true })
  })

  it('says what a record with these parts would be', () => {
    const result = checkParts(draft)
    expect(result.ok && result.record.stream).toBe('anthropic.usage')
    expect(text(recordBytes({ ...draft, seq: 0, prev: '0'.repeat(64), ingestedAt: draft.occurredAt, rev: 0 }))).toBe(
      `{"data":{},"id":"x","ingested_at":"2026-01-01T00:00:00.000Z","kind":"usage","occurred_at":"2026-01-01T00:00:00.000Z","prev":"${'0'.repeat(64)}","rev":0,"seq":0,"stream":"anthropic.usage","tenant":"tn_${'0'.repeat(26)}","v":1}`,
    )
  })
})
