// Alerts as rows: each fires once a period, whoever evaluates twice, because one index says so.
import { and, desc, eq, gte, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { alert } from './schema.ts'

export type AlertRow = typeof alert.$inferSelect
export type AlertPosition = readonly [at: string, id: string]

/** Adds those that are new; of two with the same source, period, kind and level the first stays. Returns the ids that were added. */
export async function addAlerts(db: D1Database, rows: readonly AlertRow[]): Promise<string[]> {
  const d = drizzle(db)
  const added: string[] = []
  // 12 values a row and 100 parameters a statement.
  for (let at = 0; at < rows.length; at += 8) {
    const some = rows.slice(at, at + 8)
    const kept = await d.insert(alert).values(some).onConflictDoNothing().returning({ id: alert.id })
    added.push(...kept.map(({ id }) => id))
  }
  return added
}

/** Alerts whose record or deliveries are still to be made: `seq` is written last. A test is whole from the beginning. */
export async function unfinishedAlerts(db: D1Database, tenant: string, limit: number): Promise<AlertRow[]> {
  return drizzle(db)
    .select()
    .from(alert)
    .where(and(eq(alert.tenant, tenant), isNull(alert.seq), ne(alert.source, 'test')))
    .orderBy(alert.at, alert.id)
    .limit(limit)
}

export async function finishAlert(db: D1Database, tenant: string, id: string, seq: number): Promise<void> {
  await drizzle(db)
    .update(alert)
    .set({ seq })
    .where(and(eq(alert.tenant, tenant), eq(alert.id, id)))
}

export async function findAlert(db: D1Database, tenant: string, id: string): Promise<AlertRow | undefined> {
  const [row] = await drizzle(db)
    .select()
    .from(alert)
    .where(and(eq(alert.tenant, tenant), eq(alert.id, id)))
  return row
}

/** `source`: a budget's id, `anomaly` or `test`; left out: all but tests. */
export type AlertFilter = { state?: 'open' | 'acknowledged' | undefined; source?: string | undefined }

/** Newest first. */
export async function listAlerts(
  db: D1Database,
  tenant: string,
  { state, source }: AlertFilter,
  after: AlertPosition | null,
  limit: number,
): Promise<AlertRow[]> {
  return drizzle(db)
    .select()
    .from(alert)
    .where(
      and(
        eq(alert.tenant, tenant),
        source === undefined ? ne(alert.source, 'test') : eq(alert.source, source),
        state === 'open' ? isNull(alert.acknowledgedAt) : undefined,
        state === 'acknowledged' ? isNotNull(alert.acknowledgedAt) : undefined,
        after === null ? undefined : or(lt(alert.at, after[0]), and(eq(alert.at, after[0]), lt(alert.id, after[1]))),
      ),
    )
    .orderBy(desc(alert.at), desc(alert.id))
    .limit(limit)
}

/** How many nobody has acknowledged; tests are none. */
export async function countOpen(db: D1Database, tenant: string): Promise<number> {
  return drizzle(db).$count(
    alert,
    and(eq(alert.tenant, tenant), ne(alert.source, 'test'), isNull(alert.acknowledgedAt)),
  )
}

export async function countTestAlerts(db: D1Database, tenant: string, since: string): Promise<number> {
  return drizzle(db).$count(alert, and(eq(alert.tenant, tenant), eq(alert.source, 'test'), gte(alert.at, since)))
}

/** The first to acknowledge stands; false where somebody was before. */
export async function acknowledge(
  db: D1Database,
  tenant: string,
  id: string,
  { by, at }: { by: string; at: string },
): Promise<boolean> {
  const changed = await drizzle(db)
    .update(alert)
    .set({ acknowledgedBy: by, acknowledgedAt: at })
    .where(and(eq(alert.tenant, tenant), eq(alert.id, id), isNull(alert.acknowledgedAt)))
    .returning({ id: alert.id })
  return changed.length > 0
}

/** What it turned out to be; the last word counts. Who says so has seen it. */
export async function explain(
  db: D1Database,
  tenant: string,
  id: string,
  { code, by, at }: { code: string; by: string; at: string },
): Promise<void> {
  await drizzle(db)
    .update(alert)
    .set({
      explained: code,
      acknowledgedBy: sql`COALESCE(${alert.acknowledgedBy}, ${by})`,
      acknowledgedAt: sql`COALESCE(${alert.acknowledgedAt}, ${at})`,
    })
    .where(and(eq(alert.tenant, tenant), eq(alert.id, id)))
}
