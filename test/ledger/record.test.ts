// The record profile of LEDGER section 1: the vectors, then every member with every way to get it wrong.
import { describe, expect, it } from 'vitest'
import { fromHex, hex, text, utf8 } from '../../worker/ledger/bytes.ts'
import { canonicalize, type JsonValue } from '../../worker/ledger/jcs.ts'
import { isKind, KINDS, parseRecord, recordLeaf } from '../../worker/ledger/record.ts'
import { readJson } from './vectors.ts'

const TENANT = `tn_${'0'.repeat(26)}`
const SUBJECT = `sub_${'z'.repeat(26)}`
const DIGEST = 'ab'.repeat(32)

const base: { [name: string]: JsonValue } = {
  v: 1,
  tenant: TENANT,
  seq: 7,
  prev: DIGEST,
  kind: 'usage',
  stream: 'anthropic.usage',
  id: 'bucket',
  rev: 0,
  occurred_at: '2026-01-01T00:00:00.000Z',
  ingested_at: '2026-01-01T00:00:01.000Z',
  data: {},
}
const sealed = { alg: 'hmac-sha256/32', commit: DIGEST, fields: ['email', 'name'] }
const content = { alg: 'hmac-sha256/32', commit: DIGEST, blob: 'blob/1', blob_sha256: DIGEST, bytes: 3 }

const bytesOf = (members: { [name: string]: JsonValue }) => utf8(canonicalize(members))
/** The code that a record with these members changed is refused with, or 'accepted'. */
function codeOf(changes: { [name: string]: JsonValue | undefined }): string {
  const merged = Object.entries({ ...base, ...changes }).filter(
    (entry): entry is [string, JsonValue] => entry[1] !== undefined,
  )
  const result = parseRecord(bytesOf(Object.fromEntries(merged)))
  return result.ok ? 'accepted' : result.code
}

describe('the records of the vectors', () => {
  type Case = { name: string; expect: 'accept' | 'reject'; why?: string; hex: string; leaf?: string }
  const cases = readJson<Case[]>('ledger/records.json')

  it('are 35', () => expect(cases.length).toBe(35))

  it.each(cases.map((c) => [c.name, c] as const))('%s: is judged as they say, for the reason they give', (_, c) => {
    const bytes = fromHex(c.hex)
    const result = parseRecord(bytes)
    if (c.expect === 'accept') {
      expect(result).toMatchObject({ ok: true })
      expect(hex(recordLeaf(bytes))).toBe(c.leaf)
    } else expect(result).toMatchObject({ ok: false, code: c.why })
  })
})

