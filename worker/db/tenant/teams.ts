// Teams as rows, and how the shared pool is split. Teams that are gone keep their row: statements speak of them.
import { and, eq, gt, isNull, or, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { chargebackSetting, team, teamRule } from './schema.ts'

export type TeamRow = typeof team.$inferSelect
export type SplitRow = typeof chargebackSetting.$inferSelect

const one = (tenant: string, id: string) => and(eq(team.tenant, tenant), eq(team.id, id))

/** All teams by name, those that were removed too. */
export async function listTeams(db: D1Database, tenant: string): Promise<TeamRow[]> {
  return drizzle(db)
    .select()
    .from(team)
    .where(eq(team.tenant, tenant))
    .orderBy(sql`${team.name} COLLATE NOCASE`, team.id)
}

/** A team that was not removed. */
export async function findTeam(db: D1Database, tenant: string, id: string): Promise<TeamRow | undefined> {
  const [row] = await drizzle(db)
    .select()
    .from(team)
    .where(and(one(tenant, id), isNull(team.removedAt)))
  return row
}

export async function addTeam(db: D1Database, row: TeamRow): Promise<void> {
  await drizzle(db).insert(team).values(row)
}

export async function changeTeam(
  db: D1Database,
  tenant: string,
  id: string,
  change: Pick<TeamRow, 'name' | 'costCenter' | 'changedAt'>,
): Promise<void> {
  await drizzle(db).update(team).set(change).where(one(tenant, id))
}

/** Takes a team away from `now` on: its rules end today, those that would begin later go, and what it had before stays its own. */
export async function removeTeam(db: D1Database, tenant: string, id: string, now: Date): Promise<void> {
  const d = drizzle(db)
  const at = now.toISOString()
  const today = at.slice(0, 10)
  const rules = and(eq(teamRule.tenant, tenant), eq(teamRule.team, id))
  await d.batch([
    d.delete(teamRule).where(and(rules, gt(teamRule.fromDay, today))),
    d
      .update(teamRule)
      .set({ toDay: today, changedAt: at })
      .where(and(rules, or(isNull(teamRule.toDay), gt(teamRule.toDay, today)))),
    d.update(team).set({ removedAt: at, changedAt: at }).where(one(tenant, id)),
  ])
}

/** Undefined where nobody has chosen: in proportion to what is direct. */
export async function findSplit(db: D1Database, tenant: string): Promise<SplitRow | undefined> {
  const [row] = await drizzle(db).select().from(chargebackSetting).where(eq(chargebackSetting.tenant, tenant))
  return row
}

export async function writeSplit(db: D1Database, row: SplitRow): Promise<void> {
  const { tenant: _, ...set } = row
  await drizzle(db).insert(chargebackSetting).values(row).onConflictDoUpdate({ target: chargebackSetting.tenant, set })
}
