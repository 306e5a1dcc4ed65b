// What each team caused by day, for budgets on teams: the chargeback of every day, and of a period exactly what its chargeback says.
import { type Desk, openBooks, portionsOf, sharingIn } from '../chargeback/books.ts'
import { computeStatement } from '../chargeback/read.ts'
import type { Day, DayRange } from '../db/tenant/range.ts'
import { chargeback } from '../insights/chargeback.ts'
import { type BillRow, DirectTally, type UseRow } from '../insights/chargeback-direct.ts'
import { ownerBy } from '../insights/chargeback-rules.ts'
import type { TeamDays } from './spending.ts'

type Days = Map<Day, bigint>
type Books = Awaited<ReturnType<typeof openBooks>>

/**
 * The days of a team, split day by day, which forecasts rest on. The shared pool of a longer period is split by that whole period, so
 * what the periods' own chargebacks say more or less is put on the last day of each: its days then add up to it to the nanodollar.
 */
export function teamDaysOf(desk: Desk): TeamDays {
  const books = once(() => openBooks(desk))
  const byTeam = new Map<string, Promise<Map<string, Days>>>()
  const exact = new Map<string, Promise<Map<string, bigint>>>()
  const memo = <T>(kept: Map<string, Promise<T>>, { from, to }: DayRange, make: () => Promise<T>): Promise<T> => {
    const made = kept.get(`${from} ${to}`) ?? make()
    kept.set(`${from} ${to}`, made)
    return made
  }
  return async (range, team, periods) => {
    const all = await memo(byTeam, range, async () => everyDay(desk, await books(), range))
    const days: Days = new Map(all.get(team))
    for (const period of periods) {
      const totals = await memo(exact, period, async () => totalsOf(desk, await books(), period))
      const inside = [...days.keys()].filter((day) => day >= period.from && day <= period.to).sort()
      const sum = inside.reduce((total, day) => total + (days.get(day) ?? 0n), 0n)
      const last = inside.at(-1) ?? period.from
      days.set(last, (days.get(last) ?? 0n) + (totals.get(team) ?? 0n) - sum)
    }
    return days
  }
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined
  return () => {
    asked ??= ask()
    return asked
  }
}

async function totalsOf(desk: Desk, books: Books, period: DayRange): Promise<Map<string, bigint>> {
  const { teams } = await computeStatement(desk, books, period)
  return new Map(teams.map(({ team, total }) => [team, BigInt(total)]))
}

async function everyDay(desk: Desk, books: Books, range: DayRange): Promise<Map<string, Days>> {
  const found = new Map<string, Days>()
  for await (const { bills, uses } of portionsOf(desk, books.stitched, range, {})) {
    for (const [day, rows] of byDay(bills, uses)) {
      const tally = new DirectTally(ownerBy(books.rules))
      tally.add(rows.bills, rows.uses)
      for (const { team, total } of chargeback(tally, sharingIn(books.teams, day), books.split).teams) {
        const days: Days = found.get(team) ?? new Map()
        found.set(team, days.set(day, total))
      }
    }
  }
  return found
}

type Rows = { bills: BillRow[]; uses: UseRow[] }

function byDay(bills: readonly BillRow[], uses: readonly UseRow[]): Map<Day, Rows> {
  const days = new Map<Day, Rows>()
  const of = (day: Day): Rows => {
    const rows = days.get(day) ?? { bills: [], uses: [] }
    days.set(day, rows)
    return rows
  }
  for (const bill of bills) of(bill.day).bills.push(bill)
  for (const use of uses) of(use.day).uses.push(use)
  return days
}
