// GET /v1/compliance/apps/chats/{id}/messages: the chat's own fields and what was said in it. Reference section 10.2.
import { z } from 'zod'
import type { Block, Message } from '../company/chats/message.ts'
import { answer, badRequest, isRefusal, refuse } from './answers.ts'
import type { Handler } from './call.ts'
import { chatRow } from './chat-row.ts'
import { badCursor, badTime, boundsOf, cursorOf, readCursor, unknownParameter, within } from './compliance-query.ts'
import { readQuery } from './query.ts'

const times = [...boundsOf('created_at'), ...boundsOf('updated_at')]
/** Where tool blocks are cut unless the asker says otherwise; the vendor does not publish its number. */
const TOOL_CHARS = 10_000
const chars = z.coerce.number({ error: 'Input should be a valid integer' }).int().min(-1).default(TOOL_CHARS)
const shape = z.object({
  limit: z.coerce.number({ error: 'Input should be a valid integer' }).int().min(1).max(1000).optional(),
  order: z.enum(['asc', 'desc']).default('asc'),
  after_id: z.string().optional(),
  before_id: z.string().optional(),
  tool_use_input_max_chars: chars,
  tool_result_max_chars: chars,
})
const known = new Set<string>([...times, ...Object.keys(shape.shape)])

/** A text cut to `most` characters (-1 = not at all), and whether that took anything away. */
function cut(text: string, most: number): [string, boolean] {
  return most < 0 || text.length <= most ? [text, false] : [text.slice(0, most), true]
}

function cutTools(message: Message, use: number, result: number): Message {
  const content = message.content.map((block): Block => {
    if (block.type === 'text') return block
    if (block.type === 'tool_use') {
      const [input, truncated] = cut(block.input, use)
      return { ...block, input, truncated }
    }
    const parts = block.content.map(({ text }) => cut(text, result))
    const truncated = parts.some(([, isCut]) => isCut)
    return { ...block, content: parts.map(([text]) => ({ type: 'text', text })), truncated }
  })
  return { ...message, content }
}

export const complianceMessages: Handler = (call) => {
  const { query, company, knobs, now, path } = call
  const refused = unknownParameter(query, known) ?? badTime(query, times)
  if (refused !== null) return refused
  const asked = readQuery(query, shape)
  if (isRefusal(asked)) return asked
  const { after_id: after, before_id: before } = asked
  if (after !== undefined && before !== undefined) {
    return badRequest('Only one of `after_id` and `before_id` may be provided')
  }
  const chat = company.chats.find(path.chat_id ?? '', now, knobs.deleted_chats === 'readable')
  if (chat === null) return refuse(404, 'not_found_error', `Chat ${path.chat_id} not found.`)

  const isWithin = (['created_at', 'updated_at'] as const).map((name) => within(query, name))
  const all = company.chats
    .messagesOf(chat)
    .filter(({ created_at }) => isWithin.every((one) => one(Date.parse(created_at))))
  if (asked.order === 'desc') all.reverse()
  const given = after ?? before
  const place = given === undefined ? -1 : all.findIndex(({ id }) => id === readCursor(given)?.msg_uuid)
  if (given !== undefined && place < 0) return badCursor(after === undefined ? 'before_id' : 'after_id', given)
  const beyond = before === undefined ? all.slice(place + 1) : all.slice(0, place)
  const limit = asked.limit ?? beyond.length
  const page = before === undefined ? beyond.slice(0, limit) : beyond.slice(Math.max(0, beyond.length - limit))
  const cursor = (message: Message | undefined) => (message === undefined ? null : cursorOf({ msg_uuid: message.id }))
  return answer({
    ...chatRow(call, chat),
    chat_messages: page.map((each) => cutTools(each, asked.tool_use_input_max_chars, asked.tool_result_max_chars)),
    has_more: beyond.length > page.length,
    first_id: cursor(page[0]),
    last_id: cursor(page.at(-1)),
  })
}
