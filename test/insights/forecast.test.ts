// What a forecast promises whatever history it is given: shape, finite numbers, ranges, short histories.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Forecast, forecast } from '../../worker/insights/forecast.ts'
import { mean, sum } from '../../worker/insights/forecast-numbers.ts'
import { days, near, office } from './office-spend.ts'

const everyNumber = ({ mean: amounts, intervals }: Forecast) => [
  ...amounts,
  ...intervals.flatMap(({ lower, upper }) => [...lower, ...upper]),
]

const amount = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 0, max: 1e4, noNaN: true }) },
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constantFrom(null, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
  { weight: 1, arbitrary: fc.constantFrom(1e300, 1e-300, 5e-324, Number.MAX_VALUE) },
)
const histories = fc.array(fc.oneof(amount, fc.double({ min: -500, max: 500, noNaN: true })), { maxLength: 120 })
const positive = fc
  .array(amount, { maxLength: 120 })
  .map((list) => list.map((v) => (v === Number.NEGATIVE_INFINITY ? 0 : v)))

describe('any history at all', () => {
  it('gives one finite number a day in every list', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 0, max: 60 }), (history, horizon) => {
        const answer = forecast(history, horizon)
        expect(answer.mean.length).toBe(horizon)
        expect(answer.intervals.map(({ level }) => level)).toEqual([0.8, 0.95])
        expect(everyNumber(answer).length).toBe(5 * horizon)
        expect(everyNumber(answer).every(Number.isFinite)).toBe(true)
      }),
      { numRuns: 150, seed: 7 },
    )
  })

  it('gives ranges that hold the mean and each other', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { mean: amounts, intervals } = forecast(history, 20, { levels: [0.95, 0.5, 0.8] })
        const [wide, narrow, middle] = intervals
        amounts.forEach((value, day) => {
          const lows = [wide, middle, narrow].map((interval) => interval?.lower[day] ?? Number.NaN)
          const highs = [narrow, middle, wide].map((interval) => interval?.upper[day] ?? Number.NaN)
          const line = [...lows, value, ...highs]
          expect(line).toEqual([...line].sort((a, b) => a - b))
        })
      }),
      { numRuns: 150, seed: 8 },
    )
  })

  it('stays at or above zero when the history does', () => {
    fc.assert(
      fc.property(positive, (history) => {
        expect(Math.min(0, ...everyNumber(forecast(history, 30)))).toBe(0)
      }),
      { numRuns: 150, seed: 9 },
    )
  })

  it('has the same answer to the same question, and leaves the history as it was', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const before = [...history]
        expect(forecast(history, 31)).toEqual(forecast(history, 31))
        expect(history).toEqual(before)
      }),
      { numRuns: 40, seed: 10 },
    )
  })

  it.each([0.001, 1000, 1e9])('scales with its history (times %d)', (factor) => {
    const history = office(120)
    const plain = forecast(history, 28)
    const scaled = forecast(
      history.map((value) => value * factor),
      28,
    )
    everyNumber(scaled).forEach((value, i) => {
      expect(value / factor).toBeCloseTo(everyNumber(plain)[i] ?? Number.NaN, 6)
    })
  })
})

describe('short and empty histories', () => {
  it('gives zeros for no history and says that there is none', () => {
    expect(forecast([], 3)).toEqual({
      mean: [0, 0, 0],
      intervals: [0.8, 0.95].map((level) => ({ level, lower: [0, 0, 0], upper: [0, 0, 0] })),
      method: 'none',
    })
    expect(forecast([null, Number.NaN], 2).method).toBe('none')
  })

  it.each([1, 5, 20, 56])('gives zeros for %i days of nothing', (count) => {
    expect(
      everyNumber(
        forecast(
          days(count, () => 0),
          40,
        ),
      ).every((value) => value === 0),
    ).toBe(true)
  })

  it.each([1, 2, 5, 13, 14, 20, 90])('carries a constant on after %i days', (count) => {
    for (const value of forecast(
      days(count, () => 42),
      31,
    ).mean)
      expect(value).toBeCloseTo(42, 6)
  })

  it('repeats a single day with a wide range', () => {
    const { mean: amounts, intervals, method } = forecast([100], 7)
    expect([amounts, method]).toEqual([days(7, () => 100), 'first days'])
    expect(intervals[0]?.lower[0]).toBeLessThan(75)
    expect(intervals[0]?.upper[0]).toBeGreaterThan(130)
  })

  it('does not carry the spike of a first week on', () => {
    near(mean(forecast([100, 100, 100, 5000, 100, 100, 100], 14).mean), 100, 0.35)
  })

  it('knows the weekend after 20 days', () => {
    const { mean: amounts } = forecast(office(20), 7)
    // Day 20 is a Sunday: place 6 of the week.
    expect(amounts[0]).toBeLessThan(45)
    expect(amounts[1]).toBeGreaterThan(75)
  })

  it('takes leading nothing for not begun, not for zero spend', () => {
    const answer = forecast([...days(60, () => 0), ...office(21)], 28)
    near(sum(answer.mean), 4 * 575, 0.15)
  })

  it('gives nothing for nothing asked, and at most a year', () => {
    expect(forecast(office(60), 0)).toMatchObject({ mean: [], intervals: [{ lower: [] }, { upper: [] }] })
    expect(forecast(office(60), 366).mean.length).toBe(366)
    expect(forecast(office(60), 4000).mean.length).toBe(366)
    expect(forecast(office(60), -3).mean).toEqual([])
    expect(forecast(office(60), Number.NaN).mean).toEqual([])
  })
})
