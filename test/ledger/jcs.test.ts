// RFC 8785 against the vectors, and the strict parser against everything JSON.parse would let through.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromHex, hex, text, utf8 } from '../../worker/ledger/bytes.ts'
import { sha256 } from '../../worker/ledger/hash.ts'
import {
  canonicalize,
  JcsError,
  type JsonValue,
  type ParseOptions,
  parseCanonical,
  parseStrict,
} from '../../worker/ledger/jcs.ts'
import { listFiles, present, readBytes, readJson, readText } from './vectors.ts'

const numberOf = (bits: string) => new DataView(fromHex(bits).buffer).getFloat64(0)

/** The code a parse is refused with, or 'accepted'. */
function codeOf(input: string | Uint8Array, options?: ParseOptions): string {
  try {
    parseStrict(input, options)
    return 'accepted'
  } catch (error) {
    return error instanceof JcsError ? error.code : 'another error'
  }
}

describe('canonicalize', () => {
  it('writes each document of the vectors as they have it, to the byte and digest', () => {
    type Case = { input: string; canonical: string; sha256: string; utf8_hex: string }
    const cases = readJson<Case[]>('jcs/documents.json')
    expect(cases.length).toBe(14)
    for (const { input, canonical, sha256: digest, utf8_hex } of cases) {
      const bytes = utf8(canonicalize(parseStrict(input)))
      expect(text(bytes), input).toBe(canonical)
      expect(hex(bytes), input).toBe(utf8_hex)
      expect(hex(sha256(bytes)), input).toBe(digest)
      expect(canonicalize(parseStrict(canonical)), `${input}, a second time`).toBe(canonical)
    }
  })

  it('writes the six upstream documents as they have them, in text and in hex', () => {
    const inputs = listFiles('jcs/cyberphone/input')
    expect(inputs.length).toBe(6)
    for (const path of inputs) {
      const bytes = utf8(canonicalize(parseStrict(readBytes(path))))
      expect(text(bytes), path).toBe(readText(path.replace('input', 'output')))
      const outhex = readText(path.replace('input', 'outhex').replace('.json', '.txt')).replaceAll(/\s/g, '')
      expect(hex(bytes), path).toBe(outhex)
    }
  })

  it('writes the numbers of RFC 8785 appendix B, and refuses the two that have no JSON form', () => {
    const cases = readJson<{ ieee754: string; json: string | null }[]>('jcs/rfc8785-appendix-b-numbers.json')
    expect(cases.length).toBe(26)
    for (const { ieee754, json } of cases) {
      if (json === null) expect(() => canonicalize(numberOf(ieee754)), ieee754).toThrow(JcsError)
      else expect(canonicalize(numberOf(ieee754)), ieee754).toBe(json)
    }
  })

  it('writes 2,000 generated doubles as ECMAScript does, and reads each back as the same double', () => {
    const lines = readText('jcs/es6-numbers-2000.csv').trim().split('\n')
    expect(lines.length).toBe(2000)
    for (const line of lines) {
      const [bits = '', json = ''] = line.split(',')
      expect(canonicalize(numberOf(bits.padStart(16, '0'))), line).toBe(json)
      // -0 is written as 0 (RFC 8785 section 3.2.2.3); adding 0 makes it so here too.
      expect(parseStrict(json), line).toBe(numberOf(bits.padStart(16, '0')) + 0)
    }
  })

  it('sorts members by UTF-16 code units, so that a surrogate pair comes before U+FB33', () => {
    expect(canonicalize({ '\ufb33': 1, '😀': 2, a: 3, A: 4 })).toBe('{"A":4,"a":3,"😀":2,"\ufb33":1}')
  })

  it('refuses a lone surrogate in a value and in a name', () => {
    for (const value of ['\ud800', { '\udc00': 1 }, ['x\ud83d']]) {
      expect(() => canonicalize(value)).toThrow(/surrogate/)
    }
  })

  it('refuses NaN, infinities, undefined, functions, bigints and holes, each with its code', () => {
    for (const value of [Number.NaN, Infinity, -Infinity]) expect(() => canonicalize(value)).toThrow(/^number/)
    // Values that the types exclude but a caller without types could hand over.
    for (const value of [undefined, () => 1, 10n, { a: undefined }, new Array(1)]) {
      expect(() => canonicalize(value as JsonValue)).toThrow(/^value/)
    }
  })

  it('refuses to run out of stack on a value nested ten thousand deep', () => {
    let value: JsonValue = 1
    for (let i = 0; i < 10_000; i++) value = [value]
    expect(() => canonicalize(value)).toThrow(/^depth/)
  })

  it('is the same after parse and canonicalize again, for any JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const once = canonicalize(JSON.parse(JSON.stringify(value)))
        expect(canonicalize(parseStrict(once))).toBe(once)
        expect(parseStrict(once)).toEqual(JSON.parse(once))
      }),
      { numRuns: 300 },
    )
  })

  it('does not depend on the order in which members were set', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.integer()), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse())
        expect(canonicalize(reversed)).toBe(canonicalize(object))
      }),
    )
  })
})

