/** Forecast of daily spend or use: what the days to come will amount to, and how sure that is. Pure; floats are fine here, money is converted at the edge. */

import { quantile } from './forecast-numbers.ts'
import { type ExpectedPath, expectedPath, type Method } from './forecast-path.ts'
import { poolErrors, reachOf } from './forecast-range.ts'
import { replays } from './forecast-replays.ts'
import { scaleOf, WINDOW, withoutGaps } from './forecast-series.ts'

/** Range that shall hold `level` (0 to 1) of the days; one bound a day. */
export type Interval = { level: number; lower: number[]; upper: number[] }

/** One entry a day to come in every list. `method` names how the mean came about, for the screens. */
export type Forecast = { mean: number[]; intervals: Interval[]; method: Method }

export type ForecastOptions = {
  /** Days after which the pattern repeats; 7 unless told. */
  season?: number
  /** Shares of the days that the ranges shall hold, 0 to 0.999; 0.8 and 0.95 unless told. */
  levels?: number[]
}

/** Further ahead than a year nothing is said. */
const LONGEST = 366
/** Amounts are handled as multiples of the largest one and given back at most this large. */
const LARGEST = Number.MAX_VALUE / 1e6

/**
 * Expected amounts of the `horizon` days (0 to 366) after a daily series, oldest first, with ranges.
 *
 * Takes any history: none at all gives zeros; null, NaN and infinite values are gaps (filled with the value a season before);
 * negative days (credits) are allowed. Nothing in the answer is NaN or infinite, no bound or mean is below zero when no
 * value of the history is, wider ranges hold narrower ones, every range holds its mean, and the same question has the
 * same answer. Scaling the history scales the answer. Never throws.
 */
export function forecast(values: readonly (number | null)[], horizon: number, options: ForecastOptions = {}): Forecast {
  const season = Math.max(1, Math.floor(options.season ?? 7))
  const days = Math.max(0, Math.min(LONGEST, Math.floor(horizon) || 0))
  const { series, unit } = inUnits(withoutGaps(values, season))
  const path = expectedPath(series, days, season)
  const levels = (options.levels ?? [0.8, 0.95]).map((level) => Math.max(0, Math.min(0.999, level)))
  const ranges =
    path.method === 'occasional' ? spreadOfDays(series, path, levels) : pastErrors(series, path, levels, season)
  const give = (amounts: number[]) => amounts.map((amount) => inBounds(amount * unit))
  return {
    mean: give(path.amounts),
    intervals: ranges
      .map((range) => around(range, path.amounts))
      .map(({ level, lower, upper }) => ({ level, lower: give(lower), upper: give(upper) })),
    method: path.method,
  }
}

/** The series in multiples of its largest amount, so that no square or exponential can overflow. */
export function inUnits(values: readonly number[]): { series: number[]; unit: number } {
  const unit = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1
  return { series: values.map((value) => value / unit), unit }
}

/** A finite number, whatever came out of a multiplication. */
export function inBounds(amount: number): number {
  return Math.max(-LARGEST, Math.min(LARGEST, amount)) || 0
}

/** Ranges from what past forecasts missed by. */
function pastErrors(
  series: readonly number[],
  { amounts }: ExpectedPath,
  levels: number[],
  season: number,
): Interval[] {
  const past = replays(series, amounts.length, season)
  const recent = series.slice(-WINDOW)
  const scale = scaleOf(recent)
  const pools = poolErrors(past, scale)
  const floor = recent.some((value) => value < 0) ? -Infinity : 0
  return levels.map((level) => {
    const reach = reachOf(pools, { horizon: amounts.length, level, replays: past.length, sums: false })
    const moved = (by: readonly number[], sign: 1 | -1) =>
      amounts.map((amount, day) => Math.max(floor, scale.toAmount(scale.toLog(amount) + sign * (by[day] ?? 0))))
    return { level, lower: moved(reach.down, -1), upper: moved(reach.up, 1) }
  })
}

/** Ranges of something used now and then: what its days were, no matter when. */
function spreadOfDays(series: readonly number[], { amounts }: ExpectedPath, levels: number[]): Interval[] {
  const recent = series.slice(-WINDOW)
  return levels.map((level) => {
    const [low, high] = [quantile(recent, (1 - level) / 2), quantile(recent, (1 + level) / 2)]
    return { level, lower: amounts.map(() => low), upper: amounts.map(() => high) }
  })
}

/** Every range holds the mean. Wider levels hold narrower ones without being told: quantiles of the same errors grow with the level. */
function around({ level, lower, upper }: Interval, amounts: readonly number[]): Interval {
  return {
    level,
    lower: amounts.map((amount, day) => Math.min(amount, lower[day] ?? amount)),
    upper: amounts.map((amount, day) => Math.max(amount, upper[day] ?? amount)),
  }
}
