// Money by day, model and workspace at once, which the sums of the days do not keep: asked for single weeks only.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { allOf, between, sumText } from './clause.ts'
import { COST_COLUMNS, type CostFilter, costScope } from './cost-scope.ts'
import type { TenantDatabase, VendorName } from './database.ts'
import type { Day, DayRange } from './range.ts'
import { cost, usage } from './schema.ts'
import { dimensionColumn, type UsageFilter, usageConditions, usageView } from './usage-scope.ts'

export type PlacedCell = { day: Day; vendor: VendorName; model: string | null; workspace: string | null; nano: string }

/** Estimates; the filter names no people. */
export function placedUsage(
  db: TenantDatabase,
  tenant: TenantId,
  range: DayRange,
  filter: UsageFilter,
): Promise<PlacedCell[]> {
  const scope = allOf(
    usageView(tenant, range, false),
    between(usage.day, range),
    usageConditions(tenant, filter, undefined),
  )
  return db.rows(
    db.ask<PlacedCell>(sql`
      SELECT ${usage.day} AS day, ${usage.vendor} AS vendor, ${usage.model} AS model,
        ${dimensionColumn('workspace', tenant)} AS workspace, ${sumText(usage.estimate)} AS nano
      FROM ${usage} WHERE ${scope} GROUP BY 1, 2, 3, 4`),
  )
}

/** Bill lines. */
export function placedCosts(
  db: TenantDatabase,
  tenant: TenantId,
  range: DayRange,
  filter: CostFilter,
): Promise<PlacedCell[]> {
  return db.rows(
    db.ask<PlacedCell>(sql`
      SELECT ${cost.day} AS day, ${cost.vendor} AS vendor, ${cost.model} AS model, ${COST_COLUMNS.workspace} AS workspace,
        ${sumText(cost.amount)} AS nano
      FROM ${cost} WHERE ${costScope(tenant, range, filter)} GROUP BY 1, 2, 3, 4`),
  )
}
