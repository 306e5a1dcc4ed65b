// Acts of one tenant that its ledger does not have yet: whoever writes an act that takes an earlier one back delivers those first.
import { asc, eq } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import type { ControlDatabase } from './database.ts'
import { pendingAct } from './schema.ts'

/** Ids of at most 100 waiting acts, the oldest first. */
export async function selectWaitingActs(db: ControlDatabase, tenantId: TenantId): Promise<string[]> {
  const rows = await db
    .select({ id: pendingAct.id })
    .from(pendingAct)
    .where(eq(pendingAct.tenantId, tenantId))
    .orderBy(asc(pendingAct.createdAt), asc(pendingAct.id))
    .limit(100)
  return rows.map(({ id }) => id)
}
