// The backfill lane: days from now back to where was asked, newest first, one step after another, resumable at every page.
import { z } from 'zod'
import { moveBackfill, type StreamRow } from '../db/tenant/streams.ts'
import type { Page, Window } from '../vendors/stream.ts'
import { addDays, type BackfillCursor, backfillWindow, dayOf, daysBetween, daysWithin } from './days.ts'
import {
  askPage,
  CIRCLE,
  cursorName,
  faultOf,
  type Job,
  placeOf,
  type RunResult,
  takePage,
  tokenRefused,
} from './job.ts'

/** A message works this long, then hands over to the next: far below the 15 minutes a consumer has. */
const BUDGET_MS = 20_000

const Cursor = z.object({ from: z.string(), to: z.string(), token: z.string().nullable() })

/** Where the backfill begins when it has no cursor yet: it covers today too, so that the first answer shows at once. */
export function firstCursor(row: Pick<StreamRow, 'backfillFrom' | 'backfillAsked'>, now: Date): BackfillCursor {
  const to = addDays(dayOf(now), 1)
  return { from: row.backfillFrom ?? addDays(to, -row.backfillAsked), to, token: null }
}

async function readCursor(job: Job, name: string): Promise<{ stands: string | null; cursor: BackfillCursor }> {
  const stands = await job.ledger.cursor(name)
  const stored = stands === null ? undefined : Cursor.safeParse(JSON.parse(stands)) // our own JSON
  return { stands, cursor: stored?.success === true ? stored.data : firstCursor(job.row, job.now) }
}

/** Days of the asked ones that are read, with the whole days of a step that is under way. */
function daysDone(job: Job, cursor: BackfillCursor, within: number): number {
  const left = Math.max(0, daysBetween(cursor.from, cursor.to)) - within
  return Math.min(job.row.backfillAsked, Math.max(0, job.row.backfillAsked - left))
}

/** Says how far it is, with every page; false when somebody paused or disconnected meanwhile. */
function reportProgress(job: Job, cursor: BackfillCursor, within: number): Promise<boolean> {
  const change = { backfillDone: daysDone(job, cursor, within), backfillTouched: new Date().toISOString() }
  return moveBackfill(job.home.db, placeOf(job), ['running'], change)
}

/** Where a page leaves the cursor: inside its step, or at the end of the next older one. */
const afterPage = (cursor: BackfillCursor, window: Window, { next }: Page): BackfillCursor =>
  next === null ? { from: cursor.from, to: window.from, token: null } : { ...cursor, token: next }

/** Works through steps until the past is read, time is up, or something stops it. The cursor moves with every page. */
export async function runBackfill(job: Job, budgetMs = BUDGET_MS): Promise<RunResult> {
  const name = cursorName(job, 'backfill')
  const started = Date.now()
  const seen = new Set<string>()
  let { stands, cursor } = await readCursor(job, name)
  let inherited = cursor.token
  for (;;) {
    const window = backfillWindow(cursor, job.stream.backfill.step)
    if (window === undefined) break
    const asked = await askPage(job, window, cursor.token)
    if (tokenRefused(asked, inherited)) {
      inherited = null
      cursor = { ...cursor, token: null }
      continue
    }
    if (!asked.ok) return faultOf(asked)
    const { page } = asked
    if (page.next !== null && seen.has(page.next)) return CIRCLE
    const after = afterPage(cursor, window, page)
    const moved = JSON.stringify(after)
    const { end } = await takePage(job, page, { now: job.now, cursor: { name, expect: stands, next: moved } })
    if (end !== undefined) return end
    stands = moved
    cursor = after
    inherited = null
    if (page.next === null) seen.clear()
    else seen.add(page.next)
    const within = page.next === null ? 0 : daysWithin(job.stream.shape, window, page.drafts)
    const goesOn = await reportProgress(job, cursor, within)
    if (!goesOn) return { end: 'paused' }
    if (Date.now() - started >= budgetMs && backfillWindow(cursor, 1) !== undefined) return { end: 'more' }
  }
  return { end: 'done' }
}
