// The live lane: an inventory read whole, or the last days of a daily stream or feed, page by page behind the lane's cursor.
import { z } from 'zod'
import { dayOf, liveWindow } from './days.ts'
import { askPage, cursorName, faultOf, type Job, type RunResult, takePage } from './job.ts'

/** Pages an inventory may have: 100 × 1,000 rows. More is a vendor that pages in circles. */
const MAX_PAGES = 100

/** Reads a whole list; what the ledger has of this organization and the list does not is recorded as vanished. */
export async function runInventory(job: Job): Promise<RunResult> {
  const window = { from: dayOf(job.now), to: dayOf(job.now) }
  const seen: string[] = []
  let token: string | null = null
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const asked = await askPage(job, window, token)
    if (!asked.ok) return faultOf(asked)
    const { next } = asked.page
    const { end, result } = await takePage(job, asked.page, { now: job.now, ...(next === null && { sweep: seen }) })
    if (end !== undefined) return end
    if (next === null) return { end: 'done' }
    seen.push(...result.ids)
    token = next
  }
  return { end: 'fault', fault: { code: 'bad_request', words: `The list did not end after ${MAX_PAGES} pages.` } }
}

const LiveCursor = z.object({
  from: z.string(),
  to: z.string(),
  since: z.string().nullable(),
  token: z.string().nullable(),
})

function readLiveCursor(text: string | null): z.infer<typeof LiveCursor> | undefined {
  if (text === null) return undefined
  const parsed = LiveCursor.safeParse(JSON.parse(text)) // our own JSON
  return parsed.success ? parsed.data : undefined
}

/** Feeds overlap what was read before, because the vendor may index an event late. */
const OVERLAP_MS = 2 * 3_600_000

function sinceOf(job: Job, long: boolean): string | null {
  if (job.stream.shape !== 'feed' || long || job.row.reachedTo === null) return null
  return new Date(Date.parse(job.row.reachedTo) - OVERLAP_MS).toISOString()
}

/**
 * Reads the last days again. A run that died inside a window goes on from its page; otherwise it begins anew. Two consumers of the same lane
 * start from the same cursor, and only the first append moves it.
 */
export async function runWindow(job: Job): Promise<RunResult & { long?: boolean }> {
  const { long, ...window } = liveWindow(job.stream, job.now, job.row.longReread)
  const name = cursorName(job, 'live')
  let stands = await job.ledger.cursor(name)
  const before = readLiveCursor(stands)
  const fresh = { ...window, since: sinceOf(job, long), token: null }
  const resumes =
    before !== undefined && before.token !== null && before.from === window.from && before.to === window.to
  let at: z.infer<typeof LiveCursor> = resumes ? before : fresh
  for (;;) {
    const asked = await askPage(job, window, at.token, at.since ?? undefined)
    if (!asked.ok) return faultOf(asked)
    at = { ...at, token: asked.page.next }
    const moved = JSON.stringify(at)
    const { end } = await takePage(job, asked.page, { now: job.now, cursor: { name, expect: stands, next: moved } })
    if (end !== undefined) return end
    stands = moved
    if (at.token === null) return { end: 'done', long }
  }
}
