// One person's page: the row of the people screen, the hours and days of work, the keys this person made.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { between } from './clause.ts'
import type { TenantDatabase } from './database.ts'
import { type Directory, namesFrom } from './labels.ts'
import { type PersonRow, readEveryone } from './people.ts'
import { type Day, type DayRange, daysOf, instantsOf } from './range.ts'
import { activity, codeDay, vendorKey } from './schema.ts'

export type PersonScreen = {
  person: PersonRow
  heat: number[][]
  days: { day: Day; activities: number; code_sessions: number }[]
  keys: { key: string; name: string; status: string; created_at: string | null; seq: number }[]
}

/** Null when this tenant knows no such subject. Days and hours are UTC; heat is weekday (0 = Monday) × hour. */
export async function readPerson(
  db: TenantDatabase,
  tenant: TenantId,
  subject: string,
  range: DayRange,
  directory: Directory,
): Promise<PersonScreen | null> {
  const { from, until } = instantsOf(range)
  const events = sql`${activity.tenant} = ${tenant} AND ${activity.at} >= ${from} AND ${activity.at} < ${until}
    AND ${activity.subject} = ${subject} AND ${activity.machine} = 0`
  const [hours, coded, keys] = await db.batch([
    db.ask<{ day: Day; hour: number; count: number }>(sql`
      SELECT SUBSTR(${activity.at}, 1, 10) AS day, CAST(SUBSTR(${activity.at}, 12, 2) AS INTEGER) AS hour, COUNT(*) AS count
      FROM ${activity} WHERE ${events} GROUP BY 1, 2`),
    db.ask<{ day: Day; sessions: number }>(sql`
      SELECT ${codeDay.day} AS day, SUM(${codeDay.sessions}) AS sessions FROM ${codeDay}
      WHERE ${codeDay.tenant} = ${tenant} AND ${between(codeDay.day, range)} AND ${codeDay.subject} = ${subject} GROUP BY 1`),
    db.ask<{ key: string; status: string; created_at: string | null; seq: number }>(sql`
      SELECT ${vendorKey.id} AS key, CASE WHEN ${vendorKey.vanished} THEN 'vanished' ELSE ${vendorKey.status} END AS status,
        ${vendorKey.createdAt} AS created_at, ${vendorKey.seq} AS seq
      FROM ${vendorKey} WHERE ${vendorKey.tenant} = ${tenant} AND ${vendorKey.createdBy} = ${subject}
      ORDER BY ${vendorKey.createdAt} DESC, ${vendorKey.id}`),
  ])
  const everyone = await readEveryone(db, tenant, range, directory)
  const person = everyone.people.find((row) => row.subject === subject)
  if (person === undefined) return null
  const names = namesFrom([], directory)
  const heat = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  const activities = new Map<Day, number>()
  for (const { day, hour, count } of hours) {
    const week = heat[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7]
    if (week !== undefined) week[hour] = (week[hour] ?? 0) + count
    activities.set(day, (activities.get(day) ?? 0) + count)
  }
  const sessions = new Map(coded.map((row) => [row.day, row.sessions]))
  return {
    person,
    heat,
    days: daysOf(range).map((day) => ({
      day,
      activities: activities.get(day) ?? 0,
      code_sessions: sessions.get(day) ?? 0,
    })),
    keys: keys.map((row) => ({ ...row, name: names.key(row.key) })),
  }
}
