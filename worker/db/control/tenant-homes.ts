// Every tenant and its region, for work that goes through all of them.
import { asc, gt } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import type { Region } from '../../region.ts'
import type { ControlDatabase } from './database.ts'
import { tenant } from './schema.ts'

export type TenantHome = { id: TenantId; region: Region }

/** Tenants by id, those behind `after`. */
export async function listTenantHomes(db: ControlDatabase, after: string, limit: number): Promise<TenantHome[]> {
  // Ids are compared as text; the column's own type is what ids are.
  return db
    .select({ id: tenant.id, region: tenant.region })
    .from(tenant)
    .where(gt(tenant.id, after as TenantId))
    .orderBy(asc(tenant.id))
    .limit(limit)
}
