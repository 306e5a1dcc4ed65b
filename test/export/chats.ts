// Captured chats for the export tests: two messages and the record of the chat, as the capture hands them over.
import type { Draft } from '../../worker/vendors/stream.ts'

const who = { vendorUser: 'anthropic:user_1', email: 'mei@northwind.example' }

/** One message a text, on the days from 1 November 2026 on, and the chat itself last. */
export function chatDrafts(chat: string, texts: readonly string[]): Draft[] {
  const messages = texts.map(
    (text, n): Draft => ({
      kind: 'message',
      id: `${chat}/m${n + 1}`,
      occurredAt: `2026-11-0${n + 1}T08:00:00.000Z`,
      data: { chat, role: n % 2 === 0 ? 'user' : 'assistant' },
      content: { text, place: `${chat}/m${n + 1}` },
      who,
    }),
  )
  const about: Draft = {
    kind: 'chat',
    id: chat,
    occurredAt: '2026-11-01T08:00:00.000Z',
    data: { organization: 'org-1', messages: texts.length, without_text: 0 },
    fields: { title: 'Supplier questions' },
    who,
  }
  return [...messages, about]
}
