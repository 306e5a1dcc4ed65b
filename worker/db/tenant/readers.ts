// Every connection's reading of every stream, removed connections too: how far it has come and what holds it up, for gap statements.
import { and, eq, isNotNull, isNull, ne, or } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { TenantId } from '../../ids.ts'
import { quarantineId } from './quarantine.ts'
import { connection, quarantine, stream } from './schema.ts'
import type { StreamRow } from './streams.ts'

export type ReaderRow = {
  row: StreamRow
  connectedAt: string
  /** Of a connection that is there no more. */
  removedAt: string | null
  /** The vendor refuses its key. */
  broken: boolean
  /** Whether an answer that did not parse still waits, by the lane it came in. */
  setAside: { live: boolean; backfill: boolean }
}

/** A connection that is being made holds its place as a removed one that was never there; it is left out. */
export async function listReaders(db: D1Database, tenant: TenantId): Promise<ReaderRow[]> {
  const rows = await drizzle(db)
    .select({ row: stream, connection })
    .from(stream)
    .innerJoin(connection, and(eq(connection.tenant, stream.tenant), eq(connection.id, stream.connection)))
    .where(and(eq(stream.tenant, tenant), or(ne(connection.state, 'removed'), isNotNull(connection.removedAt))))
    .orderBy(stream.stream, connection.connectedAt)
  const waiting = await drizzle(db)
    .select({ id: quarantine.id })
    .from(quarantine)
    .where(and(eq(quarantine.tenant, tenant), isNull(quarantine.resolvedAt)))
  const waits = (row: StreamRow, lane: 'live' | 'backfill'): boolean =>
    waiting.some(({ id }) => id.startsWith(quarantineId({ ...row, tenant, lane }, '')))
  return rows.map(({ row, connection: { state, connectedAt, removedAt } }) => ({
    row,
    connectedAt,
    removedAt: state === 'removed' ? removedAt : null,
    broken: state === 'broken',
    setAside: { live: waits(row, 'live'), backfill: waits(row, 'backfill') },
  }))
}
