// Views of screens that people kept, and what is mailed or exported on a schedule (D1).
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const savedView = sqliteTable(
  'saved_view',
  {
    tenant: text().notNull(),
    id: text().notNull(),
    /** The account that keeps it. */
    owner: text().notNull(),
    name: text().notNull(),
    /** overview | usage | costs | people | activity | sessions | insights */
    screen: text().notNull(),
    /** Query of the screen's address, as it stands behind the `?`. */
    search: text().notNull(),
    /** 1 = everybody of the organization who may open the screen sees it. */
    shared: integer().notNull(),
    createdAt: text('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.id] }), index('saved_view_owner').on(t.tenant, t.owner)],
)

/** A digest by mail to the account that wanted it, or an export that makes itself. */
export const schedule = sqliteTable(
  'schedule',
  {
    tenant: text().notNull(),
    id: text().notNull(),
    /** digest | export */
    kind: text().notNull(),
    /** week | month: Mondays, or the first of a month, for the period before. */
    every: text().notNull(),
    owner: text().notNull(),
    /** JSON: of an export what is wished for; of a digest nothing. */
    wish: text().notNull(),
    paused: integer().notNull(),
    /** First day of the period that comes next, and of the last one that is done. */
    nextPeriod: text('next_period').notNull(),
    nextDue: text('next_due').notNull(),
    donePeriod: text('done_period'),
    doneAt: text('done_at'),
    /** Of an export the one that was made last. */
    lastExport: text('last_export'),
    /** Why the last try failed, a closed code. */
    code: text(),
    askedAt: text('asked_at'),
    createdAt: text('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.id] }), index('schedule_due').on(t.paused, t.nextDue)],
)
