// Keyset paging of the row lists: where a page ended, so that the next one goes on there whatever came in between.
import { type SQL, sql } from 'drizzle-orm'
import type { Day, DayRange } from './range.ts'

/**
 * Position of the last row of a page in lists of days: day descending, then stream and id ascending. These three are the
 * row's identity, not its revision: a row that the vendor restates between two pages is neither lost nor given twice.
 */
export type RowPosition = readonly [day: Day, stream: string, id: string]

export type PageAsk<P> = { limit: number; after: P | null }
export type PageOf<Row, P> = { rows: Row[]; next: P | null }

/** The condition "after `position`"; its first part keeps the index on (…, day) in use. */
export function afterRow(
  table: { day: SQL | object; stream: SQL | object; id: SQL | object },
  position: RowPosition,
): SQL {
  const [day, stream, id] = position
  return sql`(${table.day} < ${day} OR (${table.day} = ${day} AND (${table.stream}, ${table.id}) > (${stream}, ${id})))`
}

/** The range without the days that earlier pages have covered whole. */
export function rangeLeft(range: DayRange, after: readonly [Day, ...unknown[]] | null): { from: Day; to: Day } {
  return { from: range.from, to: after !== null && after[0] < range.to ? after[0] : range.to }
}

/** Cuts a page out of `limit` + 1 rows: the one too many says that there is a next page. */
export function cutPage<Row, P>(rows: readonly Row[], limit: number, positionOf: (row: Row) => P): PageOf<Row, P> {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, next: rows.length > limit && last !== undefined ? positionOf(last) : null }
}
