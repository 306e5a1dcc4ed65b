// The periods a budget is counted in: UTC days, weeks from Monday, months, quarters. Pure.
import { addDays, type Day, type DayRange } from '../db/tenant/range.ts'
import type { Period } from './kinds.ts'

/** Of a budget's row, whose column was written from a checked wish and from nothing else. */
export const lengthOf = ({ period }: { readonly period: string }): Period => period as Period

/** Vendors restate the last three days, so a period can still cross a threshold for so long after its end. */
const STILL_MOVES = 3

const startOf = (year: number, month: number): Day => new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
const count = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1

/** The whole period that `day` is in, both ends included. */
export function periodOf(period: Period, day: Day): DayRange {
  const [from, to] = endsOf(period, day)
  return { from, to, days: count(from, to) }
}

function endsOf(period: Period, day: Day): [Day, Day] {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1]
  if (period === 'day') return [day, day]
  if (period === 'week') {
    const monday = addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
    return [monday, addDays(monday, 6)]
  }
  const months = period === 'month' ? 1 : 3
  const first = month - (month % months)
  return [startOf(year, first), addDays(startOf(year, first + months), -1)]
}

/**
 * The periods that are judged today, the running one first: it, and those before whose last day may still be restated. None that ended
 * before `since`, the day on which the budget was made.
 */
export function judgedPeriods(period: Period, today: Day, since: Day): DayRange[] {
  const running = periodOf(period, today)
  const periods = [running]
  for (let before = periodOf(period, addDays(running.from, -1)); ; ) {
    if (before.to < since || before.to < addDays(today, -STILL_MOVES)) return periods
    periods.push(before)
    before = periodOf(period, addDays(before.from, -1))
  }
}
