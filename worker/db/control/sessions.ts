// Sessions and people, beyond what better-auth reads and writes itself.
import { and, count, eq, gt, lt } from 'drizzle-orm'
import type { UserRow } from '../../access/rows.ts'
import type { TenantId } from '../../ids.ts'
import type { ControlDatabase } from './database.ts'
import { session, user, verification } from './schema.ts'

export async function deleteSession(db: ControlDatabase, id: string): Promise<void> {
  await db.delete(session).where(eq(session.id, id))
}

/** A fresh session by its token, with the tenant that its person was in last. */
export async function selectFreshSession(
  db: ControlDatabase,
  token: string,
): Promise<{ sessionId: string; user: UserRow; lastTenantId: TenantId | null } | null> {
  const rows = await db
    .select({ sessionId: session.id, id: user.id, email: user.email, name: user.name, lastTenantId: user.lastTenantId })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(eq(session.token, token))
  const row = rows[0]
  if (row === undefined) return null
  const { sessionId, lastTenantId, ...person } = row
  return { sessionId, lastTenantId, user: person }
}

export async function updateUserName(db: ControlDatabase, id: string, name: string): Promise<void> {
  await db.update(user).set({ name, updatedAt: new Date() }).where(eq(user.id, id))
}

/** The person with this address; made, as one who has proved it, when missing. */
export async function findOrCreateUser(db: ControlDatabase, made: UserRow, now: Date): Promise<UserRow> {
  const row = { ...made, emailVerified: true, createdAt: now, updatedAt: now }
  await db.insert(user).values(row).onConflictDoNothing({ target: user.email })
  const rows = await db
    .select({ id: user.id, email: user.email, name: user.name })
    .from(user)
    .where(eq(user.email, made.email))
  return rows[0] ?? made
}

/** Drops dead links and counts the live ones for an address, by the value that better-auth's magic link stores. */
export async function countOpenLinks(db: ControlDatabase, email: string, now: Date): Promise<number> {
  const [, rows] = await db.batch([
    db.delete(verification).where(lt(verification.expiresAt, now)),
    db
      .select({ open: count() })
      .from(verification)
      .where(and(eq(verification.value, JSON.stringify({ email })), gt(verification.expiresAt, now))),
  ])
  return rows[0]?.open ?? 0
}
