// Erasures as rows: asked for, moved on by the job from where it saw them. Ids and numbers only.
import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { TenantId } from '../../ids.ts'
import { chat, contentWord, erasedContent, erasure, exportJob } from './schema.ts'

export type ErasureRow = typeof erasure.$inferSelect
export type ErasureState = 'waiting' | 'queued' | 'running' | 'done' | 'refused'

const one = ({ tenant, id }: Pick<ErasureRow, 'tenant' | 'id'>) => and(eq(erasure.tenant, tenant), eq(erasure.id, id))

/** The same id twice is the same erasure. */
export async function insertErasure(db: D1Database, row: ErasureRow): Promise<void> {
  await drizzle(db).insert(erasure).values(row).onConflictDoNothing()
}

export async function findErasure(db: D1Database, tenant: string, id: string): Promise<ErasureRow | undefined> {
  const [row] = await drizzle(db).select().from(erasure).where(one({ tenant, id }))
  return row
}

/** The erasure whose certificate this export is. */
export async function findErasureOf(db: D1Database, tenant: string, exportId: string): Promise<ErasureRow | undefined> {
  const certificate = sql`${erasure.counts} ->> '$.certificate' = ${exportId}`
  const [row] = await drizzle(db)
    .select()
    .from(erasure)
    .where(and(eq(erasure.tenant, tenant), certificate))
    .limit(1)
  return row
}

/** Newest first; `after`: creation time and id of the last one seen. */
export async function listErasures(
  db: D1Database,
  tenant: TenantId,
  after: readonly [string, string] | null,
  limit: number,
): Promise<ErasureRow[]> {
  const older = after === null ? undefined : sql`(${erasure.createdAt}, ${erasure.id}) < (${after[0]}, ${after[1]})`
  return drizzle(db)
    .select()
    .from(erasure)
    .where(and(eq(erasure.tenant, tenant), older))
    .orderBy(desc(erasure.createdAt), desc(erasure.id))
    .limit(limit)
}

type Change = Partial<Omit<ErasureRow, 'tenant' | 'id'>>

/** Moves an erasure on from where the caller saw it; false where another delivery was here first. */
export async function moveErasure(db: D1Database, seen: ErasureRow, change: Change): Promise<boolean> {
  const same = and(
    one(seen),
    eq(erasure.state, seen.state),
    eq(erasure.step, seen.step),
    eq(erasure.counts, seen.counts),
  )
  const moved = await drizzle(db).update(erasure).set(change).where(same).returning({ id: erasure.id })
  return moved.length > 0
}

/** What the job says of a step that fails, for whoever waits for it. */
export async function noteErasure(db: D1Database, of: Pick<ErasureRow, 'tenant' | 'id'>, words: string): Promise<void> {
  await drizzle(db).update(erasure).set({ words }).where(one(of))
}

type Place = Pick<ErasureRow, 'tenant' | 'id'>

/** Erasures without a sign of life since `before`: their message was lost, or they wait for somebody. Taking one counts as a sign. */
export async function takeStalledErasures(
  db: D1Database,
  before: string,
  now: string,
  limit: number,
): Promise<Place[]> {
  const rows = sql`SELECT rowid FROM ${erasure} WHERE ${erasure.state} IN ('waiting', 'queued', 'running')
    AND ${erasure.touchedAt} < ${before} LIMIT ${limit}`
  return drizzle(db)
    .update(erasure)
    .set({ touchedAt: now })
    .where(sql`rowid IN (${rows})`)
    .returning({ tenant: erasure.tenant, id: erasure.id })
}

/** Erasures that ended between two instants: what was under way when they began has ended by then. */
export async function selectEnded(db: D1Database, from: string, to: string, limit: number): Promise<ErasureRow[]> {
  const ended = and(eq(erasure.state, 'done'), sql`${erasure.doneAt} >= ${from}`, lt(erasure.doneAt, to))
  return drizzle(db).select().from(erasure).where(ended).limit(limit)
}

/** Chats of these subjects, as the read models have them. */
export async function chatsOfSubjects(db: D1Database, tenant: string, subjects: readonly string[]): Promise<string[]> {
  const rows = await drizzle(db)
    .select({ id: chat.id })
    .from(chat)
    .where(
      and(eq(chat.tenant, tenant), sql`${chat.subject} IN (SELECT value FROM json_each(${JSON.stringify(subjects)}))`),
    )
  return rows.map(({ id }) => id)
}

