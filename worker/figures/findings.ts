// What was unusual at an organization in some days: read, found, and for alerts told by ids alone. Nothing of a request is needed.
import { keyHomes } from '../db/tenant/insight-evidence.ts'
import { addDays, type Day, type DayRange } from '../db/tenant/range.ts'
import { type Found, findAll } from './found.ts'
import { scopeId } from './scopes.ts'
import type { FigureFilter, FigureSource } from './source.ts'
import { LEAST_HISTORY, rangeOf, readTables, type Tables } from './tables.ts'

export type TooLittle = { code: 'under_28_days' | 'no_data'; have: number; enough_on: Day | null }
export type Findings = {
  /** Newest first. */
  found: Found[]
  tables: Tables | null
  series: number
  history: number
  missing: TooLittle | null
}

/** Findings of the range, each judged by what was known on its own evening. Today is not over and has none. */
export async function readFindings(
  source: FigureSource,
  range: DayRange,
  filter: FigureFilter = {},
): Promise<Findings> {
  const [tables, homes] = await Promise.all([readTables(source, range, filter), keyHomes(source.db, source.tenant)])
  if (tables === null) return { found: [], tables, series: 0, history: 0, missing: null }
  const places = new Map(
    homes.map(({ vendor, key, workspace }) => [scopeId({ by: 'key', vendor, value: key }), workspace ?? '']),
  )
  const found = findAll(tables, places).filter(({ date }) => date >= range.from && date <= range.to)
  const { vendors, workspaces, keys, people } = tables
  return {
    found: found.reverse(),
    tables,
    series: 1 + vendors.length + workspaces.length + keys.length + people.length,
    history: tables.days.filter((day) => day < range.from && day >= firstDay(tables)).length,
    missing: tooLittle(tables.total.nano, tables.days),
  }
}

const firstDay = ({ total, days }: Tables): Day => days[total.nano.findIndex((nano) => nano !== 0n)] ?? '9999-12-31'

/** What is missing while there are under 28 days since the first with any use; null when there are enough. */
export function tooLittle(nano: readonly bigint[], days: readonly Day[]): TooLittle | null {
  const first = nano.findIndex((value) => value !== 0n)
  const day = days[first]
  if (day === undefined) return { code: 'no_data', have: 0, enough_on: null }
  const have = days.length - first
  return have >= LEAST_HISTORY ? null : { code: 'under_28_days', have, enough_on: addDays(day, LEAST_HISTORY) }
}

/** Days that alerts look back: what is older is history. */
const FRESH = 14

/** What alerts need of a finding: ids and amounts. `date` is the day it was noticed, which never changes. */
export type UnusualDay = {
  key: string
  date: Day
  direction: 'up' | 'down'
  scope: string
  vendor: string | null
  value: string | null
  expected: string
  actual: string
  cause: string | null
}

/** The unusual days of the last two weeks, for alerts. */
export async function unusualDays(source: FigureSource): Promise<UnusualDay[]> {
  const { found } = await readFindings(source, rangeOf(addDays(source.today, -FRESH), source.today))
  return found.map(unusualDay)
}

export function unusualDay({ key, noticed, direction, scope, culprit, expected, actual, cause }: Found): UnusualDay {
  const { by, vendor, value } = culprit ?? scope
  return {
    key,
    date: noticed,
    direction,
    scope: by,
    vendor,
    value: value === '' ? null : value,
    expected: String(expected),
    actual: String(actual),
    cause,
  }
}
