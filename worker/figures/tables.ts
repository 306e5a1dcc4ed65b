// The series that findings are looked for in: the whole, vendors, workspaces, keys and people, day by day, with their models beside them.
import type { Day, DayRange } from '../db/tenant/range.ts'
import { addDays, daysOf } from '../db/tenant/range.ts'
import { byVendor, type Line, overVendors, readUsageLines, sumLines } from './days.ts'
import { scopeId, TENANT_SCOPE } from './scopes.ts'
import type { FigureFilter, FigureSource } from './source.ts'

export type Tables = {
  days: readonly Day[]
  total: Line
  vendors: readonly Line[]
  workspaces: readonly Line[]
  keys: readonly Line[]
  people: readonly Line[]
  models: readonly Line[]
}

/** Days before a range that its findings are judged by: four months, of which 28 days are the least. */
export const HISTORY = 120
/** Days of data before anything is called unusual. */
export const LEAST_HISTORY = 28

/** The days that are whole: yesterday is the last, because today is still being used. */
export const lastWholeDay = (today: Day): Day => addDays(today, -1)

export function rangeOf(from: Day, to: Day): DayRange {
  return { from, to, days: Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1 }
}

/** The tables of a range and of the days before it, without today. Null when the range lies wholly after the last whole day. */
export async function readTables(source: FigureSource, range: DayRange, filter: FigureFilter): Promise<Tables | null> {
  const last = lastWholeDay(source.today)
  const to = [range.to, last].sort()[0] ?? last
  const from = addDays(range.from, -HISTORY)
  if (to < range.from) return null
  const all = rangeOf(from, to)
  const [models, workspaces, keys, people] = await Promise.all(
    (['model', 'workspace', 'key', 'person'] as const).map((by) => readUsageLines(source, all, filter, by)),
  )
  return tablesOf(all, models ?? [], workspaces ?? [], keys ?? [], people ?? [])
}

export function tablesOf(
  range: DayRange,
  models: readonly Line[],
  workspaces: readonly Line[],
  keys: readonly Line[],
  people: readonly Line[],
): Tables {
  const named = ({ scope }: Line) => scope.value !== ''
  return {
    days: daysOf(range),
    total: sumLines(TENANT_SCOPE, models, range.days),
    vendors: byVendor(models, range.days),
    workspaces,
    keys: keys.filter(named),
    people: overVendors(people.filter(named), range.days),
    models,
  }
}

/** Every line by the id of its scope. */
export function linesById({ total, vendors, workspaces, keys, people, models }: Tables): Map<string, Line> {
  return new Map(
    [total, ...vendors, ...workspaces, ...keys, ...people, ...models].map((line) => [scopeId(line.scope), line]),
  )
}

/** The same as it stood on the evening of an earlier day: nothing later is in it. */
export function cutTables(tables: Tables, last: Day): Tables {
  const length = tables.days.findLastIndex((day) => day <= last) + 1
  const cut = (line: Line): Line => ({
    ...line,
    nano: line.nano.slice(0, length),
    tokens: line.tokens.slice(0, length),
    kinds: line.kinds.map((counts) => counts.slice(0, length)),
  })
  return {
    days: tables.days.slice(0, length),
    total: cut(tables.total),
    vendors: tables.vendors.map(cut),
    workspaces: tables.workspaces.map(cut),
    keys: tables.keys.map(cut),
    people: tables.people.map(cut),
    models: tables.models.map(cut),
  }
}
