// The usage screen in one round trip: days by one dimension, sums, the days before, and what the filters can be set to.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { allOf, between } from './clause.ts'
import type { TenantDatabase, VendorName } from './database.ts'
import { type Freshness, readFreshness, streamsQuery } from './freshness.ts'
import { type Directory, type Names, namesFrom, personLabel, workspacesQuery } from './labels.ts'
import { bucketOf, type Day, type DayRange, daysOf, isClosed, rangeBefore, type Step } from './range.ts'
import { usage } from './schema.ts'
import { MEASURES, type Measures, type UsageSums, UsageTally } from './tokens.ts'
import { type UsageOptions, usageOptionsFrom, usageOptionsQuery } from './usage-options.ts'
import {
  asksForPeople,
  DIMENSION_COLUMNS,
  USAGE_STREAMS,
  type UsageDimension,
  type UsageFilter,
  usageConditions,
  usageView,
} from './usage-scope.ts'

export type UsageAsk = { range: DayRange; filter: UsageFilter; by: UsageDimension; step: Step; today: Day }
type DayGroup = { vendor: VendorName; key: string; tokens: string; output: string; estimate: string | null }

export type UsageScreen = {
  freshness: Freshness
  totals: UsageSums
  previous: UsageSums
  days: { day: Day; closed: boolean; groups: DayGroup[] }[]
  groups: (UsageSums & { key: string; label: string; vendor: VendorName; series: string[] })[]
  options: UsageOptions
}

/** One group of one day: vendor, the dimension's value, the sums. */
type Cell = [vendor: VendorName, key: string | null, ...Measures]

/**
 * The statement that costs: groups within each day. A day is a range of the index, so SQLite sorts some hundred rows at
 * a time instead of all rows of the range at once (24 ms instead of 36 ms over 45,000 rows), and each day is one row.
 */
export function usageDaysQuery(db: TenantDatabase, tenant: TenantId, ask: UsageAsk) {
  const people = asksForPeople(ask.filter, ask.by)
  const column = DIMENSION_COLUMNS[ask.by]
  const scope = allOf(
    usageView(tenant, ask.range, people),
    sql`${usage.day} = asked.value`,
    usageConditions(ask.filter),
  )
  return db.ask<{ day: Day; cells: string }>(sql`
    SELECT asked.value AS day, (SELECT json_group_array(json(cell)) FROM (
      SELECT json_array(${usage.vendor}, ${column}, ${MEASURES}) AS cell
      FROM ${usage} WHERE ${scope} GROUP BY ${usage.vendor}, ${column})) AS cells
    FROM json_each(${JSON.stringify(daysOf(ask.range))}) AS asked`)
}

/** Sums of a range as one aggregate. */
export function usageSumsQuery(
  db: TenantDatabase,
  tenant: TenantId,
  range: DayRange,
  filter: UsageFilter,
  people = asksForPeople(filter),
) {
  const scope = allOf(usageView(tenant, range, people), between(usage.day, range), usageConditions(filter))
  return db.ask<{ sums: string }>(sql`SELECT json_array(${MEASURES}) AS sums FROM ${usage} WHERE ${scope}`)
}

/** Everything the usage screen shows for `ask`. Sums count the view `dimensions` only, people the view `actors`. */
export async function readUsage(
  db: TenantDatabase,
  tenant: TenantId,
  ask: UsageAsk,
  directory: Directory,
): Promise<UsageScreen> {
  const [days, before, options, workspaces, streams] = await db.batch([
    usageDaysQuery(db, tenant, ask),
    usageSumsQuery(db, tenant, rangeBefore(ask.range), ask.filter, asksForPeople(ask.filter, ask.by)),
    usageOptionsQuery(db, tenant, ask),
    workspacesQuery(db, tenant),
    streamsQuery(db, tenant, USAGE_STREAMS),
  ])
  const names = namesFrom(workspaces, directory)
  const screen = addUp(ask, days, names)
  const source = { table: usage, tenantColumn: usage.tenant, day: usage.day, also: sql`${usage.view} = 'dimensions'` }
  return {
    ...screen,
    previous: sumsOf(before[0]?.sums),
    options: usageOptionsFrom(options[0], names),
    freshness: await readFreshness(db, tenant, ask.range, screen.totals.records, streams[0], source),
  }
}

/** The sums of `usageSumsQuery`. */
export function sumsOf(sums: string | undefined): UsageSums {
  const tally = new UsageTally()
  // Our own JSON, made by usageSumsQuery.
  if (sums !== undefined) tally.add(JSON.parse(sums) as Measures)
  return tally.sums()
}

type Group = { vendor: VendorName; key: string | null; all: UsageTally; series: bigint[] }

function addUp(ask: UsageAsk, rows: readonly { day: Day; cells: string }[], names: Names) {
  const totals = new UsageTally()
  const groups = new Map<string, Group>()
  const buckets = new Map<Day, { closed: boolean; tallies: Map<string, UsageTally> }>()
  for (const [index, { day, cells }] of rows.entries()) {
    const start = bucketOf(day, ask.step, ask.range.from)
    const bucket = buckets.get(start) ?? { closed: true, tallies: new Map<string, UsageTally>() }
    bucket.closed &&= isClosed(day, ask.today)
    buckets.set(start, bucket)
    // Our own JSON, made by usageDaysQuery.
    for (const [vendor, key, ...measures] of JSON.parse(cells) as Cell[]) {
      const id = JSON.stringify([vendor, key])
      const group = groups.get(id) ?? { vendor, key, all: new UsageTally(), series: rows.map(() => 0n) }
      groups.set(id, group)
      const inBucket = bucket.tallies.get(id) ?? new UsageTally()
      bucket.tallies.set(id, inBucket)
      for (const tally of [totals, group.all, inBucket]) tally.add(measures)
      group.series[index] = [measures[0], measures[1], measures[2], measures[3], measures[4]].reduce(
        (sum, n) => sum + BigInt(n),
        0n,
      )
    }
  }
  const sorted = [...groups.entries()].sort(
    ([, a], [, b]) => compare(b.all.total, a.all.total) || compare(a.key ?? '', b.key ?? ''),
  )
  return {
    totals: totals.sums(),
    groups: sorted.map(([, { vendor, key, all, series }]) => ({
      ...all.sums(),
      key: key ?? '',
      label: labelOf(ask.by, vendor, key, names),
      vendor,
      series: series.map(String),
    })),
    days: [...buckets].map(([day, { closed, tallies }]) => ({
      day,
      closed,
      groups: sorted.flatMap(([id, { vendor, key }]) => {
        const tally = tallies.get(id)
        if (tally === undefined) return []
        const { total, output, estimate } = tally
        return [{ vendor, key: key ?? '', tokens: String(total), output: String(output), estimate }]
      }),
    })),
  }
}

function compare(a: bigint | string, b: bigint | string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function labelOf(by: UsageDimension, vendor: VendorName, key: string | null, names: Names): string {
  if (by === 'workspace') return names.workspace(vendor, key)
  if (by === 'key') return names.key(key)
  if (key === null) return by === 'person' ? 'Nobody named' : 'Not stated'
  return by === 'person' ? personLabel(names.person(key)) : key
}
