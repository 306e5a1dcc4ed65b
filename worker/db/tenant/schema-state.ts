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
  {
    id: text().primaryKey(),
    queue: text().notNull(),
    at: text().notNull(),
    body: text().notNull(),
    /** waiting | replayed | discarded */
    state: text().$type<'waiting' | 'replayed' | 'discarded'>().notNull().default('waiting'),
    /** When an operator replayed or discarded it, and of a discarded one why. */
    decidedAt: text('decided_at'),
    reason: text(),
  },
  (t) => [index('dead_letter_at').on(t.at), index('dead_letter_state').on(t.state, t.at)],
)

/** How far the projection of a tenant has come; written in the same batch as the rows. */
export const projection = sqliteTable('projection', {
  tenant: text().primaryKey(),
  watermark: integer().notNull(),
  size: integer().notNull(),
  head: text().notNull(),
  at: text().notNull(),
})

/** Evidence bundles, wanted, being made or made (export/job.ts). Holds ids and numbers; what was exported lies in R2 until it expires. */
export const exportJob = sqliteTable(
  'export',
  {
    tenant: text().notNull(),
    id: text().notNull(),
    /** queued | running | ready | failed | revoked | expired */
    state: text().notNull(),
    words: text(),
    /** bundle | json | focus */
    format: text().notNull(),
    disclosed: integer().notNull(),
    note: text().notNull(),
    /** JSON: the filter as it was asked for. */
    filter: text().notNull(),
    /** JSON: all subjects of the filter's person at that moment; null without one. */
    subjects: text(),
    /** JSON: how the texts of messages are in it, and which documents are made of them (export/review.ts); null without texts. */
    review: text(),
    /** JSON: the files and rows of a FOCUS export (export/focus/wish.ts); null for the others, and for one with what is usual. */
    focus: text(),
    createdBy: text('created_by').notNull(),
    /** The ledger's subject of who asked. */
    requestedBy: text('requested_by').notNull(),
    createdAt: text('created_at').notNull(),
    expiresAt: text('expires_at').notNull(),
    maxDownloads: integer('max_downloads'),
    /** anchored | newest: which checkpoint the job pins. */
    asOf: text('as_of').notNull().default('anchored'),
    linkVersion: integer('link_version').notNull(),
    /** The last sign of life of the job. */
    touchedAt: text('touched_at').notNull(),
    /** Pinned when the job begins: size and note of the checkpoint, and the time that the statement gives. */
    size: integer(),
    checkpoint: text(),
    generatedAt: text('generated_at'),
    /** JSON: how far the ledger was looked through, and where its volumes begin and end (export/plan.ts). */
    plan: text(),
    /** JSON: the volumes that are written and verified. */
    volumes: text().notNull(),
    /** 1 = nothing of it lies in R2 any more. */
    cleared: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenant, t.id] }),
    index('export_created').on(t.tenant, t.createdAt, t.id),
    index('export_live').on(t.cleared, t.state, t.touchedAt),
  ],
)

/** One download of one file of an export. Written before the first byte leaves: its rows are what a limit counts. */
export const exportDownload = sqliteTable(
  'export_download',
  {
    id: text().primaryKey(),
    tenant: text().notNull(),
    export: text().notNull(),
    linkVersion: integer('link_version').notNull(),
    volume: integer().notNull(),
    at: text().notNull(),
    /** First and last byte; null = the whole file. */
    first: integer(),
    last: integer(),
  },
  (t) => [
    index('export_download_link').on(t.tenant, t.export, t.linkVersion, t.volume),
    index('export_download_at').on(t.tenant, t.export, t.at, t.id),
  ],
)

/** The last self-check of each tenant's ledger that came to its end (tenant/self-check.ts). */
export const selfCheck = sqliteTable('self_check', {
  tenant: text().primaryKey(),
  /** UTC day on which it ended: the next one begins on a later day. */
  day: text().notNull(),
  at: text().notNull(),
  /** whole | differs */
  state: text().$type<'whole' | 'differs'>().notNull(),
  /** Records that were compared. */
  size: integer().notNull(),
  /** JSON: codes, words, first record concerned, how many. */
  findings: text().notNull(),
})
