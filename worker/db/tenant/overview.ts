// The first screen: what was billed and used, who was active, what needs somebody. The ledger's own part comes from its object.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import type { Stitched } from '../../people/stitch.ts'
import { type ActivityRow, readActivityRows } from './activity.ts'
import { allOf, between, equals, sumText } from './clause.ts'
import { type CostSums, CostTally } from './cost-tally.ts'
import { costSumsOf, costSumsQuery } from './costs.ts'
import type { TenantDatabase } from './database.ts'
import { type Freshness, readFreshness, streamsQuery } from './freshness.ts'
import { type Directory, namesFrom } from './labels.ts'
import { type Need, needsFrom, needsQuery } from './needs.ts'
import {
  type FigureVendor,
  membersQuery,
  type OverviewPeople,
  peopleFrom,
  seenQuery,
  sessionsQuery,
  type TopPerson,
  topPeople,
} from './overview-people.ts'
import { vendorsFrom, vendorsQuery } from './overview-vendors.ts'
import { type Day, type DayRange, daysOf, isClosed, rangeBefore } from './range.ts'
import { cost, usage } from './schema.ts'
import { streamsBehind } from './screen-streams.ts'
import { readSpend, type Spender } from './spend.ts'
import { type Estimate, totalOf } from './tokens.ts'
import type { DayCells } from './usage-cells.ts'
import { readDays } from './usage-days.ts'
import { sumsQuery } from './usage-sums.ts'

const LATEST_EVENTS = 7

export type OverviewAsk = { range: DayRange; today: Day; vendor?: FigureVendor }
export type OverviewScreen = {
  freshness: Freshness
  cost: { billed: string; previous: string; series: string[]; mostly: string | null }
  tokens: { total: string; previous: string; series: string[]; mostly: string | null }
  people: OverviewPeople
  month: { billed: string; estimate: Estimate; label: string }
  days: {
    day: Day
    closed: boolean
    billed: string
    estimate: string | null
    vendors: { vendor: string; billed: string }[]
  }[]
  needs: Need[]
  activity: ActivityRow[]
  vendors: Spender[]
  top_people: TopPerson[]
}

/** Sums of one model on one day: [model, sum, sum of the same model in the range before]. */
type Moved = { day: Day; model: string | null; vendor: string; sum: string }
type Used = Moved & { estimate: string | null; unpriced: number }
type Days = { from: Day; to: Day }

function billedQuery(db: TenantDatabase, tenant: TenantId, days: Days, vendor: FigureVendor) {
  const scope = allOf(sql`${cost.tenant} = ${tenant}`, between(cost.day, days), equals(cost.vendor, vendor))
  return db.ask<Moved>(sql`
    SELECT ${cost.day} AS day, ${cost.model} AS model, ${cost.vendor} AS vendor, ${sumText(cost.amount)} AS sum FROM ${cost}
    WHERE ${scope} GROUP BY ${cost.day}, ${cost.vendor}, ${cost.model}`)
}

const dimensionsOf = (tenant: TenantId, days: Days, vendor: FigureVendor) =>
  allOf(
    sql`${usage.tenant} = ${tenant} AND ${usage.view} = 'dimensions'`,
    between(usage.day, days),
    equals(usage.vendor, vendor),
  )

/** The sums by model of each day that the filter means. */
function usedOf(days: readonly DayCells[], vendor: FigureVendor): Used[] {
  const reader = { filter: { vendor }, people: false, defaults: new Set<string>() }
  return readDays(days, { name: 'model' }, reader).flatMap(({ day, cells }) =>
    cells.map(([vendor, model, ...measures]) => {
      const [, , , estimate, rows, priced] = measures
      return {
        day,
        model,
        vendor,
        sum: String(totalOf(measures)),
        estimate: estimate === null ? null : String(estimate),
        unpriced: rows - priced,
      }
    }),
  )
}

