// Windows of UTC days: what a live read covers, the steps of a backfill, newest first, and how far into a step a page has come.
import { addDays, today as dayOf } from '../vendors/instants.ts'
import type { Day, Draft, Stream, Window } from '../vendors/stream.ts'

const DAY_MS = 86_400_000

export { addDays, dayOf }

/** Days from `from` up to but not including `to`. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)

/** What a stream's row says of its live lane. */
type Reached = { longReread: string | null; reachedTo: string | null }

/**
 * What a live read asks for: the last days, today included; once a day more of them, since vendors restate late; and always
 * everything since the last read that got through, however long the vendor, the key or we were out.
 */
export function liveWindow(stream: Stream, now: Date, row: Reached): Window & { long: boolean } {
  const today = dayOf(now)
  const long = row.longReread !== today
  const usual = addDays(today, 1 - Math.max(long ? stream.reread.daily : stream.reread.each, 1))
  const missed =
    row.reachedTo === null ? usual : addDays(row.reachedTo.slice(0, 10), 1 - Math.max(stream.reread.each, 1))
  // Days compare as text.
  return { from: [missed, usual].sort()[0] ?? usual, to: addDays(today, 1), long }
}

/** Where a backfill stands: days from `from` up to but not including `to` are still to read; `token` is inside the newest step. */
export type BackfillCursor = { from: Day; to: Day; token: string | null }

/** The newest step of what is left, or undefined when nothing is. */
export function backfillWindow(cursor: BackfillCursor, step: number): Window | undefined {
  if (cursor.to <= cursor.from) return undefined
  const left = daysBetween(cursor.from, cursor.to)
  return { from: addDays(cursor.to, -Math.min(step, left)), to: cursor.to }
}

/**
 * Days of an unfinished step that are whole already. Daily reports come oldest day first, feeds newest event first; the day at which
 * the page ends may go on with the next page. 0 when the page cannot tell.
 */
export function daysWithin(
  shape: Stream['shape'],
  window: Window,
  drafts: readonly Pick<Draft, 'occurredAt'>[],
): number {
  const days = drafts
    .map(({ occurredAt }) => occurredAt.slice(0, 10))
    .filter((day) => day >= window.from && day < window.to)
  const [oldest, newest] = [days.sort()[0], days.at(-1)]
  if (oldest === undefined || newest === undefined) return 0
  return shape === 'feed' ? daysBetween(oldest, window.to) - 1 : daysBetween(window.from, newest)
}

const TICK_MS = 15 * 60_000

/**
 * When a stream that is read every `minutes` is due again. Counted from the tick that sent the read and not from the read itself:
 * spread and queue make a read come after its tick, and with every read a little later each second tick would find nothing due.
 */
export function nextRead(read: Date, minutes: number): Date {
  return new Date(Math.floor(read.getTime() / TICK_MS) * TICK_MS + minutes * 60_000)
}
