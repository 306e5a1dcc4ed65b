// A Concordance production: DAT with one row a chat, OPT over single-page PDFs, TEXT with the extracted text.
import { hex, utf8 } from '../../ledger/bytes.ts'
import { sha256 } from '../../ledger/hash.ts'
import { batesNumber, checkRange } from './bates.ts'
import { datValues, writeDat } from './dat.ts'
import { openFontBook } from './font-book.ts'
import { makeImages } from './images.ts'
import type { DocumentChat, Production, Refusal } from './input.ts'
import { areTimes, loadFileTime, shownTime } from './instants.ts'
import { type PageImage, writeOpt } from './opt.ts'
import type { ChatPages, Typesetting } from './pdf.ts'
import { subsetter } from './subset.ts'
import { textsOf, timesOf } from './texts.ts'
import { tombstoneWords } from './tombstone.ts'
import { chatTitle, personWords, speaker } from './transcript.ts'

/** `files` by path, with forward slashes; the load files themselves write backslashes, as their readers expect. */
export type MadeLoadFile = {
  ok: true
  files: Map<string, Uint8Array>
  first: number
  last: number
  chats: readonly ChatPages[]
}

export const DAT_FIELDS =
  'BEGBATES ENDBATES BEGATTACH ENDATTACH CUSTODIAN FROM TO SUBJECT DATESENT TIMESENT DATECREATED DATEMOD DOCTYPE FILENAME FILEEXT SHA256 TEXTPATH NATIVEPATH PAGECOUNT CONFIDENTIALITY REDACTED LEDGERSEQ LEAFHASH'.split(
    ' ',
  )

/** Files in a folder of IMAGES. */
const FOLDER = 1000
const BOM = '\ufeff'

/** The text of a chat as TEXT has it: what the pages show, without their lines. */
export function extractedText(chat: DocumentChat): string {
  const messages = chat.messages.map((message) => {
    const { title, body } = tombstoneWords(message)
    const head = `${speaker(chat, message.role)}  ${shownTime(message.at)}  seq ${message.seq}  leaf ${message.leaf}`
    return `${head}\r\n${message.text?.replace(/\r\n|[\r\n]/g, '\r\n') ?? `${title} ${body}`}\r\n`
  })
  return `${BOM}${chatTitle(chat)}\r\n${personWords(chat.person)}  ${chat.model}  ${chat.platform}\r\n\r\n${messages.join('\r\n')}`
}

function rowOf(
  production: Production,
  chat: DocumentChat,
  place: { first: number; last: number; text: Uint8Array },
): string[] {
  const { prefix, legend } = production
  const [begin, end] = [batesNumber(prefix, place.first), batesNumber(prefix, place.last)]
  const sent = loadFileTime(chat.messages[0]?.at ?? chat.createdAt)
  const custodian = personWords(chat.person)
  const redacted = chat.messages.some(({ text, marks }) => text === null || (marks?.length ?? 0) > 0)
  return [
    ...[begin, end, '', '', custodian, custodian, chat.model, chatTitle(chat), sent.date, sent.time],
    ...[
      loadFileTime(chat.createdAt).date,
      loadFileTime(chat.updatedAt).date,
      'AI chat',
      `${chat.id}.txt`,
      'txt',
      hex(sha256(place.text)),
    ],
    ...[`TEXT\\${begin}.txt`, '', String(place.last - place.first + 1), legend, redacted ? 'Y' : 'N'],
    datValues(chat.messages.map(({ seq }) => String(seq))),
    datValues(chat.messages.map(({ leaf }) => leaf)),
  ]
}

/**
 * Makes one volume. Numbers begin at `production.first`; given the number of the first chat page of the PDF, both productions agree page by page.
 * Refused as the PDF is. Memory: the caller splits; a page is some 27 kB here.
 */
export async function makeLoadFile(
  production: Production,
  { fonts, modules }: Typesetting,
  volume = 'VOL001',
): Promise<MadeLoadFile | Refusal> {
  const { prefix, first, chats } = production
  const refused = checkRange(prefix, first, 1)
  if (refused !== undefined) return refused
  if (chats.length === 0) return { ok: false, code: 'nothing_to_produce' }
  if (!areTimes(timesOf(production))) return { ok: false, code: 'time_invalid' }
  const book = await openFontBook(fonts, modules.shape)
  await book.prepare(textsOf(production))
  const subset = subsetter(modules.subset)
  const files = new Map<string, Uint8Array>()
  const [rows, images, places]: [string[][], PageImage[], ChatPages[]] = [[], [], []]
  let next = first
  for (const chat of chats) {
    const beyond = checkRange(prefix, next, 1)
    if (beyond !== undefined) return beyond
    const made = await makeImages(production, chat, { book, subset, first: next })
    if (made === undefined) return { ok: false, code: 'bates_exhausted' }
    const last = next + made.length - 1
    for (const { number, bytes } of made) {
      const bates = batesNumber(prefix, number)
      const folder = String(Math.floor(images.length / FOLDER) + 1).padStart(4, '0')
      images.push({
        bates,
        path: `IMAGES\\${folder}\\${bates}.pdf`,
        ...(number === next && { documentPages: made.length }),
      })
      files.set(`IMAGES/${folder}/${bates}.pdf`, bytes)
    }
    const text = utf8(extractedText(chat).toWellFormed())
    files.set(`TEXT/${batesNumber(prefix, next)}.txt`, text)
    rows.push(rowOf(production, chat, { first: next, last, text }))
    places.push({ chat: chat.id, first: next, last })
    next = last + 1
  }
  files.set(`DATA/${volume}.dat`, utf8(writeDat(DAT_FIELDS, rows)))
  files.set(`DATA/${volume}.opt`, utf8(writeOpt(volume, images)))
  return { ok: true, files, first, last: next - 1, chats: places }
}
