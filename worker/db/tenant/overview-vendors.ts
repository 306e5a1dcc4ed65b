// Which vendors a screen of figures can be filtered by: those that are connected, and those that data came from.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { CONNECTION_KINDS, type Vendor } from '../../vendors/stream.ts'
import type { TenantDatabase } from './database.ts'
import { connection, cost, member, usage } from './schema.ts'

/** Rows by vendor are found through the stream's name, the second column of the primary keys: `openai.` to `openai/`, which ends it. */
export function vendorsQuery(db: TenantDatabase, tenant: TenantId) {
  const kinds = CONNECTION_KINDS.map((kind) => [kind, kind.slice(0, kind.indexOf('_'))])
  const within = (column: typeof usage.stream | typeof cost.stream) =>
    sql`${column} > known.vendor || '.' AND ${column} < known.vendor || '/'`
  return db.ask<{ vendor: Vendor }>(sql`
    SELECT DISTINCT known.vendor AS vendor
    FROM (SELECT value ->> 0 AS kind, value ->> 1 AS vendor FROM json_each(${JSON.stringify(kinds)})) AS known
    WHERE EXISTS (SELECT 1 FROM ${connection} WHERE ${connection.tenant} = ${tenant}
        AND ${connection.kind} = known.kind AND ${connection.state} <> 'removed')
      OR EXISTS (SELECT 1 FROM ${usage} WHERE ${usage.tenant} = ${tenant} AND ${within(usage.stream)})
      OR EXISTS (SELECT 1 FROM ${cost} WHERE ${cost.tenant} = ${tenant} AND ${within(cost.stream)})
      OR EXISTS (SELECT 1 FROM ${member} WHERE ${member.tenant} = ${tenant} AND ${member.vendor} = known.vendor)
    ORDER BY vendor`)
}

export const vendorsFrom = (rows: readonly { vendor: Vendor }[]): Vendor[] => rows.map(({ vendor }) => vendor)
