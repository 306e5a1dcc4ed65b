// The chain of custody of one chat: what the ledger has about it, from its capture to its erasure, each step with its record.
import type { ChatRow } from '../db/tenant/chats.ts'
import { tenantDatabase } from '../db/tenant/database.ts'
import type { HoldRow } from '../db/tenant/holds.ts'
import { erasuresOf } from '../db/tenant/messages.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import { withLedger } from '../tenant/reach.ts'
import type { RecordView } from '../tenant/views.ts'
import type { Desk } from './desk.ts'
import { releasedId } from './holds.ts'
import { readRecords } from './opened.ts'

/** `subject`: whoever did it, of our own users; null where a machine did. */
export type Step = { seq: number; at: string; what: string; subject: string | null; words: string | null }

// Our own bytes, checked when they were appended.
const parse = (text: string): LedgerRecord => JSON.parse(text) as LedgerRecord

/** Oldest first. `holds`: those that cover or covered the chat. */
export async function readCustody(desk: Desk, chat: ChatRow, holds: readonly HoldRow[]): Promise<Step[]> {
  const revisions = await revisionsOf(desk, chat.seq)
  const [reveals, erasures, held] = await Promise.all([
    revealsOf(desk, chat.id),
    erasuresOfChat(
      desk,
      chat.id,
      revisions.map(({ seq }) => seq),
    ),
    Promise.all(holds.map((row) => stepsOfHold(desk, row))),
  ])
  const steps = [...fromVendor(revisions), ...reveals, ...erasures, ...held.flat()]
  return steps.sort((a, b) => a.seq - b.seq)
}

/** The chat's records, oldest first: at most the newest 51. */
async function revisionsOf({ home, tenant }: Desk, seq: number): Promise<LedgerRecord[]> {
  const view = await withLedger(home, tenant.id, async (ledger): Promise<RecordView | null> => await ledger.record(seq))
  if (view === null) return []
  return [view.text, ...view.revisions.map(({ text }) => text)].map(parse).reverse()
}

function fromVendor(revisions: readonly LedgerRecord[]): Step[] {
  const steps: Step[] = []
  const step = ({ seq, ingested_at }: LedgerRecord, what: string, words: string | null) =>
    steps.push({ seq, at: ingested_at, what, subject: null, words })
  const [first] = revisions
  if (first !== undefined) step(first, 'captured', `${first.data.messages} messages`)
  const deleted = revisions.find(({ data }) => typeof data.deleted_at === 'string')
  if (deleted !== undefined) step(deleted, 'deleted_at_vendor', `deleted there on ${deleted.data.deleted_at}`)
  return steps
}

async function revealsOf(desk: Desk, chat: string): Promise<Step[]> {
  const seqs = await withLedger(
    desk.home,
    desk.tenant.id,
    async (ledger): Promise<number[]> => await ledger.seqsBelow('tallystick.content', chat),
  )
  const records = await readRecords(desk, seqs)
  return [...records.values()].map(({ seq, occurred_at, subject, data }) => ({
    seq,
    at: occurred_at,
    what: 'revealed',
    subject: subject ?? null,
    words: data.whole === true ? `the whole chat, ${data.messages} messages` : `${data.messages} messages`,
  }))
}

async function erasuresOfChat(desk: Desk, chat: string, chatSeqs: readonly number[]): Promise<Step[]> {
  const found = await erasuresOf(tenantDatabase(desk.home.db), desk.tenant.id, chat, chatSeqs)
  const records = await readRecords(
    desk,
    found.map(({ by }) => by),
  )
  return found.map(({ by, at, messages }) => {
    const reason = records.get(by)?.data.reason_code
    const words = `${messages} messages${typeof reason === 'string' ? ` (${reason})` : ''}`
    return { seq: by, at, what: 'erased', subject: records.get(by)?.subject ?? null, words }
  })
}

async function stepsOfHold(
  desk: Desk,
  { id, seq, placedAt, placedBy, releasedAt, releasedBy }: HoldRow,
): Promise<Step[]> {
  const steps: Step[] = []
  if (seq !== null) steps.push({ seq, at: placedAt, what: 'held', subject: placedBy, words: null })
  if (releasedAt === null) return steps
  const released = await withLedger(
    desk.home,
    desk.tenant.id,
    async (ledger): Promise<number | null> => await ledger.seqOf('tallystick.hold', releasedId(id)),
  )
  if (released !== null)
    steps.push({ seq: released, at: releasedAt, what: 'released', subject: releasedBy, words: null })
  return steps
}
