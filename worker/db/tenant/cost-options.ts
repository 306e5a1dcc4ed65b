// What the filters of the costs screen can be set to in a range, and the currency its bill is in.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { between } from './clause.ts'
import { COST_COLUMNS } from './cost-scope.ts'
import type { TenantDatabase } from './database.ts'
import { COST_WORKSPACE, type Names } from './labels.ts'
import { distinct, distinctWorkspaces, type Option, plainOptions, workspaceOptions } from './options.ts'
import type { DayRange } from './range.ts'
import { cost } from './schema.ts'

type OptionName =
  | 'workspaces'
  | 'models'
  | 'cost_types'
  | 'token_types'
  | 'descriptions'
  | 'tiers'
  | 'context_windows'
  | 'inference_geos'
export type CostOptions = Record<OptionName, Option[]>
type OptionsRow = Record<OptionName | 'currencies', string>

/** One row, a JSON array a column. */
export function costOptionsQuery(db: TenantDatabase, tenant: TenantId, range: DayRange) {
  return db.ask<OptionsRow>(sql`
    SELECT ${distinct(cost.currency)} AS currencies, ${distinctWorkspaces(cost.vendor, COST_WORKSPACE)} AS workspaces,
      ${distinct(cost.model)} AS models, ${distinct(cost.costType)} AS cost_types, ${distinct(cost.tokenType)} AS token_types,
      ${distinct(cost.description)} AS descriptions, ${distinct(COST_COLUMNS.tier)} AS tiers,
      ${distinct(cost.contextWindow)} AS context_windows, ${distinct(COST_COLUMNS.inference_geo)} AS inference_geos
    FROM ${cost} WHERE ${cost.tenant} = ${tenant} AND ${between(cost.day, range)}`)
}

export function costOptionsFrom(row: OptionsRow | undefined, names: Names): CostOptions {
  return {
    workspaces: workspaceOptions(row?.workspaces, names),
    models: plainOptions(row?.models),
    cost_types: plainOptions(row?.cost_types),
    token_types: plainOptions(row?.token_types),
    descriptions: plainOptions(row?.descriptions),
    tiers: plainOptions(row?.tiers),
    context_windows: plainOptions(row?.context_windows),
    inference_geos: plainOptions(row?.inference_geos),
  }
}

/** The one currency of the bill. Sums over several would be no amount of anything, so they are called `mixed`. */
export function currencyOf(currencies: string | undefined): string {
  // Our own JSON, made by costOptionsQuery.
  const several = JSON.parse(currencies ?? '[]') as string[]
  return several.length > 1 ? 'mixed' : (several[0] ?? 'USD')
}
