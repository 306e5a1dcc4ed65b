// The bars of the forecast: the development series measured as their INDEX measures baselines, and seeded spend never tuned on.
import { describe, expect, it } from 'vitest'
import { forecast } from '../../worker/insights/forecast.ts'
import { sum } from '../../worker/insights/forecast-numbers.ts'
import { cumulativeRange } from '../../worker/insights/month-end.ts'
import {
  baselines,
  developmentSeries,
  lastWeekAgain,
  meanOf,
  meanScores,
  origins,
  scoreSeries,
  split,
} from './forecast-scores.ts'
import { KINDS, random, spend } from './spend-series.ts'

const development = developmentSeries()
const scored = development.flatMap(({ id, values }) => {
  const score = scoreSeries(values, (history, horizon) => forecast(history, horizon))
  return score === null ? [] : [{ id, ...score }]
})

/** Seeds that no parameter was chosen on; the incomplete last day is dropped. */
const unseen = KINDS.filter((kind) => kind !== 'cold').flatMap((kind) =>
  [11, 12, 13].map((seed) => ({ id: `${kind}-${seed}`, values: spend(kind, seed).values.slice(0, -1) })),
)

describe('the measure', () => {
  it('gives the published scores of last week again, series by series', () => {
    for (const { id, values } of development) {
      const published = baselines()[id]
      const score = scoreSeries(values, lastWeekAgain)
      if (published === undefined) {
        expect(score, id).toBeNull()
        continue
      }
      expect(score?.origins, id).toBe(published.origins)
      expect(score?.mase, id).toBeCloseTo(published.seasonal_naive.MASE_h28, 3)
      expect(score?.total, id).toBeCloseTo(published.seasonal_naive.total28_APE, 1)
    }
  })
})

describe('the forecast on the development series', () => {
  const mean = meanScores(scored)

  it('scores all fourteen that are long enough', () => {
    expect(scored.length).toBe(14)
  })

  it('has a mean MASE at 28 days of at most 1.62', () => {
    expect(mean.mase).toBeLessThanOrEqual(1.62)
  })

  it('misses the 28-day total by at most 19.5 % in the mean', () => {
    expect(mean.total).toBeLessThanOrEqual(19.5)
  })

  it('holds 75 to 90 % of the days in its 80 % range and at least 92 % in its 95 % range', () => {
    expect(mean.covers80).toBeGreaterThanOrEqual(0.75)
    expect(mean.covers80).toBeLessThanOrEqual(0.9)
    expect(mean.covers95).toBeGreaterThanOrEqual(0.92)
  })

  it('holds more than half of the days of every single series in its 80 % range', () => {
    expect(scored.filter(({ covers80 }) => covers80 <= 0.5).map(({ id }) => id)).toEqual([])
  })
})

describe('the forecast on seeded spend that it was not tuned on', () => {
  const scores = unseen.flatMap(({ values }) => scoreSeries(values, (h, n) => forecast(h, n)) ?? [])
  const naive = meanScores(unseen.flatMap(({ values }) => scoreSeries(values, lastWeekAgain) ?? []))
  const mean = meanScores(scores)

  it('misses totals and days by less than four fifths and nine tenths of what last week again does', () => {
    expect(mean.total).toBeLessThan(naive.total * 0.8)
    expect(mean.mase).toBeLessThan(naive.mase * 0.9)
  })

  it('holds 75 to 90 % of the days in its 80 % range', () => {
    expect(mean.covers80).toBeGreaterThanOrEqual(0.75)
    expect(mean.covers80).toBeLessThanOrEqual(0.9)
  })
})

describe('the range of a sum', () => {
  const holds = (series: { values: number[] }[], days: number) =>
    meanOf(
      series.flatMap(({ values }) => {
        const at = origins(values.length)
        if (at.length === 0) return []
        return meanOf(
          at.map((origin) => {
            const { history, actual } = split(values, origin)
            const range = cumulativeRange(history, days).days[days - 1]
            const total = sum(actual.slice(0, days))
            return range !== undefined && total >= range.lower && total <= range.upper ? 1 : 0
          }),
        )
      }),
    )

  it.each([{ days: 7 }, { days: 14 }, { days: 28 }])(
    'holds most sums over $days days of the development series',
    ({ days }) => {
      const share = holds(development, days)
      expect(share).toBeGreaterThanOrEqual(0.72)
      expect(share).toBeLessThanOrEqual(0.92)
    },
  )

  it.each([{ days: 14 }, { days: 28 }])('holds most sums over $days days of seeded spend', ({ days }) => {
    const share = holds(unseen, days)
    expect(share).toBeGreaterThanOrEqual(0.7)
    expect(share).toBeLessThanOrEqual(0.92)
  })

  it('is less than half as wide as the ranges of its days added up where days differ by chance alone', () => {
    const next = random(4)
    const history = Array.from({ length: 200 }, () => 80 + 40 * next())
    const [days] = forecast(history, 28).intervals
    const end = cumulativeRange(history, 28).days[27]
    const added = sum(days?.upper ?? []) - sum(days?.lower ?? [])
    expect((end?.upper ?? Infinity) - (end?.lower ?? 0)).toBeLessThan(added / 2)
  })
})