/** The people of these chats. */
export async function ownersOf(db: D1Database, tenant: string, chats: readonly string[]): Promise<string[]> {
  const rows = await drizzle(db)
    .selectDistinct({ subject: chat.subject })
    .from(chat)
    .where(and(eq(chat.tenant, tenant), sql`${chat.id} IN (SELECT value FROM json_each(${JSON.stringify(chats)}))`))
  return rows.flatMap(({ subject }) => subject ?? [])
}

/** One chat and whose it is. */
export async function findChatOwner(
  db: D1Database,
  tenant: string,
  id: string,
): Promise<{ id: string; subject: string | null } | undefined> {
  const [row] = await drizzle(db)
    .select({ id: chat.id, subject: chat.subject })
    .from(chat)
    .where(and(eq(chat.tenant, tenant), eq(chat.id, id)))
  return row
}

/** Chats last changed before an instant whose record in force no erasure has taken, the oldest first. */
export async function chatsBefore(
  db: D1Database,
  tenant: string,
  before: string,
  limit: number,
): Promise<{ id: string; subject: string | null }[]> {
  const gone = sql`NOT EXISTS (SELECT 1 FROM ${erasedContent} WHERE ${erasedContent.tenant} = ${chat.tenant} AND ${erasedContent.seq} = ${chat.seq})`
  return drizzle(db)
    .select({ id: chat.id, subject: chat.subject })
    .from(chat)
    .where(and(eq(chat.tenant, tenant), lt(chat.updatedAt, before), gone))
    .orderBy(chat.updatedAt)
    .limit(limit)
}

/** What the screens have of a target: chats, messages, and records that seal something about the person. */
export async function previewCounts(
  db: D1Database,
  tenant: string,
  scope: string,
  { subjects, chats }: { subjects: readonly string[]; chats: readonly string[] },
): Promise<{ chats: number; messages: number; envelopes: number }> {
  const one = async (table: string, column: string, values: readonly string[]): Promise<number> => {
    const whose = scope === 'tenant' ? '' : `AND ${column} IN (SELECT value FROM json_each(?2))`
    const asked = db.prepare(`SELECT COUNT(*) AS n FROM ${table} WHERE tenant = ?1 ${whose}`)
    const row = await asked.bind(tenant, ...(scope === 'tenant' ? [] : [JSON.stringify(values)])).first<{ n: number }>()
    return row?.n ?? 0
  }
  const counted = { chats: await one('chat', 'id', chats), messages: await one('message', 'chat', chats) }
  if (scope === 'chat') return { ...counted, envelopes: counted.chats }
  const [members, activities, days] = await Promise.all([
    one('member', 'subject', subjects),
    one('activity', 'subject', subjects),
    one('code_day', 'subject', subjects),
  ])
  return { ...counted, envelopes: counted.chats + members + activities + days }
}

/** Words of these messages in the index. */
export async function countWords(db: D1Database, tenant: string, seqs: readonly number[]): Promise<number> {
  const listed = sql`${contentWord.seq} IN (SELECT value FROM json_each(${JSON.stringify(seqs)}))`
  return drizzle(db).$count(contentWord, and(eq(contentWord.tenant, tenant), sql`${contentWord.token} >= 0`, listed))
}

/** Every export of a tenant whose files still lie there, or may still come to. */
export async function exportsWithFiles(db: D1Database, tenant: string): Promise<(typeof exportJob.$inferSelect)[]> {
  return drizzle(db)
    .select()
    .from(exportJob)
    .where(and(eq(exportJob.tenant, tenant), eq(exportJob.cleared, 0)))
}

/** Whether a tenant has an erasure of this scope in one of these states. */
export async function hasErasure(
  db: D1Database,
  tenant: string,
  scope: string,
  states: readonly ErasureState[],
): Promise<boolean> {
  const rows = await drizzle(db)
    .select({ id: erasure.id })
    .from(erasure)
    .where(and(eq(erasure.tenant, tenant), eq(erasure.scope, scope), inArray(erasure.state, [...states])))
    .limit(1)
  return rows.length > 0
}
