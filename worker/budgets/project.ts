// Where a budget's period will end: its days so far and the history before them, handed to the forecast and back in nanodollars.
import { addDays, type Day, type DayRange } from '../db/tenant/range.ts'
import { projectPeriod } from '../insights/month-end.ts'
import type { Spending } from './spending.ts'

export type Projection = {
  readonly mean: bigint
  readonly lower: bigint
  readonly upper: bigint
  /** Relative error of the same forecast in the period before; null where the history is too short to say. */
  readonly missed: number | null
  /** The forecast was far off last time: it is shown with that word and raises nothing. */
  readonly unreliable: boolean
}
/** `short`: under 28 days of history. `idle`: nothing was spent in it. `over`: the period has no day left. */
export type NoProjection = 'short' | 'idle' | 'over'

/** Under four weeks no weekday is known well enough. */
const LEAST_DAYS = 28
/** Vendors restate for so long; older silence is no lack of data but no use. */
const STALE_DAYS = 3

/** Floats are for statistics only: dollars in, microdollars back. */
const dollars = (nano: bigint): number => Number(nano) / 1e9
const nanos = (value: number): bigint => BigInt(Math.round(value * 1e6)) * 1_000n

/** The projection of the period that today is in, or why there is none. */
export function project(spending: Spending, period: DayRange, today: Day): Projection | NoProjection {
  const last = lastClosed(spending, today)
  if (last >= period.to) return 'over'
  const values = history(spending, period, last)
  if (values.length === 0) return total(spending, period) > 0n ? 'short' : 'idle'
  if (values.length < LEAST_DAYS) return 'short'
  const ended = last < period.from ? addDays(period.from, -1) : last
  const done = between(period.from, ended)
  const found = projectPeriod({ values, done, left: period.days - done })
  const spent = total(spending, period)
  // Today is no closed day, so the forecast does not know what it has cost so far.
  const least = (value: number): bigint => atLeast(nanos(value), spent)
  const { mean, lower, upper, missed, unreliable } = found
  return { mean: least(mean), lower: least(lower), upper: least(upper), missed, unreliable }
}

const atLeast = (value: bigint, least: bigint): bigint => {
  return value < least ? least : value
}

/** Days from `from` to `to`, both included; 0 where `to` is before. */
const between = (from: Day, to: Day): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1)

/** Yesterday, or the newest day that was read where the reading is a little behind. */
function lastClosed({ coverage: { newest } }: Spending, today: Day): Day {
  const yesterday = addDays(today, -1)
  const behind = newest !== null && newest < yesterday && newest >= addDays(today, -1 - STALE_DAYS)
  return behind ? newest : yesterday
}

/** Dollars by day from the first day with any to the last closed one; days between that and the period are not known. */
function history({ days }: Spending, period: DayRange, last: Day): (number | null)[] {
  const first = [...days]
    .filter(([day, spend]) => day <= last && spend.billed + spend.estimate !== 0n)
    .map(([day]) => day)
  const from = first.sort()[0]
  if (from === undefined) return []
  const to = last < period.from ? addDays(period.from, -1) : last
  return Array.from({ length: between(from, to) }, (_, at) => {
    const day = addDays(from, at)
    const spend = days.get(day)
    return day > last ? null : spend === undefined ? 0 : dollars(spend.billed + spend.estimate)
  })
}

function total({ days }: Spending, { from, to }: DayRange): bigint {
  return [...days].reduce(
    (sum, [day, spend]) => (day >= from && day <= to ? sum + spend.billed + spend.estimate : sum),
    0n,
  )
}
