/** What a period that is still running will come to: the days already there plus the forecast of the days left. */
import { inBounds, inUnits } from './forecast.ts'
import { sum } from './forecast-numbers.ts'
import { expectedPath, type Method } from './forecast-path.ts'
import { poolErrors, reachOf } from './forecast-range.ts'
import { replays } from './forecast-replays.ts'
import { scaleOf, WINDOW, withoutGaps } from './forecast-series.ts'

/** Cumulative amount of the period at the end of one day that is still to come, with its 80 % range. */
export type CumulativeDay = { mean: number; lower: number; upper: number }

/** A running period as screens and budgets show it, in the unit of the values that went in. Nothing in it is NaN or infinite. */
export type PeriodProjection = {
  /** Sum of the days of the period that are in the history. */
  soFar: number
  /** Expected total of the whole period, and its 80 % range. */
  mean: number
  lower: number
  upper: number
  /** One entry a day left, cumulative from the start of the period. Empty when no day is left. */
  path: CumulativeDay[]
  /** How the expected amounts came about, as `forecast` names it. */
  method: Method
  /** |projected − actual| / |actual| of the same projection at the same day of the previous period; null when the history is too short to say. */
  missed: number | null
  /** True when `missed` is above 0.25: the screen then says that it was far off last time. */
  unreliable: boolean
}

/** What is projected. */
export type PeriodSoFar = {
  /** Daily history up to and including the last closed day, oldest first; null is a gap. */
  values: readonly (number | null)[]
  /** Days of the period already in `values`: its last `done` ones. */
  done: number
  /** Days of the period still to come, 0 to 366. */
  left: number
  /** Days of the period before this one; as many as this one has unless told. */
  previous?: number
}

const SEASON = 7
const LEVEL = 0.8
const UNRELIABLE = 0.25
/** A miss is only told when the forecast had two weeks to learn from. */
const LEAST_BEFORE_MISS = 14

/** Projects the end of a running period. Never throws. Days left of a period longer than a year are cut at 366. */
export function projectPeriod({ values, done, left, previous }: PeriodSoFar): PeriodProjection {
  const closed = Math.max(0, Math.min(values.length, Math.floor(done) || 0))
  const ahead = Math.max(0, Math.min(366, Math.floor(left) || 0))
  const soFar = amountOf(values.slice(values.length - closed))
  const { days, method } = cumulativeRange(values, ahead)
  const path = days.map(({ mean, lower, upper }) => ({
    mean: inBounds(soFar + mean),
    lower: inBounds(soFar + lower),
    upper: inBounds(soFar + upper),
  }))
  const end = path[path.length - 1] ?? { mean: soFar, lower: soFar, upper: soFar }
  const missed = missedLastTime(values, closed, Math.max(1, Math.floor(previous ?? closed + ahead) || 1))
  return { soFar, ...end, path, method, missed, unreliable: missed !== null && missed > UNRELIABLE }
}

/**
 * Expected sum of the next 1, 2, … `ahead` days with its 80 % range. The range is taken from the sums that past forecasts
 * missed by, not from the ranges of the days: days partly cancel out, levels do not.
 */
export function cumulativeRange(
  values: readonly (number | null)[],
  ahead: number,
): { days: CumulativeDay[]; method: Method } {
  const { series, unit } = inUnits(withoutGaps(values, SEASON))
  const { amounts, method } = expectedPath(series, ahead, SEASON)
  const recent = series.slice(-WINDOW)
  const scale = scaleOf(recent)
  const past = replays(series, ahead, SEASON)
  const sums = past.map(({ expected, actual }) => ({ expected: runningMeans(expected), actual: runningMeans(actual) }))
  const reach = reachOf(poolErrors(sums, scale), {
    horizon: ahead,
    level: LEVEL,
    replays: past.length,
    sums: true,
  })
  // Where nothing is below zero a sum never falls, and what its lower bound had reached it keeps.
  const falls = recent.some((value) => value < 0)
  let [low, high] = falls ? [-Infinity, -Infinity] : [0, 0]
  const days = runningMeans(amounts).map((expected, day) => {
    const at = (by: number) => (day + 1) * scale.toAmount(scale.toLog(expected) + by)
    const [mean, lower, upper] = [(day + 1) * expected, at(-(reach.down[day] ?? 0)), at(reach.up[day] ?? 0)]
    low = Math.min(mean, falls ? lower : Math.max(low, lower))
    high = Math.max(mean, falls ? upper : Math.max(high, upper))
    return { mean: inBounds(mean * unit), lower: inBounds(low * unit), upper: inBounds(high * unit) }
  })
  return { days, method }
}

/** Mean of the first 1, 2, … values: sums of different length on the scale of one day. */
function runningMeans(values: readonly number[]): number[] {
  let total = 0
  return values.map((value, index) => {
    total += value
    return total / (index + 1)
  })
}

/** The previous period projected from the same day of it, against what it came to. */
function missedLastTime(values: readonly (number | null)[], closed: number, length: number): number | null {
  const end = values.length - closed
  const then = Math.min(closed, length)
  const known = end - length + then
  if (end - length < 0 || known < LEAST_BEFORE_MISS) return null
  const history = withoutGaps(values.slice(0, known), SEASON)
  const actual = amountOf(values.slice(end - length, end))
  const { series, unit } = inUnits(history)
  const expected = sum(expectedPath(series, length - then, SEASON).amounts) * unit
  const projected = amountOf(values.slice(end - length, known)) + expected
  if (actual === 0) return projected === 0 ? 0 : null
  const missed = Math.abs(projected - actual) / Math.abs(actual)
  return Number.isFinite(missed) ? missed : null
}

/** Sum of the days that have an amount. */
function amountOf(values: readonly (number | null)[]): number {
  return inBounds(sum(values.map((value) => (value !== null && Number.isFinite(value) ? value : 0))))
}
