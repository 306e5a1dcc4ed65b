// What a vendor really sent, for capabilities that reachability alone does not prove.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { tenantDatabase } from './database.ts'
import { activity, usage } from './schema.ts'

/** Whether an audit event of OpenAI was ingested. Reads up to the first; where there is none, all activity of the tenant. */
export async function sawEvents(d1: D1Database, tenant: TenantId): Promise<boolean> {
  const db = tenantDatabase(d1)
  const rows = await db.rows(
    db.ask(
      sql`SELECT 1 FROM ${activity} WHERE ${activity.tenant} = ${tenant} AND ${activity.vendor} = 'openai' LIMIT 1`,
    ),
  )
  return rows.length > 0
}

/** Whether usage of OpenAI named a user. Reads up to the first row that does; where there is none, all usage of the tenant. */
export async function sawUsers(d1: D1Database, tenant: TenantId): Promise<boolean> {
  const db = tenantDatabase(d1)
  const rows = await db.rows(
    db.ask(sql`
      SELECT 1 FROM ${usage} WHERE ${usage.tenant} = ${tenant} AND ${usage.vendor} = 'openai'
        AND ${usage.subject} IS NOT NULL LIMIT 1`),
  )
  return rows.length > 0
}
