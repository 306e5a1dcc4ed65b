// The activity screen: vendors' events and our own acts in one list, newest first, with counts over the whole filter.
import { type SQL, sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import type { Stitched } from '../../people/stitch.ts'
import { activityLabel } from './activity-labels.ts'
import { allOf, among, equals } from './clause.ts'
import type { TenantDatabase, VendorName } from './database.ts'
import { type Freshness, readFreshness, streamsQuery } from './freshness.ts'
import { type Directory, type Names, namesFrom, type Person, personIn, workspacesQuery } from './labels.ts'
import { cutPage, type PageAsk, type PageOf } from './page.ts'
import { type Day, type DayRange, daysOf, instantsOf } from './range.ts'
import { activity } from './schema.ts'
import { streamsBehind } from './screen-streams.ts'

export type ActivityRow = {
  seq: number
  at: string
  vendor: VendorName
  type: string
  label: string
  category: string
  actor_type: string
  who: Person | null
  machine: boolean
  workspace: string | null
}
export type ActivityFilter = {
  vendor?: string | undefined
  type?: readonly string[] | undefined
  category?: readonly string[] | undefined
  /** Any subject of a person: all events of all of them. */
  person?: string | undefined
  /** Also management reads and system work. */
  machine: boolean
}
/** Position of the last row of a page: its instant and, among equal instants, its seq. */
export type EventPosition = readonly [at: string, seq: number]
export type ActivityRowsAsk = { range: DayRange; filter: ActivityFilter } & PageAsk<EventPosition>
export type ActivityScreen = PageOf<ActivityRow, EventPosition> & {
  freshness: Freshness
  total: number
  categories: { category: string; count: number }[]
  days: { day: Day; count: number }[]
}

type Stored = Omit<ActivityRow, 'label' | 'who' | 'machine'> & { subject: string | null; machine: number }

function activityScope(
  tenant: TenantId,
  range: { from: string; until: string },
  filter: ActivityFilter,
  stitched: Stitched,
): SQL {
  return allOf(
    sql`${activity.tenant} = ${tenant} AND ${activity.at} >= ${range.from} AND ${activity.at} < ${range.until}`,
    filter.machine ? undefined : sql`${activity.machine} = 0`,
    equals(activity.vendor, filter.vendor),
    among(activity.type, filter.type),
    among(activity.category, filter.category),
    filter.person === undefined ? undefined : among(activity.subject, stitched.subjectsOf(filter.person), []),
  )
}

function rowsQuery(db: TenantDatabase, tenant: TenantId, ask: ActivityRowsAsk, stitched: Stitched) {
  const scope = activityScope(tenant, instantsOf(ask.range), ask.filter, stitched)
  // `at <=` alone would do for the index; the pair decides among events of the same millisecond.
  const after = ask.after
    ? sql`AND ${activity.at} <= ${ask.after[0]} AND (${activity.at}, ${activity.seq}) < (${ask.after[0]}, ${ask.after[1]})`
    : sql``
  return db.ask<Stored>(sql`
    SELECT ${activity.seq} AS seq, ${activity.at} AS at, ${activity.vendor} AS vendor, ${activity.type} AS type,
      ${activity.category} AS category, ${activity.actorType} AS actor_type, ${activity.subject} AS subject,
      ${activity.machine} AS machine, ${activity.workspace} AS workspace
    FROM ${activity} WHERE ${scope} ${after} ORDER BY ${activity.at} DESC, ${activity.seq} DESC LIMIT ${ask.limit + 1}`)
}

function nameRow({ subject, ...row }: Stored, names: Names, stitched: Stitched): ActivityRow {
  return {
    ...row,
    label: activityLabel(row.type),
    who: subject === null ? null : personIn(names, stitched, subject),
    machine: row.machine === 1,
    workspace: row.workspace === null ? null : names.workspace(row.vendor, row.workspace),
  }
}

function pageFrom(
  rows: readonly Stored[],
  ask: ActivityRowsAsk,
  names: Names,
  stitched: Stitched,
): PageOf<ActivityRow, EventPosition> {
  const { rows: kept, next } = cutPage(rows, ask.limit, ({ at, seq }): EventPosition => [at, seq])
  return { rows: kept.map((row) => nameRow(row, names, stitched)), next }
}

/** One page of events and nothing else: what CSV and the overview read. */
export async function readActivityRows(
  db: TenantDatabase,
  tenant: TenantId,
  ask: ActivityRowsAsk,
  directory: Directory,
  stitched: Stitched,
): Promise<PageOf<ActivityRow, EventPosition>> {
  const [rows, workspaces] = await db.batch([rowsQuery(db, tenant, ask, stitched), workspacesQuery(db, tenant)])
  return pageFrom(rows, ask, namesFrom(workspaces, directory), stitched)
}

/** One page of events with counts. `categories` leaves the filter by category out, so that each chip keeps its count. */
export async function readActivity(
  db: TenantDatabase,
  tenant: TenantId,
  ask: ActivityRowsAsk,
  directory: Directory,
  stitched: Stitched,
): Promise<ActivityScreen> {
  const instants = instantsOf(ask.range)
  const scope = activityScope(tenant, instants, ask.filter, stitched)
  const anyCategory = activityScope(tenant, instants, { ...ask.filter, category: undefined }, stitched)
  const [rows, days, categories, workspaces, streams] = await db.batch([
    rowsQuery(db, tenant, ask, stitched),
    db.ask<{ day: Day; count: number }>(
      sql`SELECT SUBSTR(${activity.at}, 1, 10) AS day, COUNT(*) AS count FROM ${activity} WHERE ${scope} GROUP BY 1`,
    ),
    db.ask<{ category: string; count: number }>(sql`
      SELECT ${activity.category} AS category, COUNT(*) AS count FROM ${activity} WHERE ${anyCategory}
      GROUP BY 1 ORDER BY count DESC, category`),
    workspacesQuery(db, tenant),
    streamsQuery(db, tenant, streamsBehind(['activity'], ask.filter.vendor)),
  ])
  const counts = new Map(days.map((row) => [row.day, row.count]))
  const total = days.reduce((sum, row) => sum + row.count, 0)
  const source = {
    table: activity,
    tenantColumn: activity.tenant,
    day: activity.at,
    also: equals(activity.vendor, ask.filter.vendor),
  }
  return {
    ...pageFrom(rows, ask, namesFrom(workspaces, directory), stitched),
    freshness: await readFreshness(db, tenant, ask.range, total, streams[0], source),
    total,
    categories,
    days: daysOf(ask.range).map((day) => ({ day, count: counts.get(day) ?? 0 })),
  }
}
