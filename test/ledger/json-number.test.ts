// Numbers of JSON at the edge: which of them a double can say, and which would change by being read.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalize, JcsError, parseStrict } from '../../worker/ledger/jcs.ts'

function codeOf(source: string, profile = false): string {
  try {
    parseStrict(source, { profile })
    return 'accepted'
  } catch (error) {
    if (error instanceof JcsError) return error.code
    throw error
  }
}

describe('an integer', () => {
  it('is accepted exactly when it comes back the same', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }), (n) => {
        const source = String(n)
        const same = JSON.stringify(Number(source)) === source
        expect(codeOf(source), source).toBe(same ? 'accepted' : 'number')
      }),
    )
  })

  it('is in the profile exactly when it is safe', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n }), (n) => {
        const safe = n >= -(2n ** 53n - 1n) && n <= 2n ** 53n - 1n
        expect(codeOf(String(n), true), String(n)).toBe(safe ? 'accepted' : 'number')
      }),
    )
  })
})

describe('any double', () => {
  it('comes back from its canonical text', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        // -0 is written as 0, so 0 is what comes back.
        expect(parseStrict(canonicalize(value))).toBe(value + 0)
      }),
      { numRuns: 1000 },
    )
  })

  it('has one canonical text however it was written', () => {
    for (const source of ['100', '1e2', '1E2', '1e+2', '100.0', '1000e-1', '0.1e3']) {
      expect(canonicalize(parseStrict(source)), source).toBe('100')
    }
  })

  it('is refused by the profile when it has a fraction or an exponent, whatever its value', () => {
    for (const source of ['1e2', '1E2', '100.0', '0.0', '-0.5', '1e-1'])
      expect(codeOf(source, true), source).toBe('number')
  })
})

describe('a malformed number', () => {
  it.each(['00', '01', '-01', '1.', '.1', '1e', '1e+', '1.e1', '--1', '+1', '1_000', '0x10', '1n', '∞', '1,2', '１'])(
    '%s is refused',
    (source) => {
      expect(codeOf(source)).not.toBe('accepted')
      expect(codeOf(`[${source}]`) === 'accepted').toBe(source === '1,2')
    },
  )
})

describe('an error', () => {
  it('says where it stopped and what was wrong', () => {
    const caught = (source: string) => {
      try {
        parseStrict(source)
      } catch (error) {
        if (error instanceof JcsError) return { code: error.code, at: error.at, message: error.message }
      }
      return undefined
    }
    expect(caught('{"a":1,"a":2}')).toMatchObject({ code: 'duplicate', at: 10 })
    expect(caught('[1,')).toMatchObject({ code: 'syntax', at: 3 })
    expect(caught('[1 2]')).toMatchObject({ code: 'syntax', at: 3 })
    expect(caught('"abc')).toMatchObject({ code: 'syntax', at: 4 })
    expect(caught('{"a":1,"a":2}')?.message).toContain('"a"')
  })
})
