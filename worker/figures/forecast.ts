// GET /api/insights/forecast out of daily lines: the asked scope's month day by day, its end, and the ends of the parts.
import { workspaceValue } from '../db/tenant/labels.ts'
import { addDays, type Day } from '../db/tenant/range.ts'
import type { UsageFilter } from '../db/tenant/usage-scope.ts'
import { byVendor, type Line, overVendors, readBilledLines, readUsageLines, sumLines, total } from './days.ts'
import { tooLittle } from './findings.ts'
import type { Found } from './found.ts'
import type { Basis } from './fresh.ts'
import { holds, LEARNED, type Month, monthOf, projectMonth } from './month.ts'
import { type Scope, scopeId } from './scopes.ts'
import type { FigureFilter, FigureSource } from './source.ts'
import { lastWholeDay, rangeOf } from './tables.ts'

/** The bill of a day may still be written for two days; use is whole when the day is over. */
const BILL_LAG = 1
/** People and keys in the list of parts. */
const TOP = 6

export type ForecastAsk = { scope: Scope; filter: FigureFilter; basis: Basis; people: boolean }
export type BudgetLine = { id: string; name: string; amount: string }

/** The rows of the asked scope, as the filters of usage take them. */
function filterOf({ by, value, vendor }: Scope, filter: FigureFilter): UsageFilter {
  const own: UsageFilter = { ...filter, ...(vendor === 'anthropic' || vendor === 'openai' ? { vendor } : {}) }
  if (by === 'tenant' || by === 'vendor' || by === 'team') return own
  return { ...own, [by]: [by === 'workspace' && vendor !== null ? workspaceValue(vendor, value) : value] }
}

/** Whether a bill says what this scope costs. */
export const basisOf = ({ scope, basis }: Pick<ForecastAsk, 'scope' | 'basis'>): Basis =>
  ['key', 'person', 'team'].includes(scope.by) ? 'estimate' : basis

export async function readForecast(
  source: FigureSource,
  ask: ForecastAsk,
  findings: readonly Found[],
  budget: BudgetLine | null,
) {
  const { today } = source
  const month = monthOf(today)
  const basis = basisOf(ask)
  const range = rangeOf(addDays(today, -LEARNED), today)
  const filter = filterOf(ask.scope, ask.filter)
  const lines = await readLines(source, range, filter, basis, ask.scope)
  const line = sumLines(ask.scope, lines, range.days)
  const days = Array.from({ length: range.days }, (_, index) => addDays(range.from, index))
  const last = addDays(lastWholeDay(today), basis === 'billed' ? -BILL_LAG : 0)
  const whole = days.filter((day) => day <= last).length
  const expected = expectedDays(findings, ask.scope, days)
  const missing = tooLittle(line.nano.slice(0, whole), days.slice(0, whole))
  const history = historyOf(line.nano.slice(0, whole), expected)
  const forecast = missing === null ? projectMonth(month, history.nano, history.expected, last) : null
  const inMonth = days.flatMap((day, index) => (day >= month.from ? [{ day, nano: line.nano[index] ?? 0n }] : []))
  return {
    range: rangeOf(month.from, month.to),
    today,
    basis,
    recorded: {
      nano: String(total(inMonth.map(({ nano }) => nano))),
      rows_without_price: basis === 'billed' ? 0 : await unpriced(source, month, filter, ask.scope),
    },
    days: inMonth.map(({ day, nano }, index) => ({
      day,
      nano: String(nano),
      total: String(total(inMonth.slice(0, index + 1).map((one) => one.nano))),
      partial: day > last,
    })),
    forecast,
    missing,
    history_days: history.nano.length,
    left_out: [...expected.keys()].flatMap((index) => days[index] ?? []),
    previous_month: String(sumOf(line, days, month.previous)),
    budget: budget && { ...budget, holds: forecast === null ? null : holds(forecast, BigInt(budget.amount)) },
    scopes:
      missing === null && ask.scope.by === 'tenant'
        ? await partsOf(source, ask, lines, { days, month, last, range })
        : [],
    rows: lines.reduce((sum, { rows }) => sum + rows, 0),
  }
}

