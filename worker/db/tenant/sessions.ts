// The sessions screen: coding sessions by developer and day, merged over terminals, with sums over the whole filter.
import { type SQL, sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import type { Stitched } from '../../people/stitch.ts'
import { allOf, among, between, sumText } from './clause.ts'
import type { TenantDatabase, VendorName } from './database.ts'
import { type Freshness, readFreshness, streamsQuery } from './freshness.ts'
import { type Directory, type Names, namesFrom, type Person, personIn } from './labels.ts'
import { cutPage, type PageAsk, type PageOf, rangeLeft } from './page.ts'
import { type Day, type DayRange, daysOf, isClosed } from './range.ts'
import { codeDay } from './schema.ts'
import { streamsBehind } from './screen-streams.ts'

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
/** `person`: any subject of a person. */
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

/**
 * Whose row it is: the person, or for API keys, which the vendor names in sealed fields only, the record itself. `folded` names the
 * person of every subject that another one stands for; they are few, so that rows of one person stay one row and pages stay exact.
 */
const whoseOf = (folded: string): SQL =>
  sql`COALESCE((SELECT value FROM json_each(${folded}) WHERE key = ${codeDay.subject}), ${codeDay.subject}, ${codeDay.id})`

const COUNTS: SQL = sql`SUM(${codeDay.sessions}) AS sessions, SUM(${codeDay.linesAdded}) AS lines_added,
  SUM(${codeDay.linesRemoved}) AS lines_removed, SUM(${codeDay.commits}) AS commits,
  SUM(${codeDay.pullRequests}) AS pull_requests, SUM(${codeDay.accepted}) AS accepted, SUM(${codeDay.rejected}) AS rejected,
  ${sumText(codeDay.tokens)} AS tokens, ${sumText(codeDay.estimate)} AS estimate`

function scopeOf(tenant: TenantId, days: { from: Day; to: Day }, filter: SessionFilter, stitched: Stitched): SQL {
  const { person } = filter
  return allOf(
    sql`${codeDay.tenant} = ${tenant}`,
    between(codeDay.day, days),
    person === undefined ? undefined : among(codeDay.subject, stitched.subjectsOf(person), []),
  )
}

/** The SQL of `whoseOf` over the subjects of the range. */
async function readWhose(db: TenantDatabase, tenant: TenantId, range: DayRange, stitched: Stitched): Promise<SQL> {
  const found = await db.rows(
    db.ask<{ subject: string }>(sql`
      SELECT DISTINCT ${codeDay.subject} AS subject FROM ${codeDay}
      WHERE ${codeDay.tenant} = ${tenant} AND ${between(codeDay.day, range)} AND ${codeDay.subject} IS NOT NULL`),
  )
  const pairs = found.map(({ subject }) => [subject, stitched.personOf(subject)] as const)
  return whoseOf(JSON.stringify(Object.fromEntries(pairs.filter(([subject, person]) => subject !== person))))
}

function rowsQuery(db: TenantDatabase, tenant: TenantId, ask: SessionsAsk, stitched: Stitched, whose: SQL) {
  const scope = scopeOf(tenant, rangeLeft(ask.range, ask.after), ask.filter, stitched)
  const after = ask.after
    ? sql`AND (${codeDay.day} < ${ask.after[0]} OR (${codeDay.day} = ${ask.after[0]} AND ${whose} > ${ask.after[1]}))`
    : sql``
  return db.ask<Stored>(sql`
    SELECT ${codeDay.day} AS day, ${whose} AS whose, MIN(${codeDay.vendor}) AS vendor, MIN(${codeDay.subject}) AS subject,
      MIN(${codeDay.actorType}) AS actor_type, json_group_array(DISTINCT ${codeDay.terminal}) AS terminals,
      json_group_array(DISTINCT ${codeDay.customerType}) AS customers, MAX(${codeDay.remote}) AS remote, ${COUNTS},
      json_group_array(json(${codeDay.models})) AS models, json_group_array(${codeDay.seq}) AS records
    FROM ${codeDay} WHERE ${scope} ${after} GROUP BY 1, 2 ORDER BY 1 DESC, 2 LIMIT ${ask.limit + 1}`)
}

/** One page of developer days and nothing else: what CSV reads. */
export async function readSessionRows(
  db: TenantDatabase,
  tenant: TenantId,
  ask: SessionsAsk,
  directory: Directory,
  stitched: Stitched,
): Promise<PageOf<SessionRow, SessionPosition>> {
  const whose = await readWhose(db, tenant, ask.range, stitched)
  const rows = await db.rows(rowsQuery(db, tenant, ask, stitched, whose))
  return pageFrom(rows, ask, namesFrom([], directory), stitched)
}

/** One page of developer days with sums. Developers are people; API keys have sessions but are no developers. */
export async function readSessions(
  db: TenantDatabase,
  tenant: TenantId,
  ask: SessionsAsk,
  directory: Directory,
  stitched: Stitched,
): Promise<SessionsScreen> {
  const scope = scopeOf(tenant, ask.range, ask.filter, stitched)
  const whose = await readWhose(db, tenant, ask.range, stitched)
  const developers = sql`COUNT(DISTINCT CASE WHEN ${codeDay.subject} IS NOT NULL THEN ${whose} END)`
  const [rows, sums, days, streams] = await db.batch([
    rowsQuery(db, tenant, ask, stitched, whose),
    db.ask<Counts & { total: number; developers: number }>(sql`
      SELECT ${COUNTS}, ${developers} AS developers,
        COUNT(DISTINCT ${codeDay.day} || ' ' || ${whose}) AS total FROM ${codeDay} WHERE ${scope}`),
    db.ask<{ day: Day; sessions: number; developers: number }>(sql`
      SELECT ${codeDay.day} AS day, SUM(${codeDay.sessions}) AS sessions, ${developers} AS developers
      FROM ${codeDay} WHERE ${scope} GROUP BY ${codeDay.day}`),
    streamsQuery(db, tenant, streamsBehind(['sessions'])),
  ])
  const total = sums[0]?.total ?? 0
  const byDay = new Map(days.map((row) => [row.day, row]))
  const source = { table: codeDay, tenantColumn: codeDay.tenant, day: codeDay.day }
  return {
    ...pageFrom(rows, ask, namesFrom([], directory), stitched),
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

function pageFrom(
  rows: readonly Stored[],
  ask: SessionsAsk,
  names: Names,
  stitched: Stitched,
): PageOf<SessionRow, SessionPosition> {
  const { rows: kept, next } = cutPage(rows, ask.limit, ({ day, whose }): SessionPosition => [day, whose])
  return { rows: kept.map((row) => mergeRow(row, names, stitched)), next }
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

function mergeRow(row: Stored, names: Names, stitched: Stitched): SessionRow {
  // Our own JSON: lists made by rowsQuery, models made by the projection.
  const strings = (text: string) => (JSON.parse(text) as (string | null)[]).filter((value) => value !== null).sort()
  const records = (JSON.parse(row.records) as number[]).sort((a, b) => a - b)
  const customers = strings(row.customers)
  return {
    seq: records.at(-1) ?? 0,
    day: row.day,
    vendor: row.vendor,
    who: row.subject === null ? null : personIn(names, stitched, row.subject),
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
