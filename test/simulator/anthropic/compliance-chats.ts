// GET /v1/compliance/apps/chats: chats of the whole tree or of some people, oldest first by creation or by change. Reference section 10.1.
import { z } from 'zod'
import type { Chat } from '../company/chats/chats.ts'
import { answer, badRequest, isRefusal, type Refusal } from './answers.ts'
import type { Call, Handler } from './call.ts'
import { chatRow, homeOf } from './chat-row.ts'
import { badCursor, badTime, boundsOf, cursorOf, readCursor, unknownParameter, within } from './compliance-query.ts'
import { list, readQuery, whole } from './query.ts'

const times = [...boundsOf('created_at'), ...boundsOf('updated_at')]
const shape = z.object({
  'user_ids[]': list,
  'organization_ids[]': list,
  'project_ids[]': list,
  order_by: z.enum(['created_at', 'updated_at']).default('created_at'),
  limit: whole(1, 1000, 100),
  after_id: z.string().optional(),
  before_id: z.string().optional(),
})
const known = new Set<string>([...times, ...Object.keys(shape.shape)])
type Question = z.output<typeof shape>

const MOST_USERS = 10

/** What may not be asked together. */
function contradiction(asked: Question, query: URLSearchParams): Refusal | null {
  const users = asked['user_ids[]'].length
  const has = (name: 'created_at' | 'updated_at') => boundsOf(name).some((bound) => query.has(bound))
  if (users > MOST_USERS) return badRequest(`user_ids: List should have at most ${MOST_USERS} items`)
  if (asked.after_id !== undefined && asked.before_id !== undefined) {
    return badRequest('Only one of `after_id` and `before_id` may be provided')
  }
  if (users > 0) {
    if (asked.order_by === 'updated_at') return badRequest('`order_by=updated_at` cannot be used with `user_ids[]`')
    return has('updated_at') ? badRequest('`updated_at` filters cannot be used with `user_ids[]`') : null
  }
  if (asked['project_ids[]'].length > 0) return badRequest('`project_ids[]` can only be used with `user_ids[]`')
  if (asked.before_id !== undefined) return badRequest('`before_id` can only be used with `user_ids[]`')
  const other = asked.order_by === 'created_at' ? 'updated_at' : 'created_at'
  return has(other) ? badRequest(`\`${other}\` filters require \`order_by=${other}\``) : null
}

function wanted(call: Call, asked: Question): Chat[] {
  const [users, projects, organizations] = [asked['user_ids[]'], asked['project_ids[]'], asked['organization_ids[]']]
  const created = within(call.query, 'created_at')
  const updated = within(call.query, 'updated_at')
  const one = (values: readonly string[], value: string | undefined) =>
    values.length === 0 || (value !== undefined && values.includes(value))
  return call.company.chats.at(call.now, call.knobs.deleted_chats === 'readable').filter((chat) => {
    const home = homeOf(call, chat)
    if (!one(users, chat.plan.person?.id) || !one(projects, chat.plan.project?.id)) return false
    if (!one(organizations, home.uuid) && !one(organizations, home.tag)) return false
    return created(chat.plan.createdAt) && updated(chat.updatedAt)
  })
}

export const complianceChats: Handler = (call) => {
  const refused = unknownParameter(call.query, known) ?? badTime(call.query, times)
  if (refused !== null) return refused
  const asked = readQuery(call.query, shape)
  if (isRefusal(asked)) return asked
  const wrong = contradiction(asked, call.query)
  if (wrong !== null) return wrong
  const timeOf = (chat: Chat) => (asked.order_by === 'updated_at' ? chat.updatedAt : chat.plan.createdAt)
  const compare = (a: Place, b: Place) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  const rows = wanted(call, asked)
    .map((chat) => ({ at: timeOf(chat), id: chat.plan.id, chat }))
    .sort(compare)
  const given = asked.after_id ?? asked.before_id
  const from = given === undefined ? null : placeIn(given, asked.order_by)
  if (given !== undefined && from === null)
    return badCursor(asked.after_id === undefined ? 'before_id' : 'after_id', given)
  const isBack = asked.before_id !== undefined
  const beyond = from === null ? rows : rows.filter((row) => (isBack ? compare(row, from) < 0 : compare(row, from) > 0))
  const page = isBack ? beyond.slice(-asked.limit) : beyond.slice(0, asked.limit)
  const cursor = (row: Place | undefined) =>
    row === undefined ? null : cursorOf({ k: asked.order_by, t: row.at, i: row.id })
  return answer({
    data: page.map(({ chat }) => chatRow(call, chat)),
    has_more: beyond.length > page.length,
    first_id: cursor(page[0]),
    last_id: cursor(page.at(-1)),
  })
}

interface Place {
  readonly at: number
  readonly id: string
}

/** Where a cursor stands; null when it is none or belongs to the other order. A chat that has changed since then does not matter. */
function placeIn(cursor: string, order: string): Place | null {
  const state = readCursor(cursor)
  if (state === null || state.k !== order || typeof state.t !== 'number' || typeof state.i !== 'string') return null
  return { at: state.t, id: state.i }
}
