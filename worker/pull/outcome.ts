// How a run's end becomes the state of its stream: one table from failure to state, words and the time of the next try.
import { updateConnection } from '../db/tenant/connections.ts'
import { addQuarantine, resolveQuarantine, type StreamState, updateStream } from '../db/tenant/streams.ts'
import { keepQuarantined } from '../vault/quarantine.ts'
import type { Quarantine } from '../vendors/stream.ts'
import type { Job, RunResult } from './job.ts'

type Ended = Exclude<RunResult, { end: 'done' | 'more' | 'stale' }>
type Verdict = { state: StreamState; words: string; retryMs: number }

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** 15 s, doubling to an hour, with up to a quarter of jitter so that a vendor's bad minute does not bring everybody back at once. */
export function backoffMs(failures: number, random = Math.random()): number {
  return Math.min(HOUR, 15_000 * 2 ** Math.min(failures, 12)) * (1 + random / 4)
}

const VENDOR = { anthropic: 'Anthropic', openai: 'OpenAI' }

function verdictOf(job: Job, ended: Ended, failures: number): Verdict {
  const vendor = VENDOR[job.stream.vendor]
  if (ended.end === 'stopped') return { state: 'retrying', words: ended.words, retryMs: HOUR }
  if (ended.end === 'refused') {
    return {
      state: 'set_aside',
      words: `One item cannot be a record (${ended.words}). The cursor has not moved.`,
      retryMs: HOUR,
    }
  }
  const { fault } = ended
  switch (fault.code) {
    case 'unauthorized':
      return {
        state: 'retrying',
        words: `${vendor} refuses this key: it was revoked, deleted or has expired. Replace the key; reading goes on where it stopped.`,
        retryMs: 15 * MINUTE,
      }
    case 'forbidden':
    case 'not_found':
      return {
        state: 'skipped',
        words: `${fault.words} The cursor has not moved: a key that may read this fills the gap.`,
        retryMs: HOUR,
      }
    case 'rate_limited':
      return {
        state: 'retrying',
        words: `${vendor} asked us to slow down. Nothing is lost; we ask again when it said.`,
        retryMs: Math.max(1, fault.retryAfter ?? backoffMs(failures) / 1000) * 1000,
      }
    case 'unreadable':
      return {
        state: 'set_aside',
        words: `One answer did not parse and is kept whole. The cursor has not moved; nothing is lost.`,
        retryMs: HOUR,
      }
    default:
      return { state: 'retrying', words: `${fault.words} Nothing is lost; we ask again.`, retryMs: backoffMs(failures) }
  }
}

/** Records a run that did not get through. Returns the milliseconds to wait before the next try. */
export async function recordFailure(job: Job, ended: Ended, lane: 'live' | 'backfill'): Promise<number> {
  const failures = job.row.failures + 1
  const verdict = verdictOf(job, ended, failures)
  const fault = ended.end === 'fault' ? ended.fault : undefined
  if (ended.end === 'fault' && ended.quarantine !== undefined) await setAside(job, ended.quarantine)
  const now = new Date()
  await updateStream(job.home.db, job.tenant, job.connection.id, job.stream.id, {
    state: verdict.state,
    words: verdict.words,
    requestId: fault !== undefined && 'requestId' in fault ? (fault.requestId ?? null) : null,
    failures,
    lastTry: now.toISOString(),
    ...(lane === 'live' && { nextDue: new Date(now.getTime() + verdict.retryMs).toISOString() }),
    ...(lane === 'backfill' && { backfillState: 'waiting' as const, backfillTouched: now.toISOString() }),
  })
  if (fault?.code === 'unauthorized') {
    await updateConnection(job.home.db, job.tenant, job.connection.id, { state: 'broken', words: verdict.words })
  }
  return verdict.retryMs
}

/** An answer that did not parse is kept whole, sealed, with its hash: somebody will want to see what the vendor said. */
async function setAside(job: Job, quarantine: Quarantine): Promise<void> {
  const { body, ...what } = quarantine
  // Named by its hash: the same broken answer every hour is one row.
  const id = `${job.connection.id}-${job.stream.id}-${what.sha256.slice(0, 16)}`
  await keepQuarantined(job.vault, id, body)
  await addQuarantine(job.home.db, {
    tenant: job.tenant,
    id,
    connection: job.connection.id,
    stream: job.stream.id,
    at: new Date().toISOString(),
    endpoint: what.endpoint,
    status: what.status,
    sha256: what.sha256,
    bytes: body.length,
    why: what.why.slice(0, 500),
    resolvedAt: null,
  })
}

/** Records a run that read to the end. */
export async function recordSuccess(job: Job, lane: 'live' | 'backfill', long: boolean): Promise<void> {
  const now = new Date()
  const { row, stream } = job
  const backfilling = row.backfillState === 'running' || row.backfillState === 'waiting'
  await updateStream(job.home.db, job.tenant, job.connection.id, stream.id, {
    state: backfilling && lane === 'live' ? 'catching_up' : 'reading',
    words: null,
    requestId: null,
    failures: 0,
    lastTry: now.toISOString(),
    lastSuccess: now.toISOString(),
    ...(lane === 'live' && {
      nextDue: new Date(job.now.getTime() + stream.every * MINUTE).toISOString(),
      reachedTo: job.now.toISOString(),
    }),
    ...(long && { longReread: job.now.toISOString().slice(0, 10) }),
  })
  if (row.state === 'set_aside') {
    await resolveQuarantine(job.home.db, job.tenant, job.connection.id, stream.id, now.toISOString())
  }
  if (job.connection.state === 'broken') {
    await updateConnection(job.home.db, job.tenant, job.connection.id, { state: 'working', words: null })
  }
}
