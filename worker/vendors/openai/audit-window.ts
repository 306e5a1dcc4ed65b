// How the audit log is walked: by the last id while that leads on, else by windows that shrink towards the past. Reference section 7.
import { z } from 'zod'
import type { Query } from '../http.ts'
import { midnight } from '../instants.ts'
import type { Ask } from '../stream.ts'

/** Unix seconds: events from `from` up to but not including `end`. The first page fixes both for the pages after it. */
export const Walk = z.object({
  from: z.number(),
  end: z.number(),
  after: z.string().nullable(),
  /** The first event of the first page, and the oldest time seen: how a page that leads back is recognized. */
  first: z.string().nullable(),
  oldest: z.number().nullable(),
  /** The vendor's cursor went astray: only windows from here on. */
  windows: z.boolean(),
})
export type Walk = z.infer<typeof Walk>

const seconds = (instant: string): number => Math.floor(Date.parse(instant) / 1000)

/** The window of a question, up to now at most: a fixed end keeps what comes in meanwhile from moving the pages. */
export function begin({ window, since, now }: Ask): Walk {
  const from = seconds(since ?? midnight(window.from))
  const until = Math.min(seconds(midnight(window.to)), Math.floor(now.getTime() / 1000) + 1)
  return { from, end: Math.max(until, from + 1), after: null, first: null, oldest: null, windows: false }
}

export const queryOf = (walk: Walk, limit: number): Query => [
  ['effective_at[gte]', String(walk.from)],
  ['effective_at[lt]', String(walk.end)],
  ['limit', String(limit)],
  ...(walk.after === null ? [] : ([['after', walk.after]] satisfies Query)),
]

export type Seen = { events: { id: string; effective_at: string }[]; more: boolean; last: string | null | undefined }

/**
 * Where to go on after a page: null at the end, `lost` when no way on is safe. Which way the cursor leads is disputed: a page
 * that is empty although there was more, or that holds the first event again, led back; then what is older than the oldest
 * event seen is asked for by time. That second is read again, because a page may have cut it in two.
 */
export function goOn(walk: Walk, { events, more, last }: Seen): Walk | null | 'lost' {
  const times = events.map((event) => seconds(event.effective_at))
  const oldest = Math.min(walk.oldest ?? Number.POSITIVE_INFINITY, ...times)
  const astray = walk.after !== null && (events.length === 0 || events.some(({ id }) => id === walk.first))
  if (!more && !astray) return null
  const after = last ?? events.at(-1)?.id
  if (!walk.windows && !astray && after !== undefined && after !== walk.after && Number.isFinite(oldest)) {
    return { ...walk, after, first: walk.first ?? events[0]?.id ?? null, oldest }
  }
  // Windows shrink towards the past, so they would leave out the rest of a log that is told oldest first.
  if ((times[0] ?? 0) < (times.at(-1) ?? 0)) return 'lost'
  return shrink({ ...walk, oldest: Number.isFinite(oldest) ? oldest : null })
}

/** The window below the oldest time seen; `lost` when it would be no smaller: one second holds more than a page. */
export function shrink(walk: Walk): Walk | 'lost' {
  if (walk.oldest === null || walk.oldest + 1 >= walk.end) return 'lost'
  return { from: walk.from, end: walk.oldest + 1, after: null, first: null, oldest: null, windows: true }
}