const sumOf = ({ nano }: Line, days: readonly Day[], { from, to }: { from: Day; to: Day }): bigint =>
  total(nano.filter((_, index) => (days[index] ?? '') >= from && (days[index] ?? '') <= to))

async function readLines(
  source: FigureSource,
  range: ReturnType<typeof rangeOf>,
  filter: UsageFilter,
  basis: Basis,
  { by }: Scope,
) {
  if (basis === 'billed') return readBilledLines(source, range, filter, 'workspace')
  // Grouped by what is filtered, the sums of the days answer; else the rows would be asked.
  const dimension = by === 'person' ? 'person' : by === 'key' ? 'key' : by === 'model' ? 'model' : 'workspace'
  return readUsageLines(source, range, filter, dimension)
}

async function unpriced(source: FigureSource, month: Month, filter: UsageFilter, { by }: Scope): Promise<number> {
  const dimension = by === 'person' ? 'person' : by === 'key' ? 'key' : by === 'model' ? 'model' : 'workspace'
  const lines = await readUsageLines(source, rangeOf(month.from, source.today), filter, dimension)
  return lines.reduce((sum, line) => sum + line.unpriced, 0)
}

/** Spikes of the asked scope itself: one day each, taken as what was expected. A new level is no exception. */
function expectedDays(findings: readonly Found[], scope: Scope, days: readonly Day[]): Map<number, bigint> {
  const own = findings.filter((found) => found.kind === 'spike' && scopeId(found.scope) === scopeId(scope))
  return new Map(own.flatMap(({ of, expected }) => (days.includes(of) ? [[days.indexOf(of), expected] as const] : [])))
}

/** The history from the first day with any use. */
function historyOf(nano: readonly bigint[], expected: ReadonlyMap<number, bigint>) {
  const first = Math.max(
    0,
    nano.findIndex((value) => value !== 0n),
  )
  return {
    nano: nano.slice(first),
    expected: new Map([...expected].map(([at, value]) => [at - first, value] as const)),
  }
}

type Calendar = { days: readonly Day[]; month: Month; last: Day; range: ReturnType<typeof rangeOf> }

/** Vendors, workspaces, and the people and keys that cost most this month; each projected by itself, so they need not add up. */
async function partsOf(source: FigureSource, { filter, people }: ForecastAsk, lines: readonly Line[], on: Calendar) {
  const [keys, persons] = await Promise.all([
    readUsageLines(source, on.range, filter, 'key'),
    people ? readUsageLines(source, on.range, filter, 'person') : [],
  ])
  const named = (own: readonly Line[]) => own.filter(({ scope }) => scope.value !== '')
  const top = (own: readonly Line[]) => largest(own, on).slice(0, TOP)
  const parts = [
    ...byVendor(lines, on.range.days),
    ...largest(lines, on),
    ...top(overVendors(named(persons), on.range.days)),
    ...top(named(keys)),
  ]
  return parts.map((line) => {
    const whole = on.days.filter((day) => day <= on.last).length
    const { nano } = historyOf(line.nano.slice(0, whole), new Map())
    const { so_far, mean, lower, upper, unreliable } = projectMonth(on.month, nano, new Map(), on.last)
    const previous_month = String(sumOf(line, on.days, on.month.previous))
    return { scope: line.scope, so_far, mean, lower, upper, previous_month, unreliable }
  })
}

/** Those with anything this month or the one before, largest first. */
function largest(lines: readonly Line[], { days, month }: Calendar): Line[] {
  const recent = (line: Line) => sumOf(line, days, { from: month.previous.from, to: month.to })
  return lines
    .map((line) => ({ line, sum: recent(line) }))
    .filter(({ sum }) => sum !== 0n)
    .sort((a, b) => (a.sum > b.sum ? -1 : a.sum < b.sum ? 1 : 0))
    .map(({ line }) => line)
}
