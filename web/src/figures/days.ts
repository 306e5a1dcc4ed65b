// Days behind the figures: how a range is cut into bars, which of it is closed, and which days it is compared with.
import { firstOpenDay } from '../../../worker/db/tenant/range.ts'
import type { DayRange } from '../date-range.ts'
import { addDays, type Day, day, dayRange, daysBetween } from '../time.ts'

export type Step = 'day' | 'week' | 'month'
/** What sums are compared with: the days right before, the same weekdays 52 weeks earlier, or nothing. */
export type Versus = 'before' | 'year' | 'none'

const yearInWeeks = 364

/** Two ranges of the same length. `now` leaves out the days that the vendor may still restate. */
export interface Comparison {
  readonly now: DayRange
  readonly earlier: DayRange
  readonly days: number
  readonly versus: 'before' | 'year'
}

/** The days of a range that no vendor restates any more; null when all of them are open. */
export function closedPart(range: DayRange, today: Day): DayRange | null {
  const last = addDays(firstOpenDay(today), -1)
  if (range.from > last) return null
  return range.to <= last ? range : { from: range.from, to: last }
}

/** What a range is compared with; null when nothing is asked for or no day of it is closed. */
export function comparisonOf(range: DayRange, versus: Versus, today: Day): Comparison | null {
  const now = closedPart(range, today)
  if (now === null || versus === 'none') return null
  const days = daysBetween(now.from, now.to)
  const back = versus === 'year' ? yearInWeeks : days
  return { now, earlier: { from: addDays(now.from, -back), to: addDays(now.to, -back) }, days, versus }
}

/** `against the 24 closed days before`. */
export function versusWords({ days, versus }: Comparison): string {
  const length = days === 1 ? 'day' : `${days} days`
  return versus === 'year' ? `against the same ${length} a year before` : `against the ${length} before`
}

/** Both ranges with their dates, for hover. */
export function versusDates({ now, earlier }: Comparison): string {
  return `${dayRange(now.from, now.to)} against ${dayRange(earlier.from, earlier.to)}; days that are not closed are left out`
}

/** How a range is cut when nobody chose: days to a quarter, weeks to a year, then months. */
export function stepOf(asked: Step | undefined, { from, to }: DayRange): Step {
  const days = daysBetween(from, to)
  return asked ?? (days <= 92 ? 'day' : days <= 366 ? 'week' : 'month')
}

/** The last day of the bar that begins with `start`: a Sunday, the end of a month, not after the range. */
export function lastDayOf(start: Day, step: Step, to: Day): Day {
  const last = step === 'day' ? start : step === 'week' ? sundayOf(start) : endOfMonth(start)
  return last < to ? last : to
}

/** Words of a bar: under the axis `12 Nov`, in the tooltip `Thu 12 Nov`. */
export function barWords(start: Day, step: Step, { from, to }: DayRange): { label: string; title: string } {
  const year = from.slice(0, 4) !== to.slice(0, 4)
  if (step === 'day') {
    return { label: day(start, { year: false }), title: day(start, { year, weekday: true }) }
  }
  const label = step === 'week' ? day(start, { year: false }) : day(start, { year }).replace(/^\d+ /, '')
  return { label, title: dayRange(start, lastDayOf(start, step, to)) }
}

function sundayOf(start: Day): Day {
  return addDays(start, (7 - new Date(`${start}T00:00:00Z`).getUTCDay()) % 7)
}

function endOfMonth(start: Day): Day {
  return addDays(`${addDays(`${start.slice(0, 8)}01`, 31).slice(0, 8)}01`, -1)
}
