// Legal holds as screens list them. The ledger object has its own copy, and that one decides.
import { and, asc, eq, isNull } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { hold } from './schema.ts'

export type HoldRow = typeof hold.$inferSelect

export async function insertHold(db: D1Database, row: HoldRow): Promise<void> {
  await drizzle(db).insert(hold).values(row).onConflictDoNothing()
}

export async function findHold(db: D1Database, tenant: string, id: string): Promise<HoldRow | undefined> {
  const rows = await drizzle(db)
    .select()
    .from(hold)
    .where(and(eq(hold.tenant, tenant), eq(hold.id, id)))
  return rows[0]
}

/** All of a tenant, released ones too, the oldest first. */
export async function listHolds(db: D1Database, tenant: string): Promise<HoldRow[]> {
  return drizzle(db).select().from(hold).where(eq(hold.tenant, tenant)).orderBy(asc(hold.placedAt), asc(hold.id))
}

export async function markReleased(
  db: D1Database,
  tenant: string,
  id: string,
  change: { releasedBy: string; releasedAt: string },
): Promise<void> {
  await drizzle(db)
    .update(hold)
    .set(change)
    .where(and(eq(hold.tenant, tenant), eq(hold.id, id), isNull(hold.releasedAt)))
}

/** What a hold covers: subjects of a person, or one chat. */
export function targetsOf({ target }: Pick<HoldRow, 'target'>): string[] {
  return JSON.parse(target) as string[] // written by content/holds.ts only
}
