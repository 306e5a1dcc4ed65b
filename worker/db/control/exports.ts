// Whose an export is: written with the act that tells of it, before anything of the export exists, and read by every link.
import { eq, sql } from 'drizzle-orm'
import type { Region } from '../../access/rows.ts'
import type { TenantId } from '../../ids.ts'
import { insertActIfChanged, type PendingAct } from './acts.ts'
import type { ControlDatabase } from './database.ts'
import { exportIndex, tenant, user } from './schema.ts'

/** The export's tenant and the act of asking for it, both or neither; the same export again writes nothing. */
export async function insertExportIndex(
  db: ControlDatabase,
  row: { id: string; tenantId: TenantId },
  act: PendingAct,
  now: Date,
): Promise<void> {
  await db.batch([db.insert(exportIndex).values(row).onConflictDoNothing(), insertActIfChanged(db, act, now)])
}

/** Tenant and region of an export, null where there is no such export. */
export async function findExportHome(
  db: ControlDatabase,
  id: string,
): Promise<{ tenant: TenantId; region: Region } | null> {
  const rows = await db
    .select({ tenant: tenant.id, region: tenant.region })
    .from(exportIndex)
    .innerJoin(tenant, eq(tenant.id, exportIndex.tenantId))
    .where(eq(exportIndex.id, id))
  return rows[0] ?? null
}

/** Names and addresses of our own users, by id. */
export async function selectUsers(
  db: ControlDatabase,
  ids: readonly string[],
): Promise<Map<string, { name: string; email: string }>> {
  const rows = await db
    .select({ id: user.id, name: user.name, email: user.email })
    .from(user)
    .where(sql`${user.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`)
  return new Map(rows.map(({ id, ...known }) => [id, known]))
}
