// The words that stand in records, each against what it must let in and keep out.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isHex, isInstant, isSeq, isStream, isSubjectId, isTenantId } from '../../worker/ledger/ids.ts'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const body = fc
  .array(fc.constantFrom(...ALPHABET), { minLength: 26, maxLength: 26 })
  .map((characters) => characters.join(''))
const noText = [undefined, null, 1, true, {}, [], ['a.b']]

describe('an id', () => {
  it('of a tenant or subject is its prefix and 26 characters of the alphabet', () => {
    fc.assert(
      fc.property(body, (characters) => {
        expect(isTenantId(`tn_${characters}`)).toBe(true)
        expect(isSubjectId(`sub_${characters}`)).toBe(true)
        expect(isTenantId(`sub_${characters}`)).toBe(false)
        expect(isSubjectId(`tn_${characters}`)).toBe(false)
      }),
    )
  })

  it('has none of the letters that Crockford leaves out, at any place', () => {
    for (const letter of ['i', 'l', 'o', 'u', 'A', 'Z', '-', ' ', 'é']) {
      for (const at of [0, 12, 25]) {
        const characters = '0'.repeat(at) + letter + '0'.repeat(25 - at)
        expect(isTenantId(`tn_${characters}`), characters).toBe(false)
        expect(isSubjectId(`sub_${characters}`), characters).toBe(false)
      }
    }
  })

  it('has no other length and nothing around it', () => {
    const good = '0'.repeat(26)
    for (const id of [
      `tn_${good}0`,
      `tn_${good.slice(1)}`,
      ` tn_${good}`,
      `tn_${good} `,
      `tn_${good}\n`,
      `Tn_${good}`,
    ]) {
      expect(isTenantId(id), JSON.stringify(id)).toBe(false)
    }
  })

  it('is a text', () => {
    for (const value of noText) {
      expect(isTenantId(value)).toBe(false)
      expect(isSubjectId(value)).toBe(false)
      expect(isHex(value)).toBe(false)
      expect(isStream(value)).toBe(false)
      expect(isInstant(value)).toBe(false)
    }
  })
})

describe('a digest', () => {
  it('has 64 lower-case hex digits', () => {
    expect(isHex('0123456789abcdef'.repeat(4))).toBe(true)
    for (const value of ['', 'a'.repeat(63), 'a'.repeat(65), 'A'.repeat(64), 'g'.repeat(64), `${'a'.repeat(64)}\n`]) {
      expect(isHex(value), JSON.stringify(value)).toBe(false)
    }
  })
})

describe('a seq', () => {
  it('is an integer from 0 to 2^53-1', () => {
    for (const value of [0, 1, 2 ** 32, 2 ** 53 - 1]) expect(isSeq(value), String(value)).toBe(true)
    for (const value of [-1, 0.5, 2 ** 53, Number.NaN, Infinity, '0', null])
      expect(isSeq(value), String(value)).toBe(false)
  })
})

describe('an instant', () => {
  it('is whatever a real date writes', () => {
    const dates = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(dates, (date) => {
        expect(isInstant(date.toISOString())).toBe(true)
      }),
    )
  })

  it('is never a day that its month does not have', () => {
    const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    lengths.forEach((days, month) => {
      const day = (n: number) =>
        `2026-${String(month + 1).padStart(2, '0')}-${String(n).padStart(2, '0')}T00:00:00.000Z`
      expect(isInstant(day(days)), day(days)).toBe(true)
      expect(isInstant(day(days + 1)), day(days + 1)).toBe(false)
    })
  })

  it('orders as text as it does in time', () => {
    const dates = fc.date({
      min: new Date('1970-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(dates, dates, (a, b) => {
        expect(a.toISOString() < b.toISOString()).toBe(a.getTime() < b.getTime())
      }),
    )
  })
})

describe('an instant, counted by hand', () => {
  it('is one exactly where a Date takes the text and gives it back, on every day and at every limit', () => {
    const two = (most: number) => fc.nat({ max: most }).map((n) => String(n).padStart(2, '0'))
    const parts = fc.tuple(fc.nat({ max: 9999 }), two(14), two(33), two(26), two(62), two(62))
    fc.assert(
      fc.property(parts, ([year, month, day, hour, minute, second]) => {
        const said = `${String(year).padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}.000Z`
        const date = new Date(said)
        const same = !Number.isNaN(date.getTime()) && date.toISOString() === said
        expect(isInstant(said), said).toBe(same)
      }),
      { numRuns: 5000 },
    )
    for (const year of [1900, 2000, 2023, 2024])
      for (const day of ['02-28', '02-29', '02-30', '04-31', '12-31', '12-32', '00-01', '01-00']) {
        const said = `${year}-${day}T00:00:00.000Z`
        const date = new Date(said)
        expect(isInstant(said), said).toBe(!Number.isNaN(date.getTime()) && date.toISOString() === said)
      }
  })
})
