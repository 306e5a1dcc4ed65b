// usage_sums: every day's usage by each dimension, made anew with the rows of the day. Written in the projection's own batch.
import { type SQL, sql } from 'drizzle-orm'
import { jsonParameters } from '../../tenant/json-parameter.ts'
import type { ReadChange } from '../../tenant/read-model.ts'
import type { Statement, TenantDatabase } from './database.ts'
import { type DayRange, daysOf } from './range.ts'
import { usage, usageSums } from './schema.ts'
import { type DayCells, GROUPS, type SumsName, sumsOfDay } from './usage-cells.ts'

/** Every sum that a day has. */
// The keys of GROUPS and the one name that is no group.
export const SUMS = [...Object.keys(GROUPS), 'options'] as SumsName[]
/** The name of the note that a day waits for its sums; in `cells` the batch that touched it last. No reader asks for either name. */
const WAITING = ''
/** The name of the days that a batch sums up. */
const CHOSEN = '*'
/** Days that one batch sums up: at 12 ms for a day of 500 rows about 0.4 s, a database being one thread for all its tenants. */
const MOST_DAYS = 30
/** Groups of a day that are kept summed up: at ~250 bytes each well under the 2 MB of a value. A day with more is read from its rows. */
const MOST_GROUPS = 3000

/** A run of records on its way into the read models: up to `watermark` of a ledger of `size`. */
export type Batch = { tenant: string; watermark: number; size: number }

const daysNoted = (tenant: string, name: string): SQL =>
  sql`(SELECT day FROM ${usageSums} WHERE tenant = ${tenant} AND "by" = ${name})`

/**
 * Before the rows are written: takes the sums away from every day that rows leave or come to, and notes that it waits for new ones.
 * Both days, because a restated row may name another one, and one that is taken back stands on none. CROSS JOIN keeps SQLite from
 * reading all rows of the tenant for each change.
 */
export function touchDays(db: TenantDatabase, batch: Batch, changes: readonly ReadChange[]): Statement<unknown>[] {
  const { tenant } = batch
  const touch = String(batch.watermark)
  const lines = changes.map((change) => {
    const row = 'row' in change ? change.row : change.gone
    return [row.stream, row.id, row.day ?? null]
  })
  const notes = jsonParameters(lines).map((some) =>
    db.ask(sql`
      INSERT INTO ${usageSums} (tenant, "by", day, cells)
      SELECT ${tenant}, ${WAITING}, day, ${touch} FROM (
        SELECT value ->> 2 AS day FROM json_each(${some})
        UNION SELECT ${usage.day} FROM json_each(${some}) AS changed CROSS JOIN ${usage} WHERE ${usage.tenant} = ${tenant}
          AND ${usage.stream} = changed.value ->> 0 AND ${usage.id} = changed.value ->> 1)
      WHERE day <> '' ON CONFLICT (tenant, "by", day) DO UPDATE SET cells = excluded.cells`),
  )
  // The names are listed so that the table's key finds the rows.
  const clear = db.ask(sql`
    DELETE FROM ${usageSums} WHERE tenant = ${tenant} AND "by" IN (SELECT value FROM json_each(${JSON.stringify(SUMS)}))
      AND day IN (SELECT day FROM ${usageSums} WHERE tenant = ${tenant} AND "by" = ${WAITING} AND cells = ${touch})`)
  return [...notes, clear]
}

/**
 * After the rows are written: the sums of days that wait, as the rows are now. A day that this batch has touched waits on until the
 * batch that catches up with the ledger, so that a day whose rows come in many batches is summed up once. Doing it again, or late,
 * gives the same. The database refuses it where the sum of a day passes 2^63 or its text 2 MB (see `cannotBeSummed`).
 */
export function makeSums(db: TenantDatabase, batch: Batch): Statement<unknown>[] {
  const { tenant, watermark, size } = batch
  const calm = watermark >= size ? sql`` : sql`AND cells <> ${String(watermark)}`
  const choose = db.ask(sql`
    INSERT INTO ${usageSums} (tenant, "by", day, cells)
    SELECT ${tenant}, ${CHOSEN}, day, '' FROM ${usageSums} WHERE tenant = ${tenant} AND "by" = ${WAITING} ${calm}
    ORDER BY day DESC LIMIT ${MOST_DAYS}`)
  const made = SUMS.map((name) =>
    db.ask(sql`
      INSERT INTO ${usageSums} (tenant, "by", day, cells)
      SELECT ${tenant}, ${name}, day, cells FROM (
        SELECT day, ${sumsOfDay(name, sql`${tenant}`, sql`chosen.day`, MOST_GROUPS + 1)} AS cells
        FROM ${daysNoted(tenant, CHOSEN)} AS chosen)
      WHERE json_array_length(cells) <= ${MOST_GROUPS}`),
  )
  return [choose, ...made, forgetWaiting(db, tenant, daysNoted(tenant, CHOSEN)), forgetAll(db, tenant, CHOSEN)]
}

/** In place of `makeSums`: no day waits any more, and the screens read the rows of those that did. */
export const leaveSumsOut = (db: TenantDatabase, { tenant }: Batch): Statement<unknown>[] => [
  forgetAll(db, tenant, WAITING),
]

const forgetWaiting = (db: TenantDatabase, tenant: string, days: SQL) =>
  db.ask(sql`DELETE FROM ${usageSums} WHERE tenant = ${tenant} AND "by" = ${WAITING} AND day IN ${days}`)

const forgetAll = (db: TenantDatabase, tenant: string, name: string) =>
  db.ask(sql`DELETE FROM ${usageSums} WHERE tenant = ${tenant} AND "by" = ${name}`)

/** Whether a batch failed for what no sum can hold. A vendor's odd numbers must not stop the projection of everything else. */
export const cannotBeSummed = (error: unknown): boolean =>
  error instanceof Error && /integer overflow|too big/i.test(error.message)

/** One sum of one day: what was kept, else what the rows say now. '[]' for a day without usage. */
const sumsOrRows = (name: SumsName, tenant: string, day: SQL): SQL<string> => sql<string>`
  COALESCE((SELECT kept.cells FROM usage_sums AS kept WHERE kept.tenant = ${tenant} AND kept."by" = ${name} AND kept.day = ${day}),
    ${sumsOfDay(name, sql`${tenant}`, day)})`

/** Each day of a range with one sum of it, and a second one beside it where one is asked for. */
export function sumsQuery(db: TenantDatabase, tenant: string, range: DayRange, name: SumsName, second?: SumsName) {
  const day = sql`asked.value`
  const named = second === undefined ? sql`` : sql`, ${sumsOrRows(second, tenant, day)} AS named`
  return db.ask<DayCells>(sql`
    SELECT asked.value AS day, ${sumsOrRows(name, tenant, day)} AS cells ${named}
    FROM json_each(${JSON.stringify(daysOf(range))}) AS asked`)
}
