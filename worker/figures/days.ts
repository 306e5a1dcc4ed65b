// Daily sums by one dimension, as the screens of usage and costs count them: the series behind every figure.
import type { CostFilter } from '../db/tenant/cost-scope.ts'
import { costDaysQuery } from '../db/tenant/costs.ts'
import type { VendorName } from '../db/tenant/database.ts'
import type { Day, DayRange } from '../db/tenant/range.ts'
import { daysOf } from '../db/tenant/range.ts'
import type { Measures } from '../db/tenant/tokens.ts'
import { readUsageDays } from '../db/tenant/usage-days.ts'
import { personOfWhose, selectPeople } from '../db/tenant/usage-people.ts'
import type { UsageDimension, UsageFilter } from '../db/tenant/usage-scope.ts'
import { type Scope, type ScopeKind, scopeId } from './scopes.ts'
import type { FigureSource } from './source.ts'

/** One value's days. Every list is as long as the range; `kinds[i]` belongs to the i-th count of `Measures`. */
export type Line = {
  scope: Scope
  nano: bigint[]
  tokens: bigint[]
  /** Rows, and rows without a price, of the whole range. */
  rows: number
  unpriced: number
  kinds: bigint[][]
}

const KINDS = 7
const BY: Readonly<Partial<Record<UsageDimension, ScopeKind>>> = {
  workspace: 'workspace',
  key: 'key',
  model: 'model',
  person: 'person',
}

const blank = (scope: Scope, days: number): Line => {
  const zeros = () => new Array<bigint>(days).fill(0n)
  return { scope, nano: zeros(), tokens: zeros(), rows: 0, unpriced: 0, kinds: Array.from({ length: KINDS }, zeros) }
}

/** Estimates and tokens by day, one line a vendor and value; people over all vendors are one line a vendor. */
export async function readUsageLines(
  source: FigureSource,
  range: DayRange,
  filter: UsageFilter,
  by: UsageDimension,
): Promise<Line[]> {
  const { db, tenant, today, stitched } = source
  const selection = await selectPeople(db, tenant, range, filter.person, stitched)
  const rows = await readUsageDays(db, tenant, { range, filter, by, step: 'day', today }, selection)
  const people = by === 'person' ? await stitched() : null
  const lines = new Map<string, Line>()
  const at = new Map(daysOf(range).map((day, index) => [day, index]))
  for (const { day, cells } of rows) {
    const index = at.get(day) ?? 0
    for (const [vendor, raw, ...measures] of cells) {
      const value = people === null ? raw : personOfWhose(people, vendor, raw)
      add(lineOf(lines, { by: BY[by] ?? 'model', value: value ?? '', vendor }, range.days), index, measures)
    }
  }
  return [...lines.values()]
}

function lineOf(lines: Map<string, Line>, scope: Scope, days: number): Line {
  const id = scopeId(scope)
  const known = lines.get(id) ?? blank(scope, days)
  lines.set(id, known)
  return known
}

function add(line: Line, index: number, [tokens, , , estimate, rows, priced]: Measures): void {
  line.rows += rows
  line.unpriced += rows - priced
  if (estimate !== null) line.nano[index] = (line.nano[index] ?? 0n) + BigInt(estimate)
  for (const [kind, count] of tokens.entries()) {
    if (count === '0') continue
    const counted = BigInt(count)
    const own = line.kinds[kind]
    if (own !== undefined) own[index] = (own[index] ?? 0n) + counted
    line.tokens[index] = (line.tokens[index] ?? 0n) + counted
  }
}

type BilledCell = [vendor: VendorName, key: string | null, nano: string, rows: number]

/** What was billed by day, one line a vendor and workspace or model. */
export async function readBilledLines(
  source: FigureSource,
  range: DayRange,
  filter: CostFilter,
  by: 'workspace' | 'model',
): Promise<Line[]> {
  const { db, tenant, today } = source
  const rows = await db.rows(costDaysQuery(db, tenant, { range, filter, by, step: 'day', today }))
  const lines = new Map<string, Line>()
  for (const [index, { billed }] of rows.entries()) {
    // Our own JSON, made by costDaysQuery.
    for (const [vendor, key, nano, count] of JSON.parse(billed) as BilledCell[]) {
      const line = lineOf(lines, { by, value: key ?? '', vendor }, range.days)
      line.nano[index] = (line.nano[index] ?? 0n) + BigInt(nano)
      line.rows += count
    }
  }
  return [...lines.values()]
}

/** One line of all lines. */
export function sumLines(scope: Scope, lines: readonly Line[], days: number): Line {
  const all = blank(scope, days)
  for (const line of lines) addLine(all, line)
  return all
}

function addLine(all: Line, line: Line): void {
  all.rows += line.rows
  all.unpriced += line.unpriced
  for (let day = 0; day < all.nano.length; day += 1) {
    all.nano[day] = (all.nano[day] ?? 0n) + (line.nano[day] ?? 0n)
    all.tokens[day] = (all.tokens[day] ?? 0n) + (line.tokens[day] ?? 0n)
    for (const [kind, counts] of all.kinds.entries())
      counts[day] = (counts[day] ?? 0n) + (line.kinds[kind]?.[day] ?? 0n)
  }
}

/** One line a vendor. */
export function byVendor(lines: readonly Line[], days: number): Line[] {
  const vendors = [...new Set(lines.flatMap(({ scope }) => scope.vendor ?? []))].sort()
  return vendors.map((vendor) =>
    sumLines(
      { by: 'vendor', value: vendor, vendor },
      lines.filter(({ scope }) => scope.vendor === vendor),
      days,
    ),
  )
}

/** One line a person over all vendors. */
export function overVendors(lines: readonly Line[], days: number): Line[] {
  const values = [...new Set(lines.map(({ scope }) => scope.value))]
  return values.map((value) => {
    const own = lines.filter(({ scope }) => scope.value === value)
    return sumLines({ by: own[0]?.scope.by ?? 'person', value, vendor: null }, own, days)
  })
}

export const total = (values: readonly bigint[]): bigint => values.reduce((sum, value) => sum + value, 0n)

/** The part of a list that belongs to some days of the range. */
export function within(values: readonly bigint[], days: readonly Day[], part: { from: Day; to: Day }): bigint[] {
  const from = days.findIndex((day) => day >= part.from)
  return from === -1 ? [] : values.slice(from, days.findLastIndex((day) => day <= part.to) + 1)
}
