// Whether a tenant has a key that captures chats, or had one that did.
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { TenantId } from '../../ids.ts'
import { chat, connection } from './schema.ts'

/** `captured`: there is no key now, but chats were captured. */
export async function hasContentKey(db: D1Database, tenant: TenantId): Promise<'connected' | 'captured' | 'never'> {
  const [row] = await drizzle(db).all<{ connected: number; captured: number }>(sql`SELECT
    EXISTS (SELECT 1 FROM ${connection} WHERE ${connection.tenant} = ${tenant}
      AND ${connection.kind} = 'anthropic_compliance' AND ${connection.state} <> 'removed') AS connected,
    EXISTS (SELECT 1 FROM ${chat} WHERE ${chat.tenant} = ${tenant}) AS captured`)
  if (row?.connected === 1) return 'connected'
  return row?.captured === 1 ? 'captured' : 'never'
}
