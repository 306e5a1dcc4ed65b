// The two questions of content capture: which chats have changed, and what was said in one of them. Reference sections 10.1 and 10.2.

import { z } from 'zod'
import type { Fault, Query, VendorClient } from '../../http.ts'
import { read, unreadable } from '../../read.ts'
import { Chat, type ContentChat, chatOf } from './chat.ts'
import { type ContentPage, type Failed, type Got, idListPage, STUCK } from './list.ts'
import { type ContentMessage, Message, messageOf } from './message.ts'

export const CHATS = '/v1/compliance/apps/chats'
const LIMIT = 1000
/** A text block holds up to 1 MiB and an answer 32; ordinary chats fit a page many times over. */
const MESSAGES = 200

export type ChatsAsk = {
  /** The cursor of the page before, or of the read before; null begins. */
  after: string | null
  /** Instant: only chats that changed at or after it. Must stay the same while `after` is used. */
  since?: string
  /** Instant: only chats that changed before it. The same holds for it. */
  until?: string
  /** `user_…`, at most 10: their chats by creation, for deployments that refuse the walk by change. */
  users?: readonly string[]
  limit?: number
}

/**
 * One page of the chats of the whole tree in order of change, oldest first: `last` is where the next read goes on, and a
 * chat that changes again comes again. With `users` in order of creation instead. Needs `read:compliance_user_data`.
 */
export async function chatsPage(client: VendorClient, ask: ChatsAsk): Promise<ContentPage<ContentChat>> {
  const { after, since, until, users = [], limit = LIMIT } = ask
  const query: Query = users.map((user) => ['user_ids[]', user])
  if (users.length === 0) query.push(['order_by', 'updated_at'])
  if (users.length === 0 && since !== undefined) query.push(['updated_at.gte', since])
  if (users.length === 0 && until !== undefined) query.push(['updated_at.lt', until])
  const got = await idListPage(client, { endpoint: CHATS, query }, Chat, { after, limit })
  return got.ok ? { ...got, items: got.items.map(chatOf) } : got
}

export type MessagesPage =
  | { ok: true; chat: ContentChat; items: ContentMessage[]; last: string | null; hasMore: boolean; got: Got }
  | Failed

const Answer = Chat.extend({
  chat_messages: z.array(Message),
  has_more: z.boolean().nullish(),
  last_id: z.string().nullish(),
})

/** One page of a chat's messages, oldest first, with the chat as the same answer tells it. An answer too large is asked for in smaller pieces. */
export async function messagesPage(
  client: VendorClient,
  chatId: string,
  after: string | null = null,
  limit = MESSAGES,
): Promise<MessagesPage> {
  const endpoint = `${CHATS}/${encodeURIComponent(chatId)}/messages`
  const query: Query = [['limit', String(limit)]]
  if (after !== null) query.push(['after_id', after])
  const got = await read(client, { endpoint, query }, Answer)
  if (!got.ok) {
    if (got.fault.code !== 'too_large' || limit <= 1) return got
    return messagesPage(client, chatId, after, Math.max(1, Math.floor(limit / 8)))
  }
  const { chat_messages: messages, has_more: more, last_id: last, ...about } = got.value
  if (more === true && (!last || last === after)) return unreadable(got.question, got.answer, STUCK)
  const chat = chatOf(about)
  const items = messages.map((message) => messageOf(chat, message))
  return { ok: true, chat, items, last: last || null, hasMore: more === true, got }
}

/** The chat is no longer there (retention, or a delete through the API). A bare "Not found" is about the key and not about the chat. */
export const chatIsGone = (fault: Pick<Fault, 'code' | 'vendorMessage'> | { code: 'unreadable' }): boolean =>
  fault.code === 'not_found' && 'vendorMessage' in fault && /\bchat\b/i.test(fault.vendorMessage ?? '')
