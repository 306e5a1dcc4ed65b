// The words of numbers: exact money, four digits, true minus.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  atLeast,
  axisMoney,
  axisTokens,
  change,
  count,
  initials,
  money,
  percent,
  plural,
  shortHash,
  tokens,
} from '../../web/src/format.ts'

describe('money', () => {
  it('prints nanodollars to the cent with thousands commas', () => {
    expect(money('14039360000000')).toBe('$14,039.36')
    expect(money('0')).toBe('$0.00')
    expect(money(1_204_180_000_000n)).toBe('$1,204.18')
  })
  it('keeps cents that a float would lose', () => {
    expect(money('90071992547409930000000')).toBe('$90,071,992,547,409.93')
  })
  it('rounds half a cent away from zero', () => {
    expect(money('5000000')).toBe('$0.01')
    expect(money('-5000000')).toBe('−$0.01')
    expect(money('4999999')).toBe('$0.00')
  })
  it('writes no minus before a sum that rounds to zero', () => {
    expect(money('-1')).toBe('$0.00')
  })
  it('shows the sign of differences with a true minus and a space', () => {
    expect(money('742310000000', { sign: true })).toBe('+ $742.31')
    expect(money('-59000000000', { sign: true })).toBe('− $59.00')
  })
  it('says unknown as a dash, never as zero', () => {
    expect(money(null)).toBe('–')
  })
  it('drops the cents on axes', () => {
    expect(money('350400000000', { digits: 0 })).toBe('$350')
  })
  it('is never off by more than half a cent', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), (nano) => {
        const cents = BigInt(money(nano).replace(/[$,.]/g, ''))
        const off = cents * 10_000_000n - nano
        expect(off <= 5_000_000n && off >= -5_000_000n).toBe(true)
      }),
    )
  })
})

describe('counts', () => {
  it('shortens tokens to at most four digits', () => {
    expect(tokens(16_320_000_000)).toBe('16.32 B')
    expect(tokens(442_900_000)).toBe('442.9 M')
    expect(tokens(14_250)).toBe('14.25 k')
    expect(tokens(9_999)).toBe('9,999')
    expect(tokens(999_960)).toBe('1.00 M')
    expect(tokens(999_999_999)).toBe('1.00 B')
    expect(tokens(null)).toBe('–')
  })
  it('never prints more than four digits with a unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 2_000_000_000 }), (value) => {
        expect(tokens(value).replace(/[^\d]/g, '').length).toBeLessThanOrEqual(4)
      }),
    )
  })
  it('writes large counts with commas and a true minus', () => {
    expect(count(1_284_906)).toBe('1,284,906')
    expect(count(-12)).toBe('−12')
    expect(plural(1, 'record')).toBe('1 record')
    expect(plural(0, 'identity', 'identities')).toBe('0 identities')
  })
  it('gives one unit to a whole money axis', () => {
    expect([0, 5_000, 10_000, 20_000].map((value) => axisMoney(value, 20_000))).toEqual(['$0', '$5k', '$10k', '$20k'])
    expect(axisMoney(1_400)).toBe('$1,400')
    expect(axisTokens(1_200_000_000)).toBe('1.2 B')
  })
})

describe('shares and marks', () => {
  it('prints one decimal with a space before the sign', () => {
    expect(percent(0.086)).toBe('8.6 %')
    expect(percent(null)).toBe('–')
    expect(percent(Number.NaN)).toBe('–')
  })
  it('gives a change its arrow and no minus', () => {
    expect(change(0.094)).toBe('▲ 9.4 %')
    expect(change(-0.02)).toBe('▼ 2.0 %')
    expect(change(0)).toBe('unchanged')
  })
  it('says at least where a part is unknown', () => {
    expect(atLeast('$1.00', true)).toBe('≥ $1.00')
    expect(atLeast('$1.00', false)).toBe('$1.00')
  })
  it('cuts a hash to eight and four, and leaves short ones whole', () => {
    expect(shortHash(`ca978112${'0'.repeat(52)}48bb`)).toEqual({ lead: 'ca978112', tail: '…48bb' })
    expect(shortHash('abc')).toEqual({ lead: 'abc', tail: '' })
  })
  it('takes two letters from a name or an address', () => {
    expect(initials('Aoife Brannigan')).toBe('AB')
    expect(initials('nadia@example.com')).toBe('NE')
    expect(initials('')).toBe('?')
  })
})
