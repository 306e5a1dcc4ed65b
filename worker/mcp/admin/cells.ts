// The days of a screen as rows that an agent can page through: whole buckets at a time, the largest groups by name, the others as one row.
import type { VendorName } from '../../db/tenant/database.ts'
import type { Day } from '../../db/tenant/range.ts'

/** Groups that have a row of their own. A bucket has at most one row more, so a page stays below its limit and this. */
export const MOST_GROUPS = 50

type Named = { vendor: VendorName; key: string }
export type Bucket<Cell> = { day: Day; closed: boolean; groups: readonly Cell[] }
/** `vendor` and `key` are null in the row of all other groups together. */
export type Row<Sums> = Sums & { bucket: Day; closed: boolean; vendor: VendorName | null; key: string | null }

const idOf = ({ vendor, key }: Named): string => JSON.stringify([vendor, key])

/**
 * Rows of the buckets from `from` on, until `limit` rows are there; a bucket is never cut, so that its rows always add up to it. `next` is
 * the first bucket of the next page. `groups` are those of the whole range, the largest first.
 */
export function pageCells<Cell extends Named, Sums>(
  buckets: readonly Bucket<Cell>[],
  groups: readonly Named[],
  { limit, from }: { limit: number; from: Day | null },
  addUp: (cells: readonly Cell[]) => Sums,
): { rows: Row<Sums>[]; next: Day | null } {
  const named = new Set(groups.slice(0, MOST_GROUPS).map(idOf))
  const rows: Row<Sums>[] = []
  for (const { day: bucket, closed, groups: cells } of buckets) {
    if (cells.length === 0 || (from !== null && bucket < from)) continue
    if (rows.length >= limit) return { rows, next: bucket }
    const own = cells.filter((cell) => named.has(idOf(cell)))
    const others = cells.filter((cell) => !named.has(idOf(cell)))
    for (const cell of own) rows.push({ ...addUp([cell]), bucket, closed, vendor: cell.vendor, key: cell.key })
    if (others.length > 0) rows.push({ ...addUp(others), bucket, closed, vendor: null, key: null })
  }
  return { rows, next: null }
}

/** The sum of decimal strings; null where none is known. */
export function sumKnown(values: readonly (string | null)[]): string | null {
  const known = values.flatMap((value) => value ?? [])
  return known.length === 0 ? null : known.reduce((sum, value) => sum + BigInt(value), 0n).toString()
}
