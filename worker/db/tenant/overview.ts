// The first screen: what was billed and used, who was active, what needs somebody. The ledger's own part comes from its object.
import { type SQL, sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { type ActivityRow, readActivityRows } from './activity.ts'
import { between, sumText } from './clause.ts'
import { COST_STREAMS } from './cost-scope.ts'
import { type CostSums, CostTally } from './cost-tally.ts'
import { costSumsOf, costSumsQuery } from './costs.ts'
import type { TenantDatabase } from './database.ts'
import { type Freshness, readFreshness, streamsQuery } from './freshness.ts'
import { type Directory, namesFrom, type Person } from './labels.ts'
import { type Need, needsFrom, needsQuery } from './needs.ts'
import { type Day, type DayRange, daysOf, instantsOf, isClosed, rangeBefore } from './range.ts'
import { activity, codeDay, cost, member, usage } from './schema.ts'
import type { Estimate } from './tokens.ts'
import { USAGE_STREAMS } from './usage-scope.ts'

const LATEST_EVENTS = 7
const TOP_PEOPLE = 6

export type OverviewScreen = {
  freshness: Freshness
  cost: { billed: string; previous: string; series: string[]; mostly: string | null }
  tokens: { total: string; previous: string; series: string[]; mostly: string | null }
  people: { active: number; previous: number; members: number; series: number[] }
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
  top_people: (Person & { code_estimate: string; sessions: number })[]
}

/** Sums of one model on one day: [model, sum, sum of the same model in the range before]. */
type Moved = { day: Day; model: string | null; vendor: string; sum: string }
type Used = Moved & { estimate: string | null; unpriced: number }

const TOKENS = sql`(${usage.uncachedInput} + ${usage.cacheRead} + ${usage.cacheWrite5m} + ${usage.cacheWrite1h} + ${usage.output})`

function billedQuery(db: TenantDatabase, tenant: TenantId, days: { from: Day; to: Day }) {
  return db.ask<Moved>(sql`
    SELECT ${cost.day} AS day, ${cost.model} AS model, ${cost.vendor} AS vendor, ${sumText(cost.amount)} AS sum FROM ${cost}
    WHERE ${cost.tenant} = ${tenant} AND ${between(cost.day, days)} GROUP BY ${cost.day}, ${cost.vendor}, ${cost.model}`)
}

function usedQuery(db: TenantDatabase, tenant: TenantId, days: { from: Day; to: Day }) {
  return db.ask<Used>(sql`
    SELECT ${usage.day} AS day, ${usage.model} AS model, ${usage.vendor} AS vendor, ${sumText(TOKENS)} AS sum,
      CAST(SUM(${usage.estimate}) AS TEXT) AS estimate, COUNT(*) - COUNT(${usage.estimate}) AS unpriced FROM ${usage}
    WHERE ${usage.tenant} = ${tenant} AND ${usage.view} = 'dimensions' AND ${between(usage.day, days)}
    GROUP BY ${usage.day}, ${usage.vendor}, ${usage.model}`)
}

/** Who did anything on which day: events of people and coding sessions. */
function active(tenant: TenantId, range: DayRange): SQL {
  const { from, until } = instantsOf(range)
  return sql`SELECT SUBSTR(${activity.at}, 1, 10) AS day, ${activity.subject} AS subject FROM ${activity}
      WHERE ${activity.tenant} = ${tenant} AND ${activity.at} >= ${from} AND ${activity.at} < ${until}
        AND ${activity.machine} = 0 AND ${activity.subject} IS NOT NULL
    UNION SELECT ${codeDay.day}, ${codeDay.subject} FROM ${codeDay}
      WHERE ${codeDay.tenant} = ${tenant} AND ${between(codeDay.day, range)} AND ${codeDay.subject} IS NOT NULL`
}

function peopleQuery(db: TenantDatabase, tenant: TenantId, range: DayRange) {
  return db.ask<{ active: number; previous: number; members: number; series: string }>(sql`
    SELECT (SELECT COUNT(DISTINCT subject) FROM (${active(tenant, range)})) AS active,
      (SELECT COUNT(DISTINCT subject) FROM (${active(tenant, rangeBefore(range))})) AS previous,
      (SELECT COUNT(DISTINCT ${member.subject}) FROM ${member}
        WHERE ${member.tenant} = ${tenant} AND NOT ${member.vanished}) AS members,
      (SELECT json_group_object(day, count) FROM (
        SELECT day, COUNT(*) AS count FROM (${active(tenant, range)}) GROUP BY day)) AS series`)
}

function topQuery(db: TenantDatabase, tenant: TenantId, range: DayRange) {
  return db.ask<{ subject: string; code_estimate: string; sessions: number }>(sql`
    SELECT ${codeDay.subject} AS subject, ${sumText(codeDay.estimate)} AS code_estimate, SUM(${codeDay.sessions}) AS sessions
    FROM ${codeDay} WHERE ${codeDay.tenant} = ${tenant} AND ${between(codeDay.day, range)} AND ${codeDay.subject} IS NOT NULL
    GROUP BY ${codeDay.subject} ORDER BY SUM(${codeDay.estimate}) DESC, ${codeDay.subject} LIMIT ${TOP_PEOPLE}`)
}

/** Everything of the overview but the ledger's state and the tally of its last day. */
export async function readOverview(
  db: TenantDatabase,
  tenant: TenantId,
  ask: { range: DayRange; today: Day },
  directory: Directory,
): Promise<OverviewScreen> {
  const { range, today } = ask
  const both = { from: rangeBefore(range).from, to: range.to }
  const month = monthOf(today)
  const [billed, used, people, top, billedInMonth, unbilled, needs, streams] = await db.batch([
    billedQuery(db, tenant, both),
    usedQuery(db, tenant, both),
    peopleQuery(db, tenant, range),
    topQuery(db, tenant, range),
    costSumsQuery(db, tenant, month.range, {}),
    unbilledQuery(db, tenant, month.range),
    needsQuery(db, tenant, range),
    streamsQuery(db, tenant, [...USAGE_STREAMS, ...COST_STREAMS]),
  ])
  const events = { range, filter: { machine: false }, limit: LATEST_EVENTS, after: null }
  const latest = await readActivityRows(db, tenant, events, directory)
  const names = namesFrom([], directory)
  const costs = compareRanges(billed, range)
  const tokens = compareRanges(used, range)
  // Our own JSON, made by peopleQuery.
  const series = JSON.parse(people[0]?.series ?? '{}') as Record<Day, number>
  const rows = [...billed, ...used].filter((row) => row.day >= range.from).length
  const source = { table: usage, tenantColumn: usage.tenant, day: usage.day }
  return {
    freshness: await readFreshness(db, tenant, range, rows, streams[0], source),
    cost: { billed: costs.sum, previous: costs.previous, series: costs.series, mostly: costs.mostly },
    tokens: { total: tokens.sum, previous: tokens.previous, series: tokens.series, mostly: tokens.mostly },
    people: {
      active: people[0]?.active ?? 0,
      previous: people[0]?.previous ?? 0,
      members: people[0]?.members ?? 0,
      series: daysOf(range).map((day) => series[day] ?? 0),
    },
    month: { billed: billedOf(billedInMonth[0]), estimate: estimateOf(unbilled[0]), label: month.label },
    days: overviewDays(range, today, billed, used),
    needs: needsFrom(needs),
    activity: latest.rows,
    top_people: top.map(({ subject, ...sums }) => ({ ...names.person(subject), ...sums })),
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
function unbilledQuery(db: TenantDatabase, tenant: TenantId, range: DayRange) {
  return db.ask<{ nano: string; unpriced: number }>(sql`
    SELECT ${sumText(usage.estimate)} AS nano, COUNT(*) - COUNT(${usage.estimate}) AS unpriced FROM ${usage}
    WHERE ${usage.tenant} = ${tenant} AND ${usage.view} = 'dimensions' AND ${between(usage.day, range)}
      AND (${usage.day}, ${usage.vendor}) NOT IN (SELECT ${cost.day}, ${cost.vendor} FROM ${cost}
        WHERE ${cost.tenant} = ${tenant} AND ${between(cost.day, range)})`)
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
