// Whose use a row is, for questions about people: the named user, else whoever holds the key, else nobody.
import { type SQL, sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import type { Stitched } from '../../people/stitch.ts'
import type { TenantDatabase } from './database.ts'
import { type DayRange, rangeBefore } from './range.ts'
import { usage } from './schema.ts'
import { ACTOR_VENDORS } from './screen-streams.ts'

/** Asks who is one person; asked only when a question is about people. */
export type AskStitched = () => Promise<Stitched>

/**
 * The condition on the view for a question about people, one view a vendor: `actors` where the vendor has such rows in the range,
 * else the rows that totals are made of. The list of both keeps the index on (tenant, view, day) in use.
 */
export function peopleView(tenant: TenantId, range: DayRange): SQL {
  const named = sql`SELECT named.value FROM json_each(${JSON.stringify(ACTOR_VENDORS)}) AS named
    WHERE EXISTS (SELECT 1 FROM usage AS seen WHERE seen.tenant = ${tenant} AND seen.view = 'actors'
      AND seen.day BETWEEN ${range.from} AND ${range.to} AND seen.vendor = named.value)`
  return sql`${usage.view} IN ('actors', 'dimensions')
    AND ${usage.view} = CASE WHEN ${usage.vendor} IN (${named}) THEN 'actors' ELSE 'dimensions' END`
}

/** What tells whose a row is: the subject, or the key where no user is named; NULL where there is neither. */
export const WHOSE = sql`CASE WHEN ${usage.subject} IS NOT NULL THEN 's ' || ${usage.subject}
  WHEN ${usage.apiKey} IS NOT NULL THEN 'k ' || ${usage.apiKey} END`

/** The person of a value of `WHOSE`, null for nobody. */
export function personOfWhose(stitched: Stitched, vendor: string, whose: string | null): string | null {
  if (whose === null) return null
  const id = whose.slice(2)
  return whose.startsWith('s ') ? stitched.personOf(id) : stitched.personOfKey(vendor, id)
}

/** The rows of some people: all their subjects, the keys that count as theirs where no user is named, rows with neither. */
export type Selection = {
  subjects: readonly string[]
  keys: readonly (readonly [vendor: string, key: string])[]
  nameless: boolean
}

/**
 * What a filter by person selects; any subject of a person stands for the person, '' for nobody. Undefined when nothing was
 * asked. Only '' costs a question: which of the keys in use belong to nobody, in the range and before it.
 */
export async function selectPeople(
  db: TenantDatabase,
  tenant: TenantId,
  range: DayRange,
  asked: readonly string[] | undefined,
  askStitched: AskStitched,
): Promise<Selection | undefined> {
  if (asked === undefined || asked.length === 0) return undefined
  const stitched = await askStitched()
  const people = asked.filter((subject) => subject !== '')
  const nameless = people.length < asked.length
  const held = people.flatMap((subject) => stitched.keysOf(subject).map(({ vendor, key }) => [vendor, key] as const))
  const used = nameless ? await db.rows(keysQuery(db, tenant, range)) : []
  const unheld = used.filter(({ vendor, key }) => stitched.personOfKey(vendor, key) === null)
  return {
    subjects: people.flatMap((subject) => stitched.subjectsOf(subject)),
    keys: [...held, ...unheld.map(({ vendor, key }) => [vendor, key] as const)],
    nameless,
  }
}

function keysQuery(db: TenantDatabase, tenant: TenantId, range: DayRange) {
  return db.ask<{ vendor: string; key: string }>(sql`
    SELECT DISTINCT ${usage.vendor} AS vendor, ${usage.apiKey} AS key FROM ${usage}
    WHERE ${usage.tenant} = ${tenant} AND ${usage.view} IN ('actors', 'dimensions')
      AND ${usage.day} BETWEEN ${rangeBefore(range).from} AND ${range.to}
      AND ${usage.subject} IS NULL AND ${usage.apiKey} IS NOT NULL`)
}

export function selectedBy({ subjects, keys, nameless }: Selection): SQL {
  const byKey = sql`(${usage.vendor}, ${usage.apiKey}) IN
    (SELECT value ->> 0, value ->> 1 FROM json_each(${JSON.stringify(keys)}))`
  return sql`(${usage.subject} IN (SELECT value FROM json_each(${JSON.stringify(subjects)}))
    OR (${usage.subject} IS NULL AND (${byKey}${nameless ? sql` OR ${usage.apiKey} IS NULL` : sql``})))`
}
