// Months of a chargeback: UTC calendar months, written YYYY-MM, and from which day on their figures are final.
import { addDays, type Day, type DayRange } from '../db/tenant/range.ts'

/** A UTC month, `2026-10`. */
export type Period = string

/** Vendors restate what they have billed; each day we read the last 31 days again, and after that nothing comes over a day any more. */
const REREAD_DAYS = 31
/** Teams and rules that were changed this recently may not be finished: a month does not freeze by itself over them. */
export const SETTLED_DAYS = 7

export const periodOf = (day: Day): Period => day.slice(0, 7)

/** The month as whole days, both included. */
export function rangeOf(period: Period): DayRange {
  const from = `${period}-01`
  const to = addDays(`${following(period)}-01`, -1)
  return { from, to, days: Number(to.slice(8)) }
}

const following = (period: Period): Period => periodOf(addDays(`${period}-28`, 4))
export const periodBefore = (period: Period): Period => periodOf(addDays(`${period}-01`, -1))

/** The first day on which the month's last day is not read again any more. */
export const finalOn = (period: Period): Day => addDays(rangeOf(period).to, REREAD_DAYS)

/** The newest months whose figures are final by the calendar, oldest first. */
export function finalPeriods(today: Day, count: number): Period[] {
  const found: Period[] = []
  for (let period = periodOf(today); found.length < count; period = periodBefore(period)) {
    if (finalOn(period) <= today) found.unshift(period)
  }
  return found
}
