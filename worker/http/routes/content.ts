// GET /api/content/summary, /api/content/chats and its CSV: which chats were captured, found by person, date, model and words. Titles are masked.
import { findChats } from '../../content/search.ts'
import { readAround, readSummary } from '../../db/tenant/chats.ts'
import { peopleOf, readFilter, viewChats } from '../chat-views.ts'
import { contentOf } from '../content-access.ts'
import { type Column, csvFile } from '../csv.ts'
import { type Route, tenantRoute } from '../define.ts'
import { isFailure } from '../errors.ts'
import { cursorOf, readPosition } from '../reading.ts'
import { ChatList, ChatListQuery, ContentSummary } from '../schemas/content.ts'
import { approvalRoutes } from './content-approvals.ts'
import { chatRoutes } from './content-chat.ts'
import { holdRoutes } from './content-holds.ts'

const tag = 'Content'
const CSV_PAGE = 200
/** The vendor had no chats before. */
const FIRST_DAY = '2023-03-01'

type Position = readonly [string, string]

/** What this product never takes, in words for the head of the screen. */
const NOT_CAPTURED = [
  'Files, images and artifacts: only how many there were.',
  'Project documents and custom instructions.',
  'What a model thought without saying it, and the output of tools.',
]

const summary = tenantRoute({
  method: 'get',
  path: '/api/content/summary',
  needs: 'content',
  summary: 'What was captured in all, and what never is',
  tag,
  answer: ContentSummary,
  async handler({ env, actor }) {
    const access = await contentOf(env, actor)
    if (isFailure(access)) return access
    const { withoutText, deleted, ...row } = await readSummary(access.reading.db, actor.tenant.id)
    const counts = { ...row, without_text: withoutText, deleted_at_vendor: deleted }
    return { connected: access.connected, ...counts, not_captured: NOT_CAPTURED }
  },
})

const list = tenantRoute({
  method: 'get',
  path: '/api/content/chats',
  needs: 'content',
  summary:
    'Captured chats, the last changed first; words are looked for in the texts, and titles and matches come masked',
  tag,
  query: ChatListQuery,
  answer: ChatList,
  async handler({ env, actor, query }) {
    const access = await contentOf(env, actor)
    if (isFailure(access)) return access
    const after = readPosition<Position>(query.cursor, ['string', 'string'])
    if (isFailure(after)) return after
    const { filter, search, covered } = await readFilter(access, query)
    const [{ rows, next }, around] = await Promise.all([
      findChats(access.desk, filter, search, { limit: query.limit, after }),
      readAround(access.reading.db, actor.tenant.id, filter),
    ])
    return {
      chats: await viewChats(access, covered, rows),
      next_cursor: cursorOf(next),
      totals: search === undefined ? around.totals : null,
      models: around.models,
      not_indexed: around.behind,
    }
  },
})

type Line = Awaited<ReturnType<typeof viewChats>>[number]

const COLUMNS: readonly Column<Omit<Line, 'title' | 'match'>>[] = [
  ['chat', (row) => row.id],
  ['vendor', (row) => row.vendor],
  ['person', (row) => row.person?.subject ?? null],
  ['name', (row) => row.person?.name ?? null],
  ['email', (row) => row.person?.email ?? null],
  ['organization', (row) => row.organization],
  ['project', (row) => row.project],
  ['model', (row) => row.model],
  ['created_at', (row) => row.created_at],
  ['updated_at', (row) => row.updated_at],
  ['deleted_at_vendor', (row) => row.deleted_at],
  ['emptied', (row) => row.emptied],
  ['messages', (row) => row.messages],
  ['without_text', (row) => row.without_text],
  ['erased', (row) => row.erased],
  ['holds', (row) => row.holds.length],
  ['record', (row) => row.seq],
]

const csv = tenantRoute({
  method: 'get',
  path: '/api/content/chats.csv',
  needs: 'content',
  summary: 'Exactly the chats that the filter selects, as CSV, without titles and texts',
  tag,
  query: ChatListQuery.omit({ limit: true, cursor: true }),
  async handler({ env, actor, query }) {
    const access = await contentOf(env, actor)
    if (isFailure(access)) return access
    const { filter, search, covered } = await readFilter(access, query)
    const range = { from: query.from ?? FIRST_DAY, to: query.to ?? access.reading.today }
    const personOf = await peopleOf(access)
    return csvFile('chats', range, COLUMNS, async (after: Position | null) => {
      const { rows, next } = await findChats(access.desk, filter, search, { limit: CSV_PAGE, after })
      const lines = rows.map(({ row }) => ({
        ...row,
        person: personOf(row.subject),
        created_at: row.createdAt,
        updated_at: row.updatedAt,
        deleted_at: row.deletedAt,
        emptied: row.emptied === 1,
        without_text: row.withoutText,
        holds: covered.on(row.id, row.subject),
      }))
      return { rows: lines, next }
    })
  },
})

export const contentRoutes: readonly Route[] = [summary, list, csv, ...chatRoutes, ...holdRoutes, ...approvalRoutes]
