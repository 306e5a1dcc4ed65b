// A person's passkeys as rows; better-auth adds them and counts their use.
import { and, asc, eq } from 'drizzle-orm'
import type { ControlDatabase } from './database.ts'
import { passkey } from './schema.ts'

export function selectPasskeys(db: ControlDatabase, userId: string) {
  return db
    .select({ id: passkey.id, name: passkey.name, createdAt: passkey.createdAt })
    .from(passkey)
    .where(eq(passkey.userId, userId))
    .orderBy(asc(passkey.createdAt))
}

const own = (userId: string, id: string) => and(eq(passkey.userId, userId), eq(passkey.id, id))

/** False when this person has no such passkey. */
export async function renamePasskey(db: ControlDatabase, userId: string, id: string, name: string): Promise<boolean> {
  return (await db.update(passkey).set({ name }).where(own(userId, id)).returning({ id: passkey.id })).length > 0
}

/** False when this person has no such passkey. */
export async function deletePasskey(db: ControlDatabase, userId: string, id: string): Promise<boolean> {
  return (await db.delete(passkey).where(own(userId, id)).returning({ id: passkey.id })).length > 0
}
