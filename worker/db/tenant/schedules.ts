// Schedules as rows: what is mailed or exported each week or month, and which period comes next.
import { and, asc, eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { schedule } from './schema.ts'

export type ScheduleRow = typeof schedule.$inferSelect

const one = ({ tenant, id }: Pick<ScheduleRow, 'tenant' | 'id'>) =>
  and(eq(schedule.tenant, tenant), eq(schedule.id, id))

export async function insertSchedule(db: D1Database, row: ScheduleRow): Promise<void> {
  await drizzle(db).insert(schedule).values(row)
}

export async function findSchedule(db: D1Database, tenant: string, id: string): Promise<ScheduleRow | undefined> {
  const [row] = await drizzle(db).select().from(schedule).where(one({ tenant, id }))
  return row
}

/** The oldest first; `owner`: only those of this account. */
export async function listSchedules(db: D1Database, tenant: string, owner?: string): Promise<ScheduleRow[]> {
  const whose = owner === undefined ? undefined : eq(schedule.owner, owner)
  return drizzle(db)
    .select()
    .from(schedule)
    .where(and(eq(schedule.tenant, tenant), whose))
    .orderBy(asc(schedule.createdAt), asc(schedule.id))
}

export async function changeSchedule(
  db: D1Database,
  key: Pick<ScheduleRow, 'tenant' | 'id'>,
  change: Partial<Omit<ScheduleRow, 'tenant' | 'id'>>,
): Promise<void> {
  await drizzle(db).update(schedule).set(change).where(one(key))
}

export async function deleteSchedule(db: D1Database, key: Pick<ScheduleRow, 'tenant' | 'id'>): Promise<void> {
  await drizzle(db).delete(schedule).where(one(key))
}

/** A tenant that ends wants no reports any more. */
export async function endSchedules(db: D1Database, tenant: string): Promise<void> {
  await drizzle(db).delete(schedule).where(eq(schedule.tenant, tenant))
}

/** Schedules that are due and were not asked for since `leaseFrom`. Taking one counts as asking. */
export async function takeDueSchedules(
  db: D1Database,
  due: { now: string; leaseFrom: string; limit: number },
): Promise<Pick<ScheduleRow, 'tenant' | 'id' | 'nextPeriod'>[]> {
  const rows = sql`SELECT rowid FROM ${schedule} WHERE ${schedule.paused} = 0 AND ${schedule.nextDue} <= ${due.now}
    AND (${schedule.askedAt} IS NULL OR ${schedule.askedAt} < ${due.leaseFrom}) LIMIT ${due.limit}`
  return drizzle(db)
    .update(schedule)
    .set({ askedAt: due.now })
    .where(sql`rowid IN (${rows})`)
    .returning({ tenant: schedule.tenant, id: schedule.id, nextPeriod: schedule.nextPeriod })
}

type Next = Pick<ScheduleRow, 'nextPeriod' | 'nextDue' | 'code'> &
  Partial<Pick<ScheduleRow, 'donePeriod' | 'doneAt' | 'lastExport'>>

/** Goes on to the next period, if `period` is still the one that comes next. False where another delivery was first. */
export async function finishPeriod(
  db: D1Database,
  key: Pick<ScheduleRow, 'tenant' | 'id'>,
  period: string,
  next: Next,
): Promise<boolean> {
  const changed = await drizzle(db)
    .update(schedule)
    .set({ ...next, askedAt: null })
    .where(and(one(key), eq(schedule.nextPeriod, period)))
    .returning({ id: schedule.id })
  return changed.length > 0
}
