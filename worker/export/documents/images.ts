// Single-page PDFs of one chat, for a load file: each page a file of its own with its own fonts, named by its number.

import { utf8 } from '../../ledger/bytes.ts'
import { batesNumber, checkRange } from './bates.ts'
import { flate } from './embed.ts'
import { finish, newDocument } from './finish.ts'
import { type Page, startFlow } from './flow.ts'
import type { FontBook } from './font-book.ts'
import { newInk } from './ink.ts'
import type { DocumentChat, Production } from './input.ts'
import { bind } from './paper.ts'
import type { Subsetter } from './subset.ts'
import { chatTitle, drawChat } from './transcript.ts'

export type Image = { number: number; bytes: Uint8Array }

/** Pages of the chat from `first` on, laid out exactly as in the PDF of the production; undefined when the numbers do not last. */
export async function makeImages(
  production: Production,
  chat: DocumentChat,
  { book, subset, first }: { book: FontBook; subset: Subsetter; first: number },
): Promise<Image[] | undefined> {
  const pages: Page[] = []
  const flow = startFlow(book, {
    next: () => ({ ink: newInk(), operators: [] }),
    full: (page) => void pages.push(page),
  })
  drawChat(flow, chat, () => undefined)
  flow.turn()
  if (checkRange(production.prefix, first, pages.length) !== undefined) return undefined
  const images: Image[] = []
  for (const [index, { ink, operators }] of pages.entries()) {
    const number = first + index
    const stamp = batesNumber(production.prefix, number)
    const document = await newDocument()
    const body = flate(document.context, utf8(operators.join('\n')))
    const foot = () => ({ legend: production.legend, count: `page ${index + 1} of ${pages.length}`, stamp })
    bind(document, { ink, bodies: [body] }, { book, subset, foot })
    const bytes = await finish(document, {
      id: `${production.id}/${stamp}`,
      title: `${stamp} ${chatTitle(chat)}`,
      author: production.organization,
      subject: stamp,
      lang: production.lang,
      at: production.statement.generatedAt,
      attachments: [],
    })
    images.push({ number, bytes })
  }
  return images
}
