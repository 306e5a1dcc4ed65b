// The strict encodings that every format stands on.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  b64,
  concat,
  EncodingError,
  equal,
  fromB64,
  fromHex,
  hex,
  orUndefined,
  text,
  utf8,
} from '../../worker/ledger/bytes.ts'

const anyBytes = fc.uint8Array({ maxLength: 200 })

describe('text', () => {
  it('gives back what utf8 encoded, for any well-formed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (s) => {
        expect(text(utf8(s))).toBe(s)
      }),
    )
  })

  it('keeps a byte order mark instead of eating it', () => {
    expect(text(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa')
  })

  it.each([
    ['a lone continuation byte', [0x80]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a cut sequence', [0xe2, 0x82]],
    ['a code point above U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
  ])('refuses %s', (_, bytes) => {
    expect(() => text(Uint8Array.from(bytes))).toThrow(EncodingError)
  })
})

describe('hex', () => {
  it('agrees with Buffer and comes back', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(hex(bytes)).toBe(Buffer.from(bytes).toString('hex'))
        expect(equal(fromHex(hex(bytes)), bytes)).toBe(true)
      }),
    )
  })

  it.each(['a', 'AB', '0g', ' 00', '00 ', '0x', 'é0', '--'])('refuses %j', (s) => {
    expect(() => fromHex(s)).toThrow(EncodingError)
  })
})

describe('base64', () => {
  it('agrees with Buffer and comes back', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(b64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
        expect(equal(fromB64(b64(bytes)), bytes)).toBe(true)
      }),
    )
  })

  it('takes more bytes than a call takes arguments', () => {
    const bytes = new Uint8Array(200_000).map((_, i) => i * 31)
    expect(b64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
  })

  it.each([
    ['no padding', 'YQ'],
    ['too much padding', 'YQ==='],
    ['only padding', '===='],
    ['padding in the middle', 'YQ==YQ=='],
    ['the URL alphabet', '-_-_'],
    ['a newline', 'YWJj\n'],
    ['a space', 'YW Jj'],
    ['stray bits before ==', 'YR=='],
    ['stray bits before =', 'YWK='],
  ])('refuses %s', (_, s) => {
    expect(() => fromB64(s)).toThrow(EncodingError)
  })

  it('has one text for each value: whatever it accepts, it writes the same', () => {
    fc.assert(
      fc.property(fc.base64String(), (s) => {
        const bytes = orUndefined(() => fromB64(s))
        if (bytes !== undefined) expect(b64(bytes)).toBe(s)
      }),
    )
  })
})

describe('the small ones', () => {
  it('concat joins in order and copies', () => {
    const a = Uint8Array.of(1, 2)
    const joined = concat(a, new Uint8Array(0), Uint8Array.of(3))
    a[0] = 9
    expect([...joined]).toEqual([1, 2, 3])
    expect(concat().length).toBe(0)
  })

  it('equal tells bytes and lengths apart', () => {
    fc.assert(
      fc.property(anyBytes, anyBytes, (a, b) => {
        expect(equal(a, b)).toBe(hex(a) === hex(b))
        expect(equal(a, a.slice())).toBe(true)
      }),
    )
    expect(equal(Uint8Array.of(0), Uint8Array.of(0, 0))).toBe(false)
  })

  it('orUndefined swallows refusals of encodings and nothing else', () => {
    expect(orUndefined(() => fromHex('x'))).toBeUndefined()
    expect(orUndefined(() => 1)).toBe(1)
    expect(() =>
      orUndefined(() => {
        throw new TypeError('a bug')
      }),
    ).toThrow('a bug')
  })
})
