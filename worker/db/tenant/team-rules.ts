// Rules of teams as rows: of one value no two hold on the same day, which the writing statement itself sees to.
import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { team, teamRule } from './schema.ts'

export type RuleRow = typeof teamRule.$inferSelect
type Days = Pick<RuleRow, 'fromDay' | 'toDay'>

const one = (tenant: string, id: string) => and(eq(teamRule.tenant, tenant), eq(teamRule.id, id))

export async function listRules(db: D1Database, tenant: string): Promise<RuleRow[]> {
  return drizzle(db)
    .select()
    .from(teamRule)
    .where(eq(teamRule.tenant, tenant))
    .orderBy(asc(teamRule.kind), asc(teamRule.vendor), asc(teamRule.value), asc(teamRule.fromDay), asc(teamRule.id))
}

export async function findRule(db: D1Database, tenant: string, id: string): Promise<RuleRow | undefined> {
  const [row] = await drizzle(db).select().from(teamRule).where(one(tenant, id))
  return row
}

/** Another rule of the same value holds on one of these days. */
const taken = (row: RuleRow): SQL => sql`EXISTS (SELECT 1 FROM ${teamRule} AS other
  WHERE other.tenant = ${row.tenant} AND other.kind = ${row.kind} AND other.vendor IS ${row.vendor} AND other.value = ${row.value}
    AND other.id <> ${row.id}
    AND (other.from_day IS NULL OR ${row.toDay} IS NULL OR other.from_day <= ${row.toDay})
    AND (other.to_day IS NULL OR ${row.fromDay} IS NULL OR other.to_day >= ${row.fromDay}))`

/** Adds a rule; false where another of its value holds on one of its days, or its team is gone: nothing is written then. */
export async function addRule(db: D1Database, row: RuleRow): Promise<boolean> {
  const result = await drizzle(db).run(sql`
    INSERT INTO ${teamRule} (tenant, id, team, kind, vendor, value, from_day, to_day, changed_at)
    SELECT ${row.tenant}, ${row.id}, ${row.team}, ${row.kind}, ${row.vendor}, ${row.value}, ${row.fromDay}, ${row.toDay},
      ${row.changedAt}
    WHERE NOT ${taken(row)} AND EXISTS (SELECT 1 FROM ${team} AS its
      WHERE its.tenant = ${row.tenant} AND its.id = ${row.team} AND its.removed_at IS NULL)`)
  return result.meta.changes > 0
}

/** Moves the days of a rule; false where another of its value holds on one of the new ones. */
export async function moveRule(db: D1Database, row: RuleRow, days: Days, at: string): Promise<boolean> {
  const moved = { ...row, ...days }
  const result = await drizzle(db).run(sql`
    UPDATE ${teamRule} SET from_day = ${days.fromDay}, to_day = ${days.toDay}, changed_at = ${at}
    WHERE tenant = ${row.tenant} AND id = ${row.id} AND NOT ${taken(moved)}`)
  return result.meta.changes > 0
}

export async function removeRule(db: D1Database, tenant: string, id: string): Promise<void> {
  await drizzle(db).delete(teamRule).where(one(tenant, id))
}
