// Why billed and estimate differ, as far as the records show it: named parts that add up to billed − estimate exactly.
import { type SQL, sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import prices from '../../vendors/prices/anthropic.json' with { type: 'json' }
import { between } from './clause.ts'
import { type CostFilter, costScope, counterpartScope, hasCounterpart } from './cost-scope.ts'
import type { TenantDatabase } from './database.ts'
import { type Day, type DayRange, firstOpenDay } from './range.ts'
import { RESIDUAL_CODES, type ResidualCode, sayResidual } from './residual-words.ts'
import { cost, usage } from './schema.ts'

export type Residual = { code: string; label: string; nano: string; words: string }

/**
 * Searches of Anthropic stand inside token rows, whose estimates contain them at this price, in nanodollars; OpenAI's are rows of
 * their own. As a parameter it is cast: D1 binds every number as a double, and one double makes the whole sum inexact.
 */
const SEARCHES = sql`CASE WHEN ${usage.vendor} = 'anthropic' AND ${usage.estimate} IS NOT NULL
  THEN ${usage.webSearches} * CAST(${prices.web_search_nano} AS INTEGER) ELSE 0 END`

/** Cost types that are a part of their own. */
const TYPES = sql`('code_execution', 'session_usage', 'web_search', 'file_search', 'code_interpreter', 'storage',
  'fine_tuning', 'images', 'audio')`

/** The part that a service's usage belongs to whatever its model and tier. */
const TOOL = sql`CASE ${usage.product} WHEN 'web_search_calls' THEN 'web_search' WHEN 'file_search_calls' THEN 'file_search'
  WHEN 'code_interpreter_sessions' THEN 'code_interpreter' WHEN 'vector_stores' THEN 'storage' END`

/** The same for services that are priced by piece for some models only: the others are billed in tokens and stand in a cell. */
const PIECES = sql`CASE WHEN ${usage.estimate} IS NOT NULL THEN CASE ${usage.product} WHEN 'images' THEN 'images'
  WHEN 'audio_speeches' THEN 'audio' WHEN 'audio_transcriptions' THEN 'audio' END END`

/** One value for the usual tier, which each of the four reports calls otherwise. */
const cellTier = (tier: typeof cost.serviceTier | typeof usage.serviceTier): SQL =>
  sql`NULLIF(NULLIF(${tier}, 'default'), 'standard')`

/** `vendors`: JSON list of the vendors whose rows are in the part. */
export type ResidualRow = { code: ResidualCode; nano: string; rows: number; vendors: string }

/**
 * Bill lines and usage meet in cells of day, vendor, model and tier, the finest that both reports share. Every row of
 * either side is in exactly one part, bill lines positive, estimates negative: so the parts cannot fail to add up.
 */
export function residualsQuery(db: TenantDatabase, tenant: TenantId, range: DayRange, filter: CostFilter, today: Day) {
  const bill = costScope(tenant, range, filter)
  const used = counterpartScope(tenant, range, filter)
  return db.ask<ResidualRow>(sql`
    WITH part AS (
      SELECT CASE WHEN ${cost.costType} IN ${TYPES} THEN ${cost.costType}
          WHEN COALESCE(${cost.costType}, 'tokens') = 'tokens' THEN NULL ELSE 'other_lines' END AS code,
        ${cost.day} AS day, ${cost.vendor} AS vendor, ${cost.model} AS model, ${cellTier(cost.serviceTier)} AS tier,
        ${cost.amount} AS nano, 1 AS lines, 0 AS used, 0 AS unpriced
      FROM ${cost} WHERE ${bill}
      UNION ALL
      SELECT COALESCE(${TOOL}, ${PIECES}), ${usage.day}, ${usage.vendor}, ${usage.model}, ${cellTier(usage.serviceTier)},
        -(COALESCE(${usage.estimate}, 0) - (${SEARCHES})), 0, 1, ${usage.estimate} IS NULL
      FROM ${usage} WHERE ${used}
      UNION ALL
      SELECT 'web_search', NULL, 'anthropic', NULL, NULL, -SUM(${SEARCHES}), 0, 0, 0
      FROM ${usage} WHERE ${used} AND ${usage.webSearches} > 0 AND ${usage.vendor} = 'anthropic' HAVING COUNT(*) > 0
    ), billing AS (
      SELECT DISTINCT ${cost.vendor} AS vendor FROM ${cost}
      WHERE ${cost.tenant} = ${tenant} AND ${between(cost.day, range)}
    ), cell AS (
      SELECT COALESCE(code, ${codeOfCell(today)}) AS code, vendor, SUM(nano) AS nano, SUM(lines + used) AS rows
      FROM part GROUP BY part.code, day, vendor, model, tier
    )
    SELECT code, CAST(SUM(nano) AS TEXT) AS nano, SUM(rows) AS rows, json_group_array(DISTINCT vendor) AS vendors
    FROM cell GROUP BY code`)
}

/**
 * Which part a cell of token lines and usage belongs to. A vendor without any bill line in the range blocks nothing: its bill was
 * not read.
 */
function codeOfCell(today: Day): SQL {
  return sql`CASE WHEN SUM(unpriced) > 0 THEN
      CASE WHEN tier IN ('priority', 'priority_on_demand') THEN 'priority_tier' ELSE 'no_price' END
    WHEN SUM(used) = 0 THEN 'no_usage'
    WHEN day >= ${firstOpenDay(today)} AND SUM(nano) < 0 THEN 'late_data'
    WHEN SUM(lines) > 0 THEN 'other'
    WHEN vendor IN (SELECT vendor FROM billing) THEN 'blocked_requests' ELSE 'late_data' END`
}

/** Parts that say something even when they are zero: rows stand behind them. */
const LOUD: readonly ResidualCode[] = ['priority_tier', 'no_price']

/** The parts in the order of their words; parts of zero only where rows stand behind them that explain it. */
export function residualsFrom(rows: readonly ResidualRow[], filter: CostFilter): Residual[] {
  if (!hasCounterpart(filter)) return []
  const found = new Map(rows.map((row) => [row.code, row]))
  return RESIDUAL_CODES.flatMap((code) => {
    const row = found.get(code)
    if (row === undefined || (row.nano === '0' && !LOUD.includes(code))) return []
    // Our own JSON, made by residualsQuery.
    return [{ code, nano: row.nano, ...sayResidual(code, JSON.parse(row.vendors) as string[]) }]
  })
}
