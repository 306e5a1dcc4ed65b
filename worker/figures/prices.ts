// GET /api/insights/prices: prices that changed within a range, on the organization's own tokens; and estimate against billed.
import { sql } from 'drizzle-orm'
import { currencyOf } from '../db/tenant/cost-options.ts'
import { costScope } from '../db/tenant/cost-scope.ts'
import { costSumsOf, costSumsQuery } from '../db/tenant/costs.ts'
import { distinct } from '../db/tenant/options.ts'
import { addDays, type DayRange, daysOf } from '../db/tenant/range.ts'
import { residualsFrom, residualsQuery } from '../db/tenant/residuals.ts'
import { cost } from '../db/tenant/schema.ts'
import { readUsageLines } from './days.ts'
import { effectOf, priceFindings, priceSteps } from './price-changes.ts'
import { scopeId } from './scopes.ts'
import type { FigureFilter, FigureSource } from './source.ts'
import { rangeOf, tablesOf } from './tables.ts'

/** Nanodollars a million tokens out of picodollars a token. */
const aMillion = (pico: bigint): string => String(pico * 1000n)

export async function readPrices(source: FigureSource, range: DayRange, filter: FigureFilter) {
  // The eve belongs to it: a change on the first day has its old price there.
  const days = rangeOf(addDays(range.from, -1), range.to)
  const lines = await readUsageLines(source, days, filter, 'model')
  const told = new Set(priceFindings(tablesOf(days, lines, [], [], [])).map(({ key }) => key))
  const changes = priceSteps(lines, daysOf(days)).flatMap((step) => {
    const { tokens, effect } = effectOf(step, daysOf(days).indexOf(step.date), days.days)
    if (tokens === 0n) return []
    const key = `price/${scopeId(step.scope)}/${step.date}`
    return [
      {
        date: step.date,
        scope: step.scope,
        token_type: step.kind,
        old: aMillion(step.before),
        new: aMillion(step.after),
        tokens: String(tokens),
        effect,
        finding: told.has(key) ? key : null,
      },
    ]
  })
  return {
    changes: changes.sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0)),
    effect: String(changes.reduce((sum, { effect }) => sum + effect, 0n)),
    rows: lines.reduce((sum, { rows }) => sum + rows, 0),
  }
}

const VENDORS = ['anthropic', 'openai'] as const

/** Billed against estimate with the parts that have names: what Costs says for the same filter. */
export async function readReconciliation(source: FigureSource, range: DayRange, filter: FigureFilter) {
  const { db, tenant, today } = source
  const vendors = VENDORS.filter((vendor) => filter.vendor === undefined || filter.vendor === vendor)
  const [all, residuals, one, other, currencies] = await db.batch([
    costSumsQuery(db, tenant, range, filter),
    residualsQuery(db, tenant, range, filter, today),
    costSumsQuery(db, tenant, range, { ...filter, vendor: vendors[0] }),
    costSumsQuery(db, tenant, range, { ...filter, vendor: vendors[1] ?? vendors[0] }),
    db.ask<{ all: string }>(
      sql`SELECT ${distinct(cost.currency)} AS "all" FROM ${cost} WHERE ${costScope(tenant, range, filter)}`,
    ),
  ])
  const sums = costSumsOf(all[0], true)
  const parts = [one, other].map((rows) => costSumsOf(rows[0], true))
  const gap = sums.difference === null ? null : Math.abs(Number(sums.difference))
  return {
    currency: currencyOf(currencies[0]?.all),
    billed: sums.billed,
    estimate: sums.estimate,
    difference: sums.difference,
    share: gap === null || sums.billed === '0' ? null : gap / Math.abs(Number(sums.billed)),
    residuals: residualsFrom(residuals, filter),
    vendors: vendors.map((vendor, at) => {
      const { billed, estimate, difference } = parts[at] ?? sums
      return { vendor, billed, estimate, difference }
    }),
    rows: sums.records,
  }
}
