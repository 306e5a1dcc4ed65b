// The people screen: everyone in a vendor's directory, everyone invited, and everyone seen who stands in neither.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { between, sumText } from './clause.ts'
import type { TenantDatabase, VendorName } from './database.ts'
import { type Freshness, readFreshness, streamsQuery } from './freshness.ts'
import { type Directory, namesFrom, type Person } from './labels.ts'
import { type DayRange, instantsOf } from './range.ts'
import { activity, codeDay, invite, member, usage, vendorKey } from './schema.ts'

const PEOPLE_STREAMS = ['anthropic.members', 'anthropic.invites']

export type PersonState = 'member' | 'invited' | 'removed' | 'seen'
export type PersonRow = Person & {
  role: string | null
  state: PersonState
  added_at: string | null
  last_active: string | null
  vendors: VendorName[]
  activities: number
  code_sessions: number
  lines_added: number
  code_estimate: string | null
  keys: number
  seq: number | null
}
export type PeopleFilter = { state?: PersonState | undefined; q?: string | undefined }
export type PeopleScreen = { freshness: Freshness; people: PersonRow[]; total: number; active: number }

type Standing = {
  subject: string
  vendor: VendorName
  role: string
  state: PersonState
  added_at: string | null
  seq: number
}
type Seen = { subject: string; vendors: string; count: number }
type Coded = { subject: string; vendors: string; sessions: number; lines: number; estimate: string }
type Last = { subject: string; at: string }

const VENDORS = (column: typeof activity.vendor | typeof codeDay.vendor | typeof usage.vendor) =>
  sql`json_group_array(DISTINCT ${column})`

/** Members before invitations, present before vanished: the first row of a subject is what stands today. */
function standingQuery(db: TenantDatabase, tenant: TenantId) {
  return db.ask<Standing>(sql`
    SELECT ${member.subject} AS subject, ${member.vendor} AS vendor, ${member.role} AS role,
      CASE WHEN ${member.vanished} THEN 'removed' ELSE 'member' END AS state, ${member.addedAt} AS added_at,
      ${member.seq} AS seq, ${member.vanished} * 2 AS rank
    FROM ${member} WHERE ${member.tenant} = ${tenant}
    UNION ALL
    SELECT ${invite.subject}, ${invite.vendor}, ${invite.role}, 'invited', NULL, ${invite.seq}, 1
    FROM ${invite} WHERE ${invite.tenant} = ${tenant} AND ${invite.subject} IS NOT NULL AND NOT ${invite.vanished}
      AND ${invite.status} = 'pending'
    ORDER BY rank, seq`)
}

function activityQuery(db: TenantDatabase, tenant: TenantId, range: DayRange) {
  const { from, until } = instantsOf(range)
  return db.ask<Seen>(sql`
    SELECT ${activity.subject} AS subject, ${VENDORS(activity.vendor)} AS vendors, COUNT(*) AS count FROM ${activity}
    WHERE ${activity.tenant} = ${tenant} AND ${activity.at} >= ${from} AND ${activity.at} < ${until}
      AND ${activity.subject} IS NOT NULL AND ${activity.machine} = 0 GROUP BY ${activity.subject}`)
}

function codeQuery(db: TenantDatabase, tenant: TenantId, range: DayRange) {
  return db.ask<Coded>(sql`
    SELECT ${codeDay.subject} AS subject, ${VENDORS(codeDay.vendor)} AS vendors, SUM(${codeDay.sessions}) AS sessions,
      SUM(${codeDay.linesAdded}) AS lines, ${sumText(codeDay.estimate)} AS estimate
    FROM ${codeDay} WHERE ${codeDay.tenant} = ${tenant} AND ${between(codeDay.day, range)} AND ${codeDay.subject} IS NOT NULL
    GROUP BY ${codeDay.subject}`)
}

function actorsQuery(db: TenantDatabase, tenant: TenantId, range: DayRange) {
  return db.ask<Seen>(sql`
    SELECT ${usage.subject} AS subject, ${VENDORS(usage.vendor)} AS vendors, COUNT(*) AS count FROM ${usage}
    WHERE ${usage.tenant} = ${tenant} AND ${usage.view} = 'actors' AND ${between(usage.day, range)}
      AND ${usage.subject} IS NOT NULL GROUP BY ${usage.subject}`)
}

/** Newest sign of each person over all time: an event's instant, or the day of a coding session. */
function lastQuery(db: TenantDatabase, tenant: TenantId) {
  return db.ask<Last>(sql`
    SELECT subject, MAX(at) AS at FROM (
      SELECT ${activity.subject} AS subject, MAX(${activity.at}) AS at FROM ${activity}
      WHERE ${activity.tenant} = ${tenant} AND ${activity.subject} IS NOT NULL AND ${activity.machine} = 0
      GROUP BY ${activity.subject}
      UNION ALL
      SELECT ${codeDay.subject}, MAX(${codeDay.day}) || 'T00:00:00.000Z' FROM ${codeDay}
      WHERE ${codeDay.tenant} = ${tenant} AND ${codeDay.subject} IS NOT NULL GROUP BY ${codeDay.subject})
    GROUP BY subject`)
}

