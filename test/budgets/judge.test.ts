// What figures call for: thresholds to the nanodollar, the forecast above the amount, and nothing by a forecast that was far off.
import { describe, expect, it } from 'vitest'
import { raisingsOf } from '../../worker/budgets/evaluate.ts'
import { figuresOf } from '../../worker/budgets/figures.ts'
import { judge, reaches, shareSpent, standingOf } from '../../worker/budgets/judge.ts'
import { periodOf } from '../../worker/budgets/period.ts'
import { project } from '../../worker/budgets/project.ts'
import type { DaySpend, Spending } from '../../worker/budgets/spending.ts'
import type { BudgetRow } from '../../worker/db/tenant/budgets.ts'
import { addDays } from '../../worker/db/tenant/range.ts'

const DOLLAR = 1_000_000_000n
const amount = 100n * DOLLAR
const limits = { amount, thresholds: [70, 85, 100], forecast: true }
const crossed = (spent: bigint, forecast: bigint | null, running = true) =>
  judge({ spent, forecast, running }, limits).map(({ kind, level }) => `${kind} ${level}`)

describe('judging', () => {
  it('crosses each threshold at its very nanodollar', () => {
    for (const percent of [1, 70, 85, 100, 500]) {
      const edge = (amount * BigInt(percent)) / 100n
      expect([reaches(edge - 1n, amount, percent), reaches(edge, amount, percent)]).toEqual([false, true])
    }
    expect(reaches(1n, 3n, 33)).toBe(true)
    expect(reaches(1n, 3n, 34)).toBe(false)
  })

  it('crosses nothing by credits or without anything spent', () => {
    expect(crossed(0n, null)).toEqual([])
    expect(crossed(-500n * DOLLAR, null)).toEqual([])
  })

  it('calls for the forecast while less than the amount is spent, in the running period alone', () => {
    expect(crossed(10n * DOLLAR, amount + 1n)).toEqual(['forecast 100'])
    expect(crossed(10n * DOLLAR, amount)).toEqual([])
    expect(crossed(amount, 2n * amount)).toEqual(['threshold 70', 'threshold 85', 'threshold 100'])
    expect(crossed(10n * DOLLAR, 2n * amount, false)).toEqual([])
    expect(judge({ spent: 0n, forecast: 2n * amount, running: true }, { ...limits, forecast: false })).toEqual([])
  })

  it('says how a budget stands by the worst word that holds', () => {
    const stands = (spent: bigint, forecast: bigint | null, paused = false) =>
      standingOf({ spent, forecast, running: true }, limits, paused)
    expect(stands(0n, null)).toBe('within')
    expect(stands(70n * DOLLAR, null)).toBe('near')
    expect(stands(70n * DOLLAR, 2n * amount)).toBe('forecast_over')
    expect(stands(amount, amount)).toBe('near')
    expect(stands(amount + 1n, 2n * amount)).toBe('over')
    expect(stands(amount + 1n, 2n * amount, true)).toBe('paused')
  })

  it('cuts percents off, so that 99.999 is not 100', () => {
    expect(shareSpent(amount - 1n, amount)).toBe(9_999)
    expect(shareSpent(amount, amount)).toBe(10_000)
  })

  it('takes no forecast that was far off last time', () => {
    const end = { mean: 2n * amount, lower: 0n, upper: 3n * amount, missed: 0.4, unreliable: true }
    expect(figuresOf(0n, end).forecast).toBeNull()
    expect(figuresOf(0n, { ...end, unreliable: false }).forecast).toBe(2n * amount)
    expect(figuresOf(0n, 'short').forecast).toBeNull()
  })
})

const TODAY = '2026-11-16'

/** The same amount every day from so many days before today up to yesterday. */
function steady(daysBack: number, nano: bigint, newest = addDays(TODAY, -1)): Spending {
  const days = new Map<string, DaySpend>()
  for (let back = 1; back <= daysBack; back++)
    days.set(addDays(TODAY, -back), { billed: nano, estimate: 0n, unpriced: 0 })
  return { days, coverage: { newest } }
}

describe('a projection', () => {
  it('of steady days ends at their number times their amount', () => {
    const end = project(steady(120, 10n * DOLLAR), periodOf('month', TODAY), TODAY)
    if (typeof end === 'string') throw new Error(end)
    expect(Number(end.mean / DOLLAR)).toBeGreaterThanOrEqual(297)
    expect(Number(end.mean / DOLLAR)).toBeLessThanOrEqual(303)
    expect(end.lower <= end.mean && end.mean <= end.upper).toBe(true)
  })

  it('says why there is none', () => {
    const month = periodOf('month', TODAY)
    expect(project(steady(27, DOLLAR), month, TODAY)).toBe('short')
    expect(project(steady(0, DOLLAR), month, TODAY)).toBe('idle')
    expect(project(steady(120, DOLLAR), periodOf('month', '2026-10-31'), TODAY)).toBe('over')
  })

  it('never ends below what today has cost already', () => {
    const spending = steady(120, DOLLAR)
    const days = new Map(spending.days).set(TODAY, { billed: 900n * DOLLAR, estimate: 0n, unpriced: 0 })
    const end = project({ ...spending, days }, periodOf('month', TODAY), TODAY)
    expect(typeof end !== 'string' && end.lower).toBe(915n * DOLLAR)
  })

  it('works on the first day of a period, and where the last days were not read yet', () => {
    const day = project(steady(120, 10n * DOLLAR), periodOf('day', TODAY), TODAY)
    expect(typeof day !== 'string' && day.mean > 9n * DOLLAR && day.mean < 11n * DOLLAR).toBe(true)
    const lag = steady(120, 10n * DOLLAR, addDays(TODAY, -3))
    const days = new Map([...lag.days].filter(([one]) => one <= addDays(TODAY, -3)))
    const week = project({ ...lag, days }, periodOf('week', TODAY), TODAY)
    expect(typeof week !== 'string' && week.mean > 60n * DOLLAR && week.mean < 80n * DOLLAR).toBe(true)
  })
})

const row: BudgetRow = {
  tenant: 'tn_',
  id: 'bud_1',
  name: 'All AI',
  scope: 'tenant',
  vendor: null,
  value: null,
  period: 'month',
  amount: String(200n * DOLLAR),
  thresholds: '[70,85,100]',
  forecast: 1,
  channels: '["alc_1"]',
  paused: 0,
  createdBy: 'usr_1',
  createdAt: '2026-01-01T00:00:00.000Z',
  changedAt: '2026-01-01T00:00:00.000Z',
  removedAt: null,
}

describe('a budget of steady days', () => {
  it('calls for the forecast first, with both figures, and for thresholds as they come', () => {
    const [first, second] = raisingsOf(row, steady(120, 10n * DOLLAR), TODAY)
    expect([first?.kind, first?.level, second?.kind]).toEqual(['threshold', '70', 'forecast'])
    expect(second?.facts).toMatchObject({ spent: String(150n * DOLLAR), from: '2026-11-01', channels: ['alc_1'] })
    const facts = second?.facts.of === 'budget' ? second.facts : undefined
    expect(BigInt(facts?.forecast ?? 0)).toBeGreaterThan(200n * DOLLAR)
  })

  it('judges a period that is over by its own spending, and has no forecast of it', () => {
    const raised = raisingsOf(
      { ...row, period: 'week', amount: String(50n * DOLLAR) },
      steady(120, 10n * DOLLAR),
      TODAY,
    )
    expect(raised.filter(({ period }) => period === '2026-11-09').map(({ kind }) => kind)).toEqual([
      'threshold',
      'threshold',
      'threshold',
    ])
  })
})
