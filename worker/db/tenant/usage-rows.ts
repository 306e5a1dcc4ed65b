// The usage rows behind every number of the usage screen, page by page; CSV reads the same pages.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { allOf, asText, between } from './clause.ts'
import type { TenantDatabase, VendorName } from './database.ts'
import { type Directory, namesFrom, workspacesQuery } from './labels.ts'
import { afterRow, cutPage, type PageAsk, type PageOf, type RowPosition, rangeLeft } from './page.ts'
import type { Day, DayRange } from './range.ts'
import { usage } from './schema.ts'
import { TOKEN_COLUMNS, type TokenName, type Tokens, tokensOf } from './tokens.ts'
import { type AskStitched, selectPeople } from './usage-people.ts'
import {
  asksForPeople,
  dimensionColumn,
  type UsageDimension,
  type UsageFilter,
  usageConditions,
  usageView,
} from './usage-scope.ts'

export type UsageRow = {
  seq: number
  rev: number
  day: Day
  vendor: VendorName
  model: string | null
  workspace: string | null
  workspace_name: string
  key: string | null
  key_name: string
  tier: string | null
  context_window: string | null
  inference_geo: string | null
  speed: string | null
  product: string | null
  tokens: Tokens
  web_searches: string
  requests: string | null
  quantity: string | null
  unit: string | null
  estimate: string | null
}

/** `counts`: the JSON of the row's tokens by name. */
type Stored = Omit<UsageRow, 'workspace_name' | 'key_name' | 'tokens'> & { counts: string; stream: string; id: string }

const COUNTS = sql`json_object(${sql.join(
  Object.entries(TOKEN_COLUMNS).map(([name, column]) => sql`${sql.raw(`'${name}'`)}, ${asText(column)}`),
  sql`, `,
)})`

/** `by`: the dimension of the number that the rows stand behind, because sums by person are made of the view `actors`. */
export type UsageRowsAsk = {
  range: DayRange
  filter: UsageFilter
  by?: UsageDimension | undefined
} & PageAsk<RowPosition>

/** One page of rows, newest day first, and how many rows the whole filter selects. */
export async function readUsageRows(
  db: TenantDatabase,
  tenant: TenantId,
  ask: UsageRowsAsk,
  directory: Directory,
  askStitched: AskStitched,
): Promise<PageOf<UsageRow, RowPosition> & { total: number }> {
  const view = usageView(tenant, ask.range, asksForPeople(ask.filter, ask.by))
  const selection = await selectPeople(db, tenant, ask.range, ask.filter.person, askStitched)
  const conditions = usageConditions(tenant, ask.filter, selection)
  const left = allOf(
    view,
    between(usage.day, rangeLeft(ask.range, ask.after)),
    conditions,
    ask.after ? afterRow(usage, ask.after) : undefined,
  )
  const [rows, counts, workspaces] = await db.batch([
    db.ask<Stored>(sql`
      SELECT ${usage.stream} AS stream, ${usage.id} AS id, ${usage.seq} AS seq, ${usage.rev} AS rev, ${usage.day} AS day,
        ${usage.vendor} AS vendor, ${usage.model} AS model, ${dimensionColumn('workspace', tenant)} AS workspace, ${usage.apiKey} AS key,
        ${usage.serviceTier} AS tier, ${usage.contextWindow} AS context_window, ${usage.inferenceGeo} AS inference_geo,
        ${usage.speed} AS speed, ${usage.product} AS product, ${COUNTS} AS counts,
        ${asText(usage.webSearches)} AS web_searches, ${asText(usage.requests)} AS requests,
        ${asText(usage.quantity)} AS quantity, ${usage.unit} AS unit, ${asText(usage.estimate)} AS estimate
      FROM ${usage} WHERE ${left}
      ORDER BY ${usage.day} DESC, ${usage.stream}, ${usage.id} LIMIT ${ask.limit + 1}`),
    db.ask<{ total: number }>(
      sql`SELECT COUNT(*) AS total FROM ${usage} WHERE ${allOf(view, between(usage.day, ask.range), conditions)}`,
    ),
    workspacesQuery(db, tenant),
  ])
  const names = namesFrom(workspaces, directory)
  const page = cutPage(rows, ask.limit, ({ day, stream, id }): RowPosition => [day, stream, id])
  return {
    rows: page.rows.map(({ stream: _, id: __, counts, ...row }) => ({
      ...row,
      workspace_name: names.workspace(row.vendor, row.workspace),
      key_name: names.key(row.key),
      // Our own JSON, made by COUNTS.
      tokens: tokensOf(JSON.parse(counts) as Record<TokenName, string>),
    })),
    next: page.next,
    total: counts[0]?.total ?? 0,
  }
}
