// The steps of a forecast one by one: order statistics against slow references, gaps, weekdays, spikes, jumps.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { median, quantile, runningMedian, weightedMedian } from '../../worker/insights/forecast-numbers.ts'
import { isOccasional, occasionalMeans } from '../../worker/insights/forecast-occasional.ts'
import { deviations } from '../../worker/insights/forecast-range.ts'
import { replays } from '../../worker/insights/forecast-replays.ts'
import { scaleOf, withoutGaps } from '../../worker/insights/forecast-series.ts'
import { fitLine, withoutJumps } from '../../worker/insights/forecast-shifts.ts'
import { cutSpikes } from '../../worker/insights/forecast-spikes.ts'
import { futureLevels } from '../../worker/insights/forecast-trend.ts'
import { seasonProfile } from '../../worker/insights/forecast-weekdays.ts'
import { random } from './spend-series.ts'

const list = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 60 })
const days = (count: number, at: (day: number) => number) => Array.from({ length: count }, (_, day) => at(day))
const noise = (count: number, size: number, seed = 1) => {
  const next = random(seed)
  return days(count, () => size * (next() - 0.5))
}

describe('order statistics', () => {
  it('slides its median as a slow one computes it', () => {
    const slow = (values: number[], side: number) =>
      values.map((_, i) => median(values.slice(Math.max(0, i - side), i + side + 1)))
    fc.assert(
      fc.property(list, fc.integer({ min: 1, max: 9 }), (values, side) => {
        expect(runningMedian(values, side)).toEqual(slow(values, side))
      }),
      { seed: 1 },
    )
  })

  it('finds quantiles between ranks', () => {
    expect([0, 0.25, 0.5, 0.9, 1].map((share) => quantile([4, 1, 3, 2], share))).toEqual([1, 1.75, 2.5, 3.7, 4])
    expect(quantile([], 0.5)).toBe(0)
  })

  it('weighs its median', () => {
    expect(weightedMedian([1, 2, 3], [1, 1, 5])).toBe(3)
    expect(weightedMedian([3, 2, 1], [1, 1, 1])).toBe(2)
    expect(weightedMedian([], [])).toBe(0)
  })

  it('knows how wide a normal range is', () => {
    expect(deviations(0.8)).toBeCloseTo(1.2816, 2)
    expect(deviations(0.95)).toBeCloseTo(1.96, 2)
  })
})

describe('a series without gaps', () => {
  it('fills with the value a season before, else with the last one, and drops gaps at the beginning', () => {
    expect(withoutGaps([null, 1, 2, 3, null, Number.NaN], 3)).toEqual([1, 2, 3, 1, 2])
    expect(withoutGaps([5, null, Number.POSITIVE_INFINITY], 7)).toEqual([5, 5, 5])
  })

  it('drops zeros before a beginning, not the quiet of something used now and then', () => {
    expect(withoutGaps([0, 0, 0, 4, 5, 6, 0, 7], 7)).toEqual([4, 5, 6, 0, 7])
    expect(withoutGaps([0, 0, 0, 4, 5], 7)).toEqual([0, 0, 0, 4, 5])
    expect(withoutGaps([0, 0, 4, 0, 0, 0, 5], 7)).toEqual([0, 0, 4, 0, 0, 0, 5])
  })

  it('is given back by its scale', () => {
    const scale = scaleOf([1, 10, 0, 400, -3])
    for (const amount of [0, 0.5, 12, 400, -3]) expect(scale.toAmount(scale.toLog(amount))).toBeCloseTo(amount, 9)
  })
})

describe('weekdays', () => {
  it('are found through growth, add up to nothing, and are none before two weeks', () => {
    const week = [0.3, 0.2, 0.2, 0.1, 0, -0.3, -0.5]
    const logs = days(70, (day) => 3 + 0.01 * day + (week[day % 7] ?? 0))
    for (const [place, value] of seasonProfile(logs, 7).entries()) expect(value).toBeCloseTo(week[place] ?? 0, 1)
    expect(seasonProfile(logs, 7).reduce((a, b) => a + b)).toBeCloseTo(0, 9)
    expect(seasonProfile(logs.slice(0, 13), 7)).toEqual([0, 0, 0, 0, 0, 0, 0])
  })
})

