// The transcript of a chat: rows → records → texts → masked pieces, decrypted for the length of one answer; and why there is no text where there is none.
import type { MessageRow } from '../db/tenant/messages.ts'
import type { TenantId } from '../ids.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import { withLedger } from '../tenant/reach.ts'
import type { Numbering } from './mask.ts'
import { atOnce, openText, type Place, readRecords } from './opened.ts'
import { type Piece, piecesOf } from './pieces.ts'

export type TombstoneView = {
  state: 'erased' | 'lost'
  at: string | null
  by: number | null
  reason_code: string | null
  words: string
}

export type ReadMessage = {
  row: MessageRow
  record: LedgerRecord
  pieces: Piece[] | null
  tombstone: TombstoneView | null
}

/** `revealed`: whether the text of this record may leave unmasked. `numbering`: shared by all texts of the chat, in their order. */
export type Transcript = {
  readonly chat: string
  readonly subject: string | null
  readonly numbering: Numbering
  readonly revealed: (seq: number) => boolean
}

/** Reads messages in order. `before`: those of earlier pages, which only lend their numbers. */
export async function readMessages(
  place: Place,
  transcript: Transcript,
  { before, page }: { before: readonly MessageRow[]; page: readonly MessageRow[] },
): Promise<ReadMessage[]> {
  const { chat, subject, numbering, revealed } = transcript
  const rows = [...before, ...page]
  const seqs = rows.map(({ seq }) => seq)
  const [records, gone] = await Promise.all([
    readRecords(place, seqs),
    withLedger(
      place.home,
      place.vault.tenant as TenantId, // openVault takes nothing else
      async (ledger): Promise<{ seqs: number[]; whole: boolean }> => await ledger.erasedOf(chat, subject, seqs),
    ),
  ])
  const erased = new Set(gone.seqs)
  const known = rows.flatMap((row) => {
    const record = records.get(row.seq)
    return record === undefined ? [] : [{ row, record }]
  })
  const opened = await atOnce(known, async ({ row, record }) =>
    // What an erasure names is never shown, also where its object still lies there.
    row.erasedBy !== null || erased.has(row.seq) ? undefined : openText(place.vault, record),
  )
  const lends = new Set(before)
  const read: ReadMessage[] = []
  for (const [at, { row, record }] of known.entries()) {
    const text = opened[at]
    const pieces = text?.ok === true ? piecesOf(text.text, numbering, !revealed(row.seq)) : null
    if (lends.has(row)) continue
    const lost = text?.ok === false && !gone.whole ? text.code : undefined
    read.push({ row, record, pieces, tombstone: pieces === null ? { ...tombstoneOf(row), ...lostWords(lost) } : null })
    if (lost !== undefined) reportLost(place.vault.tenant, row.seq, lost)
  }
  return withReasons(place, read)
}

const ERASED = 'This text was erased. Its record stays and proves that it was there.'
const GOING = 'This text is being erased.'
const LOST =
  'This text should be here and cannot be opened, and no erasure explains it. An operator was told; its record is untouched.'

function tombstoneOf({ erasedBy, erasedAt }: MessageRow): TombstoneView {
  const words = erasedBy === null ? GOING : ERASED
  return { state: 'erased', at: erasedAt, by: erasedBy, reason_code: null, words }
}

const lostWords = (code: string | undefined) => (code === undefined ? {} : { state: 'lost' as const, words: LOST })

/** Ids and a code: what an operator is told. */
function reportLost(tenant: string, seq: number, code: string): void {
  console.error(JSON.stringify({ event: 'content_lost', alert: true, tenant, seq, code }))
}

/** Erasure records say why; there are few of them. */
async function withReasons(place: Place, read: ReadMessage[]): Promise<ReadMessage[]> {
  const by = [...new Set(read.flatMap(({ tombstone }) => tombstone?.by ?? []))]
  if (by.length === 0) return read
  const records = await readRecords(place, by)
  return read.map((one) => {
    if (one.tombstone === null || one.tombstone.by === null) return one
    const code = records.get(one.tombstone.by)?.data.reason_code
    return { ...one, tombstone: { ...one.tombstone, reason_code: typeof code === 'string' ? code : null } }
  })
}
