// What the read models know of every subject, by vendor, before subjects become people: standing, events, coding, use, keys.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { between, sumText } from './clause.ts'
import type { TenantDatabase, VendorName } from './database.ts'
import { streamsQuery } from './freshness.ts'
import { type DayRange, instantsOf } from './range.ts'
import { activity, codeDay, invite, member, vendorKey } from './schema.ts'
import { type Spender, usedQuery } from './spend.ts'

export type PersonState = 'member' | 'invited' | 'removed' | 'seen'
export type Standing = {
  subject: string
  vendor: VendorName
  role: string
  state: PersonState
  added_at: string | null
  seq: number
}
export type Seen = { subject: string; vendor: VendorName; count: number }
export type Coded = { subject: string; vendor: VendorName; sessions: number; lines: number; estimate: string }
export type Last = { subject: string; vendor: VendorName; at: string }
export type ListedKey = {
  vendor: VendorName
  key: string
  status: string
  workspace: string | null
  holder: string | null
  holder_type: string | null
  created_at: string | null
  seq: number
}

const STREAMS: Readonly<Record<Spender, readonly string[]>> = {
  anthropic: ['anthropic.members', 'anthropic.invites'],
  openai: ['openai.users'],
}

/** Members before invitations, present before vanished: the first row of a person is what stands today. */
const standingQuery = (db: TenantDatabase, tenant: TenantId) =>
  db.ask<Standing>(sql`
    SELECT ${member.subject} AS subject, ${member.vendor} AS vendor, ${member.role} AS role,
      CASE WHEN ${member.vanished} THEN 'removed' ELSE 'member' END AS state, ${member.addedAt} AS added_at,
      ${member.seq} AS seq, ${member.vanished} * 2 AS rank
    FROM ${member} WHERE ${member.tenant} = ${tenant}
    UNION ALL
    SELECT ${invite.subject}, ${invite.vendor}, ${invite.role}, 'invited', NULL, ${invite.seq}, 1
    FROM ${invite} WHERE ${invite.tenant} = ${tenant} AND ${invite.subject} IS NOT NULL AND NOT ${invite.vanished}
      AND ${invite.status} = 'pending'
    ORDER BY rank, seq`)

function seenQuery(db: TenantDatabase, tenant: TenantId, range: DayRange) {
  const { from, until } = instantsOf(range)
  return db.ask<Seen>(sql`
    SELECT ${activity.subject} AS subject, ${activity.vendor} AS vendor, COUNT(*) AS count FROM ${activity}
    WHERE ${activity.tenant} = ${tenant} AND ${activity.at} >= ${from} AND ${activity.at} < ${until}
      AND ${activity.subject} IS NOT NULL AND ${activity.machine} = 0 GROUP BY 1, 2`)
}

const codedQuery = (db: TenantDatabase, tenant: TenantId, range: DayRange) =>
  db.ask<Coded>(sql`
    SELECT ${codeDay.subject} AS subject, ${codeDay.vendor} AS vendor, SUM(${codeDay.sessions}) AS sessions,
      SUM(${codeDay.linesAdded}) AS lines, ${sumText(codeDay.estimate)} AS estimate
    FROM ${codeDay} WHERE ${codeDay.tenant} = ${tenant} AND ${between(codeDay.day, range)} AND ${codeDay.subject} IS NOT NULL
    GROUP BY 1, 2`)

/** Newest sign of each subject over all time: an event's instant, or the day of a coding session. */
const lastQuery = (db: TenantDatabase, tenant: TenantId) =>
  db.ask<Last>(sql`
    SELECT ${activity.subject} AS subject, ${activity.vendor} AS vendor, MAX(${activity.at}) AS at FROM ${activity}
    WHERE ${activity.tenant} = ${tenant} AND ${activity.subject} IS NOT NULL AND ${activity.machine} = 0
    GROUP BY 1, 2
    UNION ALL
    SELECT ${codeDay.subject}, ${codeDay.vendor}, MAX(${codeDay.day}) || 'T00:00:00.000Z' FROM ${codeDay}
    WHERE ${codeDay.tenant} = ${tenant} AND ${codeDay.subject} IS NOT NULL GROUP BY 1, 2`)

const keysQuery = (db: TenantDatabase, tenant: TenantId) =>
  db.ask<ListedKey>(sql`
    SELECT ${vendorKey.vendor} AS vendor, ${vendorKey.id} AS key,
      CASE WHEN ${vendorKey.vanished} THEN 'vanished' ELSE ${vendorKey.status} END AS status,
      ${vendorKey.workspace} AS workspace, ${vendorKey.createdBy} AS holder, ${vendorKey.holderType} AS holder_type,
      ${vendorKey.createdAt} AS created_at, ${vendorKey.seq} AS seq
    FROM ${vendorKey} WHERE ${vendorKey.tenant} = ${tenant} ORDER BY ${vendorKey.createdAt} DESC, ${vendorKey.id}`)

/** Everything at one moment, in one round trip, of all vendors. Counts are of the range; `last` looks at all time. */
export async function readTraces(db: TenantDatabase, tenant: TenantId, range: DayRange, vendor?: Spender) {
  const streams = vendor === undefined ? Object.values(STREAMS).flat() : STREAMS[vendor]
  const [standing, seen, coded, used, last, keys, fresh] = await db.batch([
    standingQuery(db, tenant),
    seenQuery(db, tenant, range),
    codedQuery(db, tenant, range),
    usedQuery(db, tenant, range),
    lastQuery(db, tenant),
    keysQuery(db, tenant),
    streamsQuery(db, tenant, streams),
  ])
  return { standing, seen, coded, used, last, keys, streams: fresh[0] }
}
export type Traces = Awaited<ReturnType<typeof readTraces>>

/** What one vendor's filter leaves of them. */
export function tracesOf(traces: Traces, vendor: Spender | undefined): Traces {
  if (vendor === undefined) return traces
  const theirs = <Row extends { vendor: string }>(rows: Row[]) => rows.filter((row) => row.vendor === vendor)
  return {
    standing: theirs(traces.standing),
    seen: theirs(traces.seen),
    coded: theirs(traces.coded),
    used: theirs(traces.used),
    last: theirs(traces.last),
    keys: theirs(traces.keys),
    streams: traces.streams,
  }
}
