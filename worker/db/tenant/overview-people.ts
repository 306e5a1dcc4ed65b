// The people of the first screen: how many were active, how many stand, and who spent most. Persons are counted, not subjects.
import { type SQL, sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import type { Stitched } from '../../people/stitch.ts'
import { allOf, between, equals } from './clause.ts'
import type { TenantDatabase } from './database.ts'
import { type Names, type Person, personIn } from './labels.ts'
import { type Day, type DayRange, daysOf, instantsOf, rangeBefore } from './range.ts'
import { activity, codeDay, member, usage } from './schema.ts'
import type { Spender, VendorSpend } from './spend.ts'
import type { Estimate } from './tokens.ts'

const TOP_PEOPLE = 6

/** The vendors a figure may be filtered by. */
export type FigureVendor = Spender | undefined
export type TopPerson = Person & { estimate: Estimate; spend: VendorSpend[]; sessions: number }
export type OverviewPeople = { active: number; previous: number; members: number; series: number[] }

/** Who did anything on which day: events of people, coding sessions, use that names somebody (in either view). */
function seen(tenant: TenantId, range: DayRange, vendor: FigureVendor): SQL {
  const { from, until } = instantsOf(range)
  const events = allOf(
    sql`${activity.tenant} = ${tenant} AND ${activity.at} >= ${from} AND ${activity.at} < ${until}`,
    sql`${activity.machine} = 0 AND ${activity.subject} IS NOT NULL`,
    equals(activity.vendor, vendor),
  )
  const coded = allOf(
    sql`${codeDay.tenant} = ${tenant} AND ${codeDay.subject} IS NOT NULL`,
    between(codeDay.day, range),
    equals(codeDay.vendor, vendor),
  )
  const used = allOf(
    sql`${usage.tenant} = ${tenant} AND ${usage.view} IN ('actors', 'dimensions') AND ${usage.subject} IS NOT NULL`,
    between(usage.day, range),
    equals(usage.vendor, vendor),
  )
  return sql`SELECT SUBSTR(${activity.at}, 1, 10) AS day, ${activity.subject} AS subject FROM ${activity} WHERE ${events}
    UNION SELECT ${codeDay.day}, ${codeDay.subject} FROM ${codeDay} WHERE ${coded}
    UNION SELECT ${usage.day}, ${usage.subject} FROM ${usage} WHERE ${used}`
}

/** The days of the range and as many before, each with the subjects that did something: JSON, a row a day. */
export function seenQuery(db: TenantDatabase, tenant: TenantId, range: DayRange, vendor: FigureVendor) {
  const both = { from: rangeBefore(range).from, to: range.to, days: range.days * 2 }
  return db.ask<{ day: Day; subjects: string }>(sql`
    SELECT day, json_group_array(subject) AS subjects FROM (${seen(tenant, both, vendor)}) GROUP BY day`)
}

export function membersQuery(db: TenantDatabase, tenant: TenantId, vendor: FigureVendor) {
  const standing = allOf(sql`${member.tenant} = ${tenant} AND NOT ${member.vanished}`, equals(member.vendor, vendor))
  return db.ask<{ subject: string }>(sql`SELECT DISTINCT ${member.subject} AS subject FROM ${member} WHERE ${standing}`)
}

/** An address that somebody merely typed into a form is nobody who was active. */
export function peopleFrom(
  range: DayRange,
  days: readonly { day: Day; subjects: string }[],
  members: readonly { subject: string }[],
  stitched: Stitched,
): OverviewPeople {
  const active = new Set<string>()
  const previous = new Set<string>()
  const counts = new Map<Day, number>()
  for (const { day, subjects } of days) {
    // Our own JSON, made by seenQuery.
    const known = (JSON.parse(subjects) as string[]).filter((subject) => !stitched.isClaim(subject))
    const people = new Set(known.map((subject) => stitched.personOf(subject)))
    const inside = day >= range.from
    for (const person of people) (inside ? active : previous).add(person)
    if (inside) counts.set(day, people.size)
  }
  return {
    active: active.size,
    previous: previous.size,
    members: new Set(members.map(({ subject }) => stitched.personOf(subject))).size,
    series: daysOf(range).map((day) => counts.get(day) ?? 0),
  }
}

export function sessionsQuery(db: TenantDatabase, tenant: TenantId, range: DayRange, vendor: FigureVendor) {
  const scope = allOf(
    sql`${codeDay.tenant} = ${tenant} AND ${codeDay.subject} IS NOT NULL`,
    between(codeDay.day, range),
    equals(codeDay.vendor, vendor),
  )
  return db.ask<{ subject: string; sessions: number }>(sql`
    SELECT ${codeDay.subject} AS subject, SUM(${codeDay.sessions}) AS sessions
    FROM ${codeDay} WHERE ${scope} GROUP BY ${codeDay.subject}`)
}

/** Most spend first; among equals the most sessions. Whoever only has sessions stands behind everybody who spent. */
export function topPeople(
  spend: ReadonlyMap<string, VendorSpend[]>,
  sessions: readonly { subject: string; sessions: number }[],
  names: Names,
  stitched: Stitched,
): TopPerson[] {
  const coded = new Map<string, number>()
  for (const row of sessions) {
    const person = stitched.personOf(row.subject)
    coded.set(person, (coded.get(person) ?? 0) + row.sessions)
  }
  const people = [...new Set([...spend.keys(), ...coded.keys()])].map((person) => {
    const own = spend.get(person) ?? []
    const nano = own.reduce((sum, { estimate }) => sum + BigInt(estimate.nano), 0n)
    const unpriced = own.reduce((sum, { estimate }) => sum + estimate.rows_without_price, 0)
    return { person, own, nano, unpriced, sessions: coded.get(person) ?? 0 }
  })
  people.sort((a, b) =>
    a.nano !== b.nano ? (a.nano > b.nano ? -1 : 1) : b.sessions - a.sessions || (a.person < b.person ? -1 : 1),
  )
  return people.slice(0, TOP_PEOPLE).map(({ person, own, nano, unpriced, sessions: count }) => ({
    ...personIn(names, stitched, person),
    estimate: { nano: String(nano), rows_without_price: unpriced },
    spend: own,
    sessions: count,
  }))
}
