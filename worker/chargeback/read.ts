// The chargeback of any range of days as it stands now, and of a month as it stands now or as it was frozen.
import { billedQuery, type ChargeFilter } from '../db/tenant/chargeback.ts'
import { findPeriod, lastChange, type PeriodRow, reportsQuery } from '../db/tenant/chargeback-periods.ts'
import type { Day, DayRange } from '../db/tenant/range.ts'
import { addDays } from '../db/tenant/range.ts'
import { chargeback } from '../insights/chargeback.ts'
import { DirectTally } from '../insights/chargeback-direct.ts'
import { ownerBy } from '../insights/chargeback-rules.ts'
import { type Books, type Desk, portionsOf, sharingIn } from './books.ts'
import { type Period, rangeOf, SETTLED_DAYS } from './period.ts'
import { type Standing, standingOf } from './standing.ts'
import { readStatement, type Statement, statementOf } from './statement.ts'

/** Computed now, whatever was frozen. With a filter, the same bill rows as the costs screen has under that filter. */
export async function computeStatement(
  desk: Desk,
  books: Books,
  range: DayRange,
  filter: ChargeFilter = {},
): Promise<Statement> {
  const tally = new DirectTally(ownerBy(books.rules))
  let size = 0
  for await (const portion of portionsOf(desk, books.stitched, range, filter)) {
    tally.add(portion.bills, portion.uses)
    size = portion.size
  }
  const made = chargeback(tally, sharingIn(books.teams, range.from), books.split)
  return statementOf(made, range, books.split, size)
}

export type Frozen = Pick<PeriodRow, 'frozenAt' | 'seq' | 'sha256'> & { byHand: boolean }
export type Month = { statement: Statement; frozen: Frozen | null }

/** A month's statement: the frozen one where there is one. */
export async function readMonth(desk: Desk, books: Books, period: Period): Promise<Month> {
  const row = await findPeriod(desk.home.db, desk.tenant, period)
  if (row === undefined || row.seq < 0) {
    return { statement: await computeStatement(desk, books, rangeOf(period)), frozen: null }
  }
  const { frozenAt, seq, sha256, frozenBy } = row
  return { statement: readStatement(row.statement), frozen: { frozenAt, seq, sha256, byHand: frozenBy !== null } }
}

/** How the reports behind a month stand. */
export async function readStanding({ db, tenant }: Desk, period: Period, today: Day): Promise<Standing> {
  const rows = await db.rows(reportsQuery(db, tenant))
  return standingOf(
    period,
    today,
    rows.map((row) => ({ ...row, isBill: row.isBill === 1 })),
  )
}

/** The first day on which teams, rules and split have stood long enough for a month to freeze by itself; null where there is none. */
export async function settledFrom({ db, tenant }: Desk): Promise<Day | null> {
  const changed = await lastChange(db, tenant)
  return changed === null ? null : addDays(changed.slice(0, 10), SETTLED_DAYS)
}

/** What the vendors bill today for a frozen month more (or less, negative) than when it was frozen, nanodollars. */
export async function changedSince({ db, tenant }: Desk, { from, to, bill }: Statement): Promise<bigint> {
  const days = { from, to, days: 0 } // the query looks at the two ends
  const billed = await db.rows(billedQuery(db, tenant, days))
  return billed.reduce((sum, { amount }) => sum + BigInt(amount), 0n) - BigInt(bill)
}
