// Pieces of SQL that the screens' queries share: lists as one parameter, conditions joined, sums that leave SQL as text.
import { type AnyColumn, type SQL, sql } from 'drizzle-orm'

/**
 * `column` is one of `values`; undefined when nothing was asked. '' (and what else `none` lists) asks for rows in which
 * the vendor names none. The list is one JSON parameter, because D1 takes at most 100 parameters a statement.
 */
export function among(
  column: AnyColumn | SQL,
  values: readonly string[] | undefined,
  none: readonly string[] = [''],
): SQL | undefined {
  if (values === undefined || values.length === 0) return undefined
  const listed = sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`
  return values.some((value) => none.includes(value)) ? sql`(${listed} OR ${column} IS NULL)` : listed
}

/** `column` equals `value`; undefined when nothing was asked. */
export function equals(column: AnyColumn, value: string | undefined): SQL | undefined {
  return value === undefined ? undefined : sql`${column} = ${value}`
}

export function between(column: AnyColumn, range: { from: string; to: string }): SQL {
  return sql`${column} BETWEEN ${range.from} AND ${range.to}`
}

/** All conditions that were asked for. */
export function allOf(...conditions: (SQL | undefined)[]): SQL {
  return sql.join(
    conditions.filter((condition) => condition !== undefined),
    sql` AND `,
  )
}

/**
 * A sum as decimal text, '0' over no rows. SQLite adds in 64-bit integers (and fails rather than round past 2^63), but
 * D1 hands numbers out as doubles, which are wrong from 2^53 on.
 */
export function sumText(expression: AnyColumn | SQL): SQL<string> {
  return sql<string>`CAST(COALESCE(SUM(${expression}), 0) AS TEXT)`
}

/** One 64-bit value as decimal text, null when it is null. */
export function asText(expression: AnyColumn | SQL): SQL<string> {
  return sql<string>`CAST(${expression} AS TEXT)`
}
