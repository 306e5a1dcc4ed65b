// What the control plane forgets: of a person the open traces of an address, of a tenant everything but its name and its members.
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import type { ControlDatabase } from './database.ts'
import { apiToken, invitation, member, pendingAct, tenant, user, verification } from './schema.ts'

/** `isTheirs`: whether an account acted in this tenant as the person who is erased. */
export type Forgetting = {
  addresses: readonly string[]
  tells: (text: string) => boolean
  isTheirs: (userId: string) => Promise<boolean>
}

/** Addresses of those who belong to a tenant. */
export async function selectMemberIdentities(
  db: ControlDatabase,
  tenantId: TenantId,
): Promise<{ userId: string; email: string }[]> {
  return db
    .select({ userId: user.id, email: user.email })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(eq(member.tenantId, tenantId))
}

/**
 * Forgets a person who belongs to the tenant no more: invitations to the address, acts that no ledger takes, links that were mailed, names of
 * tokens; and the account itself, where the person has no other tenant and no invitation. Doing it twice is fine.
 */
export async function forgetInControl(
  db: ControlDatabase,
  tenantId: TenantId,
  { addresses, tells, isTheirs }: Forgetting,
): Promise<void> {
  const listed = sql`(SELECT value FROM json_each(${JSON.stringify(addresses)}))`
  await db
    .delete(invitation)
    .where(and(eq(invitation.tenantId, tenantId), sql`lower(${invitation.email}) IN ${listed}`))
  const acts = await db.select().from(pendingAct).where(eq(pendingAct.tenantId, tenantId))
  for (const { id } of acts.filter(({ act }) => tells(act))) await db.delete(pendingAct).where(eq(pendingAct.id, id))
  const tokens = await db.select().from(apiToken).where(eq(apiToken.tenantId, tenantId))
  for (const { id } of tokens.filter(({ name }) => tells(name))) {
    await db.update(apiToken).set({ name: 'Token' }).where(eq(apiToken.id, id))
  }
  const accounts = await db
    .select({ id: user.id, email: user.email })
    .from(user)
    .where(sql`lower(${user.email}) IN ${listed}`)
  for (const { id, email } of accounts) {
    if (!(await isTheirs(id)) || (await isElsewhere(db, id, email))) continue
    await db.delete(verification).where(eq(verification.value, JSON.stringify({ email })))
    await db.delete(user).where(eq(user.id, id))
  }
}

async function isElsewhere(db: ControlDatabase, userId: string, email: string): Promise<boolean> {
  const [memberships, invitations] = await Promise.all([
    db.$count(member, eq(member.userId, userId)),
    db.$count(invitation, and(eq(invitation.email, email), isNull(invitation.closedAt))),
  ])
  return memberships + invitations > 0
}

/** Marks a tenant as erased and ends what could still act for it. Its members stay: the certificate is theirs. Doing it twice is fine. */
export async function eraseTenant(db: ControlDatabase, id: TenantId, now: Date): Promise<void> {
  await db.batch([
    db
      .update(tenant)
      .set({ erasedAt: now })
      .where(and(eq(tenant.id, id), isNull(tenant.erasedAt))),
    db.delete(invitation).where(eq(invitation.tenantId, id)),
    db.delete(pendingAct).where(eq(pendingAct.tenantId, id)),
    db
      .update(apiToken)
      .set({ revokedAt: now, name: '' })
      .where(and(eq(apiToken.tenantId, id), isNull(apiToken.revokedAt))),
  ])
}

/** Tenants whose chats are erased after some months. */
export async function selectRetaining(db: ControlDatabase, after: string, limit: number) {
  return db
    .select({ id: tenant.id, region: tenant.region, months: tenant.retentionMonths })
    .from(tenant)
    .where(and(sql`${tenant.retentionMonths} IS NOT NULL`, isNull(tenant.erasedAt), sql`${tenant.id} > ${after}`))
    .orderBy(tenant.id)
    .limit(limit)
}
