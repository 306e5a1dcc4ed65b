// How far a screen's data reaches, and when there is none, the cause: each cause has its own words in the dashboard.
import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { TenantId } from '../../ids.ts'
import { streamById } from '../../vendors/catalog.ts'
import { allOf } from './clause.ts'
import type { TenantDatabase } from './database.ts'
import type { Day, DayRange } from './range.ts'
import { connection, stream } from './schema.ts'

export type EmptyCause =
  | 'not_connected'
  | 'not_readable'
  | 'backfill_running'
  | 'no_data_in_range'
  | 'filter_matches_nothing'
export type Freshness = {
  data_until: string | null
  updated_at: string | null
  empty: EmptyCause | null
  nearest_day: Day | null
}

type StreamRow = { state: string; reached_to: string | null; last_success: string | null; backfill: string }
export type StreamsRow = { connections: number; streams: string }

/** The kinds of connection that streams are read over. */
const kindsOf = (streams: readonly string[]): string[] => [
  ...new Set(streams.flatMap((id) => streamById(id)?.connection ?? [])),
]

/**
 * The streams behind a screen, and the connections that could have them, both without what was removed: a screen of one vendor is
 * not connected while only the other is.
 */
export function streamsQuery(db: TenantDatabase, tenant: TenantId, streams: readonly string[]) {
  const live = sql`${connection.tenant} = ${tenant} AND ${connection.state} <> 'removed'`
  return db.ask<StreamsRow>(sql`
    SELECT (SELECT COUNT(*) FROM ${connection} WHERE ${live}
        AND ${connection.kind} IN (SELECT value FROM json_each(${JSON.stringify(kindsOf(streams))}))) AS connections,
      (SELECT json_group_array(json_object('state', ${stream.state}, 'reached_to', ${stream.reachedTo},
         'last_success', ${stream.lastSuccess}, 'backfill', ${stream.backfillState}))
       FROM ${stream} WHERE ${stream.tenant} = ${tenant}
         AND ${stream.stream} IN (SELECT value FROM json_each(${JSON.stringify(streams)}))
         AND ${stream.connection} IN (SELECT ${connection.id} FROM ${connection} WHERE ${live})) AS streams`)
}

/** Where a screen's rows lie, without the person's filters: what "is there anything at all" is asked of. */
export type Source = { table: SQLiteTable; tenantColumn: AnyColumn; day: AnyColumn | SQL; also?: SQL | undefined }

/**
 * The freshness of a screen. `rows`: how many the filter selected in the range; only when it is 0 the database is asked
 * why. `data_until` is the oldest of what the streams reached, so that nothing later is taken as complete.
 */
export async function readFreshness(
  db: TenantDatabase,
  tenant: TenantId,
  range: DayRange,
  rows: number,
  found: StreamsRow | undefined,
  source: Source,
): Promise<Freshness> {
  // Our own JSON, made by streamsQuery.
  const streams = JSON.parse(found?.streams ?? '[]') as StreamRow[]
  const reached = streams.flatMap((row) => row.reached_to ?? []).sort()
  const updated = streams.flatMap((row) => row.last_success ?? []).sort()
  const known = { data_until: reached[0] ?? null, updated_at: updated.at(-1) ?? null }
  if (rows > 0) return { ...known, empty: null, nearest_day: null }
  const around = await readAround(db, tenant, range, source)
  const connected = (found?.connections ?? 0) > 0
  const empty = sayWhy(around.inside > 0, connected, streams, around.nearest)
  return { ...known, empty, nearest_day: empty === 'filter_matches_nothing' ? null : around.nearest }
}

function sayWhy(inside: boolean, connected: boolean, streams: readonly StreamRow[], nearest: Day | null): EmptyCause {
  if (inside) return 'filter_matches_nothing'
  // What was read before a connection went stays: then the range is empty, not the ledger.
  if (!connected) return nearest === null ? 'not_connected' : 'no_data_in_range'
  if (streams.length > 0 && streams.every((row) => row.state === 'skipped')) return 'not_readable'
  const working = streams.some(
    (row) => ['running', 'waiting', 'paused'].includes(row.backfill) || row.last_success === null,
  )
  if (streams.length === 0 || working) return 'backfill_running'
  return 'no_data_in_range'
}

async function readAround(db: TenantDatabase, tenant: TenantId, range: DayRange, source: Source) {
  const { table, tenantColumn, day, also } = source
  const ours = allOf(sql`${tenantColumn} = ${tenant}`, also)
  const days = { from: range.from, to: `${range.to}~` }
  const [row] = await db.rows(
    db.ask<{ inside: number; before: string | null; after: string | null }>(sql`
    SELECT EXISTS (SELECT 1 FROM ${table} WHERE ${ours} AND ${day} BETWEEN ${days.from} AND ${days.to}) AS inside,
      (SELECT MAX(${day}) FROM ${table} WHERE ${ours} AND ${day} < ${days.from}) AS before,
      (SELECT MIN(${day}) FROM ${table} WHERE ${ours} AND ${day} > ${days.to}) AS after`),
  )
  const before = row?.before?.slice(0, 10) ?? null
  const after = row?.after?.slice(0, 10) ?? null
  return { inside: row?.inside ?? 0, nearest: nearer(range, before, after) }
}

/** Of two days around the range the one with fewer days between. */
function nearer(range: DayRange, before: Day | null, after: Day | null): Day | null {
  if (before === null || after === null) return before ?? after
  const gapBefore = Date.parse(range.from) - Date.parse(before)
  return gapBefore <= Date.parse(after) - Date.parse(range.to) ? before : after
}
