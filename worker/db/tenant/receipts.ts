// Receipts as rows: who is due, what was made, and each delivery with the one try that may be under way.
import { and, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { receipt, receiptDelivery, receiptSetting } from './schema.ts'

export type ReceiptSettingRow = typeof receiptSetting.$inferSelect
export type ReceiptRow = typeof receipt.$inferSelect
export type DeliveryRow = typeof receiptDelivery.$inferSelect
export type DeliveryKey = Pick<DeliveryRow, 'tenant' | 'receipt' | 'target'>

export async function findReceiptSetting(db: D1Database, tenant: string): Promise<ReceiptSettingRow | undefined> {
  const [row] = await drizzle(db).select().from(receiptSetting).where(eq(receiptSetting.tenant, tenant))
  return row
}

type Counts = Pick<ReceiptSettingRow, 'mails' | 'webhook' | 'paused' | 'second' | 'changedAt'>

/** What was done and asked so far stays. */
export async function writeReceiptSetting(db: D1Database, tenant: string, counts: Counts): Promise<void> {
  await drizzle(db)
    .insert(receiptSetting)
    .values({ tenant, ...counts })
    .onConflictDoUpdate({ target: receiptSetting.tenant, set: counts })
}

/**
 * Tenants whose receipt of `day` is due at this second of it and was not asked for since `leaseFrom`. Taking one counts as asking. Who has
 * never had one is due at once.
 */
export async function takeDueReceipts(
  db: D1Database,
  due: { day: string; second: number; now: string; leaseFrom: string; limit: number },
): Promise<string[]> {
  const rows = sql`SELECT rowid FROM ${receiptSetting} WHERE ${receiptSetting.paused} = 0
    AND (${receiptSetting.mails} > 0 OR ${receiptSetting.webhook} = 1)
    AND (${receiptSetting.doneDay} IS NULL OR (${receiptSetting.doneDay} < ${due.day} AND ${receiptSetting.second} <= ${due.second}))
    AND (${receiptSetting.askedAt} IS NULL OR ${receiptSetting.askedAt} < ${due.leaseFrom}) LIMIT ${due.limit}`
  const taken = await drizzle(db)
    .update(receiptSetting)
    .set({ askedAt: due.now })
    .where(sql`rowid IN (${rows})`)
    .returning({ tenant: receiptSetting.tenant })
  return taken.map(({ tenant }) => tenant)
}

/** The day is dealt with; an older day never takes a newer one's place. */
export async function finishReceiptDay(db: D1Database, tenant: string, day: string): Promise<void> {
  await drizzle(db)
    .update(receiptSetting)
    .set({ doneDay: day, askedAt: null })
    .where(
      and(
        eq(receiptSetting.tenant, tenant),
        sql`(${receiptSetting.doneDay} IS NULL OR ${receiptSetting.doneDay} < ${day})`,
      ),
    )
}

/** Keeps a receipt; of two of one day the first stays. Returns the one that stands, which may be another than `row`. */
export async function keepReceipt(db: D1Database, row: ReceiptRow): Promise<ReceiptRow> {
  await drizzle(db).insert(receipt).values(row).onConflictDoNothing()
  const stands =
    row.day === null ? await findReceipt(db, row.tenant, row.id) : await receiptOfDay(db, row.tenant, row.day)
  if (stands === undefined) throw new Error('a receipt that was just kept is gone')
  return stands
}

export async function findReceipt(db: D1Database, tenant: string, id: string): Promise<ReceiptRow | undefined> {
  const [row] = await drizzle(db)
    .select()
    .from(receipt)
    .where(and(eq(receipt.tenant, tenant), eq(receipt.id, id)))
  return row
}

export async function receiptOfDay(db: D1Database, tenant: string, day: string): Promise<ReceiptRow | undefined> {
  const [row] = await drizzle(db)
    .select()
    .from(receipt)
    .where(and(eq(receipt.tenant, tenant), eq(receipt.day, day)))
  return row
}

/** The last daily receipt; tests do not count. */
export async function lastReceipt(db: D1Database, tenant: string): Promise<ReceiptRow | undefined> {
  const [row] = await drizzle(db)
    .select()
    .from(receipt)
    .where(and(eq(receipt.tenant, tenant), isNotNull(receipt.day)))
    .orderBy(desc(receipt.day))
    .limit(1)
  return row
}

/** Tests since an instant. */
export async function countTests(db: D1Database, tenant: string, since: string): Promise<number> {
  return drizzle(db).$count(
    receipt,
    and(eq(receipt.tenant, tenant), isNull(receipt.day), sql`${receipt.at} >= ${since}`),
  )
}

/** Those that are there already stay as they are. */
export async function addDeliveries(db: D1Database, rows: readonly DeliveryRow[]): Promise<void> {
  if (rows.length === 0) return
  await drizzle(db)
    .insert(receiptDelivery)
    .values([...rows])
    .onConflictDoNothing()
}

const one = ({ tenant, receipt: id, target }: DeliveryKey) =>
  and(eq(receiptDelivery.tenant, tenant), eq(receiptDelivery.receipt, id), eq(receiptDelivery.target, target))

/**
 * Takes try number `attempt` (from 0) of a delivery. Undefined where it was taken before or nothing is to be sent any more: the same
 * message twice is one try.
 */
export async function takeDelivery(
  db: D1Database,
  key: DeliveryKey,
  attempt: number,
  now: string,
): Promise<DeliveryRow | undefined> {
  const [row] = await drizzle(db)
    .update(receiptDelivery)
    .set({ state: 'sending', attempts: attempt + 1, dueAt: now })
    .where(
      and(
        one(key),
        eq(receiptDelivery.attempts, attempt),
        inArray(receiptDelivery.state, ['waiting', 'retrying', 'sending']),
      ),
    )
    .returning()
  return row
}

/** What came of a try; false where a later one has begun meanwhile. */
export async function endTry(
  db: D1Database,
  key: DeliveryKey,
  attempts: number,
  outcome: Pick<DeliveryRow, 'state' | 'code' | 'dueAt' | 'endedAt'>,
): Promise<boolean> {
  const changed = await drizzle(db)
    .update(receiptDelivery)
    .set(outcome)
    .where(and(one(key), eq(receiptDelivery.attempts, attempts), eq(receiptDelivery.state, 'sending')))
    .returning({ target: receiptDelivery.target })
  return changed.length > 0
}

/** Deliveries whose try has been due since before `before`: their message was lost, or died with its try. Taking one counts as due now. */
export async function takeStalledDeliveries(
  db: D1Database,
  before: string,
  now: string,
  limit: number,
): Promise<DeliveryRow[]> {
  const rows = sql`SELECT rowid FROM ${receiptDelivery}
    WHERE ${receiptDelivery.state} IN ('waiting', 'sending', 'retrying') AND ${receiptDelivery.dueAt} < ${before} LIMIT ${limit}`
  return drizzle(db).update(receiptDelivery).set({ dueAt: now }).where(sql`rowid IN (${rows})`).returning()
}

export type ListedDelivery = DeliveryRow & Pick<ReceiptRow, 'day' | 'size'>

/** Newest first. */
export async function listDeliveries(db: D1Database, tenant: string, limit: number): Promise<ListedDelivery[]> {
  const rows = await drizzle(db)
    .select({ delivery: receiptDelivery, day: receipt.day, size: receipt.size })
    .from(receiptDelivery)
    .innerJoin(receipt, and(eq(receipt.tenant, receiptDelivery.tenant), eq(receipt.id, receiptDelivery.receipt)))
    .where(eq(receiptDelivery.tenant, tenant))
    .orderBy(desc(receiptDelivery.at), desc(receiptDelivery.receipt), receiptDelivery.target)
    .limit(limit)
  return rows.map(({ delivery, ...rest }) => ({ ...delivery, ...rest }))
}
