// Who belongs to which tenant. Every condition that must hold stands inside the statement, because D1 has no transactions.
import { and, asc, eq, gt, or, sql } from 'drizzle-orm'
import type { Role } from '../../access/roles.ts'
import type { Membership } from '../../access/rows.ts'
import type { TenantId } from '../../ids.ts'
import { insertActIfChanged, type PendingAct } from './acts.ts'
import type { ControlDatabase } from './database.ts'
import { endGrants } from './oauth.ts'
import { member, session, tenant, user } from './schema.ts'

export type MemberRow = { userId: string; email: string; name: string; role: Role; joinedAt: Date }

const columns = { userId: user.id, email: user.email, name: user.name, role: member.role, joinedAt: member.joinedAt }

/** All tenants of a person, by name. */
export async function membershipsOf(db: ControlDatabase, userId: string): Promise<Membership[]> {
  const rows = await db
    .select({ tenant, role: member.role })
    .from(member)
    .innerJoin(tenant, eq(tenant.id, member.tenantId))
    .where(eq(member.userId, userId))
    .orderBy(asc(tenant.name), asc(tenant.id))
  return rows.map(({ tenant: { createdAt: _, ...row }, role }) => ({ tenant: row, role }))
}

/** Members by address; `after` is the last address of the page before. */
export function selectMembers(db: ControlDatabase, tenantId: TenantId, after: string | null, limit: number) {
  return db
    .select(columns)
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(and(eq(member.tenantId, tenantId), after === null ? undefined : gt(user.email, after)))
    .orderBy(asc(user.email))
    .limit(limit)
}

export async function selectMember(db: ControlDatabase, tenantId: TenantId, userId: string): Promise<MemberRow | null> {
  const rows = await db
    .select(columns)
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(and(eq(member.tenantId, tenantId), eq(member.userId, userId)))
  return rows[0] ?? null
}

/** True for a row that is no owner, or not the last one. */
const notLastOwner = (tenantId: TenantId) =>
  or(
    sql`${member.role} <> 'owner'`,
    sql`(select count(*) from ${member} as others where others.tenant_id = ${tenantId} and others.role = 'owner') > 1`,
  )

const asItWas = (tenantId: TenantId, userId: string, role: Role) =>
  and(eq(member.tenantId, tenantId), eq(member.userId, userId), eq(member.role, role), notLastOwner(tenantId))

/** Changes `from` to `to` with its act; false when the row is no longer `from`, or it is the last owner. */
export async function updateRole(
  db: ControlDatabase,
  change: { tenantId: TenantId; userId: string; from: Role; to: Role },
  act: PendingAct,
  now: Date,
): Promise<boolean> {
  const { tenantId, userId, from, to } = change
  const update = db
    .update(member)
    .set({ role: to })
    .where(asItWas(tenantId, userId, from))
    .returning({ id: member.userId })
  const [changed] = await db.batch([update, insertActIfChanged(db, act, now)])
  return changed.length > 0
}

/**
 * Takes a member out with its act; false as for updateRole. Sessions that stood in the tenant stand in none after it, and what the member
 * granted to MCP clients there ends: coming back does not wake it.
 */
export async function deleteMember(
  db: ControlDatabase,
  gone: { tenantId: TenantId; userId: string; role: Role },
  act: PendingAct,
  now: Date,
): Promise<boolean> {
  const { tenantId, userId, role } = gone
  const removal = db
    .delete(member)
    .where(asItWas(tenantId, userId, role))
    .returning({ id: member.userId })
  const [removed] = await db.batch([removal, insertActIfChanged(db, act, now)])
  if (removed.length === 0) return false
  // Behind the removal, not with it: the last owner stays, with everything. Dying in between leaves tokens that no membership backs.
  await db.batch(endGrants(db, tenantId, userId))
  return true
}

/** Puts a session, and the person's next sign-in, into a tenant. The caller has checked the membership. */
export async function enterTenant(
  db: ControlDatabase,
  where: { userId: string; sessionId: string; tenantId: TenantId },
): Promise<void> {
  await db.batch([
    db.update(session).set({ activeTenantId: where.tenantId }).where(eq(session.id, where.sessionId)),
    db.update(user).set({ lastTenantId: where.tenantId }).where(eq(user.id, where.userId)),
  ])
}
