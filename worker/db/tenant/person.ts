// One person's page: the row of the people screen, the hours and days of work by vendor, the identities, and the keys held.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { keyIdentity, type Stitched } from '../../people/stitch.ts'
import { between } from './clause.ts'
import type { TenantDatabase, VendorName } from './database.ts'
import type { Names } from './labels.ts'
import { type LinkRow, linksQuery } from './links.ts'
import { everyone, type PersonRow } from './people.ts'
import { readTraces, type Traces } from './people-traces.ts'
import { type Day, type DayRange, daysOf, instantsOf } from './range.ts'
import { activity, codeDay } from './schema.ts'
import { sumEstimates } from './spend.ts'
import type { KnownDirectory } from './stitched.ts'
import type { Estimate } from './tokens.ts'
import { type IdentityRow, labelOf, vendorName } from './unmapped.ts'

type Heat = number[][]
export type HeldKeyRow = {
  key: string
  vendor: VendorName
  name: string
  status: string
  created_at: string | null
  seq: number
  how: 'holder' | 'linked'
  tokens: string
  estimate: Estimate
}
export type PersonScreen = {
  person: PersonRow
  heat: Heat
  heat_by_source: { source: VendorName; heat: Heat }[]
  days: { day: Day; activities: number; code_sessions: number }[]
  identities: IdentityRow[]
  keys: HeldKeyRow[]
}

type Hour = { vendor: VendorName; day: Day; hour: number; count: number }

/** Null when this tenant knows no such subject; any subject of a person finds the person. Days and hours are UTC; heat is weekday (0 = Monday) × hour. */
export async function readPerson(
  db: TenantDatabase,
  tenant: TenantId,
  subject: string,
  range: DayRange,
  directory: KnownDirectory,
  stitched: Stitched,
): Promise<PersonScreen | null> {
  const subjects = JSON.stringify(stitched.subjectsOf(subject))
  const { from, until } = instantsOf(range)
  const [traces, [hours, coded, links]] = await Promise.all([
    readTraces(db, tenant, range),
    db.batch([
      db.ask<Hour>(sql`
        SELECT ${activity.vendor} AS vendor, SUBSTR(${activity.at}, 1, 10) AS day,
          CAST(SUBSTR(${activity.at}, 12, 2) AS INTEGER) AS hour, COUNT(*) AS count
        FROM ${activity} WHERE ${activity.tenant} = ${tenant} AND ${activity.at} >= ${from} AND ${activity.at} < ${until}
          AND ${activity.subject} IN (SELECT value FROM json_each(${subjects})) AND ${activity.machine} = 0 GROUP BY 1, 2, 3`),
      db.ask<{ day: Day; sessions: number }>(sql`
        SELECT ${codeDay.day} AS day, SUM(${codeDay.sessions}) AS sessions FROM ${codeDay}
        WHERE ${codeDay.tenant} = ${tenant} AND ${between(codeDay.day, range)}
          AND ${codeDay.subject} IN (SELECT value FROM json_each(${subjects})) GROUP BY 1`),
      linksQuery(db, tenant),
    ]),
  ])
  const { people, names } = everyone(traces, directory, stitched)
  const person = people.find((row) => row.subject === stitched.personOf(subject))
  if (person === undefined) return null
  const activities = Map.groupBy(hours, (row) => row.day)
  const sessions = new Map(coded.map((row) => [row.day, row.sessions]))
  const sources = [...Map.groupBy(hours, (row) => row.vendor)].sort(([a], [b]) => (a < b ? -1 : 1))
  const keys = keyRows(person.subject, traces, links, names, stitched)
  return {
    person,
    heat: heatOf(hours),
    heat_by_source: sources.map(([source, some]) => ({ source, heat: heatOf(some) })),
    days: daysOf(range).map((day) => ({
      day,
      activities: (activities.get(day) ?? []).reduce((sum, { count }) => sum + count, 0),
      code_sessions: sessions.get(day) ?? 0,
    })),
    identities: [...subjectRows(person, traces, links, names, stitched), ...keys.map(keyAsIdentity)],
    keys,
  }
}

function heatOf(hours: readonly Hour[]): Heat {
  const heat = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  for (const { day, hour, count } of hours) {
    const week = heat[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7]
    if (week !== undefined) week[hour] = (week[hour] ?? 0) + count
  }
  return heat
}

/** One row a subject and vendor where it was met: the same subject at both vendors is two rows. */
function subjectRows(
  { subjects }: PersonRow,
  { standing, seen, coded, used, last }: Traces,
  links: readonly LinkRow[],
  names: Names,
  stitched: Stitched,
): IdentityRow[] {
  const linked = new Map(links.map(({ identity, seq }) => [identity, seq < 0 ? null : seq]))
  return subjects.flatMap((subject) => {
    const met = [...standing, ...seen, ...coded, ...used, ...last].filter((row) => row.subject === subject)
    const vendors: (VendorName | null)[] = [...new Set<VendorName>(met.map(({ vendor }) => vendor))].sort()
    return (vendors.length === 0 ? [null] : vendors).map((vendor): IdentityRow => {
      const stands = standing.find((row) => row.subject === subject && row.vendor === vendor)
      return {
        identity: subject,
        kind: 'vendor_user',
        vendor,
        label: labelOf(subject, names),
        how: stitched.howOf(subject),
        seq: stands?.seq ?? linked.get(subject) ?? null,
      }
    })
  })
}

/** The keys a person holds, newest first, with what they used where no user is named. */
function keyRows(
  person: string,
  { keys, used }: Traces,
  links: readonly LinkRow[],
  names: Names,
  stitched: Stitched,
): HeldKeyRow[] {
  const rows = stitched.keysOf(person).flatMap(({ vendor: said, key, how }): HeldKeyRow[] => {
    const vendor = vendorName(said)
    const listed = keys.find((one) => one.vendor === said && one.key === key)
    const link = links.find(({ identity }) => identity === keyIdentity(said, key))
    if (vendor === null) return []
    const own = used.filter((row) => row.subject === null && row.vendor === said && row.key === key)
    return [
      {
        key,
        vendor,
        name: names.key(key),
        // Used once and since deleted: the vendor does not list it.
        status: listed?.status ?? 'unlisted',
        created_at: listed?.created_at ?? null,
        seq: listed?.seq ?? Math.max(0, link?.seq ?? 0),
        how,
        tokens: String(own.reduce((sum, { tokens }) => sum + BigInt(tokens), 0n)),
        estimate: sumEstimates(own),
      },
    ]
  })
  const order = new Map(keys.map(({ vendor, key }, at) => [keyIdentity(vendor, key), at]))
  const place = ({ vendor, key }: HeldKeyRow) => order.get(keyIdentity(vendor, key)) ?? keys.length
  return rows.sort((a, b) => place(a) - place(b))
}

const keyAsIdentity = ({ vendor, key, name, how, seq }: HeldKeyRow): IdentityRow => ({
  identity: keyIdentity(vendor, key),
  kind: 'api_key',
  vendor,
  label: name,
  how,
  seq,
})