describe('parseStrict', () => {
  it('refuses every input of must-reject.json', () => {
    const cases = readJson<{ name: string; input: string }[]>('jcs/must-reject.json')
    expect(cases.length).toBe(12)
    for (const { name, input } of cases) {
      expect(codeOf(input), name).not.toBe('accepted')
      if (input.isWellFormed()) expect(codeOf(utf8(input)), `${name} as bytes`).not.toBe('accepted')
    }
  })

  it('names what it refuses', () => {
    expect(codeOf('{"a":1,"b":{"c":1,"c":2}}')).toBe('duplicate')
    expect(codeOf('{"a":1,"\\u0061":2}')).toBe('duplicate')
    expect(codeOf('"\\udc00\\ud800"')).toBe('surrogate')
    expect(codeOf('{"\\ud800":1}')).toBe('surrogate')
    expect(codeOf(Uint8Array.of(0x22, 0xff, 0x22))).toBe('utf8')
    expect(codeOf(Uint8Array.of(0xef, 0xbb, 0xbf, 0x31))).toBe('utf8')
    expect(codeOf(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22)), 'a surrogate in UTF-8').toBe('utf8')
    expect(codeOf('\ufeff1')).toBe('utf8')
    expect(codeOf('1e400')).toBe('number')
    expect(codeOf('9007199254740993')).toBe('number')
  })

  it('refuses what is not one JSON value', () => {
    const inputs = [
      '',
      ' ',
      '{',
      '[',
      '[1',
      '[1,',
      '[1,]',
      '{"a"',
      '{"a":',
      '{"a":1',
      '{"a":1,',
      '{"a":1,}',
      '{a:1}',
      "'a'",
    ]
    inputs.push(
      '"',
      '"a',
      '"\\"',
      '"\\x"',
      '"\\u12"',
      '"\t"',
      '"\n"',
      'tru',
      'nulll',
      'True',
      '01',
      '-',
      '+1',
      '1.',
      '.5',
      '1e',
    )
    inputs.push(
      '1 2',
      '{} {}',
      '[1 2]',
      '{"a" 1}',
      '{"a":1 "b":2}',
      '/*x*/1',
      'NaN',
      'Infinity',
      '0x1',
      ']',
      '}',
      ',',
      ':',
      '[,1]',
    )
    for (const input of inputs) expect(codeOf(input), JSON.stringify(input)).toBe('syntax')
  })

  it('accepts white space of JSON around and between, and no other', () => {
    expect(parseStrict(' \t\r\n{ "a" : [ 1 , 2 ] }\n')).toEqual({ a: [1, 2] })
    expect(codeOf('\u00a01')).toBe('syntax')
    expect(codeOf('\v1')).toBe('syntax')
  })

  it('reads every escape, and U+2028 and U+2029 in the raw', () => {
    expect(parseStrict('"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\u2028\u2029"')).toBe(
      '"\\/\b\f\n\r\té😀\u2028\u2029',
    )
  })

  it('keeps a member named __proto__ as a member', () => {
    const value = parseStrict('{"__proto__":{"x":1},"constructor":2}')
    expect(Object.keys(present(value as object))).toEqual(['__proto__', 'constructor'])
    expect(canonicalize(value)).toBe('{"__proto__":{"x":1},"constructor":2}')
    expect(codeOf('{"__proto__":1,"__proto__":2}')).toBe('duplicate')
  })

  it('takes 64 levels and refuses the 65th, unless told another depth', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
    expect(codeOf(nested(64))).toBe('accepted')
    expect(codeOf(nested(65))).toBe('depth')
    expect(codeOf(`${'{"a":'.repeat(65)}1${'}'.repeat(65)}`)).toBe('depth')
    expect(codeOf(nested(3), { depth: 2 })).toBe('depth')
    expect(codeOf('['.repeat(1_000_000))).toBe('depth')
  })

  it('lets only exact integers through under the profile', () => {
    const profile = { profile: true }
    for (const input of ['0', '-1', '9007199254740991', '-9007199254740991'])
      expect(codeOf(input, profile), input).toBe('accepted')
    for (const input of ['1.0', '0.5', '1e0', '1E2', '9007199254740992', '-9007199254740992', '-0.0', '-0e1']) {
      expect(codeOf(input, profile), input).toBe('number')
    }
    expect(codeOf('-0', profile)).toBe('minus_zero')
    expect(codeOf('[1,{"a":1.5}]', profile)).toBe('number')
  })

  it('agrees with JSON.parse on what both accept', () => {
    fc.assert(
      fc.property(fc.json(), (source) => {
        if (codeOf(source) === 'accepted') expect(parseStrict(source)).toEqual(JSON.parse(source))
      }),
      { numRuns: 300 },
    )
  })

  it('never accepts what JSON.parse refuses', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.string({ maxLength: 1 }), (source, at, noise) => {
        const cut = at % (source.length + 1)
        const broken = source.slice(0, cut) + noise + source.slice(cut + 1)
        if (codeOf(broken) === 'accepted') expect(() => JSON.parse(broken)).not.toThrow()
      }),
      { numRuns: 500 },
    )
  })
})

