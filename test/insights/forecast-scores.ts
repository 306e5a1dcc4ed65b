// How a forecast fared on series, measured as test/vectors/forecast measures its baselines: rolling origins, MASE, error of the sum.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sum } from '../../worker/insights/forecast-numbers.ts'

const FOLDER = fileURLToPath(import.meta.resolve('../vectors/forecast/'))

export type Vector = { id: string; values: (number | null)[]; benign: { kind: string }[] }
export type Scored = { id: string; values: number[] }
export type Score = { origins: number; mase: number; total: number; covers80: number; covers95: number }
export type Answer = { mean: number[]; intervals: { lower: number[]; upper: number[] }[] }

const HORIZON = 28
const MOST_HISTORY = 730

/** The daily development series: incomplete last day dropped, gaps filled with the value seven days before. */
export function developmentSeries(): Scored[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json') && !name.startsWith('baseline'))
    .map((name) => JSON.parse(readFileSync(`${FOLDER}${name}`, 'utf8')) as Vector) // A file of this repository.
    .map(({ id, values, benign }) => {
      const whole = benign.some(({ kind }) => kind === 'partial_day') ? values.slice(0, -1) : values
      const filled: number[] = []
      for (const value of whole) filled.push(value ?? filled[filled.length - 7] ?? 0)
      return { id, values: filled }
    })
}

/** Published scores of the baselines: series → method → measure. */
export function baselines(): Record<
  string,
  { origins: number; seasonal_naive: { MASE_h28: number; total28_APE: number } }
> {
  return JSON.parse(readFileSync(`${FOLDER}baseline-scores.json`, 'utf8')).forecast.series
}

/** Days at which forecasts are made: every 14, at most 8, the last one 28 days before the end, at least 56 before the first. */
export function origins(length: number): number[] {
  const out: number[] = []
  for (let at = length - HORIZON; at >= 56 && out.length < 8; at -= 14) out.push(at)
  return out
}

/** History known at an origin and what came in the 28 days after it. */
export function split(values: readonly number[], at: number): { history: number[]; actual: number[] } {
  return { history: values.slice(Math.max(0, at - MOST_HISTORY), at), actual: values.slice(at, at + HORIZON) }
}

/** Mean scores over the origins of a series; null when it is too short for any. */
export function scoreSeries(
  values: readonly number[],
  make: (history: number[], horizon: number) => Answer,
): Score | null {
  const scores = origins(values.length).map((at) => {
    const { history, actual } = split(values, at)
    const scale = meanOf(history.slice(7).map((value, i) => Math.abs(value - (history[i] ?? 0))))
    const { mean, intervals } = make(history, HORIZON)
    const covers = (which: number) => {
      const interval = intervals[which]
      if (interval === undefined) return 0
      return meanOf(
        actual.map((value, i) => (value >= (interval.lower[i] ?? 0) && value <= (interval.upper[i] ?? 0) ? 1 : 0)),
      )
    }
    return {
      mase: meanOf(actual.map((value, i) => Math.abs(value - (mean[i] ?? 0)))) / scale,
      total: (Math.abs(sum(mean) - sum(actual)) / Math.abs(sum(actual))) * 100,
      covers80: covers(0),
      covers95: covers(1),
    }
  })
  if (scores.length === 0) return null
  return { origins: scores.length, ...meanScores(scores) }
}

/** Each measure's mean: over origins for a series, over series for a set. */
export function meanScores(scores: readonly Omit<Score, 'origins'>[]): Omit<Score, 'origins'> {
  return {
    mase: meanOf(scores.map(({ mase }) => mase)),
    total: meanOf(scores.map(({ total }) => total)),
    covers80: meanOf(scores.map(({ covers80 }) => covers80)),
    covers95: meanOf(scores.map(({ covers95 }) => covers95)),
  }
}

/** Last week again: what every other method is measured against. */
export function lastWeekAgain(history: number[], horizon: number): Answer {
  return {
    mean: Array.from({ length: horizon }, (_, day) => history[history.length - 7 + (day % 7)] ?? 0),
    intervals: [],
  }
}

export function meanOf(values: readonly number[]): number {
  return sum(values) / values.length
}
