// Times, counters, money and row ids: small, pure, and wrong nowhere.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { count, decimal, divideHalfEven, nanoOfCents, scaled } from '../../worker/vendors/counts.ts'
import { dimensionHash, RowIds } from '../../worker/vendors/identity.ts'
import { addDays, clip, instant } from '../../worker/vendors/instants.ts'
import { openToken } from '../../worker/vendors/token.ts'
import { SUBJECT } from './literal.ts'

describe('a time', () => {
  it.each([
    ['2026-09-02T13:05:44.201938Z', '2026-09-02T13:05:44.201Z'],
    ['2026-11-18T00:00:00Z', '2026-11-18T00:00:00.000Z'],
    ['2026-11-18T01:30:00+02:00', '2026-11-17T23:30:00.000Z'],
    ['2026-11-18T01:30:00', '2026-11-18T01:30:00.000Z'],
    ['2026-11-18', '2026-11-18T00:00:00.000Z'],
    ['2026-02-30T00:00:00Z', undefined],
    ['2026-12-31T23:59:60Z', '2026-12-31T23:59:59.000Z'],
    ['9999-12-31T23:59:59-10:00', undefined],
    ['2026-11-18T25:00:00Z', undefined],
    ['18 November 2026', undefined],
    ['', undefined],
    ['1', undefined],
  ])('%j is %s', (said, expected) => expect(instant(said)).toBe(expected))
})

describe('days', () => {
  it('count over months and leap days', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
  })

  it('are clipped to what is left, or to nothing', () => {
    const window = { from: '2026-01-10', to: '2026-01-20' }
    expect(clip(window, '2026-01-01', '2026-02-01')).toEqual(window)
    expect(clip(window, '2026-01-15', '2026-01-16')).toEqual({ from: '2026-01-15', to: '2026-01-16' })
    expect(clip(window, '2026-01-20', '2026-02-01')).toBeUndefined()
  })
})

describe('a counter', () => {
  it.each([
    [0, 0],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    ['9007199254740992', '9007199254740992'],
    ['12', 12],
    [null, null],
    [undefined, null],
  ])('%j is %j', (said, expected) => expect(count.parse(said)).toBe(expected))

  it.each([-1, 1.5, 2 ** 53, '1e3', '', true, {}])('is not %j', (said) => {
    expect(count.safeParse(said).success).toBe(false)
  })
})

describe('money', () => {
  it.each([
    ['529.89684', '5298968400'],
    ['1932.514200', '19325142000'],
    ['15', '150000000'],
    ['0.00000005', '0'], // half of a nanodollar goes to the even neighbour
    ['0.00000015', '2'],
    ['0.000000150001', '2'],
    ['-0.5', '-5000000'],
    ['1E-7', '1'],
    ['.5', '5000000'],
  ])('of %s cents is %s nanodollars', (cents, nano) => expect(nanoOfCents(cents)).toBe(nano))

  it.each(['', '.', 'abc', '1,5', '--1', 'NaN', 'Infinity', '0x10', '1e999'])('is not %j', (said) => {
    expect(scaled(said, 7)).toBeUndefined()
    expect(decimal.safeParse(said).success).toBe(false)
  })

  it('rounds as the slow definition does', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 9n }), (n, d) => {
        const got = divideHalfEven(n, d)
        const off = 2n * (got * d - n)
        const size = off < 0n ? -off : off
        return size < d || (size === d && got % 2n === 0n)
      }),
    )
  })

  it('is exact for any amount with seven places', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), (nano) => {
        const text = nano.toString().padStart(8, '0')
        return nanoOfCents(`${text.slice(0, -7)}.${text.slice(-7)}`) === nano.toString()
      }),
    )
  })
})

describe('the id of a row', () => {
  it('does not depend on the order of the dimensions, but on each of them', () => {
    expect(dimensionHash({ a: 1, b: null })).toBe(dimensionHash({ b: null, a: 1 }))
    expect(dimensionHash({ a: 1, b: null })).not.toBe(dimensionHash({ a: 1, b: '' }))
    expect(dimensionHash({})).toMatch(/^[0-9a-f]{32}$/)
  })

  it('tells rows with the same dimensions apart by their order', () => {
    const ids = new RowIds()
    const first = ids.of('2026-11-18', { a: 1 })
    expect(ids.of('2026-11-18', { a: 1 })).toBe(`${first}/2`)
    expect(ids.of('2026-11-18', { a: 2 })).not.toContain('/2026')
  })

  it('has the subject in it and never the person', () => {
    const ids = new RowIds()
    const one = ids.of('d', { a: 1 }, 'dana@example.com')
    const same = ids.of('d', { a: 1 }, 'Dana@Example.com')
    const other = ids.of('d', { a: 1 }, 'sam@example.com')
    if (typeof one === 'string' || typeof same === 'string' || typeof other === 'string') throw new Error('no subject')
    // Hashed from the subject alone: another address of the same subject gives the same id.
    expect(one(SUBJECT)).toBe(other(SUBJECT))
    expect(same(SUBJECT)).toBe(`${one(SUBJECT)}/2`)
    expect(one(undefined)).not.toBe(one(SUBJECT))
  })
})

describe('a token', () => {
  it.each([null, '', 'garbage', '{"page":1}', 'null', '[]'])('%j that we did not write starts over', (token) => {
    expect(openToken(token, z.object({ page: z.string() }))).toBeUndefined()
  })
})
