// Where volumes begin and end: the same however often the look through the ledger was interrupted, adjoining, never too large.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TILE_COST } from '../../worker/export/limits.ts'
import { close, EMPTY_PLAN, extend, type Found, type Plan } from '../../worker/export/plan.ts'

const LIMITS = { bytes: 60_000, records: 20, span: 3000 }

function planOf(found: readonly Found[], size: number, stops: readonly number[]): Plan {
  let plan = EMPTY_PLAN
  for (const stop of [...new Set([...stops.filter((stop) => stop < size), size])].sort((a, b) => a - b)) {
    const part = found.filter(({ seq }) => seq >= plan.cursor && seq < stop)
    // As it is kept between two messages.
    plan = JSON.parse(JSON.stringify(extend(plan, part, stop, LIMITS, false))) as Plan
  }
  return close(plan, size)
}

const ledgers = fc
  .record({
    size: fc.integer({ min: 1, max: 10_000 }),
    seqs: fc.uniqueArray(fc.integer({ min: 0, max: 9_999 }), { maxLength: 200 }),
    length: fc.integer({ min: 100, max: 9_000 }),
    stops: fc.array(fc.integer({ min: 1, max: 9_999 }), { maxLength: 8 }),
  })
  .map(({ size, seqs, length, stops }) => ({
    size,
    stops,
    found: seqs
      .filter((seq) => seq < size)
      .sort((a, b) => a - b)
      // Positions are branded in a record; here they are only numbers.
      .map((seq) => ({ seq: seq as Found['seq'], length })),
  }))

describe('a plan', () => {
  it('is the same wherever the job stopped and went on', () => {
    fc.assert(
      fc.property(ledgers, ({ size, found, stops }) => {
        expect(planOf(found, size, stops)).toEqual(planOf(found, size, []))
      }),
    )
  })

  it('covers the whole ledger with adjoining spans, every record in one of them, none empty', () => {
    fc.assert(
      fc.property(ledgers, ({ size, found, stops }) => {
        const { cuts, cursor, open } = planOf(found, size, stops)
        expect([cursor, open]).toEqual([size, null])
        let next = 0
        for (const { first, last, from, to, records } of cuts) {
          expect(first).toBe(next)
          expect(from >= first && to >= from && last >= to).toBe(true)
          expect(found.filter(({ seq }) => seq >= first && seq <= last)).toHaveLength(records)
          expect(records).toBeGreaterThan(0)
          next = last + 1
        }
        expect(next).toBe(found.length === 0 ? 0 : size)
      }),
    )
  })

  it('keeps every volume within its limits, unless a single record is larger', () => {
    fc.assert(
      fc.property(ledgers, ({ size, found, stops }) => {
        for (const { from, to, records, bytes } of planOf(found, size, stops).cuts) {
          expect(records).toBeLessThanOrEqual(LIMITS.records)
          expect(to - from).toBeLessThan(LIMITS.span)
          expect(records === 1 || bytes <= LIMITS.bytes).toBe(true)
        }
      }),
    )
  })

  it('counts a leaf tile once for all of its records', () => {
    const at = (seq: number) => ({ seq: seq as Found['seq'], length: 99 }) // as above
    const { cuts } = close(extend(EMPTY_PLAN, [at(0), at(255), at(256)], 300, LIMITS, false), 300)
    expect(cuts).toEqual([{ first: 0, last: 299, from: 0, to: 256, records: 3, bytes: 300 + 2 * TILE_COST }])
  })
})
