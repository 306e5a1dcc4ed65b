// Tenants as rows: created with their first owner, renamed and set up later. Id and region never change.
import { and, eq, lt, sql } from 'drizzle-orm'
import type { TenantRow } from '../../access/rows.ts'
import type { TenantId } from '../../ids.ts'
import { insertActIfChanged, type PendingAct } from './acts.ts'
import type { ControlDatabase } from './database.ts'
import { member, tenant, user } from './schema.ts'

/** Takes one of a person's tenant creations; false when all are used. */
export async function takeTenantCreation(db: ControlDatabase, userId: string, most: number): Promise<boolean> {
  const taken = await db
    .update(user)
    .set({ tenantsCreated: sql`${user.tenantsCreated} + 1` })
    .where(and(eq(user.id, userId), lt(user.tenantsCreated, most)))
    .returning({ id: user.id })
  return taken.length > 0
}

/** The tenant, its first owner and the act of creation, all or nothing. */
export async function insertTenant(
  db: ControlDatabase,
  row: TenantRow,
  ownerId: string,
  act: PendingAct,
  now: Date,
): Promise<void> {
  await db.batch([
    db.insert(tenant).values({ ...row, createdAt: now }),
    db.insert(member).values({ tenantId: row.id, userId: ownerId, role: 'owner', joinedAt: now }),
    insertActIfChanged(db, act, now),
  ])
}

export async function selectTenant(db: ControlDatabase, id: TenantId): Promise<TenantRow | null> {
  const rows = await db.select().from(tenant).where(eq(tenant.id, id))
  const row = rows[0]
  if (row === undefined) return null
  const { createdAt: _, ...rest } = row
  return rest
}

type TenantSettings = Pick<
  TenantRow,
  'name' | 'timezone' | 'plaintextDigest' | 'domainAliases' | 'secondApprover' | 'retentionMonths'
>

/** Writes all settings with the act that says what changed. */
export async function updateTenant(
  db: ControlDatabase,
  id: TenantId,
  settings: TenantSettings,
  act: PendingAct,
  now: Date,
): Promise<void> {
  await db.batch([db.update(tenant).set(settings).where(eq(tenant.id, id)), insertActIfChanged(db, act, now)])
}
