// What the operator's page asks of one region: counts, ages and ids of tenants. No name, no figure of a tenant's, no content.
import { type SQL, sql } from 'drizzle-orm'
import { type Statement, type TenantDatabase, tenantDatabase } from './database.ts'

/** Unfinished work of one kind: how much, and since when the oldest waits (ISO 8601, UTC). */
export type Waiting = { kind: string; waiting: number; oldest: string | null }
export type StreamStates = { state: string; streams: number }
export type Behind = { tenant: string; behind: number; at: string }
export type Differs = { tenant: string; at: string }

export type RegionRows = {
  streams: StreamStates[]
  due: { streams: number; oldest: string | null }
  work: Waiting[]
  /** Tenants whose projection stands below the ledger's size as it was when the projection last wrote, the worst first. */
  behind: Behind[]
  tenantsBehind: number
  projections: number
  differs: Differs[]
  tenantsDiffer: number
  checks: number
}

/** Tenants that are named in one list. */
const NAMED = 20

/** Two round trips, each of one moment. `now` as ISO 8601. */
export async function readRegion(db: D1Database, now: string): Promise<RegionRows> {
  const d = tenantDatabase(db)
  const standing = d.batch([
    d.ask<StreamStates>(sql`SELECT s.state AS state, count(*) AS streams FROM stream s
      JOIN connection c ON c.tenant = s.tenant AND c.id = s.connection AND c.state <> 'removed'
      GROUP BY s.state ORDER BY s.state`),
    // The tick's own rule (takeDue): what is due, and not what somebody paused.
    d.ask<{
      streams: number
      oldest: string | null
    }>(sql`SELECT count(*) AS streams, min(s.next_due) AS oldest FROM stream s
      JOIN connection c ON c.tenant = s.tenant AND c.id = s.connection
      WHERE s.next_due <= ${now} AND s.state <> 'paused' AND c.state <> 'removed'`),
    d.ask<Behind>(sql`SELECT tenant, size - watermark AS behind, at FROM projection WHERE watermark < size
      ORDER BY behind DESC, tenant LIMIT ${NAMED}`),
    d.ask<{ known: number; behind: number }>(
      sql`SELECT count(*) AS known, coalesce(sum(watermark < size), 0) AS behind FROM projection`,
    ),
    d.ask<Differs>(sql`SELECT tenant, at FROM self_check WHERE state = 'differs' ORDER BY at LIMIT ${NAMED}`),
    d.ask<{ known: number; differ: number }>(
      sql`SELECT count(*) AS known, coalesce(sum(state = 'differs'), 0) AS differ FROM self_check`,
    ),
  ])
  // Waited for together: one that fails alone would be nobody's.
  const [work, [streams, due, behind, projections, differs, checks]] = await Promise.all([
    d.batch(askWork(d, now)),
    standing,
  ])
  return {
    streams,
    due: due[0] ?? { streams: 0, oldest: null },
    work: work.flat(),
    behind,
    tenantsBehind: projections[0]?.behind ?? 0,
    projections: projections[0]?.known ?? 0,
    differs,
    tenantsDiffer: checks[0]?.differ ?? 0,
    checks: checks[0]?.known ?? 0,
  }
}

/**
 * Each kind of work under way by the table that says so; a queue itself tells nobody how long it is. One statement a kind: D1 takes five
 * terms in a compound SELECT and no more.
 */
function askWork(d: TenantDatabase, now: string): Statement<Waiting>[] {
  const ask = (kind: string, oldest: SQL, from: SQL) =>
    d.ask<Waiting>(sql`SELECT ${kind} AS kind, count(*) AS waiting, min(${oldest}) AS oldest FROM ${from}`)
  const onTheWay = sql`state IN ('waiting', 'sending', 'retrying')`
  return [
    ask(
      'backfills',
      sql`s.backfill_touched`,
      sql`stream s JOIN connection c ON c.tenant = s.tenant AND c.id = s.connection
        WHERE s.backfill_state = 'running' AND c.state <> 'removed'`,
    ),
    ask('exports', sql`created_at`, sql`export WHERE state IN ('queued', 'running')`),
    ask('erasures', sql`created_at`, sql`erasure WHERE state IN ('queued', 'running')`),
    ask('receipts', sql`at`, sql`receipt_delivery WHERE ${onTheWay}`),
    ask('alerts', sql`at`, sql`alert_delivery WHERE ${onTheWay}`),
    ask('budgets', sql`asked_at`, sql`watch WHERE asked_at IS NOT NULL`),
    ask('reports', sql`next_due`, sql`schedule WHERE paused = 0 AND next_due <= ${now}`),
    ask(
      'words',
      sql`i.touched_at`,
      sql`(SELECT DISTINCT tenant FROM connection WHERE kind = 'anthropic_compliance') k
        LEFT JOIN content_index i ON i.tenant = k.tenant
        WHERE (SELECT max(m.seq) FROM message m WHERE m.tenant = k.tenant) >= coalesce(i.indexed, 0)`,
    ),
  ]
}

export type Migrations = { count: number; newest: string | null; at: string | null }

/** What wrangler noted of the migrations in one database; null where it was never migrated by wrangler. */
export async function readMigrations(db: D1Database): Promise<Migrations | null> {
  const table = await db.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'd1_migrations'`).first()
  if (table === null) return null
  const row = await db
    .prepare(
      'SELECT name AS newest, applied_at AS at, (SELECT count(*) FROM d1_migrations) AS count FROM d1_migrations ORDER BY id DESC LIMIT 1',
    )
    .first<Migrations>()
  return row ?? { count: 0, newest: null, at: null }
}
