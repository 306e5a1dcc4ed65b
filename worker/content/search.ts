// A search over captured texts: words → tokens of everybody's keys → messages in the index → the texts themselves, opened to be sure and to show where.
import { type ChatFilter, type ChatPosition, type ChatRow, readChatRows, readHits } from '../db/tenant/chats.ts'
import { type TenantDatabase, tenantDatabase } from '../db/tenant/database.ts'
import type { PageAsk, PageOf } from '../db/tenant/page.ts'
import { readSearchKeys } from '../vault/search-keys.ts'
import type { Desk } from './desk.ts'
import { atOnce, openText, readRecords } from './opened.ts'
import { excerptOf, type Piece, piecesOf } from './pieces.ts'
import { type Asked, findWord, readQuery } from './words.ts'

export type Match = { seq: number; at: string; pieces: Piece[] }
export type FoundChat = { row: ChatRow; match: Match | null }

/** Messages of one chat that are opened to find one that really holds the query: pairs of characters may stand apart. */
const MOST_TRIED = 8

export type Search = { asked: Asked | undefined; words: NonNullable<ChatFilter['words']> }

/** What a query asks of the index. `subjects`: only these people's texts. A query without words finds the chat that it names, or nothing. */
export async function readSearch(desk: Desk, query: string, subjects: readonly string[] | undefined): Promise<Search> {
  const asked = readQuery(query)
  const keys = asked && (await readSearchKeys(desk.vault))
  const tokens = asked === undefined || keys === undefined ? [] : keys.asked(asked.words, subjects)
  return { asked, words: { tokens, words: asked?.words.length ?? 1, id: query.trim() } }
}

/** A page of chats. With a search each comes with its first message that matches, masked; what only seemed to match is left out. */
export async function findChats(
  desk: Desk,
  filter: ChatFilter,
  search: Search | undefined,
  ask: PageAsk<ChatPosition>,
): Promise<PageOf<FoundChat, ChatPosition>> {
  const db = tenantDatabase(desk.home.db)
  const { rows, next } = await readChatRows(db, desk.tenant.id, { ...filter, words: search?.words }, ask)
  if (search === undefined) return { rows: rows.map((row) => ({ row, match: null })), next }
  const tried = await matchesOf(desk, db, rows, search)
  const found = rows.flatMap((row): FoundChat[] => {
    const one = tried.get(row.id)
    if (one === undefined || one === 'unknown') {
      return row.id === search.words.id || one === 'unknown' ? [{ row, match: null }] : []
    }
    return [{ row, match: one }]
  })
  return { rows: found, next }
}

type Tried = Map<string, Match | 'unknown'>

/** By chat: the first message that holds the query; `unknown` where so many were tried and there are more. */
async function matchesOf(desk: Desk, db: TenantDatabase, rows: readonly ChatRow[], search: Search): Promise<Tried> {
  const { asked, words } = search
  const tried: Tried = new Map()
  if (asked === undefined || rows.length === 0) return tried
  const ids = rows.map(({ id }) => id)
  const hits = await readHits(db, desk.tenant.id, ids, words, MOST_TRIED + 1)
  const byChat = Map.groupBy(hits, ({ chat }) => chat)
  await atOnce([...byChat], async ([chat, of]) => {
    const match = await firstMatch(
      desk,
      of.slice(0, MOST_TRIED).map(({ seq }) => seq),
      asked,
    )
    if (match !== undefined) tried.set(chat, match)
    else if (of.length > MOST_TRIED) tried.set(chat, 'unknown')
  })
  return tried
}

async function firstMatch(desk: Desk, seqs: readonly number[], asked: Asked): Promise<Match | undefined> {
  const records = await readRecords(desk, seqs)
  for (const seq of seqs) {
    const record = records.get(seq)
    const opened = record === undefined ? undefined : await openText(desk.vault, record)
    if (record === undefined || opened?.ok !== true || !asked.matches(opened.text)) continue
    const masked = piecesOf(opened.text, new Map(), true)
    const around = findWord(masked.map(({ text }) => text).join(''), asked)
    return { seq, at: record.occurred_at, pieces: excerptOf(masked, around) }
  }
  return undefined
}
