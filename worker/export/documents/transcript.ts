// The pages of one chat: who, with which model, when; then every message under its place in the ledger.
import type { Flow } from './flow.ts'
import type { Custodian, DocumentChat, DocumentMessage } from './input.ts'
import { shownTime } from './instants.ts'
import { BAD, BODY, CODE, HEADING, LINE_INK, SMALL, SMALL_INK, STRONG, TEXT_WIDTH } from './look.ts'
import { drawTombstone } from './tombstone.ts'

/** Name and address where they are disclosed, else the subject of the ledger. */
export function personWords({ name, email, subject }: Custodian): string {
  const shown = [name, email === undefined ? undefined : `<${email}>`].filter((part) => part !== undefined)
  return shown.length === 0 ? subject : shown.join(' ')
}

/** Who speaks, in a word: the person by name where it is disclosed. */
export function speaker(chat: DocumentChat, role: DocumentMessage['role']): string {
  if (role === 'assistant') return chat.model
  return role === 'system' ? 'system' : (chat.person.name ?? chat.person.email ?? chat.person.subject)
}

export const chatTitle = (chat: DocumentChat): string => chat.title ?? 'Chat without a title'

/** Lays a chat out from a new page on. `placed`: told for each message the page, counted over the flow, where it begins and where it ends. */
export function drawChat(
  flow: Flow,
  chat: DocumentChat,
  placed: (message: DocumentMessage, first: number, last: number) => void,
): void {
  flow.turn()
  flow.text(chatTitle(chat), HEADING)
  flow.space(2)
  flow.text(`${personWords(chat.person)}  \u00b7  ${chat.model}  \u00b7  ${chat.platform}`, SMALL_INK)
  const count = `${chat.messages.length} ${chat.messages.length === 1 ? 'message' : 'messages'}`
  flow.text(
    `${shownTime(chat.createdAt)} to ${shownTime(chat.updatedAt)}  \u00b7  ${count}  \u00b7  chat ${chat.id}`,
    SMALL,
  )
  if (chat.deletedAt !== undefined) {
    flow.text(
      `The vendor\u2019s copy was found deleted on ${shownTime(chat.deletedAt)}. What follows was captured before.`,
      {
        ...SMALL,
        colour: BAD,
      },
    )
  }
  flow.space(6)
  flow.rule(LINE_INK, 0.8)
  for (const message of chat.messages) {
    // A heading with at least two lines below it.
    flow.need(STRONG.leading + 2 * BODY.leading + 10)
    const first = flow.pages()
    drawMessage(flow, chat, message)
    placed(message, first, flow.pages())
  }
}

function drawMessage(flow: Flow, chat: DocumentChat, message: DocumentMessage): void {
  flow.space(7)
  flow.row([
    { text: `${speaker(chat, message.role)}  \u00b7  ${message.role}`, style: STRONG, x: 0, width: 172 },
    { text: shownTime(message.at), style: SMALL, x: 178, width: 108 },
    {
      text: `seq ${message.seq}  leaf ${message.leaf.slice(0, 16)}`,
      style: CODE,
      x: 286,
      width: TEXT_WIDTH - 286,
      align: 'right',
    },
  ])
  flow.space(1)
  const marks = message.marks ?? []
  if (message.text === null) drawTombstone(flow, message)
  else flow.text(message.text, BODY, { marks })
  if (marks.length > 0 && message.text !== null)
    flow.text(`Masked: ${marks.map(({ kind, count }) => `${kind} ${count}`).join(', ')}`, SMALL)
  flow.space(6)
  flow.rule()
}
