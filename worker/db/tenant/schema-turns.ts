// Turns that the MCP connector reported (read model). The sentence of each lies sealed beside its record and never here.
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const interaction = sqliteTable(
  'interaction',
  {
    tenant: text().notNull(),
    id: text().notNull(),
    day: text().notNull(),
    at: text().notNull(),
    subject: text(),
    kind: text().notNull(),
    model: text().notNull(),
    surface: text().notNull(),
    /** Null where no rule knew the sentence. */
    topic: text(),
    /** Null where the client did not estimate: unknown is not zero. */
    inputTokens: integer('input_tokens'),
    outputTokens: integer('output_tokens'),
    toolCalls: integer('tool_calls'),
    seq: integer().notNull(),
    rev: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenant, t.id] }),
    index('interaction_day').on(t.tenant, t.day),
    index('interaction_subject').on(t.tenant, t.subject, t.day),
  ],
)