describe('spikes', () => {
  it('are named and pulled in, up and down, and nothing else is touched', () => {
    const logs = noise(60, 0.2).map((value, day) => 3 + value + (day === 30 ? 2 : day === 40 ? -2 : 0))
    const { calm, spikes } = cutSpikes(logs, 7)
    expect(spikes.map(({ index }) => index)).toEqual([30, 40])
    expect(Math.abs((calm[30] ?? 0) - 3)).toBeLessThan(0.5)
    expect(calm.filter((value, day) => value !== logs[day]).length).toBe(2)
  })

  it('are not what lasts for more than a week', () => {
    const logs = noise(60, 0.2).map((value, day) => 3 + value + (day >= 30 && day < 39 ? 1.5 : 0))
    expect(cutSpikes(logs, 7).spikes.filter(({ index }) => index >= 30 && index < 39)).toEqual([])
  })
})

describe('jumps', () => {
  it('leave no trend behind and keep the level after them', () => {
    const levels = noise(80, 0.3).map((value, day) => value + (day < 68 ? 4 : 3))
    const moved = withoutJumps(levels)
    expect(moved.slice(68)).toEqual(levels.slice(68))
    expect(Math.abs(fitLine(moved.slice(-28)).slope)).toBeLessThan(0.01)
    expect(Math.abs(fitLine(levels.slice(-28)).slope)).toBeGreaterThan(0.03)
  })

  it('are not read into a ramp', () => {
    const ramp = noise(80, 0.1).map((value, day) => value + 0.05 * Math.max(0, day - 40))
    expect(withoutJumps(ramp)).toEqual(ramp)
  })
})

describe('the trend', () => {
  it('is not read from noise', () => {
    const levels = noise(120, 0.4, 6)
    for (const level of futureLevels(levels, 28)) expect(Math.abs(level)).toBeLessThan(0.15)
  })

  it('believes eight steady weeks more than it believes two', () => {
    const grown = (count: number) => {
      const levels = noise(120, 0.25, 2).map((value, day) => value + 0.015 * Math.max(0, day - (120 - count)))
      const path = futureLevels(levels, 28)
      return (path[27] ?? 0) - (path[0] ?? 0)
    }
    expect(grown(100)).toBeGreaterThan(0.25)
    expect(grown(14)).toBeLessThan(0.2)
  })

  it('stays below four and a half times, however steep the last days', () => {
    const steep = days(40, (day) => Math.max(0, day - 20) * 0.6)
    const path = futureLevels(steep, 366)
    expect((path[365] ?? 0) - (path[0] ?? 0)).toBeLessThan(1.5)
  })

  it('is exact on a straight line without dividing by its absent error', () => {
    const path = futureLevels(
      days(60, () => 2),
      5,
    )
    expect(path).toEqual([2, 2, 2, 2, 2])
  })
})

describe('things used now and then', () => {
  it('are told from closed weekends and from daily use', () => {
    expect(
      isOccasional(
        days(84, (day) => (day % 7 > 4 ? 0 : 10)),
        7,
      ),
    ).toBe(false)
    expect(
      isOccasional(
        days(84, (day) => (day % 11 === 0 ? 0 : 10)),
        7,
      ),
    ).toBe(false)
    expect(
      isOccasional(
        days(84, (day) => (day % 3 === 0 ? 10 : 0)),
        7,
      ),
    ).toBe(true)
  })

  it('have a mean that leans on the last weeks', () => {
    const history = days(160, (day) => (day % 3 === 0 ? (day < 80 ? 10 : 30) : 0))
    const mean = occasionalMeans(history, 7, 7).reduce((a, b) => a + b) / 7
    expect(mean).toBeGreaterThan(7)
    expect(mean).toBeLessThan(10)
  })
})

describe('replays', () => {
  it('know nothing of what came after them', () => {
    const history = noise(120, 20).map((value) => 100 + value)
    const changed = history.map((value, day) => (day >= 100 ? value * 5 : value))
    const [a, b] = [replays(history, 14, 7), replays(changed, 14, 7)]
    expect(a.length).toBeGreaterThan(12)
    // The fifth was made at day 95.
    expect(b[4]?.expected).toEqual(a[4]?.expected)
    expect(b[4]?.actual).not.toEqual(a[4]?.actual)
    expect(b[0]?.expected).not.toEqual(a[0]?.expected)
  })

  it('lay as many days beside each other as have come', () => {
    for (const { expected, actual } of replays(
      days(90, (day) => 50 + (day % 7)),
      30,
      7,
    )) {
      expect(expected.length).toBe(actual.length)
      expect(expected.length).toBeLessThanOrEqual(30)
    }
    expect(
      replays(
        days(90, () => 1),
        30,
        7,
      )[0]?.actual.length,
    ).toBe(5)
  })
})
