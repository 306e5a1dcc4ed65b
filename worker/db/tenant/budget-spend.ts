// What was spent by day in a budget's scope: billed where the vendor's bill has the day, else the estimate of that day's use.
import { type SQL, sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { allOf, between, sumText } from './clause.ts'
import { type CostFilter, costScope, counterpartScope } from './cost-scope.ts'
import type { TenantDatabase } from './database.ts'
import type { Day, DayRange } from './range.ts'
import { cost, usage } from './schema.ts'
import type { Selection } from './usage-people.ts'
import { type UsageFilter, usageConditions, usageView } from './usage-scope.ts'

/** One day of a scope, nanodollars as decimal strings; `unpriced`: rows of use without a price, which no estimate counts. */
export type SpendRow = { day: Day; kind: 'billed' | 'estimate'; nano: string; unpriced: number }
/** Use whose bill is not there: [vendor, day]. */
export type Unbilled = readonly (readonly [vendor: string, day: Day])[]
/** `named`: also the days whose bill names no model, for questions about models. */
export type Coverage = { unbilled: Unbilled; named: Unbilled; newest: Day | null }

type Billed = { vendor: string; day: Day; named: number }

/** Which days of use have no bill, and the newest day that is known at all. */
export async function readCoverage(db: TenantDatabase, tenant: TenantId, range: DayRange): Promise<Coverage> {
  const [billed, used] = await db.batch([
    db.ask<Billed>(sql`
      SELECT ${cost.vendor} AS vendor, ${cost.day} AS day, MAX(${cost.model} IS NOT NULL) AS named FROM ${cost}
      WHERE ${cost.tenant} = ${tenant} AND ${between(cost.day, range)} GROUP BY 1, 2`),
    db.ask<{ vendor: string; day: Day }>(sql`
      SELECT DISTINCT ${usage.vendor} AS vendor, ${usage.day} AS day FROM ${usage}
      WHERE ${usage.tenant} = ${tenant} AND ${usage.view} = 'dimensions' AND ${between(usage.day, range)}`),
  ])
  const of = (rows: readonly Billed[]) => new Set(rows.map(({ vendor, day }) => `${vendor} ${day}`))
  const [all, naming] = [of(billed), of(billed.filter(({ named }) => named === 1))]
  const without = (bills: ReadonlySet<string>): Unbilled =>
    used.filter(({ vendor, day }) => !bills.has(`${vendor} ${day}`)).map(({ vendor, day }) => [vendor, day] as const)
  const newest = [...billed, ...used].reduce<Day | null>((last, { day }) => (last && last > day ? last : day), null)
  return { unbilled: without(all), named: without(naming), newest }
}

const onDays = (
  unbilled: Unbilled,
): SQL => sql`${usage.day} IN (SELECT value ->> 1 FROM json_each(${JSON.stringify(unbilled)}))
  AND (${usage.vendor}, ${usage.day}) IN (SELECT value ->> 0, value ->> 1 FROM json_each(${JSON.stringify(unbilled)}))`

const estimates = (where: SQL): SQL => sql`
  SELECT ${usage.day} AS day, 'estimate' AS kind, ${sumText(usage.estimate)} AS nano,
    COUNT(*) - COUNT(${usage.estimate}) AS unpriced FROM ${usage} WHERE ${where} GROUP BY ${usage.day}`

/** Of the bill, and of use on the days that `unbilled` lists. A bill line without the filtered dimension is in no such sum. */
export function billedQuery(
  db: TenantDatabase,
  tenant: TenantId,
  range: DayRange,
  filter: CostFilter,
  unbilled: Unbilled,
) {
  const bill = allOf(costScope(tenant, range, filter), billsOf(filter, unbilled))
  return db.ask<SpendRow>(sql`
    SELECT ${cost.day} AS day, 'billed' AS kind, ${sumText(cost.amount)} AS nano, 0 AS unpriced FROM ${cost}
    WHERE ${bill} GROUP BY ${cost.day}
    UNION ALL ${estimates(allOf(counterpartScope(tenant, range, filter), onDays(unbilled)))}`)
}

/** A day is billed or estimated, never both: of models, a bill that names none counts nothing beside the estimate. */
const billsOf = ({ model }: CostFilter, unbilled: Unbilled): SQL | undefined =>
  model === undefined
    ? undefined
    : sql`(${cost.vendor}, ${cost.day}) NOT IN (SELECT value ->> 0, value ->> 1 FROM json_each(${JSON.stringify(unbilled)}))`

/** Of use alone: what the bill does not tell apart. `people`: what a filter by person selects. */
export function estimateQuery(
  db: TenantDatabase,
  tenant: TenantId,
  range: DayRange,
  filter: UsageFilter,
  people: Selection | undefined,
) {
  const where = allOf(
    usageView(tenant, range, people !== undefined),
    between(usage.day, range),
    usageConditions(tenant, filter, people),
  )
  return db.ask<SpendRow>(estimates(where))
}
