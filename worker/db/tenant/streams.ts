// Health and schedule of streams. Operational state only: cursors live in the ledger object, where they move with the records.
import { and, asc, eq, inArray, lte, ne, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { TenantId } from '../../ids.ts'
import { connection, quarantine, stream } from './schema.ts'

export type StreamRow = typeof stream.$inferSelect
export type StreamState = 'reading' | 'catching_up' | 'retrying' | 'skipped' | 'set_aside' | 'paused'
export type BackfillState = 'none' | 'running' | 'paused' | 'done' | 'waiting'
export type QuarantineRow = typeof quarantine.$inferSelect

const of = (tenant: string, connectionId: string, id: string) =>
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
    .where(of(tenant, connectionId, id))
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
    .where(of(tenant, connectionId, id))
}

/** Sets the same change on all streams of a connection that are in one of these backfill states. */
export async function updateBackfills(
  db: D1Database,
  tenant: TenantId,
  connectionId: string,
  from: BackfillState[],
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
  const taken = due.flatMap((one) => one.streams.map((id) => ({ t: one.tenant, c: one.connection, s: id })))
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

/** Backfills that are running but were not touched for a while: their message was lost or their consumer died. */
export async function stalledBackfills(
  db: D1Database,
  before: Date,
  limit: number,
): Promise<{ tenant: TenantId; connection: string; stream: string }[]> {
  const rows = await drizzle(db)
    .select({ tenant: stream.tenant, connection: stream.connection, stream: stream.stream })
    .from(stream)
    .innerJoin(connection, and(eq(connection.tenant, stream.tenant), eq(connection.id, stream.connection)))
    .where(
      and(
        inArray(stream.backfillState, ['running', 'waiting']),
        lte(sql`coalesce(${stream.backfillTouched}, '')`, before.toISOString()),
        ne(connection.state, 'removed'),
      ),
    )
    .limit(limit)
  // Ids that our own code wrote.
  return rows.map((row) => ({ ...row, tenant: row.tenant as TenantId }))
}

export async function addQuarantine(db: D1Database, row: QuarantineRow): Promise<void> {
  await drizzle(db).insert(quarantine).values(row).onConflictDoNothing()
}

/** Answers that did not parse and still wait, newest first. */
export async function listQuarantine(db: D1Database, tenant: TenantId): Promise<QuarantineRow[]> {
  return drizzle(db)
    .select()
    .from(quarantine)
    .where(and(eq(quarantine.tenant, tenant), sql`${quarantine.resolvedAt} is null`))
    .orderBy(sql`${quarantine.at} desc`)
    .limit(100)
}

/** The same stream parsed again: what was set aside is settled. */
export async function resolveQuarantine(
  db: D1Database,
  tenant: TenantId,
  connectionId: string,
  id: string,
  at: string,
): Promise<void> {
  await drizzle(db)
    .update(quarantine)
    .set({ resolvedAt: at })
    .where(
      and(
        eq(quarantine.tenant, tenant),
        eq(quarantine.connection, connectionId),
        eq(quarantine.stream, id),
        sql`${quarantine.resolvedAt} is null`,
      ),
    )
}

/** The same change on every stream of a connection. */
export async function updateConnectionStreams(
  db: D1Database,
  tenant: TenantId,
  connectionId: string,
  change: Partial<Pick<StreamRow, 'nextDue' | 'failures'>>,
): Promise<void> {
  await drizzle(db)
    .update(stream)
    .set(change)
    .where(and(eq(stream.tenant, tenant), eq(stream.connection, connectionId)))
}
