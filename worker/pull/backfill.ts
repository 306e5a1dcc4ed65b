// The backfill lane: days from now back to where was asked, newest first, one step after another, resumable at every page.
import { z } from 'zod'
import { type StreamRow, updateStream } from '../db/tenant/streams.ts'
import { addDays, type BackfillCursor, backfillWindow, dayOf, daysBetween } from './days.ts'
import { askPage, cursorName, faultOf, type Job, type RunResult, takePage } from './job.ts'

/** A message works this long, then hands over to the next: far below the 15 minutes a consumer has. */
const BUDGET_MS = 20_000

const Cursor = z.object({ from: z.string(), to: z.string(), token: z.string().nullable() })

/** Where the backfill begins when it has no cursor yet: it covers today too, so that the first answer shows at once. */
export function firstCursor(row: Pick<StreamRow, 'backfillFrom' | 'backfillAsked'>, now: Date): BackfillCursor {
  const to = addDays(dayOf(now), 1)
  return { from: row.backfillFrom ?? addDays(to, -row.backfillAsked), to, token: null }
}

async function reportProgress(job: Job, cursor: BackfillCursor, done: boolean): Promise<void> {
  const left = daysBetween(cursor.from, cursor.to)
  await updateStream(job.home.db, job.tenant, job.connection.id, job.stream.id, {
    backfillDone: Math.max(0, job.row.backfillAsked - Math.max(0, left)),
    backfillTouched: new Date().toISOString(),
    ...(done && { backfillState: 'done' as const }),
  })
}

/** Works through steps until the past is read, time is up, or something stops it. The cursor moves with every page. */
export async function runBackfill(job: Job, budgetMs = BUDGET_MS): Promise<RunResult> {
  const name = cursorName(job, 'backfill')
  const started = Date.now()
  let stands = await job.ledger.cursor(name)
  const stored = stands === null ? undefined : Cursor.safeParse(JSON.parse(stands)) // our own JSON
  let cursor: BackfillCursor = stored?.success === true ? stored.data : firstCursor(job.row, job.now)
  for (;;) {
    const window = backfillWindow(cursor, job.stream.backfill.step)
    if (window === undefined) break
    const asked = await askPage(job, window, cursor.token)
    if (!asked.ok) return faultOf(asked)
    const { next } = asked.page
    const after: BackfillCursor =
      next === null ? { from: cursor.from, to: window.from, token: null } : { ...cursor, token: next }
    const moved = JSON.stringify(after)
    const { end } = await takePage(job, asked.page, { now: job.now, cursor: { name, expect: stands, next: moved } })
    if (end !== undefined) return end
    stands = moved
    cursor = after
    if (next === null) await reportProgress(job, cursor, false)
    if (Date.now() - started > budgetMs && backfillWindow(cursor, 1) !== undefined) return { end: 'more' }
  }
  await reportProgress(job, cursor, true)
  return { end: 'done' }
}
