// GET /api/content/chats/{id}: one transcript, masked; POST …/reveal: the reason becomes a record, and only then the text may be seen.
import { z } from '@hono/zod-openapi'
import { createApproval, needsApproval, useApproval as takeApproval } from '../../content/approvals.ts'
import { readCustody } from '../../content/custody.ts'
import type { Desk } from '../../content/desk.ts'
import { Covered, holdsOfChat, readHolds } from '../../content/held.ts'
import { tallyMarks } from '../../content/pieces.ts'
import { type ReadMessage, readMessages } from '../../content/read.ts'
import { openReveal, placesOf, type RevealWish, recordReveal, revealRequest } from '../../content/reveal.ts'
import { findChat } from '../../db/tenant/chats.ts'
import { type MessagePosition, readMessageRows } from '../../db/tenant/messages.ts'
import { peopleOf, viewChats } from '../chat-views.ts'
import { contentOf } from '../content-access.ts'
import { type Route, tenantRoute } from '../define.ts'
import { type Failure, failure, isFailure } from '../errors.ts'
import { cursorOf, readPosition } from '../reading.ts'
import { ChatDetail, ChatQuery, type MessageView, RevealAnswer, RevealBody } from '../schemas/content.ts'

const tag = 'Content'
const params = z.object({ id: z.string().min(1).max(300) })

const count = (value: unknown): number => (typeof value === 'number' ? value : 0)

function viewMessage({ row, record, pieces, tombstone }: ReadMessage): MessageView {
  const { data, content } = record
  return {
    seq: row.seq,
    id: row.id,
    role: row.role,
    at: row.at,
    model: row.model,
    bytes: row.bytes,
    pieces,
    tombstone,
    sha256: content?.sha256 ?? null,
    commit: content?.commit ?? '',
    truncated: data.truncated === true || data.thinking_redacted === true,
    not_captured: count(data.attachments) + count(data.tools),
  }
}

const read = tenantRoute({
  method: 'get',
  path: '/api/content/chats/{id}',
  needs: 'content',
  summary: 'One chat: its messages decrypted and masked, its holds, its chain of custody',
  tag,
  params,
  query: ChatQuery,
  answer: ChatDetail,
  async handler({ env, actor, params, query }) {
    const access = await contentOf(env, actor)
    if (isFailure(access)) return access
    const { desk, reading } = access
    const chat = await findChat(reading.db, reading.tenant, params.id)
    if (chat === undefined) return failure('not_found')
    const after = readPosition<MessagePosition>(query.cursor, ['string', 'number'])
    if (isFailure(after)) return after
    const [rows, holds, reveal] = await Promise.all([
      readMessageRows(reading.db, reading.tenant, chat.id, { limit: query.limit, after }),
      readHolds(desk),
      query.reveal === undefined ? null : openReveal(desk, chat.id, query.reveal),
    ])
    const numbering = new Map<string, number>()
    const titled = { numbering, masked: reveal?.whole !== true }
    // The title first: it has the first numbers, in the list as well.
    const [view] = await viewChats(access, new Covered(holds), [{ row: chat, match: null }], titled)
    if (view === undefined) throw new Error('a chat without a view')
    const transcript = {
      chat: chat.id,
      subject: chat.subject,
      numbering,
      revealed: (seq: number) => reveal?.shows(seq) === true,
    }
    const messages = await readMessages(desk, transcript, rows)
    const personOf = await peopleOf(access)
    const custody = await readCustody(desk, chat, holdsOfChat(holds, chat.id, chat.subject))
    return {
      chat: view,
      messages: messages.map(viewMessage),
      marks: tallyMarks(messages.map(({ pieces }) => pieces)),
      custody: custody.map(({ subject, ...step }) => ({ ...step, by: personOf(subject) })),
      revealed: reveal === null ? null : { id: reveal.id, seq: reveal.seq, until: reveal.until },
      next_cursor: cursorOf(rows.next),
    }
  },
})

const reveal = tenantRoute({
  method: 'post',
  path: '/api/content/chats/{id}/reveal',
  needs: 'content',
  summary: 'Record why a chat, or some of its messages, shall be seen unmasked; good for 30 minutes, for yourself',
  tag,
  params,
  body: RevealBody,
  answer: RevealAnswer,
  async handler({ env, actor, params, body }) {
    const access = await contentOf(env, actor)
    if (isFailure(access)) return access
    const { desk, reading } = access
    const chat = await findChat(reading.db, reading.tenant, params.id)
    if (chat === undefined) return failure('not_found')
    const { reason, messages = null, approval = null } = body
    const wish: RevealWish = { chat: chat.id, messages, reason, approval }
    const places = await placesOf(desk, wish)
    if (places === undefined) {
      const problem = 'names a message that is not in this chat, or that was erased'
      return failure('invalid_request', { details: [{ path: 'body.messages', problem }] })
    }
    if (places.length === 0) return failure('conflict', { message: 'Nothing is left of this chat that could be seen.' })
    const waits = await awaitSecond(desk, wish, places)
    if (waits !== null) return waits
    const { id, seq, until } = await recordReveal(desk, wish, places)
    return { state: 'revealed' as const, id, seq, until, approval }
  },
})

/** Null where the reveal may go on. The first wish waits for a second person, where the tenant wants one; an approval is used up here. */
async function awaitSecond(
  desk: Desk,
  wish: RevealWish,
  places: readonly number[],
): Promise<z.input<typeof RevealAnswer> | Failure | null> {
  const request = revealRequest(wish)
  if (wish.approval !== null) {
    const used = await takeApproval(desk, { id: wish.approval, kind: 'reveal', request })
    if (used.ok) return null
    return failure('approval_needed', { details: { approval: wish.approval, state: used.code } })
  }
  if (!(await needsApproval(desk.env, desk.tenant.id))) return null
  const { reason } = wish
  const asked = await createApproval(desk, { kind: 'reveal', request, reason, refs: places.slice(0, 1000) })
  return { state: 'waiting', id: asked.id, seq: asked.seq, until: null, approval: asked.id }
}

export const chatRoutes: readonly Route[] = [read, reveal]
