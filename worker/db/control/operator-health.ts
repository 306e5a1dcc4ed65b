// What the operator's page asks of the accounts' database: how many tenants each region has, and acts on their way to a ledger.
import { count, isNotNull, min } from 'drizzle-orm'
import type { Region } from '../../access/rows.ts'
import type { ControlDatabase } from './database.ts'
import { pendingAct, tenant } from './schema.ts'

export type TenantCounts = { region: Region; tenants: number; erased: number }
export type PendingActs = { waiting: number; oldest: string | null }

export async function readControl(db: ControlDatabase): Promise<{ tenants: TenantCounts[]; acts: PendingActs }> {
  const [counted, gone, acts] = await db.batch([
    db.select({ region: tenant.region, tenants: count() }).from(tenant).groupBy(tenant.region),
    db
      .select({ region: tenant.region, tenants: count() })
      .from(tenant)
      .where(isNotNull(tenant.erasedAt))
      .groupBy(tenant.region),
    db.select({ waiting: count(), oldest: min(pendingAct.createdAt) }).from(pendingAct),
  ])
  const erased = new Map(gone.map((row) => [row.region, row.tenants]))
  return {
    tenants: counted.map((row) => ({ ...row, erased: erased.get(row.region) ?? 0 })),
    acts: { waiting: acts[0]?.waiting ?? 0, oldest: acts[0]?.oldest?.toISOString() ?? null },
  }
}
