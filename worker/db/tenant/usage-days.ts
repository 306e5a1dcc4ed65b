// The groups of each day of a range, out of the sums of the days where these answer the question, else out of the rows.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { allOf, between } from './clause.ts'
import type { Statement, TenantDatabase } from './database.ts'
import { type Day, type DayRange, daysOf, type Step } from './range.ts'
import { usage } from './schema.ts'
import { MEASURES } from './tokens.ts'
import { type Cell, cellsIn, type DayCells } from './usage-cells.ts'
import type { CellsOfDay } from './usage-groups.ts'
import type { Selection } from './usage-people.ts'
import { cellFilter, type Defaults, defaultsQuery, planOf, type Sums, withoutDefaults } from './usage-plan.ts'
import {
  asksForPeople,
  dimensionColumn,
  type UsageDimension,
  type UsageFilter,
  usageConditions,
  usageView,
} from './usage-scope.ts'
import { sumsQuery } from './usage-sums.ts'

export type UsageAsk = { range: DayRange; filter: UsageFilter; by: UsageDimension; step: Step; today: Day }

/**
 * The statement that costs: groups within each day. A day is a range of the index, so SQLite sorts some hundred rows at
 * a time instead of all rows of the range at once (24 ms instead of 36 ms over 45,000 rows), and each day is one row.
 */
export function usageDaysQuery(db: TenantDatabase, tenant: TenantId, ask: UsageAsk, selection?: Selection) {
  const scope = allOf(
    usageView(tenant, ask.range, asksForPeople(ask.filter, ask.by)),
    sql`${usage.day} = asked.value`,
    usageConditions(tenant, ask.filter, selection),
  )
  return db.ask<DayCells>(sql`
    SELECT asked.value AS day, ${cellsIn(dimensionColumn(ask.by, tenant), scope)} AS cells
    FROM json_each(${JSON.stringify(daysOf(ask.range))}) AS asked`)
}

/** The whole range as one day of one cell, which names no vendor. `people`: the question is about people. */
export function usageSumsQuery(
  db: TenantDatabase,
  tenant: TenantId,
  range: DayRange,
  filter: UsageFilter,
  people = asksForPeople(filter),
  selection?: Selection,
) {
  const scope = allOf(
    usageView(tenant, range, people),
    between(usage.day, range),
    usageConditions(tenant, filter, selection),
  )
  return db.ask<DayCells>(sql`
    SELECT ${range.from} AS day, json_array(json_array('', NULL, ${MEASURES})) AS cells FROM ${usage} WHERE ${scope}`)
}

/** The days by `sums`, or over the rows where `sums` is null; the answer of both goes through `readDays`. */
export const daysQuery = (
  db: TenantDatabase,
  tenant: TenantId,
  ask: UsageAsk,
  sums: Sums | null,
  selection: Selection | undefined,
): Statement<DayCells> =>
  sums === null ? usageDaysQuery(db, tenant, ask, selection) : sumsQuery(db, tenant, ask.range, sums.name, sums.named)

/** What was asked for out of the answer of `daysQuery`: of sums the cells that the filter means, of two views the one that counts. */
export function readDays(
  days: readonly DayCells[],
  sums: Sums | null,
  { filter, people, defaults }: Reader,
): CellsOfDay[] {
  // Our own JSON, made by cellsIn.
  const parsed = days.map(({ day, cells, named }) => ({
    day,
    cells: JSON.parse(cells) as Cell[],
    named: JSON.parse(named ?? '[]') as Cell[],
  }))
  if (sums === null) return parsed
  if (sums.name === 'view') {
    const byActors = people ? vendorsOf(parsed.map(({ cells }) => cells.filter(([, view]) => view === 'actors'))) : NONE
    const counts = ([vendor, view]: Cell) => view === (byActors.has(vendor) ? 'actors' : 'dimensions')
    const meant = cellFilter(sums.name, filter)
    return parsed.map(({ day, cells }) => ({ day, cells: cells.filter((cell) => counts(cell) && meant(cell)) }))
  }
  const byActors = vendorsOf(parsed.map(({ named }) => named))
  const meant = cellFilter(sums.name, filter)
  return parsed.map(({ day, cells, named }) => {
    const known = sums.name === 'workspace' ? withoutDefaults(cells, defaults) : cells
    return { day, cells: [...known.filter(([vendor]) => !byActors.has(vendor)), ...named].filter(meant) }
  })
}

export type Reader = { filter: UsageFilter; people: boolean; defaults: Defaults }

const NONE: ReadonlySet<string> = new Set()
const vendorsOf = (days: readonly (readonly Cell[])[]): ReadonlySet<string> =>
  new Set(days.flatMap((cells) => cells.map(([vendor]) => vendor)))

/** The groups of each day of the range, for figures beside the usage screen. `selection`: what `filter.person` selects. */
export async function readUsageDays(
  db: TenantDatabase,
  tenant: TenantId,
  ask: UsageAsk,
  selection: Selection | undefined,
): Promise<CellsOfDay[]> {
  const { people, days } = planOf(ask)
  const [found, defaultOnes] = await db.batch([daysQuery(db, tenant, ask, days, selection), defaultsQuery(db, tenant)])
  const defaults: Defaults = new Set(defaultOnes.map(({ pair }) => pair))
  return readDays(found, days, { filter: ask.filter, people, defaults })
}
