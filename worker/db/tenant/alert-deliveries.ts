// Each alert on its way to each channel: a row with the one try that may be under way, and what came of the last.
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { alertDelivery } from './schema.ts'

export type AlertDeliveryRow = typeof alertDelivery.$inferSelect
export type AlertDeliveryKey = Pick<AlertDeliveryRow, 'tenant' | 'alert' | 'channel'>

/** Those that are there already stay as they are. */
export async function addAlertDeliveries(db: D1Database, rows: readonly AlertDeliveryRow[]): Promise<void> {
  // 10 values a row and 100 parameters a statement.
  for (let at = 0; at < rows.length; at += 10) {
    await drizzle(db)
      .insert(alertDelivery)
      .values(rows.slice(at, at + 10))
      .onConflictDoNothing()
  }
}

const one = ({ tenant, alert, channel }: AlertDeliveryKey) =>
  and(eq(alertDelivery.tenant, tenant), eq(alertDelivery.alert, alert), eq(alertDelivery.channel, channel))

/** Takes try number `attempt` (from 0). Undefined where it was taken before or nothing is to be sent: the same message twice is one try. */
export async function takeAlertDelivery(
  db: D1Database,
  key: AlertDeliveryKey,
  attempt: number,
  now: string,
): Promise<AlertDeliveryRow | undefined> {
  const [row] = await drizzle(db)
    .update(alertDelivery)
    .set({ state: 'sending', attempts: attempt + 1, dueAt: now })
    .where(
      and(
        one(key),
        eq(alertDelivery.attempts, attempt),
        inArray(alertDelivery.state, ['waiting', 'retrying', 'sending']),
      ),
    )
    .returning()
  return row
}

/** What came of a try; false where a later one has begun meanwhile. */
export async function endAlertTry(
  db: D1Database,
  key: AlertDeliveryKey,
  attempts: number,
  outcome: Pick<AlertDeliveryRow, 'state' | 'code' | 'dueAt' | 'endedAt'>,
): Promise<boolean> {
  const changed = await drizzle(db)
    .update(alertDelivery)
    .set(outcome)
    .where(and(one(key), eq(alertDelivery.attempts, attempts), eq(alertDelivery.state, 'sending')))
    .returning({ channel: alertDelivery.channel })
  return changed.length > 0
}

/** Deliveries whose try has been due since before `before`: their message was lost, or died with its try. Taking one counts as due now. */
export async function takeStalledAlerts(
  db: D1Database,
  before: string,
  now: string,
  limit: number,
): Promise<AlertDeliveryRow[]> {
  const rows = sql`SELECT rowid FROM ${alertDelivery}
    WHERE ${alertDelivery.state} IN ('waiting', 'sending', 'retrying') AND ${alertDelivery.dueAt} < ${before} LIMIT ${limit}`
  return drizzle(db).update(alertDelivery).set({ dueAt: now }).where(sql`rowid IN (${rows})`).returning()
}

/** Of some alerts, in the order of their channels. */
export async function deliveriesOf(
  db: D1Database,
  tenant: string,
  alerts: readonly string[],
): Promise<AlertDeliveryRow[]> {
  return drizzle(db)
    .select()
    .from(alertDelivery)
    .where(
      and(
        eq(alertDelivery.tenant, tenant),
        sql`${alertDelivery.alert} IN (SELECT value FROM json_each(${JSON.stringify(alerts)}))`,
      ),
    )
    .orderBy(alertDelivery.at, alertDelivery.channel)
}

/** The newest delivery of each channel. */
export async function lastDeliveries(db: D1Database, tenant: string): Promise<Map<string, AlertDeliveryRow>> {
  const rows = await drizzle(db)
    .select()
    .from(alertDelivery)
    .where(
      and(
        eq(alertDelivery.tenant, tenant),
        sql`${alertDelivery.at} = (SELECT MAX(newer.at) FROM alert_delivery AS newer
          WHERE newer.tenant = ${alertDelivery.tenant} AND newer.channel = ${alertDelivery.channel})`,
      ),
    )
    .orderBy(desc(alertDelivery.at))
  return new Map(rows.reverse().map((row) => [row.channel, row]))
}