function keysQuery(db: TenantDatabase, tenant: TenantId) {
  return db.ask<{ subject: string; count: number }>(sql`
    SELECT ${vendorKey.createdBy} AS subject, COUNT(*) AS count FROM ${vendorKey}
    WHERE ${vendorKey.tenant} = ${tenant} AND ${vendorKey.createdBy} IS NOT NULL AND ${vendorKey.status} = 'active'
      AND NOT ${vendorKey.vanished} GROUP BY ${vendorKey.createdBy}`)
}

/** Everyone, by name, before any filter. Counts are of the range; `last_active` looks at all time. */
export async function readEveryone(db: TenantDatabase, tenant: TenantId, range: DayRange, directory: Directory) {
  const [standing, seen, coded, actors, last, keys, streams] = await db.batch([
    standingQuery(db, tenant),
    activityQuery(db, tenant, range),
    codeQuery(db, tenant, range),
    actorsQuery(db, tenant, range),
    lastQuery(db, tenant),
    keysQuery(db, tenant),
    streamsQuery(db, tenant, PEOPLE_STREAMS),
  ])
  const names = namesFrom([], directory)
  const index = <Row extends { subject: string }>(rows: readonly Row[]) =>
    new Map(rows.map((row) => [row.subject, row]))
  const bySubject = {
    seen: index(seen),
    coded: index(coded),
    actors: index(actors),
    last: index(last),
    keys: index(keys),
  }
  const standings = Map.groupBy(standing, (row) => row.subject)
  const subjects = new Set([...standing, ...seen, ...coded, ...actors, ...last].map((row) => row.subject))
  const people = [...subjects].map((subject): PersonRow => {
    const own = standings.get(subject) ?? []
    const stands = own[0]
    const code = bySubject.coded.get(subject)
    // Our own JSON, made by VENDORS.
    const vendorsOf = (row: { vendors: string } | undefined) => JSON.parse(row?.vendors ?? '[]') as VendorName[]
    const traces = [bySubject.seen.get(subject), code, bySubject.actors.get(subject)]
    return {
      ...names.person(subject),
      role: stands?.role ?? null,
      state: stands?.state ?? 'seen',
      added_at: stands?.added_at ?? null,
      last_active: bySubject.last.get(subject)?.at ?? null,
      vendors: [...new Set([...own.map((row) => row.vendor), ...traces.flatMap(vendorsOf)])].sort(),
      activities: bySubject.seen.get(subject)?.count ?? 0,
      code_sessions: code?.sessions ?? 0,
      lines_added: code?.lines ?? 0,
      code_estimate: code?.estimate ?? null,
      keys: bySubject.keys.get(subject)?.count ?? 0,
      seq: stands?.seq ?? null,
    }
  })
  const active = new Set([...seen, ...coded, ...actors].map((row) => row.subject))
  return { people: people.sort(byName), active, streams: streams[0] }
}

/** The people whom the filter selects. `q` looks for a part of name, address or subject, whatever the case. */
export async function readPeople(
  db: TenantDatabase,
  tenant: TenantId,
  range: DayRange,
  filter: PeopleFilter,
  directory: Directory,
): Promise<PeopleScreen> {
  const everyone = await readEveryone(db, tenant, range, directory)
  const part = filter.q?.trim().toLowerCase() ?? ''
  const people = everyone.people.filter(
    (person) =>
      (filter.state === undefined || person.state === filter.state) &&
      [person.name, person.email, person.subject].some((text) => text?.toLowerCase().includes(part)),
  )
  const source = { table: member, tenantColumn: member.tenant, day: member.addedAt }
  const freshness = await readFreshness(db, tenant, range, people.length, everyone.streams, source)
  const filtered = people.length === 0 && everyone.people.length > 0
  return {
    freshness: filtered ? { ...freshness, empty: 'filter_matches_nothing', nearest_day: null } : freshness,
    people,
    total: people.length,
    active: people.filter((person) => everyone.active.has(person.subject)).length,
  }
}

/** Named people by name; those without a name after them. */
function byName(a: PersonRow, b: PersonRow): number {
  const [x, y] = [a.name ?? a.email, b.name ?? b.email]
  if (x === undefined || y === undefined) return x === y ? a.subject.localeCompare(b.subject) : x === undefined ? 1 : -1
  return x.localeCompare(y) || a.subject.localeCompare(b.subject)
}
