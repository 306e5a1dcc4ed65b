// The Bates-numbered PDF of a production: cover, transcripts, appendix, the proof attached. Pure: fonts and times come in.
import { drawAppendix, type Place } from './appendix.ts'
import { batesNumber, checkRange } from './bates.ts'
import { drawCover } from './cover.ts'
import { finish, newDocument } from './finish.ts'
import { type Paper, startFlow } from './flow.ts'
import { type FontSource, openFontBook } from './font-book.ts'
import { newInk } from './ink.ts'
import type { Production, Refusal } from './input.ts'
import { areTimes } from './instants.ts'
import { bind, sheetsOf } from './paper.ts'
import { subsetter } from './subset.ts'
import { textsOf, timesOf } from './texts.ts'
import { drawChat } from './transcript.ts'
import type { FontModules } from './wasm.ts'

/** Where fonts come from and the code that shapes them. */
export type Typesetting = { fonts: FontSource; modules: FontModules }

/** Pages of one chat: the first and the last number. */
export type ChatPages = { chat: string; first: number; last: number }

export type MadePdf = {
  ok: true
  bytes: Uint8Array
  pages: number
  first: number
  last: number
  chats: readonly ChatPages[]
}

/** Pages that are counted and thrown away. */
const scrap = (): Paper => ({ next: () => ({ ink: newInk(), operators: [] }), full: () => undefined })

/**
 * Makes the PDF. Each chat begins on a page of its own; every page takes one number from `production.first` on, without a gap.
 * Refused: a prefix that is no prefix, a range that would pass 9,999,999, no chats, a time that is none.
 */
export async function makePdf(production: Production, { fonts, modules }: Typesetting): Promise<MadePdf | Refusal> {
  const { prefix, first, legend, chats } = production
  const refused = checkRange(prefix, first, 1)
  if (refused !== undefined) return refused
  if (chats.length === 0) return { ok: false, code: 'nothing_to_produce' }
  if (!areTimes(timesOf(production))) return { ok: false, code: 'time_invalid' }
  const book = await openFontBook(fonts, modules.shape)
  await book.prepare(textsOf(production))

  // The cover names the last number, and how many pages it takes itself does not depend on which number that is.
  const trial = startFlow(book, scrap())
  drawCover(trial, production, 1)
  const coverPages = trial.pages()

  const document = await newDocument()
  const sheets = sheetsOf(document)
  const flow = startFlow(book, sheets)
  const places: Place[] = []
  const ranges: ChatPages[] = []
  const numberOf = (page: number): number => first + coverPages + page - 1
  for (const chat of chats) {
    const before = flow.pages()
    drawChat(flow, chat, (message, from, to) => places.push({ message, first: numberOf(from), last: numberOf(to) }))
    ranges.push({ chat: chat.id, first: numberOf(before + 1), last: numberOf(flow.pages()) })
  }
  const exhausted = checkRange(prefix, first, coverPages + flow.pages())
  if (exhausted !== undefined) return exhausted
  drawAppendix(flow, prefix, places)
  flow.turn()
  const pages = coverPages + flow.pages()
  const beyond = checkRange(prefix, first, pages)
  if (beyond !== undefined) return beyond

  const front = startFlow(book, sheets)
  drawCover(front, production, pages)
  front.turn()
  sheets.bodies.unshift(...sheets.bodies.splice(-coverPages))
  const foot = (index: number, of: number) => ({
    legend,
    count: `page ${index + 1} of ${of}`,
    stamp: batesNumber(prefix, first + index),
  })
  bind(document, sheets, { book, subset: subsetter(modules.subset), foot })
  const bytes = await finish(document, {
    id: production.id,
    title: production.title,
    author: production.organization,
    subject: `${batesNumber(prefix, first)} \u2013 ${batesNumber(prefix, first + pages - 1)}`,
    lang: production.lang,
    at: production.statement.generatedAt,
    attachments: production.attachments,
  })
  return { ok: true, bytes, pages, first, last: first + pages - 1, chats: ranges }
}
