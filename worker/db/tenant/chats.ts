// The Content screen: captured chats by person, date, model and words, with what became of their texts. Ids and counts; texts are not here.
import { type SQL, sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { jsonParameters } from '../../tenant/json-parameter.ts'
import { allOf, among, equals } from './clause.ts'
import { notIndexed } from './content-words.ts'
import type { TenantDatabase, VendorName } from './database.ts'
import { cutPage, type PageAsk, type PageOf } from './page.ts'
import { chat, contentWord, erasedContent, message } from './schema.ts'

/** `erased`: of its messages. */
export type ChatRow = {
  id: string
  vendor: VendorName
  organization: string | null
  project: string | null
  subject: string | null
  model: string | null
  createdAt: string
  updatedAt: string
  deletedAt: string | null
  emptied: number
  withoutText: number
  seq: number
  messages: number
  erased: number
  /** The record of the chat itself is erased: its title with it. */
  titleErased: number
}

export type ChatPosition = readonly [updatedAt: string, id: string]

/** What a search looks for: tokens with the position of their word, how many words there are, and the query as it might be a chat's id. */
export type WordAsk = {
  readonly tokens: readonly (readonly [number, number])[]
  readonly words: number
  readonly id: string
}

/** `held`: the ids of chats and the subjects that holds cover; given, only those. */
export type ChatFilter = {
  from?: string | undefined
  to?: string | undefined
  subjects?: readonly string[] | undefined
  model?: string | undefined
  held?: { chats: readonly string[]; subjects: readonly string[] } | undefined
  show: 'all' | 'held' | 'deleted' | 'erased'
  words?: WordAsk | undefined
}

const json = (values: readonly unknown[]): string => JSON.stringify(values)

const erasedMessages = sql`(SELECT count(*) FROM ${message} m JOIN ${erasedContent} e ON e.tenant = m.tenant AND e.seq = m.seq
  WHERE m.tenant = ${chat.tenant} AND m.chat = ${chat.id})`
const titleErased = sql`EXISTS (SELECT 1 FROM ${erasedContent} e WHERE e.tenant = ${chat.tenant} AND e.seq = ${chat.seq})`

const COLUMNS = sql`${chat.id} AS id, ${chat.vendor} AS vendor, ${chat.organization} AS organization, ${chat.project} AS project,
  ${chat.subject} AS subject, ${chat.model} AS model, ${chat.createdAt} AS createdAt, ${chat.updatedAt} AS updatedAt,
  ${chat.deletedAt} AS deletedAt, ${chat.emptied} AS emptied, ${chat.withoutText} AS withoutText, ${chat.seq} AS seq,
  (SELECT count(*) FROM ${message} m WHERE m.tenant = ${chat.tenant} AND m.chat = ${chat.id}) AS messages,
  ${erasedMessages} AS erased, ${titleErased} AS titleErased`

/** Seqs of messages in which every word stands. Tokens of one word under many keys count as that word once. */
function hits(tenant: TenantId, { tokens, words }: WordAsk): SQL {
  const asked = sql.join(
    jsonParameters(tokens).map((some) => sql`SELECT value ->> 0 AS token, value ->> 1 AS word FROM json_each(${some})`),
    sql` UNION ALL `,
  )
  return sql`SELECT w.seq AS seq FROM (${asked}) q CROSS JOIN ${contentWord} w ON w.tenant = ${tenant} AND w.token = q.token
    GROUP BY w.seq HAVING count(DISTINCT q.word) = ${words}`
}

function shown({ show, held }: ChatFilter): SQL | undefined {
  if (show === 'deleted') return sql`${chat.deletedAt} IS NOT NULL`
  if (show === 'erased') return sql`(${titleErased} OR ${erasedMessages} > 0)`
  if (show === 'all') return undefined
  const { chats = [], subjects = [] } = held ?? {}
  return sql`(${chat.id} IN (SELECT value FROM json_each(${json(chats)}))
    OR ${chat.subject} IN (SELECT value FROM json_each(${json(subjects)})))`
}

function where(tenant: TenantId, filter: ChatFilter): SQL {
  const { from, to, subjects, model, words } = filter
  return allOf(
    sql`${chat.tenant} = ${tenant}`,
    // A chat is of every day between its first word and its last.
    from === undefined ? undefined : sql`${chat.updatedAt} >= ${from}`,
    to === undefined ? undefined : sql`${chat.createdAt} < ${`${to}T24`}`,
    among(chat.subject, subjects, []),
    equals(chat.model, model),
    shown(filter),
    words &&
      sql`(${chat.id} = ${words.id} OR ${chat.id} IN (SELECT m.chat FROM ${message} m
        WHERE m.tenant = ${tenant} AND m.seq IN (${hits(tenant, words)})))`,
  )
}

/** A page of chats, the last changed first. */
export async function readChatRows(
  db: TenantDatabase,
  tenant: TenantId,
  filter: ChatFilter,
  { limit, after }: PageAsk<ChatPosition>,
): Promise<PageOf<ChatRow, ChatPosition>> {
  const further = after === null ? undefined : sql`(${chat.updatedAt}, ${chat.id}) < (${after[0]}, ${after[1]})`
  const rows = await db.rows(
    db.ask<ChatRow>(sql`SELECT ${COLUMNS} FROM ${chat} WHERE ${allOf(where(tenant, filter), further)}
      ORDER BY ${chat.updatedAt} DESC, ${chat.id} DESC LIMIT ${limit + 1}`),
  )
  return cutPage(rows, limit, (row): ChatPosition => [row.updatedAt, row.id])
}

/** One chat of this tenant. */
export async function findChat(db: TenantDatabase, tenant: TenantId, id: string): Promise<ChatRow | undefined> {
  const rows = await db.rows(
    db.ask<ChatRow>(
      sql`SELECT ${COLUMNS} FROM ${chat} WHERE ${chat.tenant} = ${tenant} AND ${chat.id} = ${id} ORDER BY ${chat.seq} DESC LIMIT 1`,
    ),
  )
  return rows[0]
}

/** Messages in which every word stands, in order, at most `most` a chat, that were not erased. */
export async function readHits(
  db: TenantDatabase,
  tenant: TenantId,
  chats: readonly string[],
  words: WordAsk,
  most: number,
): Promise<{ chat: string; seq: number }[]> {
  return db.rows(
    db.ask<{ chat: string; seq: number }>(sql`
      SELECT chat, seq FROM (
        SELECT m.chat AS chat, m.seq AS seq, row_number() OVER (PARTITION BY m.chat ORDER BY m.at, m.seq) AS place
        FROM (${hits(tenant, words)}) h CROSS JOIN ${message} m ON m.tenant = ${tenant} AND m.seq = h.seq
        WHERE m.chat IN (SELECT value FROM json_each(${json(chats)}))
          AND NOT EXISTS (SELECT 1 FROM ${erasedContent} e WHERE e.tenant = ${tenant} AND e.seq = m.seq))
      WHERE place <= ${most} ORDER BY chat, place`),
  )
}

export type ChatTotals = { chats: number; messages: number }

/** What the list says beside its rows: sums over the filter, the models there are, and how far the index of words is behind. */
export async function readAround(
  db: TenantDatabase,
  tenant: TenantId,
  filter: ChatFilter,
): Promise<{ totals: ChatTotals; models: string[]; behind: number }> {
  const [[totals], models, [behind]] = await db.batch([
    db.ask<ChatTotals>(sql`SELECT count(*) AS chats, coalesce(sum((SELECT count(*) FROM ${message} m
      WHERE m.tenant = ${chat.tenant} AND m.chat = ${chat.id})), 0) AS messages FROM ${chat} WHERE ${where(tenant, filter)}`),
    db.ask<{ model: string }>(sql`SELECT DISTINCT ${chat.model} AS model FROM ${chat}
      WHERE ${chat.tenant} = ${tenant} AND ${chat.model} IS NOT NULL ORDER BY 1`),
    db.ask<{ n: number }>(sql`SELECT (${notIndexed(tenant)}) AS n`),
  ])
  return {
    totals: totals ?? { chats: 0, messages: 0 },
    models: models.map(({ model }) => model),
    behind: behind?.n ?? 0,
  }
}

export type SummaryRow = {
  chats: number
  messages: number
  withoutText: number
  erased: number
  deleted: number
  first: string | null
  last: string | null
  bytes: number
}

/** What is captured in all. */
export async function readSummary(db: TenantDatabase, tenant: TenantId): Promise<SummaryRow> {
  const [[chats], [messages], [erased]] = await db.batch([
    db.ask<Pick<SummaryRow, 'chats' | 'withoutText' | 'deleted'>>(sql`SELECT count(*) AS chats,
      coalesce(sum(${chat.withoutText}), 0) AS withoutText, count(${chat.deletedAt}) AS deleted
      FROM ${chat} WHERE ${chat.tenant} = ${tenant}`),
    db.ask<Pick<SummaryRow, 'messages' | 'first' | 'last' | 'bytes'>>(sql`SELECT count(*) AS messages,
      min(${message.at}) AS first, max(${message.at}) AS last, coalesce(sum(${message.bytes}), 0) AS bytes
      FROM ${message} WHERE ${message.tenant} = ${tenant}`),
    db.ask<{ erased: number }>(sql`SELECT count(*) AS erased FROM ${erasedContent} e
      JOIN ${message} m ON m.tenant = e.tenant AND m.seq = e.seq WHERE e.tenant = ${tenant}`),
  ])
  const none = { chats: 0, withoutText: 0, deleted: 0, messages: 0, first: null, last: null, bytes: 0 }
  return { ...none, ...chats, ...messages, erased: erased?.erased ?? 0 }
}
