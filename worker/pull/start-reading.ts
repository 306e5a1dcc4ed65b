// A sealed key begins to read: the connection's streams, all of them due now, and the past that was not read yet.
import { addStreams, listStreams, updateBackfills, updateConnectionStreams } from '../db/tenant/streams.ts'
import { streamsOf } from '../vendors/catalog.ts'
import type { ConnectionKind, Day } from '../vendors/stream.ts'
import { type Acting, dbOf } from './acting.ts'
import { addDays, dayOf, daysBetween } from './days.ts'
import { type PullMessage, sendAll } from './message.ts'

/** The tick leaves the streams alone for this long: their messages are on the way. */
const HEAD_START_MS = 60_000

/**
 * Adds what streams the connection does not have, makes all of them due and goes on with backfills that wait for a better key.
 * `resume`: with paused ones too, because disconnecting paused them. `since`: the first day to read, where somebody chose one.
 */
export async function startReading(
  acting: Acting,
  { id, kind, resume, since }: { id: string; kind: ConnectionKind; resume: boolean; since?: Day | undefined },
): Promise<void> {
  const { env, tenant } = acting
  const db = dbOf(acting)
  const now = new Date()
  const at = now.toISOString()
  const tomorrow = addDays(dayOf(now), 1)
  const usual = addDays(tomorrow, -Number(env.BACKFILL_DAYS))
  const streams = streamsOf(kind)
  await addStreams(
    db,
    streams.map(({ id: stream, backfill }) => ({
      tenant: tenant.id,
      connection: id,
      stream,
      state: backfill.days === 0 ? 'reading' : 'catching_up',
      nextDue: at,
      // The backfill reads these days in a moment: the first live read keeps to the last ones.
      longReread: dayOf(now),
      ...(backfill.days > 0 && {
        // Fixed now: a stream that becomes readable weeks later still reads back to here.
        backfillFrom: since ?? backfill.since ?? usual,
        backfillAsked: daysBetween(since ?? backfill.since ?? usual, tomorrow),
        backfillState: 'running',
        backfillTouched: at,
      }),
    })),
  )
  const nextDue = new Date(now.getTime() + HEAD_START_MS).toISOString()
  await updateConnectionStreams(db, tenant.id, id, { nextDue, failures: 0, refusals: 0 })
  const waiting = resume ? (['waiting', 'paused'] as const) : (['waiting'] as const)
  await updateBackfills(db, tenant.id, id, waiting, { backfillState: 'running', pausedBy: null, backfillTouched: at })
  const message = { v: 1, lane: 'live', region: tenant.region, tenant: tenant.id, connection: id } as const
  // Inventories first: the first screen should show names and not ids.
  const [lists, others] = [streams.filter(isList), streams.filter((stream) => !isList(stream))]
  const bodies = [lists, others].map((some): PullMessage => ({ ...message, streams: some.map((stream) => stream.id) }))
  await sendAll(
    env.PULLS,
    bodies.map((body) => ({ body })),
  )
  await sendBackfills(acting, id)
}

const isList = ({ shape }: { shape: string }): boolean => shape === 'inventory'

/** One message for each backfill of the connection that runs. A second message for the same one finds the first at work and ends. */
export async function sendBackfills(acting: Acting, id: string): Promise<void> {
  const { env, tenant } = acting
  const rows = await listStreams(dbOf(acting), tenant.id)
  const message = { v: 1, lane: 'backfill', region: tenant.region, tenant: tenant.id, connection: id } as const
  const running = rows.filter((row) => row.connection === id && row.backfillState === 'running')
  await sendAll(
    env.BACKFILLS,
    running.map(({ stream }) => ({ body: { ...message, streams: [stream] } })),
  )
}
