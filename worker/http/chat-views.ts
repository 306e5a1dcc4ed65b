// Chats on their way to the Content screen: which ones the filter means, and each with its title, its person and its holds, all masked.
import type { z } from '@hono/zod-openapi'
import { Covered, readHolds } from '../content/held.ts'
import type { Numbering } from '../content/mask.ts'
import { readTitles } from '../content/opened.ts'
import { piecesOf } from '../content/pieces.ts'
import { type FoundChat, readSearch, type Search } from '../content/search.ts'
import type { ChatFilter } from '../db/tenant/chats.ts'
import { namesFrom, type Person, personIn } from '../db/tenant/labels.ts'
import type { ContentAccess } from './content-access.ts'
import type { ChatListQuery, ChatView } from './schemas/content.ts'

type Query = Omit<z.output<typeof ChatListQuery>, 'limit' | 'cursor'>

/** `search`: undefined where no words were asked for. */
export type Asked = { filter: ChatFilter; search: Search | undefined; covered: Covered }

/** What the query of a list means: any subject of a person is all of them, words are looked up under everybody's key. */
export async function readFilter({ reading, desk }: ContentAccess, query: Query): Promise<Asked> {
  const { from, to, person, model, q, show } = query
  const subjects = person === undefined ? undefined : (await reading.stitched()).subjectsOf(person)
  const covered = new Covered(await readHolds(desk))
  const search = q === undefined || q === '' ? undefined : await readSearch(desk, q, subjects)
  const held = show === 'held' ? covered.all() : undefined
  return { filter: { from, to, subjects, model, held, show }, search, covered }
}

/** Who a subject is today. */
export async function peopleOf({ reading }: ContentAccess): Promise<(subject: string | null) => Person | null> {
  const stitched = await reading.stitched()
  const names = namesFrom([], reading.directory)
  return (subject) => (subject === null || subject === '' ? null : personIn(names, stitched, subject))
}

/** Rows with titles. `numbering`: of a chat whose texts come along; a list numbers each title for itself. */
export async function viewChats(
  access: ContentAccess,
  covered: Covered,
  found: readonly FoundChat[],
  { numbering, masked = true }: { numbering?: Numbering; masked?: boolean } = {},
): Promise<ChatView[]> {
  const personOf = await peopleOf(access)
  const titled = found.filter(({ row }) => row.titleErased === 0).map(({ row }) => row.seq)
  const titles = await readTitles(access.desk, titled)
  return found.map(({ row, match }) => {
    const title = titles.get(row.seq)
    return {
      id: row.id,
      vendor: row.vendor,
      organization: row.organization,
      project: row.project,
      title: title === undefined ? null : piecesOf(title, numbering ?? new Map(), masked),
      person: personOf(row.subject),
      model: row.model,
      created_at: row.createdAt,
      updated_at: row.updatedAt,
      deleted_at: row.deletedAt,
      emptied: row.emptied === 1,
      messages: row.messages,
      without_text: row.withoutText,
      erased: row.erased,
      holds: covered.on(row.id, row.subject),
      seq: row.seq,
      match,
    }
  })
}
