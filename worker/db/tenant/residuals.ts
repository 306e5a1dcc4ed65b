// Why billed and estimate differ, as far as the records show it: named parts that add up to billed − estimate exactly.
import { type SQL, sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import prices from '../../vendors/prices/anthropic.json' with { type: 'json' }
import { type CostFilter, costScope, counterpartScope, hasCounterpart } from './cost-scope.ts'
import type { TenantDatabase } from './database.ts'
import { type Day, type DayRange, firstOpenDay } from './range.ts'
import { cost, usage } from './schema.ts'

export type Residual = { code: string; label: string; nano: string; words: string }

/**
 * What one web search costs in the price list, in nanodollars. Estimates of rows contain it. As a parameter it is cast:
 * D1 binds every number as a double, and one double makes the whole sum inexact.
 */
const WEB_SEARCH = prices.web_search_nano

/** Tiers that stand in the usage report and never in the cost report: they are contracted, not metered. */
const UNBILLED_TIERS = sql`('priority', 'priority_on_demand')`

const WORDS: Readonly<Record<string, { label: string; words: string }>> = {
  no_price: {
    label: 'Usage without a price',
    words: 'Models or tiers the price list does not have yet: billed, but not in the estimate.',
  },
  code_execution: { label: 'Code execution', words: 'Charged by container hour; usage counts tokens only.' },
  session_usage: { label: 'Session usage', words: 'Charged by session; usage counts tokens only.' },
  other_lines: { label: 'Other bill lines', words: 'Lines of the cost report that are neither tokens nor searches.' },
  web_search: { label: 'Web searches', words: 'Billed searches less those that usage counted, at the list price.' },
  priority_tier: {
    label: 'Priority tier',
    words: 'In the usage report, never in the cost report: contracted apart, so neither billed here nor estimated.',
  },
  not_billed_yet: {
    label: 'Not billed yet',
    words: 'Days that are not closed: used already, not in the cost report yet.',
  },
  no_usage: { label: 'Billed without usage', words: 'Token lines of the cost report that no usage row stands beside.' },
  other: { label: 'Other', words: 'Rounding, discounts and long-context rates, left over by day, model and tier.' },
}

export type ResidualRow = { code: string; nano: string; rows: number }

/**
 * Bill lines and usage meet in cells of day, vendor, model and tier, the finest that both reports share. Every row of
 * either side is in exactly one part, bill lines positive, estimates negative: so the parts cannot fail to add up.
 */
export function residualsQuery(db: TenantDatabase, tenant: TenantId, range: DayRange, filter: CostFilter, today: Day) {
  const priced = sql`COALESCE(${usage.estimate}, 0)`
  const searches = sql`CASE WHEN ${usage.estimate} IS NULL THEN 0 ELSE ${usage.webSearches} * CAST(${WEB_SEARCH} AS INTEGER) END`
  const bill = costScope(tenant, range, filter)
  const used = counterpartScope(tenant, range, filter)
  const unbilled = sql`COALESCE(${usage.serviceTier}, '') IN ${UNBILLED_TIERS}`
  return db.ask<ResidualRow>(sql`
    WITH part AS (
      SELECT CASE WHEN ${cost.costType} IN ('code_execution', 'session_usage', 'web_search') THEN ${cost.costType}
          WHEN COALESCE(${cost.costType}, 'tokens') = 'tokens' THEN NULL ELSE 'other_lines' END AS code,
        ${cost.day} AS day, ${cost.vendor} AS vendor, ${cost.model} AS model, ${cost.serviceTier} AS tier,
        ${cost.amount} AS nano, 1 AS lines, 0 AS used, 0 AS unpriced
      FROM ${cost} WHERE ${bill}
      UNION ALL
      SELECT CASE WHEN ${unbilled} AND ${usage.estimate} IS NULL THEN 'priority_tier' END,
        ${usage.day}, ${usage.vendor}, ${usage.model}, ${usage.serviceTier},
        -(${priced} - (${searches})), 0, 1, ${usage.estimate} IS NULL
      FROM ${usage} WHERE ${used}
      UNION ALL
      SELECT 'web_search', NULL, NULL, NULL, NULL, -SUM(${searches}), 0, 0, 0
      FROM ${usage} WHERE ${used} AND ${usage.webSearches} > 0 HAVING COUNT(*) > 0
    ), cell AS (
      SELECT COALESCE(code, ${codeOfCell(today)}) AS code, SUM(nano) AS nano, SUM(lines + used) AS rows
      FROM part GROUP BY part.code, day, vendor, model, tier
    )
    SELECT code, CAST(SUM(nano) AS TEXT) AS nano, SUM(rows) AS rows FROM cell GROUP BY code`)
}

/** Which part a cell of token lines and usage belongs to. */
function codeOfCell(today: Day): SQL {
  return sql`CASE WHEN SUM(unpriced) > 0 THEN 'no_price' WHEN SUM(used) = 0 THEN 'no_usage'
    WHEN SUM(lines) = 0 AND day >= ${firstOpenDay(today)} THEN 'not_billed_yet' ELSE 'other' END`
}

/** The parts in the order of the table above; parts of zero only where rows stand behind them that explain it. */
export function residualsFrom(rows: readonly ResidualRow[], filter: CostFilter): Residual[] {
  if (!hasCounterpart(filter)) return []
  const found = new Map(rows.map((row) => [row.code, row]))
  return Object.entries(WORDS).flatMap(([code, { label, words }]) => {
    const row = found.get(code)
    const silent = row?.nano === '0' && code !== 'priority_tier' && code !== 'no_price'
    return row === undefined || silent ? [] : [{ code, label, nano: row.nano, words }]
  })
}
