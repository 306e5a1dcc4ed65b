// Where a month will end: a line's history with its unusual days taken as expected, projected by the pure forecast.
import { addDays, type Day } from '../db/tenant/range.ts'
import { type PeriodProjection, projectPeriod } from '../insights/month-end.ts'
import { rangeOf } from './tables.ts'
import { nanoOf } from './unusual.ts'

export type Month = { from: Day; to: Day; days: number; previous: { from: Day; to: Day; days: number } }

/** The calendar month a day is in, and the one before. */
export function monthOf(day: Day): Month {
  const from = `${day.slice(0, 8)}01`
  const next = addDays(from, 31).slice(0, 8)
  const before = addDays(from, -1)
  const previous = rangeOf(`${before.slice(0, 8)}01`, before)
  return { ...rangeOf(from, addDays(`${next}01`, -1)), previous }
}

export type MonthEnd = {
  so_far: string
  mean: string
  lower: string
  upper: string
  path: { day: Day; mean: string; lower: string; upper: string }[]
  method: string
  missed: number | null
  unreliable: boolean
}

/** Days of history a projection is made of: what is older says little about a month. */
export const LEARNED = 180

export const dollarsOf = (nano: bigint): number => Number(nano) / 1e9

/**
 * Projects the month. `nano`: the history up to and with the last whole day, oldest first; `expected`: by place, what unusual days
 * are taken as. What the days so far really cost stays in the sum, to the nanodollar.
 */
export function projectMonth(
  month: Month,
  nano: readonly bigint[],
  expected: ReadonlyMap<number, bigint>,
  last: Day,
): MonthEnd {
  const done = last < month.from ? 0 : rangeOf(month.from, last).days
  const values = nano.map((value, at) => dollarsOf(expected.get(at) ?? value))
  const projected = projectPeriod({ values, done, left: month.days - done, previous: month.previous.days })
  const real = nano.slice(nano.length - done).reduce((sum, value) => sum + value, 0n)
  // The pure part counted unusual days as expected: the difference goes back into every sum.
  const back = real - nanoOf(projected.soFar)
  const at = (amount: number) => String(nanoOf(amount) + back)
  return {
    so_far: String(real),
    ...endOf(projected, at),
    path: projected.path.map((point, index) => ({
      day: addDays(last < month.from ? month.from : addDays(last, 1), index),
      ...endOf(point, at),
    })),
    method: projected.method,
    missed: projected.missed,
    unreliable: projected.unreliable,
  }
}

const endOf = (
  { mean, lower, upper }: Pick<PeriodProjection, 'mean' | 'lower' | 'upper'>,
  at: (amount: number) => string,
) => ({
  mean: at(mean),
  lower: at(lower),
  upper: at(upper),
})

/** 80 % of a normal spread lie within this many deviations. */
const Z80 = 1.2816

/** In how many of 1 cases the month ends below an amount, from the 80 % range; null without a range. */
export function holds({ mean, lower, upper }: MonthEnd, amount: bigint): number | null {
  const [middle, low, high, most] = [mean, lower, upper]
    .map((text) => dollarsOf(BigInt(text)))
    .concat(dollarsOf(amount))
  if (middle === undefined || low === undefined || high === undefined || most === undefined) return null
  const side = most >= middle ? high - middle : middle - low
  if (side <= 0) return most >= middle ? 1 : 0
  return Math.round(normal(((most - middle) / side) * Z80) * 100) / 100
}

/** Share of a normal distribution below `z` (Zelen and Severo, error under 1e-5). */
function normal(z: number): number {
  const t = 1 / (1 + 0.33267 * Math.abs(z))
  const tail =
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * (0.4361836 * t - 0.1201676 * t ** 2 + 0.937298 * t ** 3)
  return z >= 0 ? 1 - tail : tail
}
