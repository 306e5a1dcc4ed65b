// What of a question about usage the sums of the days can answer, and which of their cells it means; the rest is asked of the rows.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import type { TenantDatabase } from './database.ts'
import { workspace } from './schema.ts'
import type { Cell, SumsName } from './usage-cells.ts'
import { asksForPeople, type UsageDimension, type UsageFilter } from './usage-scope.ts'

/** Which sums answer it: `named` holds the same use by actors, which counts at vendors that have such rows in the range. */
export type Sums = { name: SumsName; named?: SumsName }
/** Null: only the rows know. `days`: the groups day by day. `before`: one sum of the days before. */
export type Plan = { people: boolean; days: Sums | null; before: Sums | null }

const PEOPLE: Sums = { name: 'person', named: 'actors' }

/** The dimensions that a filter names anything of; its vendor is none. */
function dimensionsOf({ vendor: _, ...lists }: UsageFilter): UsageDimension[] {
  // What is left of the filter is one list a dimension, under its name.
  return (Object.keys(lists) as (keyof typeof lists)[]).filter((name) => (lists[name]?.length ?? 0) > 0)
}

/**
 * A sum is by one dimension. So it answers a question that names no other: groups by that dimension whatever of it is filtered, and
 * whole sums whatever one dimension is filtered. Every cell names its vendor.
 */
export function planOf({ filter, by }: { filter: UsageFilter; by: UsageDimension }): Plan {
  const people = asksForPeople(filter, by)
  const [filtered, ...more] = dimensionsOf(filter)
  if (more.length > 0) return { people, days: null, before: null }
  const byFiltered = filtered === undefined || filtered === by
  // Whose use it is has as many values as there are people: to pick some of them the rows are as fast.
  if (people)
    return filtered === undefined
      ? { people, days: PEOPLE, before: { name: 'view' } }
      : { people, days: null, before: null }
  return { people, days: byFiltered ? { name: by } : null, before: { name: filtered ?? 'view' } }
}

/** The default workspaces as `<vendor> <id>`: the newer reports give them an id, the classic ones null. */
export type Defaults = ReadonlySet<string>

export const defaultsQuery = (db: TenantDatabase, tenant: TenantId) =>
  db.ask<{ pair: string }>(sql`
    SELECT ${workspace.vendor} || ' ' || ${workspace.id} AS pair FROM ${workspace}
    WHERE ${workspace.tenant} = ${tenant} AND ${workspace.isDefault} = 1`)

/** The cells with the default workspace under one name, which is null. */
export function withoutDefaults(cells: readonly Cell[], defaults: Defaults): readonly Cell[] {
  if (defaults.size === 0) return cells
  return cells.map(([vendor, value, ...measures]) => [
    vendor,
    defaults.has(`${vendor} ${value}`) ? null : value,
    ...measures,
  ])
}

/** Whether a cell of the sums by `name` is meant by a filter that names only that dimension; the same as the filter says of rows. */
export function cellFilter(name: SumsName, filter: UsageFilter): (cell: Cell) => boolean {
  const { vendor } = filter
  const value = valueFilter(name, filter)
  return (cell) => (vendor === undefined || cell[0] === vendor) && value(cell)
}

function valueFilter(name: SumsName, filter: UsageFilter): (cell: Cell) => boolean {
  const values = name === 'options' || name === 'view' || name === 'actors' ? undefined : filter[name]
  if (values === undefined || values.length === 0) return () => true
  const wanted = new Set(values)
  const byDefault = name === 'workspace' && wanted.has('default')
  return ([vendor, value]) => wanted.has(value ?? '') || (byDefault && value === null && vendor !== 'openai')
}
