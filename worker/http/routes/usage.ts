// GET /api/usage, its rows and its CSV. Whoever may see usage but not people gets no question about people answered.

import type { TenantActor } from '../../access/actor.ts'
import type { RowPosition } from '../../db/tenant/page.ts'
import { readUsage } from '../../db/tenant/usage.ts'
import { readUsageRows, type UsageRow } from '../../db/tenant/usage-rows.ts'
import { asksForPeople, type UsageDimension, type UsageFilter } from '../../db/tenant/usage-scope.ts'
import { type Column, csvFile, dollars } from '../csv.ts'
import { type Route, tenantRoute } from '../define.ts'
import { type Failure, failure, isFailure } from '../errors.ts'
import { cursorOf, openReading, readPosition, readRange } from '../reading.ts'
import { repeated } from '../repeated.ts'
import { PageQuery } from '../schemas/common.ts'
import { UsageAnswer, UsageQuery, UsageRows, UsageRowsQuery } from '../schemas/usage.ts'

const LISTS = [
  'model',
  'workspace',
  'key',
  'tier',
  'person',
  'product',
  'context_window',
  'inference_geo',
  'speed',
] as const
/** Rows a page of a CSV: about 400 kB from D1 at a time. */
const CSV_PAGE = 1000

/** The failure for a question about people from somebody who may not see them. */
export function refusePeople(
  actor: Pick<TenantActor, 'permissions'>,
  filter: UsageFilter,
  by?: UsageDimension,
): Failure | null {
  if (!asksForPeople(filter, by) || actor.permissions.has('read:people')) return null
  return failure('forbidden', { details: { needs: ['read:people'] } })
}

const screen = tenantRoute({
  method: 'get',
  path: '/api/usage',
  summary: 'Tokens by day and one dimension, with the estimate beside them',
  tag: 'Usage',
  needs: 'read:usage',
  query: UsageQuery,
  answer: UsageAnswer,
  handler: async ({ query, actor, env, c }) => {
    const filter = { vendor: query.vendor, ...repeated(c, LISTS) }
    const refused = refusePeople(actor, filter, query.by)
    if (refused !== null) return refused
    const { db, tenant, today, directory, stitched } = await openReading(env, actor)
    const range = readRange(query, today)
    if (isFailure(range)) return range
    const { by, step } = query
    return { range, by, ...(await readUsage(db, tenant, { range, filter, by, step, today }, directory, stitched)) }
  },
})

const rows = tenantRoute({
  method: 'get',
  path: '/api/usage/rows',
  summary: 'The usage rows behind the numbers, newest day first',
  tag: 'Usage',
  needs: 'read:usage',
  query: UsageRowsQuery.extend(PageQuery.shape),
  answer: UsageRows,
  handler: async ({ query, actor, env, c }) => {
    const filter = { vendor: query.vendor, ...repeated(c, LISTS) }
    const refused = refusePeople(actor, filter, query.by)
    if (refused !== null) return refused
    const { db, tenant, today, directory, stitched } = await openReading(env, actor)
    const range = readRange(query, today)
    if (isFailure(range)) return range
    const after = readPosition<RowPosition>(query.cursor, ['string', 'string', 'string'])
    if (isFailure(after)) return after
    const ask = { range, filter, by: query.by, limit: query.limit, after }
    const page = await readUsageRows(db, tenant, ask, directory, stitched)
    return { rows: page.rows, total: page.total, next_cursor: cursorOf(page.next) }
  },
})

const COLUMNS: readonly Column<UsageRow>[] = [
  ['day', (row) => row.day],
  ['vendor', (row) => row.vendor],
  ['product', (row) => row.product],
  ['model', (row) => row.model],
  ['workspace', (row) => row.workspace],
  ['workspace_name', (row) => row.workspace_name],
  ['key', (row) => row.key],
  ['key_name', (row) => row.key_name],
  ['tier', (row) => row.tier],
  ['context_window', (row) => row.context_window],
  ['inference_geo', (row) => row.inference_geo],
  ['speed', (row) => row.speed],
  ['uncached_input', (row) => row.tokens.uncached_input],
  ['cache_read', (row) => row.tokens.cache_read],
  ['cache_write_5m', (row) => row.tokens.cache_write_5m],
  ['cache_write_1h', (row) => row.tokens.cache_write_1h],
  ['cache_write_30m', (row) => row.tokens.cache_write_30m],
  ['cache_write_12h', (row) => row.tokens.cache_write_12h],
  ['output', (row) => row.tokens.output],
  ['total', (row) => row.tokens.total],
  ['web_searches', (row) => row.web_searches],
  ['requests', (row) => row.requests],
  ['quantity', (row) => row.quantity],
  ['unit', (row) => row.unit],
  ['estimate_usd', (row) => dollars(row.estimate)],
  ['record', (row) => row.seq],
  ['revision', (row) => row.rev],
]

const csv = tenantRoute({
  method: 'get',
  path: '/api/usage.csv',
  summary: 'Exactly the usage rows that the filter selects, as CSV',
  tag: 'Usage',
  needs: 'read:usage',
  query: UsageRowsQuery,
  handler: async ({ query, actor, env, c }) => {
    const filter = { vendor: query.vendor, ...repeated(c, LISTS) }
    const refused = refusePeople(actor, filter, query.by)
    if (refused !== null) return refused
    const { db, tenant, today, directory, stitched } = await openReading(env, actor)
    const range = readRange(query, today)
    if (isFailure(range)) return range
    return csvFile('usage', range, COLUMNS, (after: RowPosition | null) =>
      readUsageRows(db, tenant, { range, filter, by: query.by, limit: CSV_PAGE, after }, directory, stitched),
    )
  },
})

export const usageRoutes: readonly Route[] = [screen, rows, csv]
