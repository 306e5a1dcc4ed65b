// The budgets and alerts of a tenant that is erased: none is watched any more, and no alert is under way.
import { and, eq, isNull } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { alertDelivery, budget, watch } from './schema.ts'

/** Doing it twice is fine. Channels lie sealed under the tenant's key and go with it. */
export async function endBudgets(db: D1Database, tenant: string, at: string): Promise<void> {
  const d = drizzle(db)
  await d.batch([
    d.delete(watch).where(eq(watch.tenant, tenant)),
    d.delete(alertDelivery).where(eq(alertDelivery.tenant, tenant)),
    d
      .update(budget)
      .set({ removedAt: at, name: 'Budget', channels: '[]' })
      .where(and(eq(budget.tenant, tenant), isNull(budget.removedAt))),
    d.update(budget).set({ name: 'Budget' }).where(eq(budget.tenant, tenant)),
  ])
}
