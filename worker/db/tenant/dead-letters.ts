// Messages that no retry could help: kept for an operator, shown newest first.
import { desc } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { deadLetter } from './schema.ts'

export type DeadLetter = typeof deadLetter.$inferSelect

/** The same message twice is one row. */
export async function addDeadLetter(db: D1Database, row: DeadLetter): Promise<void> {
  await drizzle(db).insert(deadLetter).values(row).onConflictDoNothing()
}

export async function listDeadLetters(db: D1Database): Promise<DeadLetter[]> {
  return drizzle(db).select().from(deadLetter).orderBy(desc(deadLetter.at)).limit(200)
}
