// Which usage rows a screen is about: the filter of its URL as SQL, and which of the two views of the same use it reads.
import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { allOf, among, equals } from './clause.ts'
import { USAGE_WORKSPACE } from './labels.ts'
import type { DayRange } from './range.ts'
import { usage } from './schema.ts'

export const USAGE_STREAMS = ['anthropic.usage']

export type UsageDimension =
  | 'model'
  | 'workspace'
  | 'key'
  | 'person'
  | 'tier'
  | 'context_window'
  | 'inference_geo'
  | 'speed'

type Many = readonly string[] | undefined
/** Lists hold the vendor's values; '' is "the vendor names none", for workspaces also `default`. */
export type UsageFilter = {
  vendor?: string | undefined
  model?: Many
  workspace?: Many
  key?: Many
  tier?: Many
  person?: Many
  context_window?: Many
  inference_geo?: Many
  speed?: Many
}

export const DIMENSION_COLUMNS: Readonly<Record<UsageDimension, AnyColumn | SQL>> = {
  model: usage.model,
  workspace: USAGE_WORKSPACE,
  key: usage.apiKey,
  person: usage.subject,
  tier: usage.serviceTier,
  context_window: usage.contextWindow,
  inference_geo: usage.inferenceGeo,
  speed: usage.speed,
}

/** Whether the question is about people, whom only the actors view names for all use. */
export const asksForPeople = (filter: UsageFilter, by?: UsageDimension): boolean =>
  by === 'person' || (filter.person?.length ?? 0) > 0

/**
 * tenant and view, the two columns before `day` in the index. Totals read `dimensions` only: `actors` holds the same
 * use again. Questions about people read `actors` where the range has such rows, else the rows that name somebody.
 */
export function usageView(tenant: TenantId, range: DayRange, people: boolean): SQL {
  const ours = sql`${usage.tenant} = ${tenant}`
  if (!people) return sql`${ours} AND ${usage.view} = 'dimensions'`
  const view = sql`(SELECT CASE WHEN EXISTS (SELECT 1 FROM usage AS seen WHERE seen.tenant = ${tenant}
    AND seen.view = 'actors' AND seen.day BETWEEN ${range.from} AND ${range.to}) THEN 'actors' ELSE 'dimensions' END)`
  return sql`${ours} AND ${usage.view} = ${view} AND (${usage.view} = 'actors' OR ${usage.subject} IS NOT NULL)`
}

/** Everything of the filter but the range and the view; undefined when nothing is filtered. */
export function usageConditions(filter: UsageFilter): SQL | undefined {
  const conditions = [
    equals(usage.vendor, filter.vendor),
    among(usage.model, filter.model),
    among(USAGE_WORKSPACE, filter.workspace, ['', 'default']),
    among(usage.apiKey, filter.key),
    among(usage.serviceTier, filter.tier),
    among(usage.subject, filter.person),
    among(usage.contextWindow, filter.context_window),
    among(usage.inferenceGeo, filter.inference_geo),
    among(usage.speed, filter.speed),
  ]
  return conditions.some((condition) => condition !== undefined) ? allOf(...conditions) : undefined
}
