// The organizations at the vendors: those that the ledger read of, and those that a connection names.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import type { TenantDatabase, VendorName } from './database.ts'
import { type ReadingRow, readingsQuery } from './list-standing.ts'
import { connection, organization } from './schema.ts'

export type OrganizationRow = {
  vendor: VendorName
  id: string
  name: string
  /** Whether a connection to it is there now. */
  connected: boolean
  /** The record that names it; null where only a connection does. */
  seq: number | null
}

type Stored = Omit<OrganizationRow, 'connected'> & { connected: number }

/** All of them, by vendor and id: a tenant has a handful. A vendor may not name the organization in any list, so connections count too. */
export async function readOrganizations(
  db: TenantDatabase,
  tenant: TenantId,
): Promise<{ rows: OrganizationRow[]; readings: ReadingRow[] }> {
  const [rows, readings] = await db.batch([
    db.ask<Stored>(sql`
      SELECT vendor, id, COALESCE(MAX(read_name), MAX(connected_name)) AS name, MAX(live) AS connected, MAX(seq) AS seq
      FROM (
        SELECT ${organization.vendor} AS vendor, ${organization.id} AS id, ${organization.name} AS read_name,
          NULL AS connected_name, 0 AS live, ${organization.seq} AS seq
        FROM ${organization} WHERE ${organization.tenant} = ${tenant}
        UNION ALL
        SELECT SUBSTR(${connection.kind}, 1, INSTR(${connection.kind}, '_') - 1), ${connection.organization}, NULL,
          ${connection.organizationName}, 1, NULL
        FROM ${connection} WHERE ${connection.tenant} = ${tenant} AND ${connection.state} <> 'removed')
      GROUP BY vendor, id ORDER BY vendor, id`),
    readingsQuery(db, tenant, 'organizations'),
  ])
  return { rows: rows.map((row) => ({ ...row, connected: row.connected === 1 })), readings }
}
