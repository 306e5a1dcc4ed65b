// How a list that comes from a vendor stands: when it was read last, and when there is nothing in it, the cause.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { streamById } from '../../vendors/catalog.ts'
import type { TenantDatabase } from './database.ts'
import type { EmptyCause } from './freshness.ts'
import { connection, stream } from './schema.ts'

export type Lists = 'organizations' | 'workspaces' | 'keys' | 'members'

/** What each list is read from. */
const STREAMS: Readonly<Record<Lists, readonly string[]>> = {
  organizations: ['anthropic.organization'],
  workspaces: ['anthropic.workspaces', 'openai.projects'],
  keys: ['anthropic.api_keys', 'openai.project_api_keys'],
  members: ['anthropic.members', 'anthropic.invites', 'anthropic.directory', 'openai.users'],
}

export type ReadingRow = { stream: string; state: string; last_success: string | null; removed: number }

/** The readings of a list, of one vendor when one is asked for; those of removed connections too, which nothing reads any more. */
export function readingsQuery(db: TenantDatabase, tenant: TenantId, lists: Lists, vendor?: string) {
  const streams = STREAMS[lists].filter((id) => vendor === undefined || streamById(id)?.vendor === vendor)
  return db.ask<ReadingRow>(sql`
    SELECT ${stream.stream} AS stream, ${stream.state} AS state, ${stream.lastSuccess} AS last_success,
      ${connection.state} = 'removed' AS removed
    FROM ${stream} JOIN ${connection}
      ON ${connection.tenant} = ${stream.tenant} AND ${connection.id} = ${stream.connection}
    WHERE ${stream.tenant} = ${tenant} AND ${stream.stream} IN (SELECT value FROM json_each(${JSON.stringify(streams)}))`)
}

export type ListStanding = {
  /** The oldest of the last readings: nothing later is complete. Null before the first. */
  read_at: string | null
  empty: EmptyCause | null
}

/** `rows`: how many the filter selects, of `all` that there are at its vendor. */
export function standingOf(readings: readonly ReadingRow[], rows: number, all: number): ListStanding {
  return { read_at: readUntil(readings), empty: rows > 0 ? null : sayWhy(readings, all) }
}

function sayWhy(readings: readonly ReadingRow[], all: number): EmptyCause {
  if (all > 0) return 'filter_matches_nothing'
  const live = readings.filter(({ removed }) => removed === 0)
  if (live.length === 0) return 'not_connected'
  if (live.every(({ state }) => state === 'skipped')) return 'not_readable'
  return live.some((row) => row.last_success === null) ? 'backfill_running' : 'no_data_in_range'
}

/** Of several connections the one that was read longest ago decides; of removed ones the last reading there was. */
function readUntil(readings: readonly ReadingRow[]): string | null {
  const timesOf = (removed: number) =>
    readings.flatMap((row) => (row.removed === removed && row.last_success !== null ? [row.last_success] : [])).sort()
  return timesOf(0)[0] ?? timesOf(1).at(-1) ?? null
}

/** Until when each vendor's list is known; a vendor that was never read is not in it. */
export function readByVendor(readings: readonly ReadingRow[]): Map<string, string> {
  const times = new Map<string, string>()
  for (const [vendor, rows] of Map.groupBy(readings, (row) => streamById(row.stream)?.vendor)) {
    const until = readUntil(rows)
    if (vendor !== undefined && until !== null) times.set(vendor, until)
  }
  return times
}
