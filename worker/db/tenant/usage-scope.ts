// Which usage rows a screen is about: the filter of its URL as SQL, and which of the two views of the same use it reads.
import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { allOf, among, equals } from './clause.ts'
import { inWorkspaces } from './labels.ts'
import type { DayRange } from './range.ts'
import { usage, workspace } from './schema.ts'
import { streamsBehind } from './screen-streams.ts'
import { peopleView, type Selection, selectedBy, WHOSE } from './usage-people.ts'

export type UsageDimension =
  | 'model'
  | 'workspace'
  | 'key'
  | 'person'
  | 'product'
  | 'tier'
  | 'context_window'
  | 'inference_geo'
  | 'speed'

type Many = readonly string[] | undefined
/**
 * Lists hold the vendor's values; '' is "the vendor names none", for workspaces also `default`. `person` lists people, each by any
 * of their subjects.
 */
export type UsageFilter = {
  vendor?: string | undefined
  model?: Many
  workspace?: Many
  key?: Many
  tier?: Many
  person?: Many
  product?: Many
  context_window?: Many
  inference_geo?: Many
  speed?: Many
}

/**
 * A row's workspace as screens know it, see USAGE_WORKSPACE. Which ones are the default is asked once a statement here, and not of
 * every row: over 45,000 rows that is 14 ms instead of 32.
 */
const workspaceIn = (tenant: TenantId): SQL => sql`CASE WHEN (${usage.vendor}, ${usage.workspace}) IN (
  SELECT ${workspace.vendor}, ${workspace.id} FROM ${workspace} WHERE ${workspace.tenant} = ${tenant} AND ${workspace.isDefault} = 1)
  THEN NULL ELSE ${usage.workspace} END`

const COLUMNS: Readonly<Record<Exclude<UsageDimension, 'workspace'>, AnyColumn | SQL>> = {
  model: usage.model,
  key: usage.apiKey,
  person: WHOSE,
  product: usage.product,
  tier: usage.serviceTier,
  context_window: usage.contextWindow,
  inference_geo: usage.inferenceGeo,
  speed: usage.speed,
}

/** What tells the groups of a dimension apart. */
export const dimensionColumn = (by: UsageDimension, tenant: TenantId): AnyColumn | SQL =>
  by === 'workspace' ? workspaceIn(tenant) : COLUMNS[by]

/** Whether the question is about people, whom only the actors view names for all use. */
export const asksForPeople = (filter: UsageFilter, by?: UsageDimension): boolean =>
  by === 'person' || (filter.person?.length ?? 0) > 0

/** The streams whose freshness a question depends on: for one about people also those that name them. */
export const usageStreams = (vendor: string | undefined, people: boolean): string[] =>
  streamsBehind(people ? ['usage', 'actors'] : ['usage'], vendor)

/**
 * tenant and view, the two columns before `day` in the index. Totals read `dimensions` only: `actors` holds the same
 * use again, and questions about people read it where a vendor has it.
 */
export function usageView(tenant: TenantId, range: DayRange, people: boolean): SQL {
  const view = people ? peopleView(tenant, range) : sql`${usage.view} = 'dimensions'`
  return sql`${usage.tenant} = ${tenant} AND ${view}`
}

/** Everything of the filter but the range and the view; undefined when nothing is filtered. `people`: what `filter.person` selects. */
export function usageConditions(tenant: TenantId, filter: UsageFilter, people: Selection | undefined): SQL | undefined {
  const conditions = [
    equals(usage.vendor, filter.vendor),
    among(usage.model, filter.model),
    inWorkspaces(usage.vendor, workspaceIn(tenant), filter.workspace),
    among(usage.apiKey, filter.key),
    among(usage.serviceTier, filter.tier),
    people === undefined ? undefined : selectedBy(people),
    among(usage.product, filter.product),
    among(usage.contextWindow, filter.context_window),
    among(usage.inferenceGeo, filter.inference_geo),
    among(usage.speed, filter.speed),
  ]
  return conditions.some((condition) => condition !== undefined) ? allOf(...conditions) : undefined
}
