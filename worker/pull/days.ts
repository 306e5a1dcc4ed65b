// Windows of UTC days: what a live read covers, and the steps of a backfill, newest first.
import type { Day, Stream, Window } from '../vendors/stream.ts'

const DAY_MS = 86_400_000

export const dayOf = (instant: Date): Day => instant.toISOString().slice(0, 10)

export const addDays = (day: Day, days: number): Day => dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS))

/** Days from `from` up to but not including `to`. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)

/** What a live read asks for: the last days, today included; once a day more of them, since vendors restate late. */
export function liveWindow(stream: Stream, now: Date, longReread: string | null): Window & { long: boolean } {
  const today = dayOf(now)
  const long = longReread !== today
  const days = long ? stream.reread.daily : stream.reread.each
  return { from: addDays(today, 1 - Math.max(days, 1)), to: addDays(today, 1), long }
}

/** Where a backfill stands: days from `from` up to but not including `to` are still to read; `token` is inside the newest step. */
export type BackfillCursor = { from: Day; to: Day; token: string | null }

/** The newest step of what is left, or undefined when nothing is. */
export function backfillWindow(cursor: BackfillCursor, step: number): Window | undefined {
  if (cursor.to <= cursor.from) return undefined
  const left = daysBetween(cursor.from, cursor.to)
  return { from: addDays(cursor.to, -Math.min(step, left)), to: cursor.to }
}
