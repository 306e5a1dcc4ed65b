// The days a screen asks for: defaults, limits, the days before, weeks and months, and which days vendors may still restate.
import { addDays, today as dayOf } from '../../vendors/instants.ts'
import type { Day } from '../../vendors/stream.ts'

export type { Day } from '../../vendors/stream.ts'
/** Whole UTC days, both included. */
export type DayRange = { from: Day; to: Day; days: number }
export type Step = 'day' | 'week' | 'month'

const DEFAULT_DAYS = 28
/** Two years and a bit, so that "this quarter against the same two years ago" fits. */
const LONGEST = 800
/** Vendors restate the last three days; anything older is taken as closed. */
const RESTATED = 3
const MS_A_DAY = 86_400_000

export { addDays, dayOf }

function daysBetween(from: Day, to: Day): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MS_A_DAY + 1
}

/** Whether the calendar has this day: `2026-02-30` has the right form and does not exist. */
function exists(day: Day): boolean {
  const time = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(time) && dayOf(new Date(time)) === day
}

export type RangeProblem = { field: 'from' | 'to'; problem: string }

/** The range asked for, or what is wrong with it in words. Default: the 28 days that end today. */
export function resolveRange(
  asked: { from?: Day | undefined; to?: Day | undefined },
  today: Day,
): DayRange | RangeProblem {
  for (const field of ['from', 'to'] as const) {
    const day = asked[field]
    if (day !== undefined && !exists(day)) return { field, problem: 'There is no such day in the calendar.' }
  }
  const to = asked.to ?? (asked.from !== undefined && asked.from > today ? asked.from : today)
  const from = asked.from ?? addDays(to, 1 - DEFAULT_DAYS)
  if (from > to) return { field: 'from', problem: 'The range begins after it ends. Swap from and to.' }
  const days = daysBetween(from, to)
  if (days > LONGEST) return { field: 'from', problem: `The range has ${days} days. Ask for at most ${LONGEST}.` }
  return { from, to, days }
}

/** The same number of days right before the range. */
export function rangeBefore(range: DayRange): DayRange {
  return { from: addDays(range.from, -range.days), to: addDays(range.from, -1), days: range.days }
}

export function daysOf(range: DayRange): Day[] {
  return Array.from({ length: range.days }, (_, index) => addDays(range.from, index))
}

/** false while the vendor may still restate the day: today and the three days before it. */
export function isClosed(day: Day, today: Day): boolean {
  return day < firstOpenDay(today)
}

export function firstOpenDay(today: Day): Day {
  return addDays(today, -RESTATED)
}

/** The first day of the week (Monday) or month that `day` is in, not before the range begins. */
export function bucketOf(day: Day, step: Step, from: Day): Day {
  if (step === 'day') return day
  const first =
    step === 'month' ? `${day.slice(0, 8)}01` : addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
  return first < from ? from : first
}

/** The range as instants for columns that hold times: from included, until not. */
export function instantsOf(range: DayRange): { from: string; until: string } {
  return { from: `${range.from}T00:00:00.000Z`, until: `${addDays(range.to, 1)}T00:00:00.000Z` }
}
