// Messages that no retry could help: kept for an operator, shown newest first, replayed or discarded once.
import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { deadLetter } from './schema.ts'

export type DeadLetter = typeof deadLetter.$inferSelect
export type LetterState = DeadLetter['state']

/** The same message twice is one row. */
export async function addDeadLetter(db: D1Database, row: typeof deadLetter.$inferInsert): Promise<void> {
  await drizzle(db).insert(deadLetter).values(row).onConflictDoNothing()
}

/** The newest 200, whatever became of them. */
export async function listDeadLetters(db: D1Database): Promise<DeadLetter[]> {
  return drizzle(db).select().from(deadLetter).orderBy(desc(deadLetter.at)).limit(200)
}

export async function findDeadLetter(db: D1Database, id: string): Promise<DeadLetter | undefined> {
  const [row] = await drizzle(db).select().from(deadLetter).where(eq(deadLetter.id, id))
  return row
}

/** Letters of one queue that nobody has decided about, the oldest first. */
export async function waitingLetters(db: D1Database, queue: string, limit: number): Promise<DeadLetter[]> {
  const waiting = and(eq(deadLetter.state, 'waiting'), eq(deadLetter.queue, queue))
  return drizzle(db).select().from(deadLetter).where(waiting).orderBy(asc(deadLetter.at)).limit(limit)
}

/** What became of a letter; false where it was decided before. */
export async function decideLetter(
  db: D1Database,
  id: string,
  decision: { state: 'replayed' | 'discarded'; decidedAt: string; reason: string | null },
): Promise<boolean> {
  const decided = await drizzle(db)
    .update(deadLetter)
    .set(decision)
    .where(and(eq(deadLetter.id, id), eq(deadLetter.state, 'waiting')))
    .returning({ id: deadLetter.id })
  return decided.length > 0
}

/** How many of each queue wait for a decision, and since when the oldest does. */
export async function countWaitingLetters(
  db: D1Database,
): Promise<{ queue: string; letters: number; oldest: string }[]> {
  return drizzle(db)
    .select({ queue: deadLetter.queue, letters: sql<number>`count(*)`, oldest: sql<string>`min(${deadLetter.at})` })
    .from(deadLetter)
    .where(eq(deadLetter.state, 'waiting'))
    .groupBy(deadLetter.queue)
    .orderBy(deadLetter.queue)
}
