// What a chat is called in the list and above its transcript, and what is said beside it.
import type { ChatView } from '../../../../worker/http/schemas/content.ts'
import { markWords } from '../../content/mark-words.ts'
import { plainOf } from '../../content/pieces.ts'
import { plural } from '../../format.ts'
import { day } from '../../time.ts'

type Named = Pick<ChatView, 'title' | 'erased' | 'messages'>

/** Every text of it is gone by an erasure. */
export const isErased = ({ erased, messages, title }: Named): boolean =>
  title === null && erased > 0 && erased >= messages

/** In place of a title that is not there. */
export const untitled = (chat: Named): string => (isErased(chat) ? 'Erased chat' : 'Chat without a title')

/** The title in words alone: for the crumb, names of buttons and what is read out. */
export function chatName(chat: Named): string {
  if (chat.title === null) return untitled(chat)
  const words = plainOf(chat.title, ({ kind, number }) => `${markWords[kind].short} ${number}`).trim()
  return words === '' ? untitled(chat) : words
}

/** `20 Nov · 12 messages`; the year where it is not this one. */
export function chatLine(chat: Pick<ChatView, 'updated_at' | 'messages'>, today: string): string {
  const updated = chat.updated_at.slice(0, 10)
  const when = day(updated, { year: updated.slice(0, 4) !== today.slice(0, 4) })
  return `${when} · ${plural(chat.messages, 'message')}`
}

/** `12 messages, 6 – 20 Nov 2026`. */
export function spanWords({ messages, created_at, updated_at }: ChatView): string {
  const [from, to] = [created_at.slice(0, 10), updated_at.slice(0, 10)]
  if (from === to) return `${plural(messages, 'message')}, ${day(to)}`
  const sameMonth = from.slice(0, 7) === to.slice(0, 7)
  const start = sameMonth ? String(Number(from.slice(8))) : day(from, { year: from.slice(0, 4) !== to.slice(0, 4) })
  return `${plural(messages, 'message')}, ${start} – ${day(to)}`
}
