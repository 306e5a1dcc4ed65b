// Whether a workspace or project is known: from the vendor's list, or because a bill or use names it that is listed no more.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import type { TenantDatabase } from './database.ts'
import { cost, usage, workspace } from './schema.ts'

export async function workspaceExists(
  db: TenantDatabase,
  tenant: TenantId,
  vendor: string,
  id: string,
): Promise<boolean> {
  const [row] = await db.rows(
    db.ask<{ known: number }>(sql`
      SELECT EXISTS (SELECT 1 FROM ${workspace} WHERE ${workspace.tenant} = ${tenant} AND ${workspace.vendor} = ${vendor}
          AND ${workspace.id} = ${id})
        OR EXISTS (SELECT 1 FROM ${cost} WHERE ${cost.tenant} = ${tenant} AND ${cost.vendor} = ${vendor}
          AND ${cost.workspace} = ${id})
        OR EXISTS (SELECT 1 FROM ${usage} WHERE ${usage.tenant} = ${tenant} AND ${usage.vendor} = ${vendor}
          AND ${usage.workspace} = ${id}) AS known`),
  )
  return row?.known === 1
}
