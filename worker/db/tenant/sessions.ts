// The sessions screen: coding sessions by developer and day, merged over terminals, with sums over the whole filter.
import { type SQL, sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { allOf, between, equals, sumText } from './clause.ts'
import type { TenantDatabase, VendorName } from './database.ts'
import { type Freshness, readFreshness, streamsQuery } from './freshness.ts'
import { type Directory, type Names, namesFrom, type Person } from './labels.ts'
import { cutPage, type PageAsk, type PageOf, rangeLeft } from './page.ts'
import { type Day, type DayRange, daysOf, isClosed } from './range.ts'
import { codeDay } from './schema.ts'

const SESSION_STREAMS = ['anthropic.code_analytics']

type Counts = {
  sessions: number
  lines_added: number
  lines_removed: number
  commits: number
  pull_requests: number
  accepted: number
  rejected: number
  tokens: string
  estimate: string
}
type ModelUse = { model: string; tokens: string; estimate: string }
export type SessionRow = Counts & {
  seq: number
  day: Day
  vendor: VendorName
  who: Person | null
  key_name: string | null
  actor_type: string
  terminals: string[]
  customer_type: string | null
  remote: boolean
  models: ModelUse[]
  records: number[]
}
export type SessionFilter = { person?: string | undefined }
/** Position of the last row of a page: its day and whose it is. */
export type SessionPosition = readonly [day: Day, whose: string]
export type SessionsAsk = { range: DayRange; filter: SessionFilter; today: Day } & PageAsk<SessionPosition>
export type SessionsScreen = PageOf<SessionRow, SessionPosition> & {
  freshness: Freshness
  total: number
  totals: Counts & { developers: number }
  days: { day: Day; closed: boolean; sessions: number; developers: number }[]
}

type Stored = Counts & {
  day: Day
  vendor: VendorName
  whose: string
  subject: string | null
  actor_type: string
  terminals: string
  customers: string
  remote: number
  models: string
  records: string
}

/** Whose row it is: the person, or for API keys, which the vendor names in sealed fields only, the record itself. */
const WHOSE = sql`COALESCE(${codeDay.subject}, ${codeDay.id})`

const COUNTS: SQL = sql`SUM(${codeDay.sessions}) AS sessions, SUM(${codeDay.linesAdded}) AS lines_added,
  SUM(${codeDay.linesRemoved}) AS lines_removed, SUM(${codeDay.commits}) AS commits,
  SUM(${codeDay.pullRequests}) AS pull_requests, SUM(${codeDay.accepted}) AS accepted, SUM(${codeDay.rejected}) AS rejected,
  ${sumText(codeDay.tokens)} AS tokens, ${sumText(codeDay.estimate)} AS estimate`

function scopeOf(tenant: TenantId, days: { from: Day; to: Day }, filter: SessionFilter): SQL {
  return allOf(sql`${codeDay.tenant} = ${tenant}`, between(codeDay.day, days), equals(codeDay.subject, filter.person))
}

function rowsQuery(db: TenantDatabase, tenant: TenantId, ask: SessionsAsk) {
  const scope = scopeOf(tenant, rangeLeft(ask.range, ask.after), ask.filter)
  const after = ask.after
    ? sql`AND (${codeDay.day} < ${ask.after[0]} OR (${codeDay.day} = ${ask.after[0]} AND ${WHOSE} > ${ask.after[1]}))`
    : sql``
  return db.ask<Stored>(sql`
    SELECT ${codeDay.day} AS day, ${WHOSE} AS whose, MIN(${codeDay.vendor}) AS vendor, MIN(${codeDay.subject}) AS subject,
      MIN(${codeDay.actorType}) AS actor_type, json_group_array(DISTINCT ${codeDay.terminal}) AS terminals,
      json_group_array(DISTINCT ${codeDay.customerType}) AS customers, MAX(${codeDay.remote}) AS remote, ${COUNTS},
      json_group_array(json(${codeDay.models})) AS models, json_group_array(${codeDay.seq}) AS records
    FROM ${codeDay} WHERE ${scope} ${after}
    GROUP BY ${codeDay.day}, ${WHOSE} ORDER BY ${codeDay.day} DESC, whose LIMIT ${ask.limit + 1}`)
}

/** One page of developer days and nothing else: what CSV reads. */
export async function readSessionRows(
  db: TenantDatabase,
  tenant: TenantId,
  ask: SessionsAsk,
  directory: Directory,
): Promise<PageOf<SessionRow, SessionPosition>> {
  return pageFrom(await db.rows(rowsQuery(db, tenant, ask)), ask, namesFrom([], directory))
}

/** One page of developer days with sums. Developers are people; API keys have sessions but are no developers. */
export async function readSessions(
  db: TenantDatabase,
  tenant: TenantId,
  ask: SessionsAsk,
  directory: Directory,
): Promise<SessionsScreen> {
  const scope = scopeOf(tenant, ask.range, ask.filter)
  const [rows, sums, days, streams] = await db.batch([
    rowsQuery(db, tenant, ask),
    db.ask<Counts & { total: number; developers: number }>(sql`
      SELECT ${COUNTS}, COUNT(DISTINCT ${codeDay.subject}) AS developers,
        COUNT(DISTINCT ${codeDay.day} || ' ' || ${WHOSE}) AS total FROM ${codeDay} WHERE ${scope}`),
    db.ask<{ day: Day; sessions: number; developers: number }>(sql`
      SELECT ${codeDay.day} AS day, SUM(${codeDay.sessions}) AS sessions, COUNT(DISTINCT ${codeDay.subject}) AS developers
      FROM ${codeDay} WHERE ${scope} GROUP BY ${codeDay.day}`),
    streamsQuery(db, tenant, SESSION_STREAMS),
  ])
  const total = sums[0]?.total ?? 0
  const byDay = new Map(days.map((row) => [row.day, row]))
  const source = { table: codeDay, tenantColumn: codeDay.tenant, day: codeDay.day }
  return {
    ...pageFrom(rows, ask, namesFrom([], directory)),
    freshness: await readFreshness(db, tenant, ask.range, total, streams[0], source),
    total,
    totals: { ...countsOf(sums[0]), developers: sums[0]?.developers ?? 0 },
    days: daysOf(ask.range).map((day) => ({
      day,
      closed: isClosed(day, ask.today),
      sessions: byDay.get(day)?.sessions ?? 0,
      developers: byDay.get(day)?.developers ?? 0,
    })),
  }
}

function pageFrom(rows: readonly Stored[], ask: SessionsAsk, names: Names): PageOf<SessionRow, SessionPosition> {
  const { rows: kept, next } = cutPage(rows, ask.limit, ({ day, whose }): SessionPosition => [day, whose])
  return { rows: kept.map((row) => mergeRow(row, names)), next }
}

/** SUM over no row is NULL. */
function countsOf(sums: Counts | undefined): Counts {
  return {
    sessions: sums?.sessions ?? 0,
    lines_added: sums?.lines_added ?? 0,
    lines_removed: sums?.lines_removed ?? 0,
    commits: sums?.commits ?? 0,
    pull_requests: sums?.pull_requests ?? 0,
    accepted: sums?.accepted ?? 0,
    rejected: sums?.rejected ?? 0,
    tokens: sums?.tokens ?? '0',
    estimate: sums?.estimate ?? '0',
  }
}

function mergeRow(row: Stored, names: Names): SessionRow {
  // Our own JSON: lists made by rowsQuery, models made by the projection.
  const strings = (text: string) => (JSON.parse(text) as (string | null)[]).filter((value) => value !== null).sort()
  const records = (JSON.parse(row.records) as number[]).sort((a, b) => a - b)
  const customers = strings(row.customers)
  return {
    seq: records.at(-1) ?? 0,
    day: row.day,
    vendor: row.vendor,
    who: row.subject === null ? null : names.person(row.subject),
    key_name: row.subject === null ? names.label(row.whose) : null,
    actor_type: row.actor_type,
    terminals: strings(row.terminals),
    customer_type: customers.length === 0 ? null : customers.join(', '),
    remote: row.remote === 1,
    ...countsOf(row),
    models: mergeModels(JSON.parse(row.models) as ModelUse[][]),
    records,
  }
}

function mergeModels(lists: readonly ModelUse[][]): ModelUse[] {
  const merged = new Map<string, { tokens: bigint; estimate: bigint }>()
  for (const { model, tokens, estimate } of lists.flat()) {
    const sum = merged.get(model) ?? { tokens: 0n, estimate: 0n }
    merged.set(model, { tokens: sum.tokens + BigInt(tokens), estimate: sum.estimate + BigInt(estimate) })
  }
  return [...merged]
    .map(([model, sum]) => ({ model, tokens: String(sum.tokens), estimate: String(sum.estimate) }))
    .sort((a, b) => a.model.localeCompare(b.model))
}
