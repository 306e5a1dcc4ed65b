// Acts on their way to a ledger. They are written in the batch that does the act and deleted once the ledger has them.
import { asc, eq, inArray, sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import type { ControlDatabase } from './database.ts'
import { pendingAct } from './schema.ts'

export type PendingAct = { id: string; tenantId: TenantId; act: string }

/**
 * For a batch, right behind the statement that does the act: writes the act only if that statement changed a row.
 * The values stand in the order of the table's columns.
 */
export function insertActIfChanged(db: ControlDatabase, { id, tenantId, act }: PendingAct, now: Date) {
  return db.insert(pendingAct).select(sql`select ${id}, ${tenantId}, ${act}, ${now.getTime()} where changes() > 0`)
}

/** The same id twice is the same act. */
export function insertAct(db: ControlDatabase, pending: PendingAct, now: Date) {
  return db
    .insert(pendingAct)
    .values({ ...pending, createdAt: now })
    .onConflictDoNothing()
}

/** The given acts, or with no ids the 100 oldest. At most 100 ids (D1 binds 100 parameters). */
export function selectActs(db: ControlDatabase, ids?: readonly string[]): Promise<PendingAct[]> {
  return db
    .select({ id: pendingAct.id, tenantId: pendingAct.tenantId, act: pendingAct.act })
    .from(pendingAct)
    .where(ids === undefined ? undefined : inArray(pendingAct.id, [...ids]))
    .orderBy(asc(pendingAct.createdAt), asc(pendingAct.id))
    .limit(100)
}

export async function deleteAct(db: ControlDatabase, id: string): Promise<void> {
  await db.delete(pendingAct).where(eq(pendingAct.id, id))
}
