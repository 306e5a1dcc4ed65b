// What stands behind a finding: the rows of its day, where most of them stood, the workspaces of keys, and what somebody said of it.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { allOf, sumText } from './clause.ts'
import type { TenantDatabase, VendorName } from './database.ts'
import type { Day } from './range.ts'
import { alert, usage, vendorKey } from './schema.ts'
import { type AskStitched, selectPeople } from './usage-people.ts'
import { asksForPeople, dimensionColumn, type UsageFilter, usageConditions, usageView } from './usage-scope.ts'

/** One workspace and model of a day's rows, with their sum. */
type Place = {
  vendor: VendorName
  workspace: string | null
  model: string | null
  nano: string
  rows: number
  first: number
  last: number
}

export type Evidence = {
  records: number
  first: number | null
  last: number | null
  places: { vendor: VendorName; workspace: string | null; model: string | null; nano: bigint }[]
}

/** The usage rows of one day that a filter selects, by workspace and model, largest first. */
export async function readEvidence(
  db: TenantDatabase,
  tenant: TenantId,
  day: Day,
  filter: UsageFilter,
  stitched: AskStitched,
): Promise<Evidence> {
  const range = { from: day, to: day, days: 1 }
  const selection = await selectPeople(db, tenant, range, filter.person, stitched)
  const scope = allOf(
    usageView(tenant, range, asksForPeople(filter)),
    sql`${usage.day} = ${day}`,
    usageConditions(tenant, filter, selection),
  )
  const workspace = dimensionColumn('workspace', tenant)
  const places = await db.rows(
    db.ask<Place>(sql`
      SELECT ${usage.vendor} AS vendor, ${workspace} AS workspace, ${usage.model} AS model, ${sumText(usage.estimate)} AS nano,
        COUNT(*) AS rows, MIN(${usage.seq}) AS first, MAX(${usage.seq}) AS last
      FROM ${usage} WHERE ${scope} GROUP BY 1, 2, 3 ORDER BY SUM(${usage.estimate}) DESC`),
  )
  return {
    records: places.reduce((sum, { rows }) => sum + rows, 0),
    first: places.length === 0 ? null : Math.min(...places.map(({ first }) => first)),
    last: places.length === 0 ? null : Math.max(...places.map(({ last }) => last)),
    places: places.map(({ vendor, workspace: place, model, nano }) => ({
      vendor,
      workspace: place,
      model,
      nano: BigInt(nano),
    })),
  }
}

export type KeyHome = { vendor: VendorName; key: string; workspace: string | null }

/** The workspace of every key that a vendor lists or listed. */
export const keyHomes = (db: TenantDatabase, tenant: TenantId): Promise<KeyHome[]> =>
  db.rows(
    db.ask<KeyHome>(sql`
      SELECT ${vendorKey.vendor} AS vendor, ${vendorKey.id} AS key, ${vendorKey.workspace} AS workspace
      FROM ${vendorKey} WHERE ${vendorKey.tenant} = ${tenant}`),
  )

export type SaidOf = { id: string; key: string; explained: string | null; by: string | null; at: string | null }

/** The alerts that findings raised, by the finding's key, with what somebody said of them. */
export async function saidOfFindings(db: TenantDatabase, tenant: TenantId): Promise<Map<string, SaidOf>> {
  const rows = await db.rows(
    db.ask<SaidOf>(sql`
      SELECT ${alert.id} AS id, ${alert.level} AS key, ${alert.explained} AS explained, ${alert.acknowledgedBy} AS by,
        ${alert.acknowledgedAt} AS at
      FROM ${alert} WHERE ${alert.tenant} = ${tenant} AND ${alert.source} = 'anomaly' ORDER BY ${alert.at}`),
  )
  return new Map(rows.map((row) => [row.key, row]))
}
