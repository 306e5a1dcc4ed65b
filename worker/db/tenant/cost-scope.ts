// Which cost rows a screen is about, and the usage rows that are their counterpart, where there is one.
import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { allOf, among, between, equals } from './clause.ts'
import { COST_WORKSPACE, USAGE_WORKSPACE } from './labels.ts'
import { cost, usage } from './schema.ts'

export const COST_STREAMS = ['anthropic.costs']

export type CostDimension =
  | 'workspace'
  | 'model'
  | 'description'
  | 'token_type'
  | 'cost_type'
  | 'tier'
  | 'context_window'
  | 'inference_geo'

type Many = readonly string[] | undefined
export type CostFilter = {
  vendor?: string | undefined
  workspace?: Many
  model?: Many
  cost_type?: Many
  token_type?: Many
  description?: Many
  tier?: Many
  context_window?: Many
  inference_geo?: Many
}

export const COST_COLUMNS: Readonly<Record<CostDimension, AnyColumn | SQL>> = {
  workspace: COST_WORKSPACE,
  model: cost.model,
  description: cost.description,
  token_type: cost.tokenType,
  cost_type: cost.costType,
  tier: cost.serviceTier,
  context_window: cost.contextWindow,
  inference_geo: cost.inferenceGeo,
}

/** The same dimension of usage rows; a bill line's description, cost type and token type have no counterpart there. */
export const COUNTERPARTS: Readonly<Partial<Record<CostDimension, AnyColumn | SQL>>> = {
  workspace: USAGE_WORKSPACE,
  model: usage.model,
  tier: usage.serviceTier,
  context_window: usage.contextWindow,
  inference_geo: usage.inferenceGeo,
}

/** Whether usage can be filtered the same way. A filter by what only bill lines have cannot: then there is no estimate. */
export const hasCounterpart = ({ cost_type, token_type, description }: CostFilter): boolean =>
  [cost_type, token_type, description].every((values) => (values?.length ?? 0) === 0)

type Days = { from: string; to: string } | SQL

const within = (column: AnyColumn, days: Days): SQL =>
  'from' in days ? between(column, days) : sql`${column} = ${days}`

/** `days`: a range, or an expression that gives one day. */
export function costScope(tenant: TenantId, days: Days, filter: CostFilter): SQL {
  return allOf(
    sql`${cost.tenant} = ${tenant}`,
    within(cost.day, days),
    equals(cost.vendor, filter.vendor),
    among(COST_WORKSPACE, filter.workspace, ['', 'default']),
    among(cost.model, filter.model),
    among(cost.costType, filter.cost_type),
    among(cost.tokenType, filter.token_type),
    among(cost.description, filter.description),
    among(cost.serviceTier, filter.tier),
    among(cost.contextWindow, filter.context_window),
    among(cost.inferenceGeo, filter.inference_geo),
  )
}

/** Usage over the same days, vendor and every dimension that both reports have. */
export function counterpartScope(tenant: TenantId, days: Days, filter: CostFilter): SQL {
  return allOf(
    sql`${usage.tenant} = ${tenant} AND ${usage.view} = 'dimensions'`,
    within(usage.day, days),
    equals(usage.vendor, filter.vendor),
    among(USAGE_WORKSPACE, filter.workspace, ['', 'default']),
    among(usage.model, filter.model),
    among(usage.serviceTier, filter.tier),
    among(usage.contextWindow, filter.context_window),
    among(usage.inferenceGeo, filter.inference_geo),
  )
}
