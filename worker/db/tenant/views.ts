// Views of screens that people kept: each its owner's own, or shown to everybody of the organization.
import { and, asc, count, eq, or } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { savedView } from './schema.ts'

export type ViewRow = typeof savedView.$inferSelect

const one = (tenant: string, id: string) => and(eq(savedView.tenant, tenant), eq(savedView.id, id))

/** What an account sees: its own and the shared ones, by name. */
export async function listViews(db: D1Database, tenant: string, owner: string): Promise<ViewRow[]> {
  return drizzle(db)
    .select()
    .from(savedView)
    .where(and(eq(savedView.tenant, tenant), or(eq(savedView.owner, owner), eq(savedView.shared, 1))))
    .orderBy(asc(savedView.name), asc(savedView.id))
}

export async function findView(db: D1Database, tenant: string, id: string): Promise<ViewRow | undefined> {
  const rows = await drizzle(db).select().from(savedView).where(one(tenant, id))
  return rows[0]
}

export async function countViews(db: D1Database, tenant: string, owner: string): Promise<number> {
  const rows = await drizzle(db)
    .select({ views: count() })
    .from(savedView)
    .where(and(eq(savedView.tenant, tenant), eq(savedView.owner, owner)))
  return rows[0]?.views ?? 0
}

export async function insertView(db: D1Database, row: ViewRow): Promise<void> {
  await drizzle(db).insert(savedView).values(row)
}

export async function updateView(
  db: D1Database,
  tenant: string,
  id: string,
  change: Partial<Pick<ViewRow, 'name' | 'search' | 'shared'>>,
): Promise<void> {
  await drizzle(db).update(savedView).set(change).where(one(tenant, id))
}

export async function deleteView(db: D1Database, tenant: string, id: string): Promise<void> {
  await drizzle(db).delete(savedView).where(one(tenant, id))
}