describe('a record', () => {
  it('is accepted with all its members, and read as it is', () => {
    const whole = {
      ...base,
      subject: SUBJECT,
      source: { pull: 3 },
      sealed,
      content: { ...content, sha256: DIGEST },
      refs: [1, 6],
    }
    const result = parseRecord(bytesOf(whole))
    expect(result.ok && result.record).toEqual(whole)
  })

  it('is accepted in every kind, and in no other', () => {
    expect(KINDS.length).toBe(29)
    expect(new Set(KINDS).size).toBe(29)
    for (const kind of KINDS) expect(codeOf({ kind }), kind).toBe('accepted')
    for (const kind of ['', 'Usage', 'usages', 'toString', 1, ['usage']])
      expect(codeOf({ kind }), String(kind)).toBe('kind')
    expect(isKind('erasure')).toBe(true)
    expect(isKind('__proto__')).toBe(false)
  })

  it.each(['v', 'tenant', 'seq', 'prev', 'kind', 'stream', 'id', 'rev', 'data'])('is refused without %s', (name) => {
    expect(codeOf({ [name]: undefined })).toBe(name)
  })

  it.each(['occurred_at', 'ingested_at'])('is refused without %s', (name) => {
    expect(codeOf({ [name]: undefined })).toBe('time')
  })

  it('is refused with a member that LEDGER does not list', () => {
    expect(codeOf({ extra: 1 })).toBe('member')
    expect(codeOf({ V: 1 })).toBe('member')
    expect(codeOf({ constructor: 1 })).toBe('member')
  })

  it.each(Object.keys(base))('is refused with null for %s', (name) => {
    expect(codeOf({ [name]: null })).toBe('type')
  })

  it('may have null inside data', () => {
    expect(codeOf({ data: { vendor: null } })).toBe('accepted')
  })

  it('is refused when it is no object', () => {
    for (const source of ['[]', '1', '"x"', 'null', 'true']) {
      expect(parseRecord(utf8(source)), source).toMatchObject({ ok: false, code: 'object' })
    }
  })

  it('is refused when it is no JSON, no UTF-8 or empty', () => {
    expect(parseRecord(new Uint8Array(0))).toMatchObject({ code: 'syntax' })
    expect(parseRecord(Uint8Array.of(0x7b, 0xff, 0x7d))).toMatchObject({ code: 'utf8' })
    expect(parseRecord(utf8(`\ufeff${canonicalize(base)}`))).toMatchObject({ code: 'utf8' })
  })

  it('is refused when any byte makes it not canonical', () => {
    const source = text(bytesOf(base))
    for (const other of [
      ` ${source}`,
      `${source} `,
      source.replace(',', ', '),
      source.replace('{"data"', '{ "data"'),
    ]) {
      expect(parseRecord(utf8(other)), other.slice(0, 20)).toMatchObject({ code: 'canonical' })
    }
    const swapped = source.replace('"data":{},"id":"bucket"', '"id":"bucket","data":{}')
    expect(parseRecord(utf8(swapped))).toMatchObject({ code: 'canonical' })
    expect(parseRecord(utf8(source.replace('bucket', '\\u0062ucket')))).toMatchObject({ code: 'canonical' })
  })

  it('has at most 65,535 bytes', () => {
    const room = 65_535 - bytesOf({ ...base, data: { x: '' } }).length
    expect(codeOf({ data: { x: 'a'.repeat(room) } })).toBe('accepted')
    expect(codeOf({ data: { x: 'a'.repeat(room + 1) } })).toBe('length')
    expect(codeOf({ data: { x: 'é'.repeat(room / 2 + 1) } }), 'bytes count, not characters').toBe('length')
  })

  it('has at most 64 levels, itself the first', () => {
    const nested = (levels: number): JsonValue => (levels === 0 ? 1 : { a: nested(levels - 1) })
    expect(codeOf({ data: nested(63) })).toBe('accepted')
    expect(codeOf({ data: nested(64) })).toBe('depth')
  })

  it('has no number but safe integers anywhere', () => {
    expect(codeOf({ data: { n: 2 ** 53 - 1 } })).toBe('accepted')
    expect(codeOf({ data: { n: 0.1 } })).toBe('number')
    expect(codeOf({ data: [1] as unknown as JsonValue })).toBe('data')
    expect(codeOf({ data: { n: 2 ** 53 } })).toBe('number')
  })
})

