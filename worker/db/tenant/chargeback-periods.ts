// Frozen months as rows, which tenants have any to freeze, and how far the reports behind a month are read.
import { and, desc, eq, gte, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { TenantId } from '../../ids.ts'
import type { TenantDatabase } from './database.ts'
import type { Day } from './range.ts'
import { chargebackPeriod, chargebackSetting, connection, stream, team, teamRule } from './schema.ts'
import { streamsBehind } from './screen-streams.ts'

/** `seq` is NOT_RECORDED until the record is in the ledger: such a row is no frozen month yet. */
export type PeriodRow = typeof chargebackPeriod.$inferSelect
export const NOT_RECORDED = -1

const one = (tenant: string, period: string) =>
  and(eq(chargebackPeriod.tenant, tenant), eq(chargebackPeriod.period, period))

/** The month's row, frozen or on its way there. */
export async function findPeriod(db: D1Database, tenant: string, period: string): Promise<PeriodRow | undefined> {
  const [row] = await drizzle(db).select().from(chargebackPeriod).where(one(tenant, period))
  return row
}

/** Keeps what will be frozen; of two the first stands. Returns the one that stands. */
export async function keepPeriod(db: D1Database, row: PeriodRow): Promise<PeriodRow> {
  await drizzle(db).insert(chargebackPeriod).values(row).onConflictDoNothing()
  const stands = await findPeriod(db, row.tenant, row.period)
  if (stands === undefined) throw new Error('a period that was just kept is gone')
  return stands
}

export async function recordPeriod(db: D1Database, tenant: string, period: string, seq: number): Promise<void> {
  await drizzle(db).update(chargebackPeriod).set({ seq }).where(one(tenant, period))
}

/** Months that are frozen, newest first, without their statements. */
export async function listFrozen(
  db: D1Database,
  tenant: string,
): Promise<Pick<PeriodRow, 'period' | 'frozenAt' | 'seq'>[]> {
  const { period, frozenAt, seq } = chargebackPeriod
  return drizzle(db)
    .select({ period, frozenAt, seq })
    .from(chargebackPeriod)
    .where(and(eq(chargebackPeriod.tenant, tenant), gte(seq, 0)))
    .orderBy(desc(period))
}

/** Tenants with a team for whom one of these months is not frozen yet. */
export async function tenantsToFreeze(db: D1Database, periods: readonly string[]): Promise<string[]> {
  const rows = await drizzle(db).all<{ tenant: string }>(sql`
    SELECT DISTINCT ${team.tenant} AS tenant FROM ${team} WHERE ${team.removedAt} IS NULL AND (
      SELECT COUNT(*) FROM ${chargebackPeriod} WHERE ${chargebackPeriod.tenant} = ${team.tenant} AND ${chargebackPeriod.seq} >= 0
      AND ${chargebackPeriod.period} IN (SELECT value FROM json_each(${JSON.stringify(periods)}))) < ${periods.length}`)
  return rows.map(({ tenant }) => tenant)
}

/** When teams, their rules or the split were changed last; null where there is none of it. */
export async function lastChange(db: TenantDatabase, tenant: TenantId): Promise<string | null> {
  const [row] = await db.rows(
    db.ask<{ at: string | null }>(sql`SELECT MAX(at) AS at FROM (
      SELECT MAX(${team.changedAt}) AS at FROM ${team} WHERE ${team.tenant} = ${tenant}
      UNION ALL SELECT MAX(${teamRule.changedAt}) FROM ${teamRule} WHERE ${teamRule.tenant} = ${tenant}
      UNION ALL SELECT ${chargebackSetting.changedAt} FROM ${chargebackSetting} WHERE ${chargebackSetting.tenant} = ${tenant})`),
  )
  return row?.at ?? null
}

/** How far one report of a live connection is read. `earliest`: the first day that it was asked to read back to. */
export type ReportStanding = {
  stream: string
  vendor: 'anthropic' | 'openai'
  connection: string
  state: string
  reachedTo: string | null
  backfill: string
  earliest: Day
  isBill: boolean
}

/** The bill and usage reports of every connection that was not removed. */
export function reportsQuery(db: TenantDatabase, tenant: TenantId) {
  const bills = JSON.stringify(streamsBehind(['costs']))
  const all = JSON.stringify(streamsBehind(['costs', 'usage']))
  return db.ask<Omit<ReportStanding, 'isBill'> & { isBill: number }>(sql`
    SELECT ${stream.stream} AS stream, substr(${stream.stream}, 1, instr(${stream.stream}, '.') - 1) AS vendor,
      ${connection.name} AS connection, ${stream.state} AS state, ${stream.reachedTo} AS reachedTo,
      ${stream.backfillState} AS backfill, ${stream.stream} IN (SELECT value FROM json_each(${bills})) AS isBill,
      COALESCE(${stream.backfillFrom}, date(${connection.connectedAt}, '-' || max(${stream.backfillAsked} - 1, 0) || ' days')) AS earliest
    FROM ${stream} JOIN ${connection} ON ${connection.tenant} = ${stream.tenant} AND ${connection.id} = ${stream.connection}
    WHERE ${stream.tenant} = ${tenant} AND ${connection.state} <> 'removed'
      AND ${stream.stream} IN (SELECT value FROM json_each(${all})) ORDER BY ${stream.stream}, ${connection.connectedAt}`)
}
