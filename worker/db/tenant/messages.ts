// Messages of a chat in D1: where their records stand, and what erasures say of them.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import type { TenantDatabase } from './database.ts'
import { erasedContent, message } from './schema.ts'

export type MessageRow = {
  id: string
  role: string
  at: string
  model: string | null
  bytes: number
  seq: number
  /** The erasure record that took its text, and when. */
  erasedBy: number | null
  erasedAt: string | null
}

export type MessagePosition = readonly [at: string, seq: number]

/** Messages of a chat in the order in which they were written, from the start up to `limit` behind `after`. `before`: how many of them lie before the page. */
export async function readMessageRows(
  db: TenantDatabase,
  tenant: TenantId,
  chat: string,
  { limit, after }: { limit: number; after: MessagePosition | null },
): Promise<{ before: MessageRow[]; page: MessageRow[]; next: MessagePosition | null }> {
  const columns = sql`${message.id} AS id, ${message.role} AS role, ${message.at} AS at, ${message.model} AS model,
    ${message.bytes} AS bytes, ${message.seq} AS seq, e.by AS erasedBy, e.at AS erasedAt`
  const from = sql`FROM ${message} LEFT JOIN ${erasedContent} e ON e.tenant = ${message.tenant} AND e.seq = ${message.seq}
    WHERE ${message.tenant} = ${tenant} AND ${message.chat} = ${chat}`
  const order = sql`ORDER BY ${message.at}, ${message.seq}`
  const place = sql`(${message.at}, ${message.seq})`
  const here = sql`(${after?.[0] ?? ''}, ${after?.[1] ?? -1})`
  const [before, found] = await db.batch([
    db.ask<MessageRow>(sql`SELECT ${columns} ${from} AND ${place} <= ${here} ${order}`),
    db.ask<MessageRow>(sql`SELECT ${columns} ${from} AND ${place} > ${here} ${order} LIMIT ${limit + 1}`),
  ])
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const next: MessagePosition | null = found.length > limit && last !== undefined ? [last.at, last.seq] : null
  return { before, page, next }
}

/** Places of a chat's messages whose texts no erasure has taken, ascending. */
export async function readableSeqs(db: TenantDatabase, tenant: TenantId, chat: string): Promise<number[]> {
  const rows = await db.rows(
    db.ask<{ seq: number }>(sql`SELECT ${message.seq} AS seq FROM ${message}
      WHERE ${message.tenant} = ${tenant} AND ${message.chat} = ${chat} AND NOT EXISTS (
        SELECT 1 FROM ${erasedContent} e WHERE e.tenant = ${tenant} AND e.seq = ${message.seq}) ORDER BY ${message.seq}`),
  )
  return rows.map(({ seq }) => seq)
}

/** Erasure records that took something of a chat: of its messages or of the chat's own records `chatSeqs`. */
export async function erasuresOf(
  db: TenantDatabase,
  tenant: TenantId,
  chat: string,
  chatSeqs: readonly number[],
): Promise<{ by: number; at: string; messages: number }[]> {
  return db.rows(
    db.ask<{ by: number; at: string; messages: number }>(sql`
      SELECT e.by AS by, e.at AS at, count(m.seq) AS messages FROM ${erasedContent} e
      LEFT JOIN ${message} m ON m.tenant = e.tenant AND m.seq = e.seq
      WHERE e.tenant = ${tenant} AND (m.chat = ${chat} OR e.seq IN (SELECT value FROM json_each(${JSON.stringify(chatSeqs)})))
      GROUP BY e.by ORDER BY e.by`),
  )
}
