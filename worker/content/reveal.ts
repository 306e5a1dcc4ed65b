// Reveals: why somebody wants to see a chat unmasked becomes a durable record before any text goes out, and is good for half an hour for that person.

import { tenantDatabase } from '../db/tenant/database.ts'
import { readableSeqs } from '../db/tenant/messages.ts'
import type { JsonObject } from '../ledger/jcs.ts'
import { withLedger } from '../tenant/reach.ts'
import { type Desk, recordAtDesk, subjectAtDesk } from './desk.ts'
import { newRevealId } from './ids.ts'
import { atOnce, openText, readRecords } from './opened.ts'
import { piecesOf, tallyMarks } from './pieces.ts'

/** How long a reveal is good for. */
const LIFE_MS = 30 * 60_000
/** Places that one record names at most: some 40 kB of it. */
export const MOST_REFS = 5_000
const STREAM = 'tallystick.content'

/** Where the record of a reveal stands: below its chat, so that the chat's reveals are found. */
const recordId = (chat: string, reveal: string): string => `${chat}/${reveal}`

/** `messages`: places of the chat's message records; null is the whole chat. */
export type RevealWish = { chat: string; messages: readonly number[] | null; reason: string; approval: string | null }

/** What would be done, for whoever has to approve it first: ids only. */
export const revealRequest = ({ chat, messages }: Pick<RevealWish, 'chat' | 'messages'>): JsonObject => ({
  chat,
  messages: messages === null ? null : [...messages].sort((a, b) => a - b),
})

/** The places that a wish speaks of, ascending: what is still there of the chat. Undefined where one of them is none of the chat's. */
export async function placesOf(
  { home, tenant }: Desk,
  { chat, messages }: Pick<RevealWish, 'chat' | 'messages'>,
): Promise<number[] | undefined> {
  const there = await readableSeqs(tenantDatabase(home.db), tenant.id, chat)
  if (messages === null) return there
  const known = new Set(there)
  return messages.every((seq) => known.has(seq)) ? [...new Set(messages)].sort((a, b) => a - b) : undefined
}

export type Revealed = { id: string; seq: number; until: string }

/** Records a reveal and returns when that is durable. `places`: what it shows, ascending. */
export async function recordReveal(desk: Desk, wish: RevealWish, places: readonly number[]): Promise<Revealed> {
  const id = newRevealId()
  const until = new Date(desk.now.getTime() + LIFE_MS).toISOString()
  const { chat, messages, reason, approval } = wish
  const seq = await recordAtDesk(desk, {
    kind: 'reveal',
    stream: STREAM,
    id: recordId(chat, id),
    data: {
      action: 'revealed',
      reveal: id,
      chat,
      whole: messages === null,
      messages: places.length,
      until,
      ...(await marksIn(desk, places)),
      ...(approval !== null && { approval }),
    },
    refs: places.slice(0, MOST_REFS),
    fields: { reason },
  })
  return { id, seq, until }
}

/** Messages whose marks are counted for the record; of more it says nothing. */
const MOST_COUNTED = 200

/** How much of each kind will be seen that was masked: {"marks":{"EMAIL":2}}. */
async function marksIn(desk: Desk, places: readonly number[]): Promise<{ marks?: Record<string, number> }> {
  if (places.length > MOST_COUNTED) return {}
  const records = [...(await readRecords(desk, places)).values()]
  const texts = await atOnce(records, (record) => openText(desk.vault, record))
  const marks = tallyMarks(texts.map((one) => (one.ok ? piecesOf(one.text, new Map(), true) : null)))
  return { marks: Object.fromEntries(marks.map(({ kind, count }) => [kind, count])) }
}

/** What an open reveal shows: a test of one message's place, and whether it is the whole chat with its title. */
export type OpenReveal = Revealed & { whole: boolean; shows: (seq: number) => boolean }

/**
 * The reveal of this id, as its record has it, or null: another chat's, another person's, too old, or none. What was captured after it
 * stays masked.
 */
export async function openReveal(desk: Desk, chat: string, id: string): Promise<OpenReveal | null> {
  if (!/^rv_[0-9a-z]{26}$/.test(id)) return null
  const seq = await withLedger(
    desk.home,
    desk.tenant.id,
    async (ledger): Promise<number | null> => await ledger.seqOf(STREAM, recordId(chat, id)),
  )
  if (seq === null) return null
  const record = (await readRecords(desk, [seq])).get(seq)
  if (record?.subject === undefined || record.subject !== (await subjectAtDesk(desk))) return null
  const { until, whole } = record.data
  if (typeof until !== 'string' || until <= desk.now.toISOString()) return null
  const refs = new Set<number>(record.refs ?? [])
  const shows = whole === true ? (place: number) => place < seq : (place: number) => refs.has(place)
  return { id, seq, until, whole: whole === true, shows }
}
