// RSMF 2.0 files of a production: one a chat and day, the form in which review platforms take short messages.
import { hex, utf8 } from '../../ledger/bytes.ts'
import { sha256 } from '../../ledger/hash.ts'
import { writeFlatZip } from './flat-zip.ts'
import type { DocumentChat, DocumentMessage, Production, Refusal } from './input.ts'
import { areTimes, shownTime } from './instants.ts'
import { type MailHeader, writeMessage } from './mime.ts'
import { manifestOf, RSMF_VERSION } from './rsmf-manifest.ts'
import { timesOf } from './texts.ts'
import { tombstoneWords } from './tombstone.ts'
import { chatTitle, personWords, speaker } from './transcript.ts'

export type RsmfFile = { name: string; bytes: Uint8Array; chat: string; events: number }

/** What platforms accept in one file. */
const MAX_EVENTS = 10_000

/** Messages by UTC day, in the order of time, cut where a day has too many. */
export function slicesOf(
  messages: readonly DocumentMessage[],
): { day: string; part: number; messages: DocumentMessage[] }[] {
  const slices: { day: string; part: number; messages: DocumentMessage[] }[] = []
  const inOrder = [...messages].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.seq - b.seq)
  for (const message of inOrder) {
    const day = new Date(message.at).toISOString().slice(0, 10)
    const last = slices.at(-1)
    if (last?.day === day && last.messages.length < MAX_EVENTS) last.messages.push(message)
    else slices.push({ day, part: last?.day === day ? last.part + 1 : 1, messages: [message] })
  }
  return slices
}

/** What is searched when the attachment is not: the same words as the manifest's. */
function searchable(chat: DocumentChat, messages: readonly DocumentMessage[]): string {
  const said = messages.map((message) => {
    const { title, body } = tombstoneWords(message)
    return `${speaker(chat, message.role)}, ${shownTime(message.at)}\n${message.text ?? `${title} ${body}`}\n`
  })
  return `${chatTitle(chat)}\n\n${said.join('\n')}`
}

function fileOf(production: Production, chat: DocumentChat, slice: ReturnType<typeof slicesOf>[number]): RsmfFile {
  const collection = hex(sha256(utf8(`${production.tenant}\n${chat.id}`))).slice(0, 32)
  const name = `${collection}-${slice.day}-${slice.part}.rsmf`
  const manifest = manifestOf(chat, slice.messages, collection)
  const zip = writeFlatZip(new Map([['rsmf_manifest.json', utf8(JSON.stringify(manifest))]]))
  const times = manifest.events.map(({ timestamp }) => timestamp)
  const { person, model, platform } = chat
  const headers: MailHeader[] = [
    ['From', `${name.slice(0, 32)}@rsmf.invalid`],
    ['To', 'undisclosed-recipients:;'],
    ['Subject', `${chatTitle(chat)} (${slice.day})`],
    ['Date', new Date(times[0] ?? 0).toUTCString().replace('GMT', '+0000')],
    ['Message-ID', `<${name}@rsmf.invalid>`],
    ['X-RSMF-Version', RSMF_VERSION],
    ['X-RSMF-Generator', 'Tallystick'],
    ['X-RSMF-BeginDate', times[0] ?? ''],
    ['X-RSMF-EndDate', times.at(-1) ?? ''],
    ['X-RSMF-EventCount', String(times.length)],
    ['X-RSMF-Application', platform],
    ['X-RSMF-Custodian', personWords(person)],
    // A comma separates them, so a name with one would become two.
    ['X-RSMF-Participants', [personWords(person), model].map((who) => who.replaceAll(',', ' ')).join(', ')],
    ['X-RSMF-AttachmentCount', '0'],
    ['X-RSMF-EventCollectionID', collection],
  ]
  const attachment = { name: 'rsmf.zip', mime: 'application/zip', bytes: zip }
  const bytes = writeMessage(
    headers,
    searchable(chat, slice.messages),
    attachment,
    `rsmf-${hex(sha256(zip)).slice(0, 32)}`,
  )
  return { name, bytes, chat: chat.id, events: times.length }
}

/** All files of a production, chat by chat, day by day. A chat without messages has none. */
export function makeRsmf(production: Production): { ok: true; files: RsmfFile[] } | Refusal {
  if (production.chats.length === 0) return { ok: false, code: 'nothing_to_produce' }
  if (!areTimes(timesOf(production))) return { ok: false, code: 'time_invalid' }
  return {
    ok: true,
    files: production.chats.flatMap((chat) => slicesOf(chat.messages).map((slice) => fileOf(production, chat, slice))),
  }
}
