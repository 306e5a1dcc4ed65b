// What a vendor really sent, for capabilities that reachability alone does not prove.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { type TenantDatabase, tenantDatabase } from './database.ts'
import { activity, usage } from './schema.ts'

/** `events`: an audit event of OpenAI was ingested. `users`: usage of OpenAI named a user. */
export type Seen = { events: boolean; users: boolean }

/** Both in one round trip; each stops at the first row. */
export async function readSeen(d1: D1Database, tenant: TenantId): Promise<Seen> {
  const db: TenantDatabase = tenantDatabase(d1)
  const [row] = await db.rows(
    db.ask<{ events: number; users: number }>(sql`
      SELECT EXISTS (SELECT 1 FROM ${activity} WHERE ${activity.tenant} = ${tenant} AND ${activity.vendor} = 'openai') AS events,
        EXISTS (SELECT 1 FROM ${usage} WHERE ${usage.tenant} = ${tenant} AND ${usage.vendor} = 'openai'
          AND ${usage.subject} IS NOT NULL) AS users`),
  )
  return { events: row?.events === 1, users: row?.users === 1 }
}
