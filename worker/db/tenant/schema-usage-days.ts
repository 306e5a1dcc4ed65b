// Sums of the usage rows by day and one dimension: what the usage screen reads when nothing else is filtered. Made anew with the rows of the day.
import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const usageSums = sqliteTable(
  'usage_sums',
  {
    tenant: text().notNull(),
    /** Which sums, as usage-cells.ts names them: model, workspace, key, …, options. */
    by: text().notNull(),
    day: text().notNull(),
    /** JSON: a list of [vendor, value, …measures], as the same statement gives it over the rows. */
    cells: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.by, t.day] })],
)
