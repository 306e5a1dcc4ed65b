// Connections, streams and what waits for a person (D1): operational state, not rebuilt from the ledgers. Holds no secret.
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ConnectionKind } from '../../vendors/stream.ts'

export const connection = sqliteTable(
  'connection',
  {
    tenant: text().notNull(),
    id: text().notNull(),
    kind: text().$type<ConnectionKind>().notNull(),
    name: text().notNull(),
    organization: text().notNull(),
    organizationName: text('organization_name').notNull(),
    last4: text().notNull(),
    /** working | partial | broken | removed */
    state: text().notNull(),
    words: text(),
    /** JSON: the checklist of the last validation. */
    checklist: text().notNull(),
    generation: text().notNull(),
    connectedBy: text('connected_by').notNull(),
    connectedAt: text('connected_at').notNull(),
    rotatedAt: text('rotated_at'),
    removedAt: text('removed_at'),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.id] })],
)

export const stream = sqliteTable(
  'stream',
  {
    tenant: text().notNull(),
    connection: text().notNull(),
    stream: text().notNull(),
    /** reading | catching_up | retrying | skipped | set_aside | paused */
    state: text().notNull(),
    words: text(),
    requestId: text('request_id'),
    failures: integer().notNull().default(0),
    /** Times in a row that the vendor said the key may not read this. */
    refusals: integer().notNull().default(0),
    lastTry: text('last_try'),
    lastSuccess: text('last_success'),
    nextDue: text('next_due').notNull(),
    /** Day on which the long re-read was done last. */
    longReread: text('long_reread'),
    /** Newest instant the vendor has told us of. */
    reachedTo: text('reached_to'),
    backfillFrom: text('backfill_from'),
    backfillDone: integer('backfill_done').notNull().default(0),
    backfillAsked: integer('backfill_asked').notNull().default(0),
    /** none | running | paused | done | waiting */
    backfillState: text('backfill_state').notNull().default('none'),
    backfillTouched: text('backfill_touched'),
    pausedBy: text('paused_by'),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.connection, t.stream] }), index('stream_due').on(t.nextDue)],
)

/** Answers that did not parse: the body is sealed in the vault bucket; here is what a person needs to find it. */
export const quarantine = sqliteTable(
  'quarantine',
  {
    tenant: text().notNull(),
    id: text().notNull(),
    connection: text().notNull(),
    stream: text().notNull(),
    at: text().notNull(),
    endpoint: text().notNull(),
    status: integer().notNull(),
    sha256: text().notNull(),
    bytes: integer().notNull(),
    why: text().notNull(),
    resolvedAt: text('resolved_at'),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.id] })],
)

/** Messages that failed as often as they may; an operator looks at them. Bodies hold ids only. */
export const deadLetter = sqliteTable(
  'dead_letter',
  { id: text().primaryKey(), queue: text().notNull(), at: text().notNull(), body: text().notNull() },
  (t) => [index('dead_letter_at').on(t.at)],
)

/** How far the projection of a tenant has come; written in the same batch as the rows. */
export const projection = sqliteTable('projection', {
  tenant: text().primaryKey(),
  watermark: integer().notNull(),
  size: integer().notNull(),
  head: text().notNull(),
  at: text().notNull(),
})
