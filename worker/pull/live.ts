// The live lane: an inventory read whole, or the last days of a daily stream or feed, page by page behind the lane's cursor.
import { z } from 'zod'
import type { Window } from '../vendors/stream.ts'
import { dayOf, liveWindow } from './days.ts'
import { DaysRead } from './days-read.ts'
import { askPage, CIRCLE, cursorName, faultOf, type Job, type RunResult, takePage, tokenRefused } from './job.ts'

/** Pages an inventory may have: 100 × 1,000 rows. More is a vendor that pages in circles. */
const MAX_PAGES = 100

/** Reads a whole list; what the ledger has of this organization and the list does not is recorded as vanished. */
export async function runInventory(job: Job): Promise<RunResult> {
  const window = { from: dayOf(job.now), to: dayOf(job.now) }
  const kind = job.stream.lists
  const seen: string[] = []
  let token: string | null = null
  const most = job.stream.most ?? MAX_PAGES
  for (let pages = 0; pages < most; pages++) {
    const asked = await askPage(job, window, token)
    if (!asked.ok) return faultOf(asked)
    const { next } = asked.page
    // Only the last page knows what is missing, and only after all the others went in.
    const sweeps = next === null && kind !== undefined ? [{ kind, seen }] : []
    const { end, result } = await takePage(job, asked.page, { now: job.now, sweeps })
    if (end !== undefined) return end
    if (next === null) return { end: 'done' }
    seen.push(...result.ids)
    token = next
  }
  return { end: 'fault', fault: { code: 'bad_request', words: `The list did not end after ${most} pages.` } }
}

const LiveCursor = z.object({
  from: z.string(),
  to: z.string(),
  since: z.string().nullable(),
  token: z.string().nullable(),
})
type LiveCursor = z.infer<typeof LiveCursor>

function readLiveCursor(text: string | null): LiveCursor | undefined {
  if (text === null) return undefined
  const parsed = LiveCursor.safeParse(JSON.parse(text)) // our own JSON
  return parsed.success ? parsed.data : undefined
}

/** Feeds overlap what was read before, because the vendor may index an event late. */
const OVERLAP_MINUTES = 120

/** Where a poll of a feed begins; once a day it begins at the window's midnight, days ago. */
function sinceOf(job: Job, long: boolean): string | null {
  if (job.stream.shape !== 'feed' || long || job.row.reachedTo === null) return null
  const overlap = (job.stream.overlap ?? OVERLAP_MINUTES) * 60_000
  return new Date(Date.parse(job.row.reachedTo) - overlap).toISOString()
}

/** The cursor of this run as the ledger has it; only an append moves it. */
type Place = { name: string; stands: string | null }

async function readPages(job: Job, window: Window, place: Place, from: LiveCursor): Promise<RunResult | undefined> {
  const seen = new Set<string>()
  // Begun in the middle, a day's first rows stood on pages that this run did not see: it cannot tell what is missing.
  const days = from.token === null ? new DaysRead(job.stream.lists) : undefined
  let at = from
  for (;;) {
    const asked = await askPage(job, window, at.token, at.since ?? undefined)
    if (!asked.ok) return tokenRefused(asked, from.token) ? undefined : faultOf(asked)
    const { next } = asked.page
    if (next !== null && seen.has(next)) return CIRCLE
    at = { ...at, token: next }
    const moved = JSON.stringify(at)
    const cursor = { name: place.name, expect: place.stands, next: moved }
    const sweeps = days?.ended(asked.page) ?? []
    const { end, result } = await takePage(job, asked.page, { now: job.now, cursor, sweeps })
    if (end !== undefined) return end
    days?.add(asked.page, result.ids)
    place.stands = moved
    if (next === null) return undefined
    seen.add(next)
  }
}

/**
 * Reads the last days again. A run that died inside this window goes on from its page first, and then the window is read once more:
 * what came in while it lay dead stands on pages it had passed. Two consumers of the same lane start from the same cursor, and only the
 * first append moves it.
 */
export async function runWindow(job: Job): Promise<RunResult & { long?: boolean }> {
  const { long, ...window } = liveWindow(job.stream, job.now, job.row)
  const name = cursorName(job, 'live')
  const place: Place = { name, stands: await job.ledger.cursor(name) }
  const before = readLiveCursor(place.stands)
  if (before !== undefined && before.token !== null && before.from === window.from && before.to === window.to) {
    const end = await readPages(job, window, place, before)
    if (end !== undefined) return end
  }
  const fresh = { ...window, since: sinceOf(job, long), token: null }
  return (await readPages(job, window, place, fresh)) ?? { end: 'done', long }
}
