// Days that come back every month: found by their gaps, placed by the lengths of months, and not invented.
import { describe, expect, it } from 'vitest'
import { forecast } from '../../worker/insights/forecast.ts'
import { monthlyDays } from '../../worker/insights/forecast-monthly.ts'
import { projectPeriod } from '../../worker/insights/month-end.ts'
import { random } from './spend-series.ts'

const DAY = 86_400_000

/** Even spend of about 100 a day from a date on, with 900 more on one day of each month; how many days, and from when. */
function batch(start: string, count: number, monthDay: number) {
  const next = random(21)
  return Array.from({ length: count }, (_, day) => {
    const date = new Date(Date.parse(start) + day * DAY)
    return 95 + 10 * next() + (date.getUTCDate() === monthDay ? 900 : 0)
  })
}
const indexOf = (start: string, date: string) => (Date.parse(date) - Date.parse(start)) / DAY
const spikes = (...indexes: number[]) => indexes.map((index) => ({ index, expected: 1, actual: 10 }))
const plain = (log: number) => log

describe('a batch on a day of the month', () => {
  it.each([
    { start: '2026-01-10', now: '2026-06-15', next: ['2026-07-01', '2026-08-01'], monthDay: 1 },
    { start: '2025-11-20', now: '2026-04-20', next: ['2026-05-15', '2026-06-15'], monthDay: 15 },
    { start: '2026-03-05', now: '2026-08-10', next: ['2026-08-28', '2026-09-28'], monthDay: 28 },
  ])('comes on day $monthDay of the next two months', ({ start, now, next, monthDay }) => {
    const history = batch(start, indexOf(start, now), monthDay)
    const { mean, method } = forecast(history, 60)
    expect(method).toBe('weekday trend with monthly days')
    const high = mean.flatMap((value, day) => (value > 500 ? [day] : []))
    expect(high).toEqual(next.map((date) => indexOf(now, date)))
    for (const day of high) expect(mean[day]).toBeGreaterThan(900)
  })

  it('is in the projection of the month before it has run', () => {
    const start = '2026-01-10'
    const history = batch(start, indexOf(start, '2026-06-15'), 20)
    expect(projectPeriod({ values: history, done: 14, left: 16 }).mean / (30 * 100 + 900)).toBeCloseTo(1, 1)
  })

  it('is not promised after two of them', () => {
    const start = '2026-04-10'
    const { mean, method } = forecast(batch(start, indexOf(start, '2026-06-15'), 1), 40)
    expect(method).toBe('weekday trend')
    expect(Math.max(...mean)).toBeLessThan(150)
  })

  it('is given up when its day passed without it', () => {
    const start = '2026-01-10'
    const history = batch(start, indexOf(start, '2026-05-20'), 1)
    const stopped = [...history, ...batch('2026-05-20', 20, 99)]
    expect(Math.max(...forecast(stopped, 40).mean)).toBeLessThan(150)
  })
})

describe('what counts as monthly', () => {
  it('needs gaps of 28 to 31 days', () => {
    expect(monthlyDays(spikes(10, 37, 64, 91), 100, 40, plain)).toEqual([])
    expect(monthlyDays(spikes(10, 42, 74, 106), 110, 40, plain)).toEqual([])
    expect(monthlyDays(spikes(10, 40, 70, 100), 110, 40, plain).map(({ day }) => day)).toEqual([20])
  })

  it('needs amounts that are alike', () => {
    const wild = spikes(10, 40, 70).map((spike, i) => ({ ...spike, actual: [2, 20, 200][i] ?? 0 }))
    expect(monthlyDays(wild, 80, 40, plain)).toEqual([])
  })

  it('does not look for order in days downward', () => {
    const down = spikes(10, 40, 70).map((spike) => ({ ...spike, actual: -5 }))
    expect(monthlyDays(down, 80, 40, plain)).toEqual([])
  })

  it('does not read a rhythm out of many wild days', () => {
    expect(monthlyDays(spikes(5, 10, 14, 22, 31, 40, 47, 55, 70), 80, 40, plain)).toEqual([])
  })

  it('tells the month by the gaps, where only one calendar fits', () => {
    // December to March on one day of the month: 31 31 28, so the next gap is March's 31 and then April's 30.
    expect(monthlyDays(spikes(5, 36, 67, 95), 100, 65, plain).map(({ day }) => day)).toEqual([26, 56])
  })

  it('takes the more common gap where two calendars fit', () => {
    // 31 30 31 31 is May to August and October to January: 30 follows in every year, 28 in three of four.
    expect(monthlyDays(spikes(5, 36, 66, 97, 128), 130, 40, plain).map(({ day }) => day)).toEqual([28])
  })
})
