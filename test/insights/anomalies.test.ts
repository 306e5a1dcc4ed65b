import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anomalies, type Day } from '../../worker/insights/anomalies.ts'
import { score, sum } from './anomaly-scores.ts'
import { dayAfter, KINDS, type Series, spend } from './spend-series.ts'

const folder = fileURLToPath(import.meta.resolve('../vectors/forecast/'))
const read = (name: string): Series & { step: string } => JSON.parse(readFileSync(`${folder}${name}`, 'utf8'))

/** The labelled daily series, as INDEX.md of their source counts them: without the day that the vendor had not finished. */
const development = readdirSync(folder)
  .filter((name) => /^(ai_.*|nab_nyc_taxi_daily)\.json$/.test(name))
  .map(read)
const closed = (series: Series): Series => {
  const open = series.benign.some(({ kind }) => kind === 'partial_day')
  return open ? { ...series, values: series.values.slice(0, -1) } : series
}

const days = ({ start, values }: Pick<Series, 'start' | 'values'>): Day[] =>
  values.map((value, i) => ({ date: dayAfter(start, i), value }))

/** Seeds from here on were not tried while the rules were made. */
const UNSEEN = 5000
const seeded = (kind: (typeof KINDS)[number], count: number) =>
  Array.from({ length: count }, (_, seed) => score(spend(kind, UNSEEN + seed)))

describe('unusual days of the development series', () => {
  const scores = development.map((series) => score(closed(series)))
  const all = sum(scores)

  it('are found: 14 of the 15 events', () => {
    expect(all.events).toBe(15)
    expect(all.recall).toBeGreaterThanOrEqual(0.9)
  })

  it('are right on at least eight days of ten, with at most 0.15 false days in 30', () => {
    expect(all.precision).toBeGreaterThanOrEqual(0.8)
    expect(all.wrongPer30).toBeLessThanOrEqual(0.15)
  })

  it('are right also where nobody has left out the unfinished last day', () => {
    const open = sum(development.map(score))
    expect(open.recall).toBe(all.recall)
    expect(open.precision).toBe(all.precision)
  })

  it('do not exist on the quiet series', () => {
    expect(anomalies(days(read('ai_quiet.json')))).toEqual([])
  })

  it('tell the changes of level once, within a week', () => {
    expect(all.told).toBe(all.changes)
  })
})

describe('unusual days of series that were not looked at while the rules were made', () => {
  it.each(['growth', 'flat', 'leak', 'sparse', 'batch', 'migration', 'cold', 'leisure'] as const)(
    'are found in nearly every series of the kind %s',
    (kind) => {
      expect(sum(seeded(kind, 30)).recall).toBeGreaterThanOrEqual(0.9)
    },
  )

  it('are right on eight days of ten over all kinds', () => {
    const all = sum(KINDS.flatMap((kind) => seeded(kind, 20)))
    expect(all.precision).toBeGreaterThanOrEqual(0.8)
    expect(all.wrongPer30).toBeLessThanOrEqual(0.15)
  })

  it('are next to none in quiet years', () => {
    expect(sum(seeded('quiet', 30)).wrongPer30).toBeLessThanOrEqual(0.01)
  })

  it('tell a monthly job the first time and hardly ever again', () => {
    const scores = seeded('batch', 20)
    expect(scores.flatMap(({ wrong }) => wrong).length).toBeLessThanOrEqual(24)
  })
})

/** Office days of 1,000 with a weekend of 300 and a little noise. */
const office = (length: number): number[] =>
  Array.from({ length }, (_, i) => ([0, 6].includes((i + 1) % 7) ? 300 : 1000) * (1 + 0.05 * Math.sin(i * 12.9898)))
const START = '2026-03-02'
const judged = (values: number[]) => anomalies(days({ start: START, values }))

