// The chats of one volume as its documents show them: messages in order, texts masked or whole, what was erased as a tombstone.
import { mask, type Numbering } from '../content/mask.ts'
import { readText, readTitles } from '../content/opened.ts'
import { type ChatRow, findChat } from '../db/tenant/chats.ts'
import { tenantDatabase } from '../db/tenant/database.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import { TILE_WIDTH } from '../ledger/tile.ts'
import { unverified } from '../people/claimed.ts'
import { readDirectory } from '../vault/directory.ts'
import type { Custodian, DocumentChat, DocumentMessage } from './documents/input.ts'
import { Picker } from './pick.ts'
import type { Cut } from './plan.ts'
import type { Making } from './volume.ts'
import { type Read, readStretch } from './walk.ts'

const ROLES = ['user', 'assistant', 'system'] as const
const roleOf = (role: unknown): DocumentMessage['role'] => ROLES.find((one) => one === role) ?? 'assistant'

/** Message records of a volume that hold a text, in force: a restated one stands for the one before. */
async function messagesOf(making: Making, { from, to }: Cut): Promise<Read[]> {
  const picker = new Picker<Read>(making.selection)
  const found = new Map<string, Read>()
  for (let first = from - (from % TILE_WIDTH); first <= to; first += TILE_WIDTH) {
    const stretch = await readStretch(making.home, making.tenant, first, making.size, picker)
    for (const one of stretch.found) {
      const { seq, content, id } = one.record
      if (content !== undefined && seq >= from && seq <= to) found.set(id, one)
    }
  }
  return [...found.values()]
}

type Masking = { masked: boolean; numbering: Numbering }

/** What stands in the document: the text, or its masked form with what was masked. Masked, even its digest is left out: it could be guessed from. */
function shown(
  text: string,
  { masked, numbering }: Masking,
  sha256?: string,
): Pick<DocumentMessage, 'marks' | 'sha256'> & { text: string } {
  if (!masked) return { text, ...(sha256 !== undefined && { sha256 }) }
  return mask(text, numbering)
}

async function messageOf(making: Making, { record, leaf }: Read, masking: Masking): Promise<DocumentMessage> {
  const { seq, data, occurred_at: at } = record
  const opened = await readText(making.vault, record)
  const base = { id: record.id, seq, leaf, role: roleOf(data.role), at }
  if (opened.ok) return { ...base, ...shown(opened.text, masking, record.content?.sha256) }
  return {
    ...base,
    text: null,
    tombstone: { at: making.generatedAt, reason: 'The text was destroyed before this export.' },
  }
}

/** Chats in the order of their first message, each with its person as far as the export discloses people. */
export async function chatsOfVolume(making: Making, cut: Cut): Promise<DocumentChat[]> {
  const { home, tenant, vault, disclosed, texts } = making
  const db = tenantDatabase(home.db)
  const { people } = disclosed ? unverified(await readDirectory(vault)) : { people: {} }
  const chats: DocumentChat[] = []
  for (const [chat, records] of Map.groupBy(await messagesOf(making, cut), ({ record }) => chatOf(record))) {
    const row = await findChat(db, tenant, chat)
    const masking = { masked: texts !== 'revealed', numbering: new Map() }
    const messages: DocumentMessage[] = []
    for (const record of records) messages.push(await messageOf(making, record, masking))
    const title = row === undefined ? undefined : (await readTitles({ home, vault }, [row.seq])).get(row.seq)
    const subject = row?.subject ?? records[0]?.record.subject ?? 'nobody'
    chats.push({
      ...about(row, messages),
      id: chat,
      title: title === undefined ? null : shown(title, masking).text,
      person: custodian(subject, people),
      messages: messages.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.seq - b.seq)),
    })
  }
  return chats
}

const chatOf = ({ id, data }: LedgerRecord): string =>
  typeof data.chat === 'string' ? data.chat : id.slice(0, id.indexOf('/'))

function custodian(subject: string, people: Readonly<Record<string, { name?: string; email?: string }>>): Custodian {
  const { name, email } = people[subject] ?? {}
  return { subject, ...(name !== undefined && { name }), ...(email !== undefined && { email }) }
}

function about(row: ChatRow | undefined, messages: readonly DocumentMessage[]) {
  const first = messages[0]?.at ?? '1970-01-01T00:00:00.000Z'
  return {
    model: row?.model ?? 'not told',
    platform: 'claude',
    createdAt: row?.createdAt ?? first,
    updatedAt: row?.updatedAt ?? first,
    ...(row?.deletedAt != null && { deletedAt: row.deletedAt }),
  }
}
