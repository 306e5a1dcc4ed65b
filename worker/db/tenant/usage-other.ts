// What is not counted in tokens: images, characters, seconds, bytes, sessions, file searches, by service and unit.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { allOf, between, sumText } from './clause.ts'
import type { TenantDatabase, VendorName } from './database.ts'
import type { DayRange } from './range.ts'
import { usage } from './schema.ts'
import type { Estimate } from './tokens.ts'
import type { Selection } from './usage-people.ts'
import { type UsageFilter, usageConditions, usageView } from './usage-scope.ts'

export type OtherUse = {
  vendor: VendorName
  product: string
  unit: string
  quantity: string
  estimate: Estimate
  records: number
}

type Row = Omit<OtherUse, 'estimate'> & { nano: string; priced: number }

export function otherQuery(
  db: TenantDatabase,
  tenant: TenantId,
  ask: { range: DayRange; filter: UsageFilter; people: boolean; selection: Selection | undefined },
) {
  const scope = allOf(
    usageView(tenant, ask.range, ask.people),
    between(usage.day, ask.range),
    sql`${usage.unit} IS NOT NULL`,
    usageConditions(tenant, ask.filter, ask.selection),
  )
  return db.ask<Row>(sql`
    SELECT ${usage.vendor} AS vendor, COALESCE(${usage.product}, '') AS product, ${usage.unit} AS unit,
      ${sumText(usage.quantity)} AS quantity, ${sumText(usage.estimate)} AS nano, COUNT(*) AS records,
      COUNT(${usage.estimate}) AS priced
    FROM ${usage} WHERE ${scope} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`)
}

export function otherFrom(rows: readonly Row[]): OtherUse[] {
  return rows.map(({ nano, priced, ...row }) => ({
    ...row,
    estimate: { nano, rows_without_price: row.records - priced },
  }))
}
