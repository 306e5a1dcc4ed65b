// Exports as rows: asked for, moved on by the job, linked, revoked, cleared. Every change says which state it may start from.
import { and, desc, eq, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { TenantId } from '../../ids.ts'
import { exportJob } from './schema.ts'

export type ExportRow = typeof exportJob.$inferSelect
export type ExportStateName = 'queued' | 'running' | 'ready' | 'failed' | 'revoked' | 'expired'

const one = (tenant: string, id: string) => and(eq(exportJob.tenant, tenant), eq(exportJob.id, id))

/** The same export again writes nothing. */
export async function insertExport(db: D1Database, row: typeof exportJob.$inferInsert): Promise<void> {
  await drizzle(db).insert(exportJob).values(row).onConflictDoNothing()
}

export async function findExport(db: D1Database, tenant: string, id: string): Promise<ExportRow | undefined> {
  const rows = await drizzle(db).select().from(exportJob).where(one(tenant, id))
  return rows[0]
}

/** Newest first; `after`: creation time and id of the last one seen. */
export async function listExports(
  db: D1Database,
  tenant: TenantId,
  after: readonly [string, string] | null,
  limit: number,
): Promise<ExportRow[]> {
  const older = after === null ? undefined : sql`(${exportJob.createdAt}, ${exportJob.id}) < (${after[0]}, ${after[1]})`
  return drizzle(db)
    .select()
    .from(exportJob)
    .where(and(eq(exportJob.tenant, tenant), older))
    .orderBy(desc(exportJob.createdAt), desc(exportJob.id))
    .limit(limit)
}

/** How many exports of a tenant are still being made. */
export async function countUnfinished(db: D1Database, tenant: TenantId): Promise<number> {
  return drizzle(db).$count(
    exportJob,
    and(eq(exportJob.tenant, tenant), inArray(exportJob.state, ['queued', 'running'])),
  )
}

type Change = Partial<Omit<ExportRow, 'tenant' | 'id'>>

/**
 * Changes an export that is in one of these states; `plan` and `volumes`: and only if the job stands where the caller saw it. False
 * where it is not so any more: another delivery was here first, or somebody revoked it.
 */
export async function changeExport(
  db: D1Database,
  { tenant, id }: Pick<ExportRow, 'tenant' | 'id'>,
  from: readonly ExportStateName[],
  change: Change,
  seen: Partial<Pick<ExportRow, 'plan' | 'volumes'>> = {},
): Promise<boolean> {
  const plan =
    seen.plan === undefined ? undefined : seen.plan === null ? isNull(exportJob.plan) : eq(exportJob.plan, seen.plan)
  const volumes = seen.volumes === undefined ? undefined : eq(exportJob.volumes, seen.volumes)
  const changed = await drizzle(db)
    .update(exportJob)
    .set(change)
    .where(and(one(tenant, id), inArray(exportJob.state, [...from]), plan, volumes))
    .returning({ id: exportJob.id })
  return changed.length > 0
}

/** Another link, with its own expiry and limit; links of earlier versions end with this. Undefined where the export is not ready. */
export async function renewLink(
  db: D1Database,
  { tenant, id }: Pick<ExportRow, 'tenant' | 'id'>,
  link: Pick<ExportRow, 'expiresAt' | 'maxDownloads'>,
): Promise<ExportRow | undefined> {
  const rows = await drizzle(db)
    .update(exportJob)
    .set({ ...link, linkVersion: sql`${exportJob.linkVersion} + 1` })
    .where(and(one(tenant, id), eq(exportJob.state, 'ready'), eq(exportJob.cleared, 0)))
    .returning()
  return rows[0]
}

/** Jobs without a sign of life since `before`: their message was lost. Taking one counts as a sign of life. */
export async function takeStalledExports(
  db: D1Database,
  before: string,
  now: string,
  limit: number,
): Promise<Pick<ExportRow, 'tenant' | 'id'>[]> {
  const rows = sql`SELECT rowid FROM ${exportJob} WHERE ${exportJob.cleared} = 0
    AND ${exportJob.state} IN ('queued', 'running') AND ${exportJob.touchedAt} < ${before} LIMIT ${limit}`
  return drizzle(db)
    .update(exportJob)
    .set({ touchedAt: now })
    .where(sql`rowid IN (${rows})`)
    .returning({ tenant: exportJob.tenant, id: exportJob.id })
}

/** Exports whose objects are to go: revoked or failed, or expired since before `expiredBefore`. */
export async function selectUncleared(
  db: D1Database,
  expiredBefore: string,
  touchedBefore: string,
  limit: number,
): Promise<ExportRow[]> {
  return drizzle(db)
    .select()
    .from(exportJob)
    .where(
      and(
        eq(exportJob.cleared, 0),
        or(
          // A job that was on its way when it was revoked may still write one more volume.
          and(inArray(exportJob.state, ['revoked', 'failed']), lt(exportJob.touchedAt, touchedBefore)),
          lte(exportJob.expiresAt, expiredBefore),
        ),
      ),
    )
    .limit(limit)
}
