// When a tenant's budgets and unusual days were looked at last, and which tenants are to be looked at now.
import { and, eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { projection, watch } from './schema.ts'

export type WatchRow = typeof watch.$inferSelect

export async function findWatch(db: D1Database, tenant: string): Promise<WatchRow | undefined> {
  const [row] = await drizzle(db).select().from(watch).where(eq(watch.tenant, tenant))
  return row
}

type Wish = Partial<Pick<WatchRow, 'anomalies' | 'anomalyChannels'>>

/** Asks for a look at everything anew: what was evaluated so far was evaluated by other rules. Makes the row where there is none. */
export async function askAnew(db: D1Database, tenant: string, at: string, wish: Wish = {}): Promise<void> {
  const anew = { ...wish, watermark: null, askedAt: at }
  await drizzle(db)
    .insert(watch)
    .values({ tenant, anomalies: 0, anomalyChannels: '[]', at: null, ...anew })
    .onConflictDoUpdate({ target: watch.tenant, set: anew })
}

/**
 * Tenants with figures that nobody has looked at: their projection went on since, their UTC day changed, or their rules did. Not those asked
 * for since `leaseFrom`; taking one counts as asking.
 */
export async function takeDueWatches(
  db: D1Database,
  due: { day: string; now: string; leaseFrom: string; limit: number },
): Promise<string[]> {
  const mark = sql`(SELECT ${projection.watermark} FROM ${projection} WHERE ${projection.tenant} = ${watch.tenant})`
  const rows = sql`SELECT rowid FROM ${watch}
    WHERE (${watch.askedAt} IS NULL OR ${watch.askedAt} < ${due.leaseFrom})
    AND (${watch.watermark} IS NULL OR ${watch.at} IS NULL OR substr(${watch.at}, 1, 10) < ${due.day}
      OR ${watch.watermark} <> COALESCE(${mark}, ${watch.watermark})) LIMIT ${due.limit}`
  const taken = await drizzle(db)
    .update(watch)
    .set({ askedAt: due.now })
    .where(sql`rowid IN (${rows})`)
    .returning({ tenant: watch.tenant })
  return taken.map(({ tenant }) => tenant)
}

/** The projection's watermark; 0 before the first row. */
export async function readWatermark(db: D1Database, tenant: string): Promise<number> {
  const [row] = await drizzle(db)
    .select({ watermark: projection.watermark })
    .from(projection)
    .where(eq(projection.tenant, tenant))
  return row?.watermark ?? 0
}

/** Looked at up to `watermark`; nothing is written where somebody has asked again meanwhile, because that look is still to come. */
export async function finishWatch(
  db: D1Database,
  tenant: string,
  done: { asked: string; watermark: number; at: string },
): Promise<void> {
  await drizzle(db)
    .update(watch)
    .set({ watermark: done.watermark, at: done.at, askedAt: null })
    .where(and(eq(watch.tenant, tenant), eq(watch.askedAt, done.asked)))
}
