// Health and schedule of streams. Operational state only: cursors live in the ledger object, where they move with the records.
import { and, asc, eq, inArray, ne } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { TenantId } from '../../ids.ts'
import { connection, stream } from './schema.ts'

export type StreamRow = typeof stream.$inferSelect
export type StreamState = 'reading' | 'catching_up' | 'retrying' | 'skipped' | 'set_aside' | 'paused'
export type BackfillState = 'none' | 'running' | 'paused' | 'done' | 'waiting'

const one = (tenant: string, connectionId: string, id: string) =>
  and(eq(stream.tenant, tenant), eq(stream.connection, connectionId), eq(stream.stream, id))

/** A new connection's streams; those that exist already (a key was replaced) stay as they are. */
export async function addStreams(db: D1Database, rows: (typeof stream.$inferInsert)[]): Promise<void> {
  const d = drizzle(db)
  const [first, ...rest] = rows.map((row) => d.insert(stream).values(row).onConflictDoNothing())
  if (first !== undefined) await d.batch([first, ...rest])
}

export async function listStreams(db: D1Database, tenant: TenantId): Promise<StreamRow[]> {
  return drizzle(db)
    .select({ stream })
    .from(stream)
    .innerJoin(connection, and(eq(connection.tenant, stream.tenant), eq(connection.id, stream.connection)))
    .where(and(eq(stream.tenant, tenant), ne(connection.state, 'removed')))
    .orderBy(asc(connection.connectedAt), asc(stream.stream))
    .then((rows) => rows.map((row) => row.stream))
}

export async function findStream(
  db: D1Database,
  tenant: TenantId,
  connectionId: string,
  id: string,
): Promise<StreamRow | undefined> {
  const [row] = await drizzle(db)
    .select()
    .from(stream)
    .where(one(tenant, connectionId, id))
  return row
}

export async function updateStream(
  db: D1Database,
  tenant: TenantId,
  connectionId: string,
  id: string,
  change: Partial<Omit<StreamRow, 'tenant' | 'connection' | 'stream'>>,
): Promise<void> {
  await drizzle(db)
    .update(stream)
    .set(change)
    .where(one(tenant, connectionId, id))
}

/** Sets the same change on all streams of a connection that are in one of these backfill states. */
export async function updateBackfills(
  db: D1Database,
  tenant: TenantId,
  connectionId: string,
  from: readonly BackfillState[],
  change: Partial<Pick<StreamRow, 'backfillState' | 'pausedBy' | 'backfillTouched'>>,
): Promise<void> {
  await drizzle(db)
    .update(stream)
    .set(change)
    .where(and(eq(stream.tenant, tenant), eq(stream.connection, connectionId), inArray(stream.backfillState, from)))
}

export type DueStreams = { tenant: TenantId; connection: string; streams: string[] }

/**
 * What is due, one entry a connection, at most `limit` of them, and takes it: `nextDue` moves a lease ahead, so that the next tick does not
 * send the same again while this one is under way.
 */
export async function takeDue(db: D1Database, now: Date, leaseMs: number, limit: number): Promise<DueStreams[]> {
  const rows = await db
    .prepare(
      `SELECT s.tenant AS tenant, s.connection AS connection, json_group_array(s.stream) AS streams
       FROM stream AS s JOIN connection AS c ON c.tenant = s.tenant AND c.id = s.connection
       WHERE s.next_due <= ?1 AND s.state <> 'paused' AND c.state <> 'removed'
       GROUP BY s.tenant, s.connection ORDER BY MIN(s.next_due) LIMIT ?2`,
    )
    .bind(now.toISOString(), limit)
    .all<{ tenant: TenantId; connection: string; streams: string }>()
  // json_group_array of a text column.
  const due = rows.results.map((row) => ({ ...row, streams: JSON.parse(row.streams) as string[] }))
  const taken = due.flatMap(({ tenant: t, connection: c, streams }) => streams.map((s) => ({ t, c, s })))
  if (taken.length > 0) {
    await db
      .prepare(
        `UPDATE stream SET next_due = ?1 WHERE (tenant, connection, stream) IN
         (SELECT value ->> 't', value ->> 'c', value ->> 's' FROM json_each(?2))`,
      )
      .bind(new Date(now.getTime() + leaseMs).toISOString(), JSON.stringify(taken))
      .run()
  }
  return due
}

/** Moves one stream's backfill from one of these states into another; whether it did. Somebody else's pause is never written over. */
export async function moveBackfill(
  db: D1Database,
  of: { tenant: TenantId; connection: string; stream: string },
  from: readonly BackfillState[],
  change: Partial<Pick<StreamRow, 'backfillState' | 'backfillTouched' | 'backfillDone'>>,
): Promise<boolean> {
  const moved = await drizzle(db)
    .update(stream)
    .set(change)
    .where(and(one(of.tenant, of.connection, of.stream), inArray(stream.backfillState, from)))
    .returning({ stream: stream.stream })
  return moved.length > 0
}

type Stalled = { tenant: TenantId; connection: string; stream: string }

/**
 * Backfills whose message was lost or whose consumer died, and takes them: `backfillTouched` moves to now, so that the next tick
 * does not send the same again. A running one was not touched for `stallMs`; a waiting one's time (it stands in the same column) is
 * over by as much.
 */
export async function takeStalled(db: D1Database, now: Date, stallMs: number, limit: number): Promise<Stalled[]> {
  const rows = await db
    .prepare(
      `UPDATE stream SET backfill_touched = ?1 WHERE rowid IN (
         SELECT s.rowid FROM stream AS s JOIN connection AS c ON c.tenant = s.tenant AND c.id = s.connection
         WHERE s.backfill_state IN ('running', 'waiting') AND coalesce(s.backfill_touched, '') <= ?2
           AND c.state <> 'removed' LIMIT ?3)
       RETURNING tenant, connection, stream`,
    )
    .bind(now.toISOString(), new Date(now.getTime() - stallMs).toISOString(), limit)
    .all<Stalled>()
  return rows.results
}

/** The same change on every stream of a connection. */
export async function updateConnectionStreams(
  db: D1Database,
  tenant: TenantId,
  connectionId: string,
  change: Partial<Pick<StreamRow, 'nextDue' | 'failures' | 'refusals'>>,
): Promise<void> {
  await drizzle(db)
    .update(stream)
    .set(change)
    .where(and(eq(stream.tenant, tenant), eq(stream.connection, connectionId)))
}
