// How a run's end is written down: what a person reads in the stream's state, and when it is tried again.
import { updateConnection } from '../db/tenant/connections.ts'
import { addQuarantine, type Lane, quarantineId, resolveQuarantine } from '../db/tenant/quarantine.ts'
import { moveBackfill, updateStream } from '../db/tenant/streams.ts'
import { keepQuarantined } from '../vault/quarantine.ts'
import type { Quarantine } from '../vendors/stream.ts'
import { checklistState } from './checklist.ts'
import { nextRead } from './days.ts'
import { type Ended, type Job, placeOf } from './job.ts'
import { isRefusal, verdictOf } from './verdict.ts'

/** Both lanes ask at once: what is refused within this time is one bad spell of the vendor, not a second answer. */
const SPELL_MS = 30_000

function refusalsNow({ row: { refusals, lastTry } }: Job): number {
  const sameSpell = refusals > 0 && lastTry !== null && Date.now() - Date.parse(lastTry) < SPELL_MS
  return sameSpell ? refusals : refusals + 1
}

/** Records a run that did not get through. Returns the milliseconds to wait before the next try. */
export async function recordFailure(job: Job, ended: Ended, lane: Lane): Promise<number> {
  const { db } = job.home
  const failures = job.row.failures + 1
  const refusals = isRefusal(ended) ? refusalsNow(job) : 0
  const verdict = verdictOf(job.stream.vendor, ended, { failures, refusals })
  const fault = ended.end === 'fault' ? ended.fault : undefined
  if (ended.end === 'fault' && ended.quarantine !== undefined) await setAside(job, lane, ended.quarantine)
  const now = new Date()
  const again = new Date(now.getTime() + verdict.retryMs).toISOString()
  await updateStream(db, job.tenant, job.connection.id, job.stream.id, {
    state: verdict.state,
    words: verdict.words,
    requestId: fault !== undefined && 'requestId' in fault ? (fault.requestId ?? null) : null,
    failures,
    refusals,
    lastTry: now.toISOString(),
    ...(lane === 'live' && { nextDue: again }),
  })
  // Not over a pause that came meanwhile.
  if (lane === 'backfill') {
    await moveBackfill(db, placeOf(job), ['running', 'waiting'], { backfillState: 'waiting', backfillTouched: again })
  }
  if (fault?.code === 'unauthorized') {
    await updateConnection(db, job.tenant, job.connection.id, { state: 'broken', words: verdict.words })
  }
  return verdict.retryMs
}

/** An answer that did not parse is kept whole, sealed, with its hash: somebody will want to see what the vendor said. */
async function setAside(job: Job, lane: Lane, quarantine: Quarantine): Promise<void> {
  const { body, query: _, why, ...what } = quarantine
  const place = placeOf(job)
  const id = quarantineId({ ...place, lane }, what.sha256)
  await keepQuarantined(job.vault, id, body)
  const at = new Date().toISOString()
  const row = { ...place, ...what, id, at, bytes: body.length, why: why.slice(0, 500), resolvedAt: null }
  await addQuarantine(job.home.db, row)
}

/** What a connection is when its key works: the checklist of its last validation tells whether it opens everything. */
async function recordWorkingKey({ home, tenant, connection }: Job): Promise<void> {
  if (connection.state !== 'broken') return
  await updateConnection(home.db, tenant, connection.id, { state: checklistState(connection.checklist), words: null })
}

/** Records a live read that got to the end. `long`: it was the day's long one. */
export async function recordRead(job: Job, long: boolean): Promise<void> {
  const { row, stream, home } = job
  const now = new Date().toISOString()
  const waiting = await resolveQuarantine(home.db, { ...placeOf(job), lane: 'live' }, now)
  const calm = row.backfillState === 'running' || row.backfillState === 'waiting' ? 'catching_up' : 'reading'
  await updateStream(home.db, job.tenant, job.connection.id, stream.id, {
    // What the backfill set aside is still there: its words stay.
    ...(waiting === 0 ? { state: calm, words: null, requestId: null } : {}),
    failures: 0,
    refusals: 0,
    lastTry: now,
    lastSuccess: now,
    nextDue: nextRead(job.now, stream.every).toISOString(),
    reachedTo: job.now.toISOString(),
    ...(long && { longReread: job.now.toISOString().slice(0, 10) }),
  })
  await recordWorkingKey(job)
}

/**
 * Records that a backfill got on (`done`: to its end). The stream's words are the live lane's, which speaks more often: they change here
 * only when this lane had failed (`failed`: it was waiting) and nobody else's broken answer waits.
 */
export async function recordBackfilled(job: Job, done: boolean, failed: boolean): Promise<void> {
  const { home, row, stream } = job
  const now = new Date().toISOString()
  if (done) {
    const change = { backfillState: 'done' as const, backfillDone: row.backfillAsked, backfillTouched: now }
    await moveBackfill(home.db, placeOf(job), ['running', 'waiting', 'paused'], change)
  }
  const waiting = await resolveQuarantine(home.db, { ...placeOf(job), lane: 'backfill' }, now)
  const calm = waiting === 0 && (failed || row.failures === 0)
  const state = done ? 'reading' : 'catching_up'
  await updateStream(home.db, job.tenant, job.connection.id, stream.id, {
    ...(calm && { state, words: null, requestId: null, failures: 0, refusals: 0 }),
    lastTry: now,
    lastSuccess: now,
  })
  await recordWorkingKey(job)
}
