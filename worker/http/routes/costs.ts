// GET /api/costs, its bill lines and their CSV: what the vendors billed, and what usage made us expect.
import { type CostRow, readCostRows } from '../../db/tenant/cost-rows.ts'
import { readCosts } from '../../db/tenant/costs.ts'
import type { RowPosition } from '../../db/tenant/page.ts'
import { type Column, csvFile, dollars } from '../csv.ts'
import { type Route, tenantRoute } from '../define.ts'
import { isFailure } from '../errors.ts'
import { cursorOf, openReading, readPosition, readRange } from '../reading.ts'
import { repeated } from '../repeated.ts'
import { PageQuery } from '../schemas/common.ts'
import { CostFilter, CostQuery, CostRows, CostsAnswer } from '../schemas/costs.ts'

const LISTS = [
  'workspace',
  'model',
  'cost_type',
  'token_type',
  'description',
  'tier',
  'context_window',
  'inference_geo',
] as const
const CSV_PAGE = 1000

const screen = tenantRoute({
  method: 'get',
  path: '/api/costs',
  summary: 'Billed amounts by day and one dimension, the estimate beside them, and why they differ',
  tag: 'Costs',
  needs: 'read:costs',
  query: CostQuery,
  answer: CostsAnswer,
  handler: async ({ query, actor, env, c }) => {
    const { db, tenant, today, directory } = await openReading(env, actor)
    const range = readRange(query, today)
    if (isFailure(range)) return range
    const filter = { vendor: query.vendor, ...repeated(c, LISTS) }
    const { by, step } = query
    return { range, by, ...(await readCosts(db, tenant, { range, filter, by, step, today }, directory)) }
  },
})

const rows = tenantRoute({
  method: 'get',
  path: '/api/costs/rows',
  summary: 'The bill lines behind the numbers, newest day first',
  tag: 'Costs',
  needs: 'read:costs',
  query: CostFilter.extend(PageQuery.shape),
  answer: CostRows,
  handler: async ({ query, actor, env, c }) => {
    const { db, tenant, today, directory } = await openReading(env, actor)
    const range = readRange(query, today)
    if (isFailure(range)) return range
    const after = readPosition<RowPosition>(query.cursor, ['string', 'string', 'string'])
    if (isFailure(after)) return after
    const filter = { vendor: query.vendor, ...repeated(c, LISTS) }
    const page = await readCostRows(db, tenant, { range, filter, limit: query.limit, after }, directory)
    return { rows: page.rows, total: page.total, next_cursor: cursorOf(page.next) }
  },
})

const COLUMNS: readonly Column<CostRow>[] = [
  ['day', (row) => row.day],
  ['vendor', (row) => row.vendor],
  ['workspace', (row) => row.workspace],
  ['workspace_name', (row) => row.workspace_name],
  ['description', (row) => row.description],
  ['cost_type', (row) => row.cost_type],
  ['token_type', (row) => row.token_type],
  ['model', (row) => row.model],
  ['tier', (row) => row.tier],
  ['context_window', (row) => row.context_window],
  ['inference_geo', (row) => row.inference_geo],
  ['billed', (row) => dollars(row.billed)],
  ['currency', (row) => row.currency],
  ['record', (row) => row.seq],
  ['revision', (row) => row.rev],
]

const csv = tenantRoute({
  method: 'get',
  path: '/api/costs.csv',
  summary: 'Exactly the bill lines that the filter selects, as CSV',
  tag: 'Costs',
  needs: 'read:costs',
  query: CostFilter,
  handler: async ({ query, actor, env, c }) => {
    const { db, tenant, today, directory } = await openReading(env, actor)
    const range = readRange(query, today)
    if (isFailure(range)) return range
    const filter = { vendor: query.vendor, ...repeated(c, LISTS) }
    return csvFile('costs', range, COLUMNS, (after: RowPosition | null) =>
      readCostRows(db, tenant, { range, filter, limit: CSV_PAGE, after }, directory),
    )
  },
})

export const costRoutes: readonly Route[] = [screen, rows, csv]
