// What the self-check asks of D1, rows of the screens against what the records say; and where its outcome is kept.
import { eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { TenantId } from '../../ids.ts'
import { jsonParameters } from '../../tenant/json-parameter.ts'
import type { ReadRow, ReadTable } from '../../tenant/read-model.ts'
import { SHAPES, type Shape } from './projection.ts'
import { selfCheck } from './schema.ts'

/** A row as it must be while record `seq` has the last word on it. `whole`: every column is known, and not only that it is there. */
export type ExpectedRow = { table: ReadTable; seq: number; row: ReadRow; whole: boolean }
export type RowOff = { seq: number; missing: boolean }

/** Findings of one kind in one answer at most: the first ones tell. */
const MOST = 100

/** A price that came with a later list fills in where there was none; only a rebuild does that, and it is nobody's tampering. */
const differs = (column: string, at: number) =>
  column === 'estimate'
    ? `(have.estimate IS NOT NULL AND have.estimate IS NOT value ->> ${at})`
    : `have.${column} IS NOT value ->> ${at}`

/** Compared in SQL, where numbers beyond 2^53 are compared as what was stored. */
function offQuery({ name, columns, key }: Shape): string {
  const place = (column: string) => columns.indexOf(column) + 2
  const match = key.map((column) => `have.${column} = value ->> ${place(column)}`).join(' AND ')
  const other = columns.map((column) => differs(column, place(column))).join(' OR ')
  return `SELECT value ->> 0 AS seq, COALESCE(have.seq, -1) < value ->> 0 AS missing FROM json_each(?1) LEFT JOIN ${name} AS have ON ${match}
    WHERE COALESCE(have.seq, -1) < value ->> 0 OR (have.seq = value ->> 0 AND value ->> 1 AND (${other})) LIMIT ${MOST}`
}

/** Which of these are not there, or say something else. One that a later record has spoken about since is left to that one. */
export async function findRowsOff(db: D1Database, expected: readonly ExpectedRow[]): Promise<RowOff[]> {
  const statements = [...SHAPES.values()].flatMap((shape) => {
    const own = expected.filter(({ table }) => table === shape.name)
    if (own.length === 0) return []
    const lines = own.map(({ seq, row, whole }) => [
      seq,
      whole ? 1 : 0,
      ...shape.columns.map((one) => row[one] ?? null),
    ])
    return jsonParameters(lines).map((some) => db.prepare(offQuery(shape)).bind(some))
  })
  if (statements.length === 0) return []
  const answers = await db.batch<{ seq: number; missing: number }>(statements)
  return answers.flatMap(({ results }) => results.map(({ seq, missing }) => ({ seq, missing: missing === 1 })))
}

export type RowKey = (string | number)[]
export type RowPlace = { seq: number; key: RowKey }

/** The tables of the screens, in one order. */
export const TABLES: readonly ReadTable[] = [...SHAPES.keys()] as ReadTable[] // projection.ts names them by this type

/** Columns that tell a tenant's rows apart. */
export const keyColumns = (table: ReadTable): string[] =>
  (SHAPES.get(table)?.key ?? []).filter((column) => column !== 'tenant')

/** A tenant's rows of one table by key, each with the record that it says it stands for; `after` is the last key of the page before. */
export async function listRowPlaces(
  db: D1Database,
  tenant: string,
  table: ReadTable,
  after: RowKey | null,
  limit: number,
): Promise<RowPlace[]> {
  const key = keyColumns(table)
  const marks = key.map((_, at) => `?${at + 3}`).join(', ')
  const beyond = after === null ? '' : `AND (${key.join(', ')}) > (${marks})`
  // A row of what was erased stands for the erasure that says so.
  const says = table === 'erased_content' ? 'by' : 'seq'
  const { results } = await db
    .prepare(
      `SELECT ${says} AS says, ${key.join(', ')} FROM ${table} WHERE tenant = ?1 ${beyond} ORDER BY ${key.join(', ')} LIMIT ?2`,
    )
    .bind(tenant, limit, ...(after ?? []))
    .all<Record<string, string | number>>()
  return results.map((row) => ({ seq: Number(row.says), key: key.map((column) => row[column] ?? '') }))
}

export type SelfCheckRow = typeof selfCheck.$inferSelect

export async function readSelfCheck(db: D1Database, tenant: TenantId): Promise<SelfCheckRow | undefined> {
  const [row] = await drizzle(db).select().from(selfCheck).where(eq(selfCheck.tenant, tenant))
  return row
}

/** The last outcome takes the place of the one before. */
export async function writeSelfCheck(db: D1Database, { tenant, ...row }: SelfCheckRow): Promise<void> {
  await drizzle(db)
    .insert(selfCheck)
    .values({ tenant, ...row })
    .onConflictDoUpdate({ target: selfCheck.tenant, set: row })
}

/** Which of these tenants were checked on that day. */
export async function checkedOn(db: D1Database, day: string, tenants: readonly string[]): Promise<Set<string>> {
  const rows = await drizzle(db)
    .select({ tenant: selfCheck.tenant })
    .from(selfCheck)
    .where(
      sql`${selfCheck.tenant} IN (SELECT value FROM json_each(${JSON.stringify(tenants)})) AND ${selfCheck.day} = ${day}`,
    )
  return new Set(rows.map(({ tenant }) => tenant))
}
