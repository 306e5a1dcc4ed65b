// Receipts of checkpoints (D1): who gets them at what second of the day, which were made, how each way out fares. Holds no address.
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** One a tenant; the addresses themselves lie sealed in the vault (vault/receipt-channels.ts). */
export const receiptSetting = sqliteTable('receipt_setting', {
  tenant: text().primaryKey(),
  /** How many addresses, and whether there is a webhook. */
  mails: integer().notNull(),
  webhook: integer().notNull(),
  paused: integer().notNull(),
  /** Second of the UTC day from which the day's receipt is due. */
  second: integer().notNull(),
  /** The last UTC day that is dealt with. */
  doneDay: text('done_day'),
  /** When a message was sent last; another one follows only some time later. */
  askedAt: text('asked_at'),
  changedAt: text('changed_at').notNull(),
})

/** A checkpoint that was given out. `day` null: a test. */
export const receipt = sqliteTable(
  'receipt',
  {
    tenant: text().notNull(),
    id: text().notNull(),
    day: text(),
    size: integer().notNull(),
    root: text().notNull(),
    /** JSON: where the receipt before this one stands in the root log by now. */
    rootLog: text('root_log'),
    at: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenant, t.id] }),
    // One a UTC day, whatever comes twice; tests have no day, and NULLs are never equal.
    uniqueIndex('receipt_day').on(t.tenant, t.day),
    index('receipt_at').on(t.tenant, t.at),
  ],
)

/** One receipt on its way to one address. `target` is the id of the address in the sealed channels. */
export const receiptDelivery = sqliteTable(
  'receipt_delivery',
  {
    tenant: text().notNull(),
    receipt: text().notNull(),
    target: text().notNull(),
    channel: text().$type<'mail' | 'webhook'>().notNull(),
    /** waiting | sending | retrying | sent | failed */
    state: text().$type<'waiting' | 'sending' | 'retrying' | 'sent' | 'failed'>().notNull(),
    /** Why the last try failed, a closed code; a status stands behind it as `status:500`. */
    code: text(),
    attempts: integer().notNull(),
    at: text().notNull(),
    /** When the next try is due; of one under way, when it began. */
    dueAt: text('due_at').notNull(),
    endedAt: text('ended_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenant, t.receipt, t.target] }),
    index('receipt_delivery_at').on(t.tenant, t.at),
    index('receipt_delivery_due').on(t.state, t.dueAt),
  ],
)
