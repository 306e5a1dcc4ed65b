// The bill lines behind every number of the costs screen, page by page; CSV reads the same pages.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { asText } from './clause.ts'
import { type CostFilter, costScope } from './cost-scope.ts'
import type { TenantDatabase, VendorName } from './database.ts'
import { COST_WORKSPACE, type Directory, namesFrom, workspacesQuery } from './labels.ts'
import { afterRow, cutPage, type PageAsk, type PageOf, type RowPosition, rangeLeft } from './page.ts'
import type { Day, DayRange } from './range.ts'
import { cost } from './schema.ts'

export type CostRow = {
  seq: number
  rev: number
  day: Day
  vendor: VendorName
  workspace: string | null
  workspace_name: string
  description: string | null
  cost_type: string | null
  token_type: string | null
  model: string | null
  tier: string | null
  context_window: string | null
  inference_geo: string | null
  billed: string
  currency: string
}

type Stored = Omit<CostRow, 'workspace_name'> & { stream: string; id: string }
export type CostRowsAsk = { range: DayRange; filter: CostFilter } & PageAsk<RowPosition>

/** One page of bill lines, newest day first, and how many the whole filter selects. */
export async function readCostRows(
  db: TenantDatabase,
  tenant: TenantId,
  ask: CostRowsAsk,
  directory: Directory,
): Promise<PageOf<CostRow, RowPosition> & { total: number }> {
  const left = costScope(tenant, rangeLeft(ask.range, ask.after), ask.filter)
  const [rows, counts, workspaces] = await db.batch([
    db.ask<Stored>(sql`
      SELECT ${cost.stream} AS stream, ${cost.id} AS id, ${cost.seq} AS seq, ${cost.rev} AS rev, ${cost.day} AS day,
        ${cost.vendor} AS vendor, ${COST_WORKSPACE} AS workspace, ${cost.description} AS description,
        ${cost.costType} AS cost_type, ${cost.tokenType} AS token_type, ${cost.model} AS model, ${cost.serviceTier} AS tier,
        ${cost.contextWindow} AS context_window, ${cost.inferenceGeo} AS inference_geo, ${asText(cost.amount)} AS billed,
        ${cost.currency} AS currency
      FROM ${cost} WHERE ${left} ${ask.after ? sql`AND ${afterRow(cost, ask.after)}` : sql``}
      ORDER BY ${cost.day} DESC, ${cost.stream}, ${cost.id} LIMIT ${ask.limit + 1}`),
    db.ask<{ total: number }>(
      sql`SELECT COUNT(*) AS total FROM ${cost} WHERE ${costScope(tenant, ask.range, ask.filter)}`,
    ),
    workspacesQuery(db, tenant),
  ])
  const names = namesFrom(workspaces, directory)
  const page = cutPage(rows, ask.limit, ({ day, stream, id }): RowPosition => [day, stream, id])
  return {
    rows: page.rows.map(({ stream: _, id: __, ...row }) => ({
      ...row,
      workspace_name: names.workspace(row.vendor, row.workspace),
    })),
    next: page.next,
    total: counts[0]?.total ?? 0,
  }
}
