// GET /api/sessions and its CSV: coding sessions, one row a developer and day.
import { z } from '@hono/zod-openapi'
import { readSessionRows, readSessions, type SessionPosition, type SessionRow } from '../../db/tenant/sessions.ts'
import { readTurns } from '../../db/tenant/turns.ts'
import { type Column, csvFile, dollars } from '../csv.ts'
import { type Route, tenantRoute } from '../define.ts'
import { isFailure } from '../errors.ts'
import { cursorOf, openReading, readPosition, readRange } from '../reading.ts'
import { RangeQuery } from '../schemas/common.ts'
import { SessionQuery, SessionsAnswer } from '../schemas/people.ts'

const CSV_PAGE = 1000

const list = tenantRoute({
  method: 'get',
  path: '/api/sessions',
  summary: 'Coding sessions by developer and day, with sums over the whole filter',
  tag: 'Sessions',
  needs: 'read:sessions',
  query: SessionQuery,
  answer: SessionsAnswer,
  handler: async ({ query, actor, env }) => {
    const { db, tenant, today, directory, stitched } = await openReading(env, actor)
    const range = readRange(query, today)
    if (isFailure(range)) return range
    const after = readPosition<SessionPosition>(query.cursor, ['string', 'string'])
    if (isFailure(after)) return after
    const ask = { range, filter: { person: query.person }, today, limit: query.limit, after }
    const people = await stitched()
    const [{ next, ...screen }, turns] = await Promise.all([
      readSessions(db, tenant, ask, directory, people),
      readTurns(db, tenant, { range, person: query.person }, directory, people),
    ])
    return { range, ...screen, turns, next_cursor: cursorOf(next) }
  },
})

const COLUMNS: readonly Column<SessionRow>[] = [
  ['day', (row) => row.day],
  ['vendor', (row) => row.vendor],
  ['person', (row) => row.who?.subject ?? null],
  ['name', (row) => row.who?.name ?? null],
  ['email', (row) => row.who?.email ?? null],
  ['key_name', (row) => row.key_name],
  ['actor_type', (row) => row.actor_type],
  ['terminals', (row) => row.terminals.join(' ')],
  ['customer_type', (row) => row.customer_type],
  ['remote', (row) => row.remote],
  ['sessions', (row) => row.sessions],
  ['lines_added', (row) => row.lines_added],
  ['lines_removed', (row) => row.lines_removed],
  ['commits', (row) => row.commits],
  ['pull_requests', (row) => row.pull_requests],
  ['accepted', (row) => row.accepted],
  ['rejected', (row) => row.rejected],
  ['tokens', (row) => row.tokens],
  ['estimate_usd', (row) => dollars(row.estimate)],
  ['models', (row) => row.models.map((use) => use.model).join(' ')],
  ['records', (row) => row.records.join(' ')],
]

const csv = tenantRoute({
  method: 'get',
  path: '/api/sessions.csv',
  summary: 'Exactly the developer days that the filter selects, as CSV',
  tag: 'Sessions',
  needs: 'read:sessions',
  query: RangeQuery.extend({ person: z.string().optional() }),
  handler: async ({ query, actor, env }) => {
    const { db, tenant, today, directory, stitched } = await openReading(env, actor)
    const range = readRange(query, today)
    if (isFailure(range)) return range
    const filter = { person: query.person }
    const people = await stitched()
    return csvFile('sessions', range, COLUMNS, (after: SessionPosition | null) =>
      readSessionRows(db, tenant, { range, filter, today, limit: CSV_PAGE, after }, directory, people),
    )
  },
})

export const sessionRoutes: readonly Route[] = [list, csv]
