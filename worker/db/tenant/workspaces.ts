// The workspaces of one vendor and the projects of the other as one list, archived and vanished ones too.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { allOf, equals } from './clause.ts'
import type { TenantDatabase, VendorName } from './database.ts'
import { type ReadingRow, readingsQuery } from './list-standing.ts'
import { cutPage, type PageAsk, type PageOf } from './page.ts'
import { workspace } from './schema.ts'

export const WORKSPACE_STATES = ['active', 'archived', 'gone'] as const
export type WorkspaceState = (typeof WORKSPACE_STATES)[number]
export type WorkspaceRow = {
  vendor: VendorName
  id: string
  kind: 'workspace' | 'project'
  name: string
  is_default: boolean
  /** gone: the vendor's list does not have it any more. */
  state: WorkspaceState
  archived_at: string | null
  seq: number
}
export type WorkspaceFilter = { vendor?: string | undefined; state?: WorkspaceState | undefined }
export type WorkspacePosition = readonly [vendor: string, id: string]
export type ListPage<Row, Position> = PageOf<Row, Position> & { total: number; all: number; readings: ReadingRow[] }

type Stored = Omit<WorkspaceRow, 'kind' | 'is_default'> & { is_default: number }

const STATE = sql`CASE WHEN ${workspace.vanished} THEN 'gone' WHEN ${workspace.archivedAt} IS NOT NULL THEN 'archived'
  ELSE 'active' END`

/** One page by vendor and id; `total` over the filter, `all` over its vendor. */
export async function readWorkspaces(
  db: TenantDatabase,
  tenant: TenantId,
  { filter, limit, after }: { filter: WorkspaceFilter } & PageAsk<WorkspacePosition>,
): Promise<ListPage<WorkspaceRow, WorkspacePosition>> {
  const theirs = allOf(sql`${workspace.tenant} = ${tenant}`, equals(workspace.vendor, filter.vendor))
  const scope = allOf(theirs, filter.state === undefined ? undefined : sql`${STATE} = ${filter.state}`)
  const position = after && sql`(${workspace.vendor}, ${workspace.id}) > (${after[0]}, ${after[1]})`
  const [rows, counts, readings] = await db.batch([
    db.ask<Stored>(sql`
      SELECT ${workspace.vendor} AS vendor, ${workspace.id} AS id, ${workspace.name} AS name,
        ${workspace.isDefault} AS is_default, ${STATE} AS state, ${workspace.archivedAt} AS archived_at,
        ${workspace.seq} AS seq
      FROM ${workspace} WHERE ${allOf(scope, position ?? undefined)}
      ORDER BY ${workspace.vendor}, ${workspace.id} LIMIT ${limit + 1}`),
    db.ask<{ total: number; all: number }>(sql`
      SELECT COUNT(*) FILTER (WHERE ${scope}) AS total, COUNT(*) AS "all" FROM ${workspace} WHERE ${theirs}`),
    readingsQuery(db, tenant, 'workspaces', filter.vendor),
  ])
  const page = cutPage(rows, limit, ({ vendor, id }): WorkspacePosition => [vendor, id])
  const named = page.rows.map(
    (row): WorkspaceRow => ({
      ...row,
      kind: row.vendor === 'openai' ? 'project' : 'workspace',
      is_default: row.is_default === 1,
    }),
  )
  return { rows: named, next: page.next, total: counts[0]?.total ?? 0, all: counts[0]?.all ?? 0, readings }
}