/** Everything of the overview but the ledger's state and the tally of its last day. `vendor`: of that vendor only. */
export async function readOverview(
  db: TenantDatabase,
  tenant: TenantId,
  ask: OverviewAsk,
  directory: Directory,
  stitched: Stitched,
): Promise<OverviewScreen> {
  const { range, today, vendor } = ask
  const both = { from: rangeBefore(range).from, to: range.to, days: 2 * range.days }
  const month = monthOf(today)
  const [billed, usedDays, seen, members, sessions, billedInMonth, unbilled, needs, vendors, streams] = await db.batch([
    billedQuery(db, tenant, both, vendor),
    sumsQuery(db, tenant, both, 'model'),
    seenQuery(db, tenant, range, vendor),
    membersQuery(db, tenant, vendor),
    sessionsQuery(db, tenant, range, vendor),
    costSumsQuery(db, tenant, month.range, { vendor }),
    unbilledQuery(db, tenant, month.range, vendor),
    needsQuery(db, tenant, range, vendor),
    vendorsQuery(db, tenant),
    streamsQuery(db, tenant, streamsBehind(['usage', 'costs'], vendor)),
  ])
  const used = usedOf(usedDays, vendor)
  const events = { range, filter: { machine: false, vendor }, limit: LATEST_EVENTS, after: null }
  const rows = [...billed, ...used].filter((row) => row.day >= range.from).length
  const also = equals(usage.vendor, vendor)
  const source = { table: usage, tenantColumn: usage.tenant, day: usage.day, also }
  const [latest, spend, freshness] = await Promise.all([
    readActivityRows(db, tenant, events, directory, stitched),
    readSpend(db, tenant, range, stitched, vendor),
    readFreshness(db, tenant, range, rows, streams[0], source),
  ])
  const costs = compareRanges(billed, range)
  const tokens = compareRanges(used, range)
  return {
    freshness,
    cost: { billed: costs.sum, previous: costs.previous, series: costs.series, mostly: costs.mostly },
    tokens: { total: tokens.sum, previous: tokens.previous, series: tokens.series, mostly: tokens.mostly },
    people: peopleFrom(range, seen, members, stitched),
    month: { billed: billedOf(billedInMonth[0]), estimate: estimateOf(unbilled[0]), label: month.label },
    days: overviewDays(range, today, billed, used),
    needs: needsFrom(needs, vendor),
    activity: latest.rows,
    vendors: vendorsFrom(vendors),
    top_people: topPeople(spend, sessions, namesFrom([], directory), stitched),
  }
}

const billedOf = (row: { billed: string; estimated: string } | undefined): CostSums['billed'] =>
  costSumsOf(row, true).billed

/** The month that today is in, up to today. */
function monthOf(today: Day): { range: DayRange; label: string } {
  const from = `${today.slice(0, 8)}01`
  const label = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
  return {
    range: { from, to: today, days: Number(today.slice(8)) },
    label: label.format(new Date(`${today}T00:00:00Z`)),
  }
}

/** The estimate of days that have no bill line of the same vendor yet; added to what is billed, no day counts twice. */
function unbilledQuery(db: TenantDatabase, tenant: TenantId, range: DayRange, vendor: FigureVendor) {
  return db.ask<{ nano: string; unpriced: number }>(sql`
    SELECT ${sumText(usage.estimate)} AS nano, COUNT(*) - COUNT(${usage.estimate}) AS unpriced FROM ${usage}
    WHERE ${dimensionsOf(tenant, range, vendor)} AND (${usage.day}, ${usage.vendor}) NOT IN (
      SELECT ${cost.day}, ${cost.vendor} FROM ${cost} WHERE ${cost.tenant} = ${tenant} AND ${between(cost.day, range)})`)
}

function estimateOf(row: { nano: string; unpriced: number } | undefined): Estimate {
  return { nano: row?.nano ?? '0', rows_without_price: row?.unpriced ?? 0 }
}

/**
 * Sum, series and the sum of the days before. `mostly`: the model that moved most in the direction of the whole, the
 * short answer to "why"; null when nothing moved or no model is named.
 */
function compareRanges(rows: readonly Moved[], range: DayRange) {
  const byDay = new Map<Day, bigint>()
  const byModel = new Map<string | null, bigint>()
  let [sum, previous] = [0n, 0n]
  for (const row of rows) {
    const value = BigInt(row.sum)
    const inside = row.day >= range.from
    if (inside) byDay.set(row.day, (byDay.get(row.day) ?? 0n) + value)
    if (inside) sum += value
    else previous += value
    byModel.set(row.model, (byModel.get(row.model) ?? 0n) + (inside ? value : -value))
  }
  const up = sum > previous
  const along = [...byModel].filter(([, moved]) => sum !== previous && (up ? moved > 0n : moved < 0n))
  const most = along.sort(([, a], [, b]) => (a === b ? 0 : a > b === up ? -1 : 1))[0]
  return {
    sum: String(sum),
    previous: String(previous),
    series: daysOf(range).map((day) => String(byDay.get(day) ?? 0n)),
    mostly: most?.[0] ?? null,
  }
}

function overviewDays(range: DayRange, today: Day, billed: readonly Moved[], used: readonly Used[]) {
  return daysOf(range).map((day) => {
    const all = new CostTally(true)
    const vendors = new Map<string, bigint>()
    for (const row of billed) {
      if (row.day !== day) continue
      all.bill([row.sum, 1])
      vendors.set(row.vendor, (vendors.get(row.vendor) ?? 0n) + BigInt(row.sum))
    }
    for (const row of used) {
      if (row.day === day) all.expect([row.estimate, 1, row.estimate === null ? 0 : 1])
    }
    return {
      day,
      closed: isClosed(day, today),
      billed: String(all.billed),
      estimate: all.estimate,
      vendors: [...vendors].sort().map(([vendor, nano]) => ({ vendor, billed: String(nano) })),
    }
  })
}
