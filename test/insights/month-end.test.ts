// The projection of a running period: days there plus days to come, its range, and what it missed by last time.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecast } from '../../worker/insights/forecast.ts'
import { sum } from '../../worker/insights/forecast-numbers.ts'
import { projectPeriod } from '../../worker/insights/month-end.ts'
import { random, spend } from './spend-series.ts'

const flat = (count: number, level = 100) => {
  const next = random(11)
  return Array.from({ length: count }, () => level * (0.95 + 0.1 * next()))
}

describe('a period that is still running', () => {
  it('adds the forecast of the days left to what is there', () => {
    const values = spend('quiet', 1).values.slice(0, 200)
    const answer = projectPeriod({ values, done: 12, left: 18 })
    const { mean, method } = forecast(values, 18)
    expect(answer.soFar).toBeCloseTo(sum(values.slice(-12)), 6)
    expect(answer.mean).toBeCloseTo(sum(values.slice(-12)) + sum(mean), 6)
    expect(answer.method).toBe(method)
    expect(answer.path.length).toBe(18)
    expect(answer.path[17]).toEqual({ mean: answer.mean, lower: answer.lower, upper: answer.upper })
    expect(answer.path[0]?.mean).toBeCloseTo(answer.soFar + (mean[0] ?? 0), 6)
  })

  it('is certain when no day is left', () => {
    const values = flat(90)
    const answer = projectPeriod({ values, done: 30, left: 0 })
    expect(answer.path).toEqual([])
    expect([answer.mean, answer.lower, answer.upper]).toEqual([answer.soFar, answer.soFar, answer.soFar])
  })

  it('has nothing so far on the first day of the period', () => {
    const answer = projectPeriod({ values: flat(90), done: 0, left: 30 })
    expect(answer.soFar).toBe(0)
    expect(answer.mean / 3000).toBeCloseTo(1, 1)
  })

  it('is narrower the less is left', () => {
    const values = spend('growth', 2).values.slice(0, 120)
    const width = (left: number) => {
      const { upper, lower } = projectPeriod({ values, done: 30 - left, left })
      return upper - lower
    }
    expect(width(3)).toBeLessThan(width(15))
    expect(width(15)).toBeLessThan(width(29))
  })

  it('counts a day without figures as nothing so far', () => {
    expect(projectPeriod({ values: [...flat(60), 100, null, 50], done: 3, left: 5 }).soFar).toBe(150)
  })

  it('gives zeros without any history', () => {
    expect(projectPeriod({ values: [], done: 0, left: 2 })).toEqual({
      soFar: 0,
      mean: 0,
      lower: 0,
      upper: 0,
      path: [
        { mean: 0, lower: 0, upper: 0 },
        { mean: 0, lower: 0, upper: 0 },
      ],
      method: 'none',
      missed: null,
      unreliable: false,
    })
  })

  it('is finite, holds its mean and never falls below what is there, whatever the history', () => {
    const amount = fc.oneof(fc.double({ min: 0, max: 1e5, noNaN: true }), fc.constantFrom(0, null, 1e300, Number.NaN))
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 90 }), fc.nat(40), fc.nat(40), (values, done, left) => {
        const answer = projectPeriod({ values, done, left })
        let before = { mean: answer.soFar, lower: answer.soFar, upper: answer.soFar }
        for (const day of answer.path) {
          expect(Object.values(day).every(Number.isFinite)).toBe(true)
          expect(day.lower).toBeLessThanOrEqual(day.mean)
          expect(day.mean).toBeLessThanOrEqual(day.upper)
          expect(day.lower).toBeGreaterThanOrEqual(before.lower)
          expect(day.upper).toBeGreaterThanOrEqual(before.upper)
          before = day
        }
      }),
      { numRuns: 100, seed: 12 },
    )
  })
})

describe('what it missed by last time', () => {
  it('is near nothing for even spend', () => {
    const { missed, unreliable } = projectPeriod({ values: flat(120), done: 10, left: 20 })
    expect(missed).toBeLessThan(0.05)
    expect(unreliable).toBe(false)
  })

  it('is the miss of the same day of the period before, and above a quarter it says so', () => {
    // Spend doubled three days into the last half of the previous period: no forecast of that day could know.
    const values = [...flat(75), ...flat(45, 250)]
    const { missed, unreliable } = projectPeriod({ values, done: 20, left: 10 })
    // On its day 20 (index 89) half a month at 250 was known; on day 5 nothing of it was.
    expect(missed).toBeLessThan(0.25)
    expect(unreliable).toBe(false)
    const early = projectPeriod({ values: values.slice(0, 105), done: 5, left: 25 })
    expect(early.missed).toBeGreaterThan(0.25)
    expect(early.unreliable).toBe(true)
  })

  it('is measured on the days of the previous month when that had other ones', () => {
    // 59 days: January's 31 and February's 28. Only the 28-day reading lines up with the jump at the turn of the month.
    const values = [...flat(62), ...flat(28, 300), ...flat(10, 300)]
    const told = projectPeriod({ values, done: 10, left: 21, previous: 28 }).missed
    const untold = projectPeriod({ values, done: 10, left: 21 }).missed
    expect(told).not.toBe(untold)
    expect(told).not.toBeNull()
  })

  it('is told when two weeks came before that day of the period before, not sooner', () => {
    expect(projectPeriod({ values: flat(43), done: 10, left: 20 }).missed).toBeNull()
    expect(projectPeriod({ values: flat(44), done: 10, left: 20 }).missed).not.toBeNull()
  })

  it('is nothing, not a division by zero, for a period without spend', () => {
    expect(projectPeriod({ values: flat(90, 0), done: 10, left: 20 }).missed).toBe(0)
  })
})
