// The costs screen in one round trip: what was billed by day and one dimension, the estimate beside it, the difference.
import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { equals, sumText } from './clause.ts'
import { type CostOptions, costOptionsFrom, costOptionsQuery, currencyOf } from './cost-options.ts'
import {
  COST_COLUMNS,
  COUNTERPARTS,
  type CostDimension,
  type CostFilter,
  costScope,
  costStreams,
  counterpartScope,
  hasCounterpart,
} from './cost-scope.ts'
import { type Billed, type CostSums, CostTally, type Estimated } from './cost-tally.ts'
import type { TenantDatabase, VendorName } from './database.ts'
import { type Freshness, readFreshness, streamsQuery } from './freshness.ts'
import { type Directory, type Names, namesFrom, workspacesQuery } from './labels.ts'
import { bucketOf, type Day, type DayRange, daysOf, isClosed, rangeBefore, type Step } from './range.ts'
import { type Residual, residualsFrom, residualsQuery } from './residuals.ts'
import { cost, usage } from './schema.ts'

export type CostAsk = { range: DayRange; filter: CostFilter; by: CostDimension; step: Step; today: Day }
type CostDay = {
  day: Day
  closed: boolean
  billed: string
  estimate: string | null
  groups: { vendor: VendorName; key: string; billed: string }[]
}
export type CostScreen = {
  freshness: Freshness
  currency: string
  totals: CostSums
  previous: CostSums
  days: CostDay[]
  groups: (CostSums & { key: string; label: string; vendor: VendorName; series: string[] })[]
  residuals: Residual[]
  options: CostOptions
}

type BilledCell = [vendor: VendorName, key: string | null, ...Billed]
type EstimatedCell = [vendor: VendorName, key: string | null, ...Estimated]
type DayRow = { day: Day; billed: string; estimated: string }

const ESTIMATED = sql`CAST(SUM(${usage.estimate}) AS TEXT), COUNT(*), COUNT(${usage.estimate})`

/** Billed and estimated cells of each day; where usage has no such dimension its cells have no key. */
export function costDaysQuery(db: TenantDatabase, tenant: TenantId, ask: CostAsk) {
  const column = COST_COLUMNS[ask.by]
  const counterpart: AnyColumn | SQL | undefined = COUNTERPARTS[ask.by]
  const key = counterpart === undefined ? sql`NULL` : sql`${counterpart}`
  const day = sql`asked.value`
  return db.ask<DayRow>(sql`
    SELECT asked.value AS day,
      (SELECT json_group_array(json(cell)) FROM (
        SELECT json_array(${cost.vendor}, ${column}, ${sumText(cost.amount)}, COUNT(*)) AS cell
        FROM ${cost} WHERE ${costScope(tenant, day, ask.filter)} GROUP BY ${cost.vendor}, ${column})) AS billed,
      (SELECT json_group_array(json(cell)) FROM (
        SELECT json_array(${usage.vendor}, ${key}, ${ESTIMATED}) AS cell
        FROM ${usage} WHERE ${counterpartScope(tenant, day, ask.filter)} GROUP BY ${usage.vendor}, ${key})) AS estimated
    FROM json_each(${JSON.stringify(daysOf(ask.range))}) AS asked`)
}

/** Billed and estimated sums of a range, each as one JSON array. */
export function costSumsQuery(db: TenantDatabase, tenant: TenantId, range: DayRange, filter: CostFilter) {
  return db.ask<{ billed: string; estimated: string }>(sql`
    SELECT (SELECT json_array(${sumText(cost.amount)}, COUNT(*)) FROM ${cost}
        WHERE ${costScope(tenant, range, filter)}) AS billed,
      (SELECT json_array(${ESTIMATED}) FROM ${usage} WHERE ${counterpartScope(tenant, range, filter)}) AS estimated`)
}

