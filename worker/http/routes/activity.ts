// GET /api/activity and its CSV: vendors' events and our own acts, newest first. One record with its proof is ledger.ts.
import type { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { type ActivityRow, type EventPosition, readActivity, readActivityRows } from '../../db/tenant/activity.ts'
import type { AppEnv } from '../context.ts'
import { type Column, csvFile } from '../csv.ts'
import { type Route, tenantRoute } from '../define.ts'
import { isFailure } from '../errors.ts'
import { cursorOf, openReading, readPosition, readRange } from '../reading.ts'
import { repeated } from '../repeated.ts'
import { ActivityAnswer, ActivityFilter, ActivityQuery } from '../schemas/people.ts'

const CSV_PAGE = 1000

function filterOf(query: z.output<typeof ActivityFilter>, c: Context<AppEnv>) {
  const { vendor, person, machine } = query
  return { vendor, person, machine: machine === '1', ...repeated(c, ['type', 'category']) }
}

const list = tenantRoute({
  method: 'get',
  path: '/api/activity',
  summary: 'Events, newest first, with counts over the whole filter',
  tag: 'Activity',
  needs: 'read:activity',
  query: ActivityQuery,
  answer: ActivityAnswer,
  handler: async ({ query, actor, env, c }) => {
    const { db, tenant, today, directory, stitched } = await openReading(env, actor)
    const range = readRange(query, today)
    if (isFailure(range)) return range
    const after = readPosition<EventPosition>(query.cursor, ['string', 'number'])
    if (isFailure(after)) return after
    const ask = { range, filter: filterOf(query, c), limit: query.limit, after }
    const { next, ...screen } = await readActivity(db, tenant, ask, directory, await stitched())
    return { range, ...screen, next_cursor: cursorOf(next) }
  },
})

const COLUMNS: readonly Column<ActivityRow>[] = [
  ['at', (row) => row.at],
  ['vendor', (row) => row.vendor],
  ['type', (row) => row.type],
  ['event', (row) => row.label],
  ['category', (row) => row.category],
  ['actor_type', (row) => row.actor_type],
  ['person', (row) => row.who?.subject ?? null],
  ['name', (row) => row.who?.name ?? null],
  ['email', (row) => row.who?.email ?? null],
  ['machine', (row) => row.machine],
  ['workspace', (row) => row.workspace],
  ['record', (row) => row.seq],
]

const csv = tenantRoute({
  method: 'get',
  path: '/api/activity.csv',
  summary: 'Exactly the events that the filter selects, as CSV',
  tag: 'Activity',
  needs: 'read:activity',
  query: ActivityFilter,
  handler: async ({ query, actor, env, c }) => {
    const { db, tenant, today, directory, stitched } = await openReading(env, actor)
    const range = readRange(query, today)
    if (isFailure(range)) return range
    const filter = filterOf(query, c)
    const people = await stitched()
    return csvFile('activity', range, COLUMNS, (after: EventPosition | null) =>
      readActivityRows(db, tenant, { range, filter, limit: CSV_PAGE, after }, directory, people),
    )
  },
})

export const activityRoutes: readonly Route[] = [list, csv]
