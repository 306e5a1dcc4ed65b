// Which week or month a report is about, and when it is due. Pure; all days are UTC.
import { addDays, type Day, type DayRange } from '../db/tenant/range.ts'

/** Weeks begin on Monday. */
export type Every = 'week' | 'month'

/** Reports are due from eight in the morning, UTC, spread over half an hour. */
const DUE_MINUTE = 8 * 60
const SPREAD_MINUTES = 30

/** First day of the week or month that `day` is in. */
export function periodStart(every: Every, day: Day): Day {
  if (every === 'month') return `${day.slice(0, 8)}01`
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, -((weekday + 6) % 7))
}

/** First day of the period that follows the one which begins on `start`. */
export const periodAfter = (every: Every, start: Day): Day =>
  every === 'week' ? addDays(start, 7) : periodStart('month', addDays(start, 31))

/** The days of the period that begins on `start`. */
export function periodDays(every: Every, start: Day): DayRange {
  const to = addDays(periodAfter(every, start), -1)
  const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${start}T00:00:00Z`)) / 86_400_000 + 1
  return { from: start, to, days }
}

/** When the report on the period that begins on `start` is due: on the first day after it, at a minute that follows from the id. */
export function dueAt(every: Every, start: Day, id: string): string {
  let hash = 0
  for (const character of id) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0
  const minute = DUE_MINUTE + (hash % SPREAD_MINUTES)
  const at = Date.parse(`${periodAfter(every, start)}T00:00:00Z`) + minute * 60_000
  return new Date(at).toISOString()
}

const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options })
const LONG = date({ day: 'numeric', month: 'long', year: 'numeric' })
const SHORT = date({ day: 'numeric', month: 'long' })
const MONTH = date({ month: 'long', year: 'numeric' })

/** "9 to 15 November 2026", "28 September to 4 October 2026", "October 2026". */
export function periodWords(every: Every, start: Day): string {
  const { from, to } = periodDays(every, start)
  const [first, last] = [new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`)]
  if (every === 'month') return MONTH.format(first)
  if (from.slice(0, 4) !== to.slice(0, 4)) return `${LONG.format(first)} to ${LONG.format(last)}`
  const begin = from.slice(0, 7) === to.slice(0, 7) ? String(first.getUTCDate()) : SHORT.format(first)
  return `${begin} to ${LONG.format(last)}`
}