/** Everything the costs screen shows for `ask`; residuals add up to billed − estimate of the totals. */
export async function readCosts(
  db: TenantDatabase,
  tenant: TenantId,
  ask: CostAsk,
  directory: Directory,
): Promise<CostScreen> {
  const [days, before, residuals, options, workspaces, streams] = await db.batch([
    costDaysQuery(db, tenant, ask),
    costSumsQuery(db, tenant, rangeBefore(ask.range), ask.filter),
    residualsQuery(db, tenant, ask.range, ask.filter, ask.today),
    costOptionsQuery(db, tenant, ask.range),
    workspacesQuery(db, tenant),
    streamsQuery(db, tenant, costStreams(ask.filter.vendor)),
  ])
  const names = namesFrom(workspaces, directory)
  const screen = addUp(ask, days, names)
  const also = equals(cost.vendor, ask.filter.vendor)
  const source = { table: cost, tenantColumn: cost.tenant, day: cost.day, also }
  const rows = screen.totals.records
  const found = options[0]
  return {
    ...screen,
    currency: currencyOf(found?.currencies),
    previous: costSumsOf(before[0], hasCounterpart(ask.filter)),
    residuals: residualsFrom(residuals, ask.filter),
    options: costOptionsFrom(found, names),
    freshness: await readFreshness(db, tenant, ask.range, rows, streams[0], source),
  }
}

/** The sums of `costSumsQuery`. */
export function costSumsOf(row: { billed: string; estimated: string } | undefined, compared: boolean): CostSums {
  const tally = new CostTally(compared)
  // Our own JSON, made by costSumsQuery.
  if (row !== undefined) tally.bill(JSON.parse(row.billed) as Billed)
  if (row !== undefined) tally.expect(JSON.parse(row.estimated) as Estimated)
  return tally.sums()
}

type Group = { vendor: VendorName; key: string | null; all: CostTally; series: bigint[] }
type Bucket = { closed: boolean; all: CostTally; groups: Map<string, bigint> }

function addUp(ask: CostAsk, rows: readonly DayRow[], names: Names) {
  const compared = hasCounterpart(ask.filter)
  const groupsCompared = compared && COUNTERPARTS[ask.by] !== undefined
  const totals = new CostTally(compared)
  const groups = new Map<string, Group>()
  const buckets = new Map<Day, Bucket>()
  const groupOf = (vendor: VendorName, key: string | null): [string, Group] => {
    const id = JSON.stringify([vendor, key])
    const group = groups.get(id) ?? { vendor, key, all: new CostTally(groupsCompared), series: rows.map(() => 0n) }
    groups.set(id, group)
    return [id, group]
  }
  for (const [index, row] of rows.entries()) {
    const start = bucketOf(row.day, ask.step, ask.range.from)
    const bucket = buckets.get(start) ?? {
      closed: true,
      all: new CostTally(compared),
      groups: new Map<string, bigint>(),
    }
    buckets.set(start, bucket)
    bucket.closed &&= isClosed(row.day, ask.today)
    // Our own JSON, made by costDaysQuery.
    for (const [vendor, key, ...billed] of JSON.parse(row.billed) as BilledCell[]) {
      const [id, group] = groupOf(vendor, key)
      for (const tally of [totals, group.all, bucket.all]) tally.bill(billed)
      group.series[index] = BigInt(billed[0])
      bucket.groups.set(id, (bucket.groups.get(id) ?? 0n) + BigInt(billed[0]))
    }
    for (const [vendor, key, ...estimated] of JSON.parse(row.estimated) as EstimatedCell[]) {
      for (const tally of [totals, bucket.all]) tally.expect(estimated)
      if (groupsCompared) groupOf(vendor, key)[1].all.expect(estimated)
    }
  }
  const sorted = [...groups].sort(([a, x], [b, y]) =>
    x.all.billed === y.all.billed ? (a < b ? -1 : 1) : x.all.billed > y.all.billed ? -1 : 1,
  )
  return {
    totals: totals.sums(),
    groups: sorted.map(([, { vendor, key, all, series }]) => ({
      ...all.sums(),
      key: key ?? '',
      label: ask.by === 'workspace' ? names.workspace(vendor, key) : (key ?? 'Not stated'),
      vendor,
      series: series.map(String),
    })),
    days: [...buckets].map(([day, { closed, all, groups: billed }]) => ({
      day,
      closed,
      billed: String(all.billed),
      estimate: all.estimate,
      groups: sorted.flatMap(([id, { vendor, key }]) => {
        const nano = billed.get(id)
        return nano === undefined ? [] : [{ vendor, key: key ?? '', billed: String(nano) }]
      }),
    })),
  }
}
