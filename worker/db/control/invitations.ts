// Invitations as rows. Open means: not closed (accepted or revoked) and not yet expired.
import { and, asc, eq, gt, isNull, lte, sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { insertActIfChanged, type PendingAct } from './acts.ts'
import type { ControlDatabase } from './database.ts'
import { invitation, member, tenant, user } from './schema.ts'

export type InvitationRow = typeof invitation.$inferSelect

/** Replaces an open invitation of the same address: the older link dies. */
export async function insertInvitation(
  db: ControlDatabase,
  row: Omit<InvitationRow, 'closedAt'>,
  act: PendingAct,
): Promise<void> {
  const same = and(eq(invitation.tenantId, row.tenantId), eq(invitation.email, row.email), isNull(invitation.closedAt))
  await db.batch([
    db.update(invitation).set({ closedAt: row.createdAt }).where(same),
    db.insert(invitation).values(row),
    insertActIfChanged(db, act, row.createdAt),
  ])
}

/** Open invitations of a tenant, oldest first by id; `after` is the last id of the page before. */
export function selectOpenInvitations(
  db: ControlDatabase,
  tenantId: TenantId,
  now: Date,
  after: string | null,
  limit: number,
) {
  const beyond = after === null ? undefined : gt(invitation.id, after)
  return db
    .select()
    .from(invitation)
    .where(and(eq(invitation.tenantId, tenantId), isNull(invitation.closedAt), gt(invitation.expiresAt, now), beyond))
    .orderBy(asc(invitation.id))
    .limit(limit)
}

export async function selectOpenInvitation(db: ControlDatabase, tenantId: TenantId, id: string) {
  const where = and(eq(invitation.tenantId, tenantId), eq(invitation.id, id), isNull(invitation.closedAt))
  return (await db.select().from(invitation).where(where))[0] ?? null
}

/** The open invitation behind a mailed secret, with the tenant that invites. */
export async function selectInvitationBySecret(db: ControlDatabase, secretHash: string, now: Date) {
  const rows = await db
    .select({ invitation, tenant: { id: tenant.id, name: tenant.name, region: tenant.region } })
    .from(invitation)
    .innerJoin(tenant, eq(tenant.id, invitation.tenantId))
    .where(and(eq(invitation.secretHash, secretHash), isNull(invitation.closedAt), gt(invitation.expiresAt, now)))
  return rows[0] ?? null
}

/** Closes an open invitation with its act; false when somebody was faster. */
export async function closeInvitation(db: ControlDatabase, id: string, act: PendingAct, now: Date): Promise<boolean> {
  const where = and(eq(invitation.id, id), isNull(invitation.closedAt))
  const update = db.update(invitation).set({ closedAt: now }).where(where).returning({ id: invitation.id })
  const [closed] = await db.batch([update, insertActIfChanged(db, act, now)])
  return closed.length > 0
}

/** Makes the invited person a member and closes the invitation; false when it was closed meanwhile. */
export async function acceptInvitation(
  db: ControlDatabase,
  row: InvitationRow,
  userId: string,
  act: PendingAct,
  now: Date,
): Promise<boolean> {
  const [joined] = await db.batch([
    // The membership takes its values from the invitation as it is now, so one that was just revoked gives nothing.
    db
      .insert(member)
      .select(
        sql`select tenant_id, ${userId}, role, ${now.getTime()} from ${invitation}
            where id = ${row.id} and closed_at is null and expires_at > ${now.getTime()}`,
      )
      .onConflictDoNothing()
      .returning({ id: member.userId }),
    insertActIfChanged(db, act, now),
    db
      .update(invitation)
      .set({ closedAt: now })
      .where(and(eq(invitation.id, row.id), isNull(invitation.closedAt))),
  ])
  return joined.length > 0
}

/** Closes what has expired, so that the address can be invited again without a trace of the old link. */
export async function closeExpiredInvitations(db: ControlDatabase, tenantId: TenantId, now: Date): Promise<void> {
  const expired = and(eq(invitation.tenantId, tenantId), isNull(invitation.closedAt), lte(invitation.expiresAt, now))
  await db.update(invitation).set({ closedAt: now }).where(expired)
}

/** True when somebody with this address belongs to the tenant. */
export async function isMemberAddress(db: ControlDatabase, tenantId: TenantId, email: string): Promise<boolean> {
  const rows = await db
    .select({ id: member.userId })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(and(eq(member.tenantId, tenantId), eq(user.email, email)))
  return rows.length > 0
}
