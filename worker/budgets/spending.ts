// The daily spending behind budgets, read for all of them together: one look at what is billed, then one statement a budget.
import { billedQuery, type Coverage, estimateQuery, readCoverage, type SpendRow } from '../db/tenant/budget-spend.ts'
import type { BudgetRow } from '../db/tenant/budgets.ts'
import type { CostFilter } from '../db/tenant/cost-scope.ts'
import type { Statement, TenantDatabase } from '../db/tenant/database.ts'
import { addDays, type Day, type DayRange } from '../db/tenant/range.ts'
import { selectPeople } from '../db/tenant/usage-people.ts'
import type { TenantId } from '../ids.ts'
import type { Stitched } from '../people/stitch.ts'
import { judgedPeriods, lengthOf, periodOf } from './period.ts'
import { type Scope, scopeOf } from './scope.ts'

/** A day of a budget's scope; of a team everything is `billed`, split over teams. Nanodollars. */
export type DaySpend = { readonly billed: bigint; readonly estimate: bigint; readonly unpriced: number }
export type Spending = { readonly days: ReadonlyMap<Day, DaySpend>; readonly coverage: Pick<Coverage, 'newest'> }

/** What a team caused by day, direct and shared; the days of each of `periods` add up to its chargeback. */
export type TeamDays = (
  range: DayRange,
  team: string,
  periods: readonly DayRange[],
) => Promise<ReadonlyMap<Day, bigint>>

export type SpendReading = {
  readonly db: TenantDatabase
  readonly tenant: TenantId
  readonly today: Day
  readonly stitched: () => Promise<Stitched>
  readonly teamDays: TeamDays
}

/** Days before today that forecasts rest on: half a year has every weekday 26 times, and each day more is read for every budget. */
const HISTORY = 182
/** Statements a round trip. */
const AT_ONCE = 20

/** From half a year ago, or the beginning of the longest period judged, to the end of the longest running one. */
export function rangeRead(today: Day): DayRange {
  const from = addDays(today, -HISTORY)
  const { to } = periodOf('quarter', today)
  return { from, to, days: Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1 }
}

/** The spending of each budget by its id. */
export async function readSpending(
  reading: SpendReading,
  budgets: readonly BudgetRow[],
): Promise<Map<string, Spending>> {
  const { db, tenant, today } = reading
  const range = rangeRead(today)
  const coverage = await readCoverage(db, tenant, range)
  const found = new Map<string, Spending>()
  for (let at = 0; at < budgets.length; at += AT_ONCE) {
    const some = budgets.slice(at, at + AT_ONCE)
    const teams = some.filter(({ scope }) => scope === 'team')
    const others = some.filter(({ scope }) => scope !== 'team')
    const statements = await Promise.all(others.map((row) => statementOf(reading, range, coverage, scopeOf(row))))
    const answers = statements.length === 0 ? [] : await db.batch(statements)
    for (const [index, { id }] of others.entries()) found.set(id, { days: daysFrom(answers[index] ?? []), coverage })
    for (const row of teams) {
      const { id, value, createdAt } = row
      const periods = judgedPeriods(lengthOf(row), today, createdAt.slice(0, 10))
      const days = await reading.teamDays(range, value ?? '', periods)
      found.set(id, { days: new Map([...days].map(([day, billed]) => [day, only(billed)])), coverage })
    }
  }
  return found
}

const only = (billed: bigint): DaySpend => ({ billed, estimate: 0n, unpriced: 0 })

async function statementOf(
  { db, tenant, stitched }: SpendReading,
  range: DayRange,
  coverage: Coverage,
  { scope, vendor, value }: Scope,
): Promise<Statement<SpendRow>> {
  if (scope === 'person') {
    const people = await selectPeople(db, tenant, range, [value ?? ''], stitched)
    return estimateQuery(db, tenant, range, {}, people)
  }
  const ofVendor = vendor === null ? {} : { vendor }
  if (scope === 'key') return estimateQuery(db, tenant, range, { ...ofVendor, key: [value ?? ''] }, undefined)
  const filter: CostFilter = {
    ...ofVendor,
    ...(scope === 'workspace' && { workspace: [value ?? ''] }),
    ...(scope === 'model' && { model: [value ?? ''] }),
  }
  return billedQuery(db, tenant, range, filter, scope === 'model' ? coverage.named : coverage.unbilled)
}

function daysFrom(rows: readonly SpendRow[]): Map<Day, DaySpend> {
  const days = new Map<Day, DaySpend>()
  for (const { day, kind, nano, unpriced } of rows) {
    const before = days.get(day) ?? only(0n)
    days.set(day, { ...before, [kind]: before[kind] + BigInt(nano), unpriced: before.unpriced + unpriced })
  }
  return days
}

export type Spent = { readonly spent: bigint; readonly estimated: bigint; readonly unpriced: number }

/** Everything in a period; `estimated`: the part of it that no bill has yet. */
export function spentIn({ days }: Spending, { from, to }: Pick<DayRange, 'from' | 'to'>): Spent {
  const inside = [...days].filter(([day]) => day >= from && day <= to).map(([, spend]) => spend)
  const sum = (of: (spend: DaySpend) => bigint) => inside.reduce((total, spend) => total + of(spend), 0n)
  return {
    spent: sum(({ billed, estimate }) => billed + estimate),
    estimated: sum(({ estimate }) => estimate),
    unpriced: inside.reduce((total, { unpriced }) => total + unpriced, 0),
  }
}