describe('the fast reader of canonical texts', () => {
  /** What the strict parser and the canonical form say together. */
  function slowly(source: string): JsonValue | undefined {
    try {
      const value = parseStrict(source, { depth: 900 })
      return canonicalize(value) === source ? value : undefined
    } catch {
      return undefined
    }
  }

  it('takes exactly what the strict parser takes and writes the same, however a text is damaged', () => {
    const canonical = fc.jsonValue().map((value) => {
      const source = JSON.stringify(value)
      return codeOf(source) === 'accepted' ? canonicalize(JSON.parse(source)) : '[]'
    })
    const noise = fc.constantFrom(
      '',
      ' ',
      '"',
      '{"a":1,',
      '0',
      '-0',
      '.0',
      'e1',
      '\\u0061',
      '\\ud800',
      ',',
      '9007199254740993',
    )
    fc.assert(
      fc.property(canonical, fc.nat(), noise, fc.boolean(), (source, at, text, over) => {
        const cut = at % (source.length + 1)
        const damaged = source.slice(0, cut) + text + source.slice(cut + (over ? 1 : 0))
        expect(parseCanonical(source)).toEqual(slowly(source))
        expect(parseCanonical(damaged)).toEqual(slowly(damaged))
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    '{"a":1,"a":1}',
    '{"b":1,"a":1}',
    '[1.0]',
    '[-0]',
    '[1e400]',
    '[9007199254740993]',
    '["\\ud800"]',
    '["\\u0061"]',
    '[ ]',
    '\ufeff[]',
    '',
  ])('refuses %j', (source) => {
    expect(parseCanonical(source)).toBeUndefined()
  })

  it('keeps a member called __proto__', () => {
    const value = parseCanonical('{"__proto__":{"a":1}}')
    expect(value === undefined ? '' : canonicalize(value)).toBe('{"__proto__":{"a":1}}')
  })
})
