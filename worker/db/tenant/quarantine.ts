// Answers that did not parse: which they are and whether they are settled. The bytes themselves lie sealed in the vault.
import { and, desc, eq, isNull, ne, type SQL } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { TenantId } from '../../ids.ts'
import { connection, quarantine } from './schema.ts'

export type QuarantineRow = typeof quarantine.$inferSelect
export type Lane = 'live' | 'backfill'

/** Where an answer came from. */
type QuarantinePlace = { tenant: TenantId; connection: string; stream: string; lane: Lane }

/**
 * An answer is named by its place and its hash: the same broken answer every hour is one row. The lane stands in the name, because
 * one lane getting through says nothing about what the other could not read.
 */
export const quarantineId = ({ connection, stream, lane }: QuarantinePlace, sha256: string): string =>
  `${connection}-${stream}-${lane}-${sha256.slice(0, 16)}`

const open = (place: Omit<QuarantinePlace, 'lane'>, ...more: SQL[]) =>
  and(
    eq(quarantine.tenant, place.tenant),
    eq(quarantine.connection, place.connection),
    eq(quarantine.stream, place.stream),
    isNull(quarantine.resolvedAt),
    ...more,
  )

/** The same answer again, also after it was settled once, waits again. */
export async function addQuarantine(db: D1Database, row: QuarantineRow): Promise<void> {
  const target = [quarantine.tenant, quarantine.id]
  await drizzle(db)
    .insert(quarantine)
    .values(row)
    .onConflictDoUpdate({ target, set: { resolvedAt: null } })
}

/** Answers that still wait, newest first; those of removed connections are nobody's task any more. */
export async function listQuarantine(db: D1Database, tenant: TenantId): Promise<QuarantineRow[]> {
  const rows = await drizzle(db)
    .select({ quarantine })
    .from(quarantine)
    .innerJoin(connection, and(eq(connection.tenant, quarantine.tenant), eq(connection.id, quarantine.connection)))
    .where(and(eq(quarantine.tenant, tenant), isNull(quarantine.resolvedAt), ne(connection.state, 'removed')))
    .orderBy(desc(quarantine.at))
    .limit(100)
  return rows.map((row) => row.quarantine)
}

/** This lane got through: what it set aside is settled. Returns how many answers of the stream's other lane still wait. */
export async function resolveQuarantine(db: D1Database, place: QuarantinePlace, at: string): Promise<number> {
  const waiting = await drizzle(db).select({ id: quarantine.id }).from(quarantine).where(open(place))
  const own = waiting.filter(({ id }) => id.startsWith(quarantineId(place, '')))
  for (const { id } of own) {
    await drizzle(db)
      .update(quarantine)
      .set({ resolvedAt: at })
      .where(open(place, eq(quarantine.id, id)))
  }
  return waiting.length - own.length
}