describe('one verdict', () => {
  it('says what was expected, what came and how far off that is', () => {
    const values = office(60)
    values[50] = 9000
    const [found, ...others] = judged(values)
    expect(others).toEqual([])
    expect(found).toMatchObject({ index: 50, actual: 9000, direction: 'up', kind: 'spike' })
    expect(found?.expected).toBeGreaterThan(900)
    expect(found?.expected).toBeLessThan(1100)
    expect(found?.score).toBeGreaterThan(5)
  })

  it('knows weekends: a Sunday like a Monday is unusual', () => {
    const values = office(60)
    values[55] = 1000
    expect(judged(values)).toMatchObject([{ index: 55, direction: 'up' }])
  })

  it('tells each day of a loud leak, and a milder rise once', () => {
    const leak = office(60)
    for (const i of [44, 45, 46]) leak[i] = 8000
    expect(judged(leak).map(({ index }) => index)).toEqual([44, 45, 46])
    const mild = office(60).map((value, i) => (i >= 44 ? value * 1.7 : value))
    expect(judged(mild).map(({ index }) => index)).toEqual([44])
  })

  it('calls a milder new level a shift once it has lasted, and takes it for the level after', () => {
    const values = office(90).map((value, i) => (i >= 50 ? value * 0.7 : value))
    const found = judged(values)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ direction: 'down', kind: 'shift' })
    expect(found[0]?.index).toBeGreaterThanOrEqual(52)
    expect(found[0]?.index).toBeLessThanOrEqual(56)
  })

  it('does not tell the way back to the level before', () => {
    const values = office(90).map((value, i) => (i >= 50 && i < 60 ? value * 1.7 : value))
    expect(judged(values).map(({ index }) => index)).toEqual([50])
  })

  it('does not tell one low day, and tells one on which next to nothing came in', () => {
    const low = office(60)
    low[44] = 350
    expect(judged(low)).toEqual([])
    low[44] = 20
    expect(judged(low)).toMatchObject([{ index: 44, direction: 'down' }])
  })

  it('is silent on holidays in a row, where other such days are told', () => {
    const low = (start: string, from: string) => {
      const values = Array.from({ length: 60 }, (_, i) => 1000 * (1 + 0.05 * Math.sin(i * 12.9898)))
      const at = values.findIndex((_, i) => dayAfter(start, i) === from)
      for (const i of [at, at + 1, at + 2]) values[i] = 500
      return anomalies(days({ start, values }))
    }
    expect(low('2025-11-17', '2025-12-24')).toEqual([])
    expect(low('2025-10-17', '2025-11-18')).toMatchObject([{ direction: 'down', kind: 'spike' }])
  })

  it('is silent on holidays, days without a figure, credits and days that are not finished', () => {
    // 25 and 26 December 2025 and what lies around them.
    const winter = office(60).map((value, i) =>
      ['12-24', '12-25', '12-26'].includes(dayAfter('2025-11-17', i).slice(5)) ? 300 : value,
    )
    expect(anomalies(days({ start: '2025-11-17', values: winter }))).toEqual([])
    const gaps = office(60)
    gaps[40] = Number.NaN
    gaps[41] = -500
    gaps[59] = 420
    expect(judged(gaps)).toEqual([])
  })

  it('gives no verdict in the first two weeks, on constants, on zeros and on nothing', () => {
    const early = office(14)
    early[12] = 50_000
    expect(judged(early)).toEqual([])
    expect(judged(Array.from({ length: 100 }, () => 5))).toEqual([])
    expect(judged(Array.from({ length: 100 }, () => 0))).toEqual([])
    expect(judged([])).toEqual([])
  })

  it('finds the first money ever spent on a busy scale only once there is something to hold it against', () => {
    const values = Array.from({ length: 60 }, (_, i) => (i % 5 === 0 ? 20 + i / 10 : 0))
    values[52] = 900
    expect(judged(values)).toMatchObject([{ index: 52, actual: 900 }])
  })

  it('does not depend on the unit', () => {
    const values = office(60)
    values[44] = 8000
    const places = (factor: number) => judged(values.map((value) => value * factor)).map(({ index }) => index)
    expect(places(1e9)).toEqual(places(1))
    expect(places(1e-3)).toEqual(places(1))
  })
})

describe('no look-ahead', () => {
  it('cuts of a series have the findings of the series', () => {
    for (const series of [...development.map(closed), ...KINDS.map((kind) => spend(kind, 7))]) {
      const whole = anomalies(days(series))
      for (let length = 1; length <= series.values.length; length += 9) {
        const cut = { ...series, values: series.values.slice(0, length) }
        expect(anomalies(days(cut))).toEqual(whole.filter(({ index }) => index < length))
      }
    }
  })

  it('holds for any numbers at all, and no figure is ever not a number', () => {
    const value = fc.oneof(fc.double({ min: 0, max: 1e15, noNaN: true }), fc.constantFrom(0, 1, 100, Number.NaN, -5))
    fc.assert(
      fc.property(fc.array(value, { maxLength: 120 }), fc.nat(120), (values, length) => {
        const whole = judged(values)
        for (const { expected, actual, score: distance } of whole) {
          expect([expected, actual, distance].every((one) => Number.isFinite(one) && one >= 0)).toBe(true)
        }
        expect(judged(values.slice(0, length))).toEqual(whole.filter(({ index }) => index < length))
      }),
    )
  })
})
