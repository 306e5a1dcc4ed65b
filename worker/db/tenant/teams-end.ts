// The teams of a tenant that is erased: their names, rules and statements go; what was recorded of them stays in the ledger.
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { chargebackPeriod, chargebackSetting, team, teamRule } from './schema.ts'

/** Doing it twice is fine. */
export async function endTeams(db: D1Database, tenant: string): Promise<void> {
  const d = drizzle(db)
  await d.batch([
    d.delete(teamRule).where(eq(teamRule.tenant, tenant)),
    d.delete(team).where(eq(team.tenant, tenant)),
    d.delete(chargebackSetting).where(eq(chargebackSetting.tenant, tenant)),
    d.delete(chargebackPeriod).where(eq(chargebackPeriod.tenant, tenant)),
  ])
}
