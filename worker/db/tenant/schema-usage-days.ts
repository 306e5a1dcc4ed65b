// Sums of the usage rows by day and one dimension: what the usage screen reads when nothing else is filtered. Made anew with every change.
import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const usageDay = sqliteTable(
  'usage_day',
  {
    tenant: text().notNull(),
    /** The dimension whose values are the groups: model, workspace, key, … */
    by: text().notNull(),
    day: text().notNull(),
    /** JSON: a list of [vendor, value, …measures], as the screen's own query gives it. */
    cells: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.by, t.day] })],
)
