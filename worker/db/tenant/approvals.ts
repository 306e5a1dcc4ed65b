// Wishes that wait for a second person, as rows. The records decide: a row is changed after its record is there.
import { and, desc, eq, lt, or } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { approval } from './schema.ts'

export type ApprovalRow = typeof approval.$inferSelect
export type ApprovalState = 'waiting' | 'approved' | 'refused' | 'used' | 'expired'

const one = (tenant: string, id: string) => and(eq(approval.tenant, tenant), eq(approval.id, id))

export async function insertApproval(db: D1Database, row: ApprovalRow): Promise<void> {
  await drizzle(db).insert(approval).values(row)
}

export async function findApproval(db: D1Database, tenant: string, id: string): Promise<ApprovalRow | undefined> {
  const rows = await drizzle(db).select().from(approval).where(one(tenant, id))
  return rows[0]
}

/** The newest first. */
export async function listApprovals(db: D1Database, tenant: string, limit: number): Promise<ApprovalRow[]> {
  return drizzle(db)
    .select()
    .from(approval)
    .where(eq(approval.tenant, tenant))
    .orderBy(desc(approval.requestedAt), desc(approval.id))
    .limit(limit)
}

/** Moves a wish on from a state; false where it is not in that state any more. */
export async function moveApproval(
  db: D1Database,
  { tenant, id }: Pick<ApprovalRow, 'tenant' | 'id'>,
  from: ApprovalState,
  change: Partial<Pick<ApprovalRow, 'state' | 'decidedBy' | 'decidedAt'>>,
): Promise<boolean> {
  const moved = await drizzle(db)
    .update(approval)
    .set(change)
    .where(and(one(tenant, id), eq(approval.state, from)))
    .returning({ id: approval.id })
  return moved.length > 0
}

/** What nobody decided or used in time. */
export async function expireApprovals(db: D1Database, tenant: string, now: string): Promise<void> {
  await drizzle(db)
    .update(approval)
    .set({ state: 'expired' })
    .where(
      and(
        eq(approval.tenant, tenant),
        lt(approval.expiresAt, now),
        or(eq(approval.state, 'waiting'), eq(approval.state, 'approved')),
      ),
    )
}
