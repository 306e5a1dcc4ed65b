// anthropic.content: the chats that changed in a window, and everything said in each of them. Reference sections 10.1 to 10.3.
import { z } from 'zod'
import type { VendorClient } from '../../http.ts'
import { midnight } from '../../instants.ts'
import { page } from '../../read.ts'
import type { Ask, Draft, PageResult, Stream } from '../../stream.ts'
import { closeToken, openToken } from '../../token.ts'
import { chatDraft, messageDraft } from './drafts.ts'
import { CHATS, chatIsGone, chatsPage, type MessagesPage, messagesPage } from './pages.ts'

/** Chats a list page: their ids travel in the cursor. */
const CHATS_A_PAGE = 100
/** Chats whose messages are asked for while another one's are taken in: the vendor's answer is what takes long. */
const AHEAD = 4
/** Before this day the vendor had no chats. */
const FIRST_DAY = '2023-03-01'

/**
 * Where a read stands. `list`: the vendor's cursor behind the chats that are listed; `more`: there are others. `chats`: those whose messages
 * are still to be read, the first one from `after` on, with what was counted of it. `until`: where the window ends, fixed by the first page.
 */
const State = z.object({
  list: z.string().nullable(),
  more: z.boolean(),
  until: z.string(),
  chats: z.array(z.string()),
  after: z.string().nullable(),
  texts: z.number(),
  without: z.number(),
  shells: z.number(),
})
type State = z.infer<typeof State>

export const content: Stream = {
  id: 'anthropic.content',
  vendor: 'anthropic',
  connection: 'anthropic_compliance',
  capability: 'content_capture',
  shape: 'feed',
  every: 15,
  reread: { each: 1, daily: 1 },
  // In order of change, so a chat can come late by moments only; and every chat that comes again is a question of its own.
  overlap: 10,
  backfill: { days: 90, step: 30, since: FIRST_DAY },
  page: (client, ask) => {
    const state = openToken(ask.token, State)
    const [chat] = state?.chats ?? []
    return state === undefined || chat === undefined ? list(client, ask, state) : messages(client, state, chat)
  },
}

/** Chats in order of change. Nothing is recorded of them before their messages are: the record of a chat counts those. */
async function list(client: VendorClient, ask: Ask, before: State | undefined): Promise<PageResult> {
  const since = ask.since ?? midnight(ask.window.from)
  const until = before?.until ?? endOf(ask)
  const got = await chatsPage(client, { after: before?.list ?? null, since, until, limit: CHATS_A_PAGE })
  if (!got.ok) return got
  const chats = got.items.map(({ chatId }) => chatId)
  prefetch(client, chats)
  const state = { list: got.last ?? before?.list ?? null, more: got.hasMore, until, chats, ...NOTHING_READ }
  return page(got.got, [], next(state), got.hasMore)
}

const NOTHING_READ = { after: null, texts: 0, without: 0, shells: 0 }

/** Where the window ends: a few seconds ago, because a chat is listed some moments after it changed. */
const SETTLED_MS = 5_000

function endOf({ window, now }: Ask): string {
  return new Date(Math.min(Date.parse(midnight(window.to)), now.getTime() - SETTLED_MS)).toISOString()
}

/** One page of a chat's messages; the last one brings the record of the chat itself. */
async function messages(client: VendorClient, state: State, chat: string): Promise<PageResult> {
  const got = await (state.after === null ? taken(client, chat) : messagesPage(client, chat, state.after))
  prefetch(client, state.chats.slice(1))
  const rest = { ...state, chats: state.chats.slice(1), ...NOTHING_READ }
  // Gone since it was listed, by retention or by a deletion through the API: what was captured stays.
  if (!got.ok) return chatIsGone(got.fault) ? gone(chat, next(rest)) : got
  const drafts = got.items.map(messageDraft).filter((draft): draft is Draft => draft !== undefined)
  const counted = {
    texts: state.texts + drafts.length,
    without: state.without + got.items.length - drafts.length,
    shells: state.shells + got.items.filter(({ skipped }) => skipped === 'empty').length,
  }
  if (got.hasMore) return page(got.got, drafts, next({ ...state, after: got.last, ...counted }), true)
  return page(got.got, [...drafts, chatDraft(got.chat, counted)], next(rest), false)
}

const next = (state: State): string | null => (state.chats.length > 0 || state.more ? closeToken(state) : null)

/** SHA-256 of nothing: there was an answer, but no page. */
const NO_PAGE = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

function gone(chat: string, next: string | null): PageResult {
  const endpoint = `${CHATS}/${encodeURIComponent(chat)}/messages`
  const manifest = { endpoint, query: '', status: 404, page_sha256: NO_PAGE, bytes: 0, items: 0, has_more: false }
  return { ok: true, page: { drafts: [], manifest, next } }
}

/** First pages that were asked for ahead of their turn, by client: a client lives as long as one message of the queue. */
const asked = new WeakMap<VendorClient, Map<string, Promise<MessagesPage>>>()

function prefetch(client: VendorClient, chats: readonly string[]): void {
  const ahead = asked.get(client) ?? new Map<string, Promise<MessagesPage>>()
  asked.set(client, ahead)
  for (const chat of chats.slice(0, AHEAD)) if (!ahead.has(chat)) ahead.set(chat, messagesPage(client, chat))
}

/** What was asked for ahead, once; a chat that comes again is asked anew. */
function taken(client: VendorClient, chat: string): Promise<MessagesPage> {
  const ahead = asked.get(client)
  const answer = ahead?.get(chat)
  ahead?.delete(chat)
  return answer ?? messagesPage(client, chat)
}
