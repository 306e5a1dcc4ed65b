// The kinds of spend that customers have, one promise each: weekdays, growth, jumps, leaks, credits, occasional use, endings.
import { describe, expect, it } from 'vitest'
import { forecast } from '../../worker/insights/forecast.ts'
import { mean, sum } from '../../worker/insights/forecast-numbers.ts'
import { days, near, OFFICE, office } from './office-spend.ts'
import { random } from './spend-series.ts'

describe('the kinds of spend', () => {
  it('follows the days of the week', () => {
    const { mean: amounts, method } = forecast(office(140), 28)
    expect(method).toBe('weekday trend')
    for (const [day, value] of amounts.entries()) near(value, 100 * (OFFICE[day % 7] ?? 1), 0.2)
  })

  it('takes another season when told', () => {
    const { mean: amounts } = forecast(
      days(60, (day) => (day % 3 === 0 ? 90 : 30)),
      6,
      { season: 3 },
    )
    for (const [day, value] of amounts.entries()) near(value, day % 3 === 0 ? 90 : 30, 0.05)
  })

  it('follows growth and lets it fade', () => {
    const history = office(120, (day) => 50 * 1.02 ** day, 4)
    const weeks = [0, 1, 2, 3].map((week) => sum(forecast(history, 28).mean.slice(7 * week, 7 * week + 7)))
    const last = sum(history.slice(-7))
    expect(weeks[0]).toBeGreaterThan(1.06 * last)
    near(weeks[3] ?? 0, 1.02 ** 28 * last, 0.2)
    expect(sum(forecast(history, 366).mean.slice(-7))).toBeLessThan(5 * last)
  })

  it.each([0.4, 2.5])('stands on the new level two weeks after a jump to %d times, without a trend', (factor) => {
    const { mean: amounts } = forecast(
      office(140, (day) => (day < 126 ? 100 : 100 * factor)),
      28,
    )
    near(sum(amounts), 4 * 575 * factor, 0.12)
  })

  it('forgets a leaked key of three days', () => {
    const history = office(120)
    const leaked = history.map((value, day) => (day >= 80 && day < 83 ? value + 1500 : value))
    near(sum(forecast(leaked, 28).mean), sum(forecast(history, 28).mean), 0.05)
  })

  it('forgets a leak that ended yesterday', () => {
    const history = office(118)
    near(sum(forecast([...history, 1900, 1800], 28).mean), 4 * 575, 0.2)
  })

  it('is not moved by a credit', () => {
    const history = office(120)
    const credited = history.map((value, day) => (day === 100 ? -4000 : value))
    near(sum(forecast(credited, 28).mean), sum(forecast(history, 28).mean), 0.05)
  })

  it('gives the mean of something used now and then, with a range down to nothing', () => {
    const next = random(5)
    const history = days(160, () => (next() < 0.35 ? 10 + 20 * next() : 0))
    const { mean: amounts, intervals, method } = forecast(history, 28)
    expect(method).toBe('occasional')
    near(mean(amounts), mean(history.slice(-84)), 0.3)
    expect(intervals[0]?.lower.every((value) => value === 0)).toBe(true)
    expect(intervals[0]?.upper[0]).toBeGreaterThan(15)
  })

  it('keeps one bulk day out of the mean of something used now and then', () => {
    const next = random(5)
    const history = days(160, (day) => (day === 120 ? 3000 : next() < 0.35 ? 10 + 20 * next() : 0))
    expect(mean(forecast(history, 28).mean)).toBeLessThan(12)
  })

  it('gives zero on closed weekends and takes them for order', () => {
    const { mean: amounts, method } = forecast(
      days(84, (day) => (day % 7 > 4 ? 0 : 100 + (day % 3))),
      14,
    )
    expect(method).toBe('weekday trend')
    for (const [day, value] of amounts.entries()) expect(value).toBeCloseTo(day % 7 > 4 ? 0 : 101, -1)
  })

  it('says that something unused for two weeks is idle', () => {
    expect(forecast([...office(100), ...days(14, () => 0)], 5)).toMatchObject({ mean: [0, 0, 0, 0, 0], method: 'idle' })
  })

  it('takes two weeks of nothing for nothing special in something used now and then', () => {
    const history = [...days(100, (day) => (day % 9 === 4 || day % 5 === 1 ? 50 : 0)), ...days(14, () => 0)]
    const { mean: amounts, method } = forecast(history, 28)
    expect(method).toBe('occasional')
    expect(sum(amounts)).toBeGreaterThan(100)
  })

  it('fills gaps with the same day a week before', () => {
    const history = office(98)
    const gaps = history.map((value, day) => (day % 11 === 10 ? null : value))
    near(sum(forecast(gaps, 28).mean), sum(forecast(history, 28).mean), 0.08)
  })

  it('widens its ranges with time', () => {
    const [range] = forecast(
      office(180, (day) => 100 * 1.5 ** Math.sin(day / 20)),
      56,
    ).intervals
    const width = (day: number) => Math.log((range?.upper[day] ?? 0) / (range?.lower[day] ?? 0))
    expect(width(48)).toBeGreaterThan(width(6))
  })
})
