// Connections as D1 keeps them: everything a person may see of one, and nothing of the secret.
import { and, eq, ne } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { ConnectionId, TenantId } from '../../ids.ts'
import { connection } from './schema.ts'

export type ConnectionRow = typeof connection.$inferSelect
export type ConnectionState = 'working' | 'partial' | 'broken' | 'removed'

const of = (tenant: TenantId, id: string) => and(eq(connection.tenant, tenant), eq(connection.id, id))

export async function insertConnection(db: D1Database, row: ConnectionRow): Promise<void> {
  await drizzle(db).insert(connection).values(row)
}

/** Connections of a tenant that were not removed, oldest first. */
export async function listConnections(db: D1Database, tenant: TenantId): Promise<ConnectionRow[]> {
  return drizzle(db)
    .select()
    .from(connection)
    .where(and(eq(connection.tenant, tenant), ne(connection.state, 'removed')))
    .orderBy(connection.connectedAt)
}

/** A connection that was not removed. */
export async function findConnection(db: D1Database, tenant: TenantId, id: string): Promise<ConnectionRow | undefined> {
  const [row] = await drizzle(db)
    .select()
    .from(connection)
    .where(and(of(tenant, id), ne(connection.state, 'removed')))
  return row
}

/** The connection that already reads this organization with this kind of key, if any: connecting again rotates it. */
export async function findByOrganization(
  db: D1Database,
  tenant: TenantId,
  kind: string,
  organization: string,
): Promise<ConnectionRow | undefined> {
  const [row] = await drizzle(db)
    .select()
    .from(connection)
    .where(
      and(
        eq(connection.tenant, tenant),
        eq(connection.kind, kind),
        eq(connection.organization, organization),
        ne(connection.state, 'removed'),
      ),
    )
  return row
}

export async function updateConnection(
  db: D1Database,
  tenant: TenantId,
  id: ConnectionId | string,
  change: Partial<Omit<ConnectionRow, 'tenant' | 'id'>>,
): Promise<void> {
  await drizzle(db).update(connection).set(change).where(of(tenant, id))
}
