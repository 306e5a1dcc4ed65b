// What the filters of the usage screen can be set to in a range, whatever is filtered now.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { allOf, between } from './clause.ts'
import type { TenantDatabase } from './database.ts'
import { type Names, productLabel, USAGE_WORKSPACE } from './labels.ts'
import { distinct, distinctWorkspaces, namedOptions, type Option, plainOptions, workspaceOptions } from './options.ts'
import { usage } from './schema.ts'
import type { UsageAsk } from './usage.ts'
import { asksForPeople, usageView } from './usage-scope.ts'

type OptionName =
  | 'models'
  | 'workspaces'
  | 'keys'
  | 'tiers'
  | 'context_windows'
  | 'inference_geos'
  | 'speeds'
  | 'products'
export type UsageOptions = Record<OptionName, Option[]>
type OptionsRow = Record<OptionName, string>

/** One row, a JSON array a column. */
export function usageOptionsQuery(db: TenantDatabase, tenant: TenantId, { range, filter, by }: UsageAsk) {
  const scope = allOf(usageView(tenant, range, asksForPeople(filter, by)), between(usage.day, range))
  return db.ask<OptionsRow>(sql`
    SELECT ${distinct(usage.model)} AS models, ${distinctWorkspaces(usage.vendor, USAGE_WORKSPACE)} AS workspaces,
      ${distinct(usage.apiKey)} AS keys, ${distinct(usage.serviceTier)} AS tiers,
      ${distinct(usage.contextWindow)} AS context_windows, ${distinct(usage.inferenceGeo)} AS inference_geos,
      ${distinct(usage.speed)} AS speeds, ${distinct(usage.product)} AS products
    FROM ${usage} WHERE ${scope}`)
}

export function usageOptionsFrom(row: OptionsRow | undefined, names: Names): UsageOptions {
  return {
    models: plainOptions(row?.models),
    workspaces: workspaceOptions(row?.workspaces, names),
    keys: namedOptions(row?.keys, names.key),
    tiers: plainOptions(row?.tiers),
    context_windows: plainOptions(row?.context_windows),
    inference_geos: plainOptions(row?.inference_geos),
    speeds: plainOptions(row?.speeds),
    products: namedOptions(row?.products, productLabel),
  }
}
