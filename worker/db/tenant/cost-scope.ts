// Which cost rows a screen is about, and the usage rows that are their counterpart, where there is one.
import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { allOf, among, between, equals } from './clause.ts'
import { COST_WORKSPACE, inWorkspaces, USAGE_WORKSPACE } from './labels.ts'
import { cost, usage } from './schema.ts'
import { streamsBehind } from './screen-streams.ts'

export const costStreams = (vendor: string | undefined): string[] => streamsBehind(['costs'], vendor)

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

/** OpenAI's bill leaves the usual tier unnamed and its usage calls it `default`; one tier must not stand twice in a list. */
const tierOf = ({ vendor, serviceTier }: typeof cost | typeof usage): SQL =>
  sql`CASE WHEN ${vendor} = 'openai' THEN COALESCE(${serviceTier}, 'default') ELSE ${serviceTier} END`

/** Models that cannot be tied to a region are `not_available` in one report and without a region in the other. */
const regionOf = ({ inferenceGeo }: typeof cost | typeof usage): SQL => sql`NULLIF(${inferenceGeo}, 'not_available')`
const NO_REGION = ['', 'not_available']

export const COST_COLUMNS: Readonly<Record<CostDimension, AnyColumn | SQL>> = {
  workspace: COST_WORKSPACE,
  model: cost.model,
  description: cost.description,
  token_type: cost.tokenType,
  cost_type: cost.costType,
  tier: tierOf(cost),
  context_window: cost.contextWindow,
  inference_geo: regionOf(cost),
}

/** The same dimension of usage rows; a bill line's description, cost type and token type have no counterpart there. */
export const COUNTERPARTS: Readonly<Partial<Record<CostDimension, AnyColumn | SQL>>> = {
  workspace: USAGE_WORKSPACE,
  model: usage.model,
  tier: tierOf(usage),
  context_window: usage.contextWindow,
  inference_geo: regionOf(usage),
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
    inWorkspaces(cost.vendor, COST_WORKSPACE, filter.workspace),
    among(cost.model, filter.model),
    among(cost.costType, filter.cost_type),
    among(cost.tokenType, filter.token_type),
    among(cost.description, filter.description),
    among(tierOf(cost), filter.tier),
    among(cost.contextWindow, filter.context_window),
    among(regionOf(cost), filter.inference_geo, NO_REGION),
  )
}

/** Usage over the same days, vendor and every dimension that both reports have. */
export function counterpartScope(tenant: TenantId, days: Days, filter: CostFilter): SQL {
  return allOf(
    sql`${usage.tenant} = ${tenant} AND ${usage.view} = 'dimensions'`,
    within(usage.day, days),
    equals(usage.vendor, filter.vendor),
    inWorkspaces(usage.vendor, USAGE_WORKSPACE, filter.workspace),
    among(usage.model, filter.model),
    among(tierOf(usage), filter.tier),
    among(usage.contextWindow, filter.context_window),
    among(regionOf(usage), filter.inference_geo, NO_REGION),
  )
}
