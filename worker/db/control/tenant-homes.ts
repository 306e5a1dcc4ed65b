// Every tenant and its region, for work that goes through all of them.
import { and, asc, gt, isNull } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import type { Region } from '../../region.ts'
import type { ControlDatabase } from './database.ts'
import { tenant } from './schema.ts'

export type TenantHome = { id: TenantId; region: Region }

/** Tenants by id, those behind `after`; erased ones are left alone. */
export async function listTenantHomes(db: ControlDatabase, after: string, limit: number): Promise<TenantHome[]> {
  // Ids are compared as text; the column's own type is what ids are.
  return db
    .select({ id: tenant.id, region: tenant.region })
    .from(tenant)
    .where(and(gt(tenant.id, after as TenantId), isNull(tenant.erasedAt)))
    .orderBy(asc(tenant.id))
    .limit(limit)
}
