// How fresh the figures are, by the streams behind usage or behind the bill; and the freshness that every panel of a filter shares.
import { sql } from 'drizzle-orm'
import { allOf, equals } from '../db/tenant/clause.ts'
import { costStreams } from '../db/tenant/cost-scope.ts'
import { type Freshness, readFreshness, streamsQuery } from '../db/tenant/freshness.ts'
import type { DayRange } from '../db/tenant/range.ts'
import { cost, usage } from '../db/tenant/schema.ts'
import { usageStreams } from '../db/tenant/usage-scope.ts'
import type { FigureFilter, FigureSource } from './source.ts'

export type Basis = 'billed' | 'estimate'

/** `rows`: how many the filter selected; only when it is 0 the database is asked why. */
export async function readFresh(
  { db, tenant }: FigureSource,
  range: DayRange,
  { vendor }: FigureFilter,
  rows: number,
  basis: Basis = 'estimate',
): Promise<Freshness> {
  const billed = basis === 'billed'
  const streams = await db.rows(streamsQuery(db, tenant, billed ? costStreams(vendor) : usageStreams(vendor, false)))
  const source = billed
    ? { table: cost, tenantColumn: cost.tenant, day: cost.day, also: equals(cost.vendor, vendor) }
    : {
        table: usage,
        tenantColumn: usage.tenant,
        day: usage.day,
        also: allOf(sql`${usage.view} = 'dimensions'`, equals(usage.vendor, vendor)),
      }
  return readFreshness(db, tenant, range, rows, streams[0], source)
}
