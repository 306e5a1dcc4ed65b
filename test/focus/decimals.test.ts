// Exact decimals: written plainly, multiplied exactly, never cut unseen.
import { assert, bigInt, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare, fromNano, plain, readDecimal, scaledTo, times } from '../../worker/export/focus/decimal.ts'

describe('decimals', () => {
  it('are written plainly', () => {
    expect([12_345_000_000n, -5n, 0n, 1_000_000_000n].map((one) => plain(fromNano(one)))).toEqual([
      '12.345',
      '-0.000000005',
      '0',
      '1',
    ])
    expect(['1e3', '2.50E-2', '.5', '-0', '007', '1.'].map((text) => plain(readDecimal(text) ?? fromNano(9n)))).toEqual(
      ['1000', '0.025', '0.5', '0', '7', '1'],
    )
    expect(['', '.', '1,2', '0x1', '1e', 'NaN', '1 2'].map(readDecimal)).toEqual(
      Array.from({ length: 7 }, () => undefined),
    )
  })

  it('come back as they were, and multiply exactly', () => {
    assert(
      property(bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), bigInt({ min: 0n, max: 10n ** 20n }), (a, b) => {
        const read = readDecimal(plain({ digits: a, places: 12 }))
        if (read === undefined) throw new Error('no decimal')
        expect(compare(read, { digits: a, places: 12 })).toBe(0)
        expect(scaledTo(times(read, { digits: b, places: 3 }), 15)).toBe(a * b)
      }),
    )
  })

  it('lose no digit unseen', () => {
    expect(scaledTo({ digits: 125n, places: 3 }, 2)).toBeUndefined()
    expect(scaledTo({ digits: 120n, places: 3 }, 2)).toBe(12n)
  })
})
