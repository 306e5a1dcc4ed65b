// API tokens as rows. The token itself is nowhere: only its digest.
import { and, count, desc, eq, gt, isNull, lt, or } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { insertActIfChanged, type PendingAct } from './acts.ts'
import type { ControlDatabase } from './database.ts'
import { apiToken, member, tenant, user } from './schema.ts'

type NewToken = typeof apiToken.$inferInsert

const columns = {
  id: apiToken.id,
  name: apiToken.name,
  scopes: apiToken.scopes,
  createdAt: apiToken.createdAt,
  expiresAt: apiToken.expiresAt,
  lastUsedAt: apiToken.lastUsedAt,
  revokedAt: apiToken.revokedAt,
  createdBy: apiToken.createdBy,
  createdByName: user.name,
  createdByEmail: user.email,
}

const live = (now: Date) => and(isNull(apiToken.revokedAt), gt(apiToken.expiresAt, now))

export async function countLiveTokens(db: ControlDatabase, tenantId: TenantId, now: Date): Promise<number> {
  const rows = await db
    .select({ live: count() })
    .from(apiToken)
    .where(and(eq(apiToken.tenantId, tenantId), live(now)))
  return rows[0]?.live ?? 0
}

export async function insertToken(db: ControlDatabase, row: NewToken, act: PendingAct, now: Date): Promise<void> {
  await db.batch([db.insert(apiToken).values(row), insertActIfChanged(db, act, now)])
}

/** Tokens of a tenant, newest first; `after` is [created, id] of the last row before. Dead ones stay listed. */
export function selectTokens(db: ControlDatabase, tenantId: TenantId, after: [number, string] | null, limit: number) {
  const beyond =
    after === null
      ? undefined
      : or(
          lt(apiToken.createdAt, new Date(after[0])),
          and(eq(apiToken.createdAt, new Date(after[0])), lt(apiToken.id, after[1])),
        )
  return db
    .select(columns)
    .from(apiToken)
    .leftJoin(user, eq(user.id, apiToken.createdBy))
    .where(and(eq(apiToken.tenantId, tenantId), beyond))
    .orderBy(desc(apiToken.createdAt), desc(apiToken.id))
    .limit(limit)
}

/** A live token with its tenant, and its maker's membership there; null also when the maker has left. */
export async function selectLiveToken(db: ControlDatabase, id: string, now: Date) {
  const rows = await db
    .select({
      hash: apiToken.hash,
      scopes: apiToken.scopes,
      lastUsedAt: apiToken.lastUsedAt,
      role: member.role,
      tenant: { id: tenant.id, name: tenant.name, region: tenant.region },
      user: { id: user.id, email: user.email, name: user.name },
    })
    .from(apiToken)
    .innerJoin(tenant, eq(tenant.id, apiToken.tenantId))
    .innerJoin(member, and(eq(member.tenantId, apiToken.tenantId), eq(member.userId, apiToken.createdBy)))
    .innerJoin(user, eq(user.id, apiToken.createdBy))
    .where(and(eq(apiToken.id, id), live(now)))
  return rows[0] ?? null
}

export async function touchToken(db: ControlDatabase, id: string, now: Date): Promise<void> {
  await db.update(apiToken).set({ lastUsedAt: now }).where(eq(apiToken.id, id))
}

/** Revokes with its act; false when the tenant has no such token or it is revoked already. */
export async function revokeToken(
  db: ControlDatabase,
  tenantId: TenantId,
  id: string,
  act: PendingAct,
  now: Date,
): Promise<boolean> {
  const where = and(eq(apiToken.tenantId, tenantId), eq(apiToken.id, id), isNull(apiToken.revokedAt))
  const update = db.update(apiToken).set({ revokedAt: now }).where(where).returning({ id: apiToken.id })
  const [revoked] = await db.batch([update, insertActIfChanged(db, act, now)])
  return revoked.length > 0
}

export async function tokenExists(db: ControlDatabase, tenantId: TenantId, id: string): Promise<boolean> {
  const where = and(eq(apiToken.tenantId, tenantId), eq(apiToken.id, id))
  return (await db.select({ id: apiToken.id }).from(apiToken).where(where)).length > 0
}
