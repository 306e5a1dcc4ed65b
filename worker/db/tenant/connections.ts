// Connections as D1 keeps them: everything a person may see of one, and nothing of the secret.
import { and, eq, getTableColumns, ne, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { ConnectionId, TenantId } from '../../ids.ts'
import type { ConnectionKind } from '../../vendors/stream.ts'
import { connection } from './schema.ts'

export type ConnectionRow = typeof connection.$inferSelect

const of = (tenant: TenantId, id: string) => and(eq(connection.tenant, tenant), eq(connection.id, id))

/**
 * The one connection of this tenant to this organization with this kind of key: the one that is there, removed or not, or else `row`.
 * One statement decides, so that connecting twice at once makes one connection; a removed one comes back with its cursors.
 */
export async function claimConnection(db: D1Database, row: ConnectionRow): Promise<ConnectionRow> {
  const same = and(
    eq(connection.tenant, row.tenant),
    eq(connection.kind, row.kind),
    eq(connection.organization, row.organization),
  )
  const d = drizzle(db)
  const columns = Object.entries(getTableColumns(connection)).map(([member, column]) => ({
    name: sql.identifier(column.name),
    // Every member of the row is a column of the table.
    value: row[member as keyof ConnectionRow],
  }))
  const names = sql.join(
    columns.map(({ name }) => name),
    sql`, `,
  )
  const values = sql.join(
    columns.map(({ value }) => sql`${value}`),
    sql`, `,
  )
  await d.run(
    sql`INSERT INTO ${connection} (${names}) SELECT ${values} WHERE NOT EXISTS (SELECT 1 FROM ${connection} WHERE ${same})`,
  )
  const [there] = await d.select().from(connection).where(same).orderBy(connection.connectedAt).limit(1)
  if (there === undefined) throw new Error('a connection that was just made is not there')
  return there
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
  kind: ConnectionKind,
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