describe('the member', () => {
  it.each([
    ['v', [0, 2, '1', true]],
    [
      'tenant',
      [
        '',
        'tn_',
        TENANT.toUpperCase(),
        `${TENANT}0`,
        TENANT.slice(1),
        `tn_${'i'.repeat(26)}`,
        `tn_${'u'.repeat(26)}`,
        1,
      ],
    ],
    ['seq', [-1, '7', [7]]],
    ['prev', [DIGEST.toUpperCase(), DIGEST.slice(2), '', 1, `${DIGEST}\n`]],
    [
      'stream',
      [
        '',
        'usage',
        'anthropic.',
        '.usage',
        'Anthropic.usage',
        '1a.b',
        'a.b c',
        'a..b',
        `a.${'b'.repeat(127)}`,
        'a.b\n',
        'a-b.c',
      ],
    ],
    ['id', ['', 1, 'x'.repeat(513), 'é'.repeat(257)]],
    ['rev', [-1, '0']],
    ['subject', ['', SUBJECT.slice(1), TENANT, `sub_${'l'.repeat(26)}`, 'p0@example.com']],
    ['source', [{}, { pull: 7 }, { pull: 8 }, { pull: -1 }, { pull: '3' }, { pull: 3, x: 1 }, [3], 3]],
    ['data', [[], '', 1]],
    ['refs', [[], [7], [8], [2, 1], [1, 1], [-1], ['1'], 1, [1, null]]],
  ] as const)('%s is refused with every value it may not have', (name, values) => {
    for (const value of values) expect(codeOf({ [name]: value as JsonValue }), JSON.stringify(value)).toBe(name) // literals above
  })

  it('stream may have digits and underscores and more than one dot', () => {
    for (const stream of ['a.b', 'openai.usage.completions', 'x1_y.2', `a.${'b'.repeat(126)}`]) {
      expect(codeOf({ stream }), stream).toBe('accepted')
    }
  })

  it('id has 1 to 512 bytes and any text', () => {
    for (const id of ['x', 'x'.repeat(512), 'é'.repeat(256), '\u2028"\\', '\u0000'])
      expect(codeOf({ id })).toBe('accepted')
  })

  it('prev of record 0 is 64 zeros', () => {
    expect(codeOf({ seq: 0, prev: '0'.repeat(64) })).toBe('accepted')
    expect(codeOf({ seq: 0 })).toBe('prev')
  })

  it.each([
    '2026-02-29T00:00:00.000Z',
    '2100-02-29T00:00:00.000Z',
    '2026-04-31T00:00:00.000Z',
    '2026-13-01T00:00:00.000Z',
    '2026-00-01T00:00:00.000Z',
    '2026-01-00T00:00:00.000Z',
    '2026-01-01T24:00:00.000Z',
    '2026-01-01T23:60:00.000Z',
    '2026-01-01T23:59:60.000Z',
    '2026-01-01T00:00:00Z',
    '2026-01-01T00:00:00.0Z',
    '2026-01-01T00:00:00.0000Z',
    '2026-01-01T00:00:00.000+00:00',
    '2026-01-01 00:00:00.000Z',
    '2026-01-01T00:00:00.000z',
    '+002026-01-01T00:00:00.000Z',
    '2026-01-01',
    '',
  ])('occurred_at is refused as %j', (time) => {
    expect(codeOf({ occurred_at: time })).toBe('time')
    expect(codeOf({ ingested_at: time })).toBe('time')
  })

  it('occurred_at may be a leap day and lie long ago', () => {
    for (const time of ['2024-02-29T23:59:59.999Z', '2000-02-29T00:00:00.000Z', '1970-01-01T00:00:00.000Z']) {
      expect(codeOf({ occurred_at: time }), time).toBe('accepted')
    }
  })

  it.each([
    ['another algorithm', { ...sealed, alg: 'sha256' }],
    ['a short commitment', { ...sealed, commit: 'ab' }],
    ['no field', { ...sealed, fields: [] }],
    ['fields out of order', { ...sealed, fields: ['name', 'email'] }],
    ['a field twice', { ...sealed, fields: ['email', 'email'] }],
    ['a field that is no text', { ...sealed, fields: [1] }],
    ['fields that are no list', { ...sealed, fields: 'email' }],
    ['code point order instead of UTF-16', { ...sealed, fields: ['\ufb33', '😀'] }],
    ['an extra member', { ...sealed, salt: 'x' }],
    ['a missing member', { alg: sealed.alg, commit: DIGEST }],
    ['a list', [sealed]],
  ])('sealed is refused with %s', (_, value) => {
    expect(codeOf({ sealed: value })).toBe('sealed')
  })

  it('sealed has its fields in UTF-16 order', () => {
    expect(codeOf({ sealed: { ...sealed, fields: ['😀', '\ufb33'] } })).toBe('accepted')
  })

  it.each([
    ['another algorithm', { ...content, alg: 'sha256' }],
    ['a commitment in upper case', { ...content, commit: DIGEST.toUpperCase() }],
    ['an empty blob', { ...content, blob: '' }],
    ['a blob of 513 bytes', { ...content, blob: 'x'.repeat(513) }],
    ['a short blob digest', { ...content, blob_sha256: 'ab' }],
    ['a negative length', { ...content, bytes: -1 }],
    ['a length as text', { ...content, bytes: '3' }],
    ['a digest that is none', { ...content, sha256: 'x' }],
    ['a null digest', { ...content, sha256: null }],
    ['an extra member', { ...content, salt: 'x' }],
    ['a missing member', { alg: content.alg, commit: DIGEST, blob: 'b', bytes: 3 }],
    ['a text', 'content'],
  ])('content is refused with %s', (_, value) => {
    expect(codeOf({ content: value })).toBe('content')
  })

  it('content may leave out the digest of the plaintext, and be empty', () => {
    expect(codeOf({ content })).toBe('accepted')
    expect(codeOf({ content: { ...content, bytes: 0, sha256: DIGEST } })).toBe('accepted')
  })
})
