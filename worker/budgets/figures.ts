// One budget's figures of its running period, as the API shows them and as alerts are judged by.
import type { BudgetRow } from '../db/tenant/budgets.ts'
import type { Day, DayRange } from '../db/tenant/range.ts'
import { type Figures, type Limits, type Standing, standingOf } from './judge.ts'
import { lengthOf, periodOf } from './period.ts'
import { type NoProjection, type Projection, project } from './project.ts'
import { type Spending, type Spent, spentIn } from './spending.ts'

// The columns were written from a checked wish and from nothing else.
export const thresholdsOf = (row: Pick<BudgetRow, 'thresholds'>) => JSON.parse(row.thresholds) as number[]
export const channelsOf = (row: Pick<BudgetRow, 'channels'>) => JSON.parse(row.channels) as string[]

export const limitsOf = (row: BudgetRow): Limits => ({
  amount: BigInt(row.amount),
  thresholds: thresholdsOf(row),
  forecast: row.forecast === 1,
})

export type Running = Spent & {
  readonly period: DayRange
  readonly projection: Projection | NoProjection
  readonly standing: Standing
}

/** How the budget stands today. */
export function runningOf(row: BudgetRow, spending: Spending, today: Day): Running {
  const period = periodOf(lengthOf(row), today)
  const spent = spentIn(spending, period)
  const projection = project(spending, period, today)
  const figures = figuresOf(spent.spent, projection)
  return { ...spent, period, projection, standing: standingOf(figures, limitsOf(row), row.paused === 1) }
}

/** A forecast that was far off last time is none to raise anything by. */
export const figuresOf = (spent: bigint, projection: Projection | NoProjection): Figures => ({
  spent,
  forecast: typeof projection === 'string' || projection.unreliable ? null : projection.mean,
  running: true,
})
