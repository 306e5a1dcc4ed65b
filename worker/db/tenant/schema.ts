// Read models and connection state of a region's tenants (D1). Rebuildable from the ledgers but for connections and
// streams; holds no name, no address and no secret: D1 remembers 30 days of history, and a destroyed key must stay destroyed.
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Nanodollars and token counts are SQLite 64-bit integers; sums leave SQL as text, never as doubles. */
const big = (name: string) => integer(name, { mode: 'number' })

export const connection = sqliteTable(
  'connection',
  {
    tenant: text().notNull(),
    id: text().notNull(),
    kind: text().notNull(),
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

export const checkpoint = sqliteTable(
  'checkpoint',
  {
    tenant: text().notNull(),
    size: integer().notNull(),
    root: text().notNull(),
    at: text().notNull(),
    number: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.size] })],
)

export const organization = sqliteTable(
  'organization',
  {
    tenant: text().notNull(),
    vendor: text().notNull(),
    id: text().notNull(),
    name: text().notNull(),
    seq: integer().notNull(),
    rev: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.vendor, t.id] })],
)

export const workspace = sqliteTable(
  'workspace',
  {
    tenant: text().notNull(),
    vendor: text().notNull(),
    id: text().notNull(),
    name: text().notNull(),
    isDefault: integer('is_default').notNull(),
    archivedAt: text('archived_at'),
    vanished: integer().notNull(),
    seq: integer().notNull(),
    rev: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.vendor, t.id] })],
)

export const vendorKey = sqliteTable(
  'vendor_key',
  {
    tenant: text().notNull(),
    vendor: text().notNull(),
    id: text().notNull(),
    status: text().notNull(),
    workspace: text(),
    createdBy: text('created_by'),
    createdAt: text('created_at'),
    expiresAt: text('expires_at'),
    vanished: integer().notNull(),
    seq: integer().notNull(),
    rev: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.vendor, t.id] })],
)

export const member = sqliteTable(
  'member',
  {
    tenant: text().notNull(),
    vendor: text().notNull(),
    /** Several may be connected, and one person may belong to more than one of them. */
    organization: text().notNull().default(''),
    subject: text().notNull(),
    role: text().notNull(),
    addedAt: text('added_at'),
    vanished: integer().notNull(),
    seq: integer().notNull(),
    rev: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.vendor, t.organization, t.subject] })],
)

export const invite = sqliteTable(
  'invite',
  {
    tenant: text().notNull(),
    vendor: text().notNull(),
    id: text().notNull(),
    subject: text(),
    role: text().notNull(),
    status: text().notNull(),
    invitedAt: text('invited_at').notNull(),
    expiresAt: text('expires_at'),
    vanished: integer().notNull(),
    seq: integer().notNull(),
    rev: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.vendor, t.id] })],
)

export const usage = sqliteTable(
  'usage',
  {
    tenant: text().notNull(),
    stream: text().notNull(),
    id: text().notNull(),
    day: text().notNull(),
    vendor: text().notNull(),
    /** dimensions: the rows totals are made of. actors: the same use again, by person. */
    view: text().notNull(),
    model: text(),
    workspace: text(),
    apiKey: text('api_key'),
    subject: text(),
    serviceTier: text('service_tier'),
    contextWindow: text('context_window'),
    inferenceGeo: text('inference_geo'),
    speed: text(),
    uncachedInput: big('uncached_input').notNull(),
    cacheRead: big('cache_read').notNull(),
    cacheWrite5m: big('cache_write_5m').notNull(),
    cacheWrite1h: big('cache_write_1h').notNull(),
    output: big('output').notNull(),
    webSearches: big('web_searches').notNull(),
    /** Estimate in nanodollars from the dated price list; null = no price, never zero. */
    estimate: big('estimate'),
    seq: integer().notNull(),
    rev: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.stream, t.id] }), index('usage_day').on(t.tenant, t.view, t.day)],
)

export const cost = sqliteTable(
  'cost',
  {
    tenant: text().notNull(),
    stream: text().notNull(),
    id: text().notNull(),
    day: text().notNull(),
    vendor: text().notNull(),
    workspace: text(),
    description: text(),
    costType: text('cost_type'),
    tokenType: text('token_type'),
    model: text(),
    serviceTier: text('service_tier'),
    contextWindow: text('context_window'),
    inferenceGeo: text('inference_geo'),
    /** Billed nanodollars, as the vendor's cost report says. */
    amount: big('amount').notNull(),
    currency: text().notNull(),
    seq: integer().notNull(),
    rev: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.stream, t.id] }), index('cost_day').on(t.tenant, t.day)],
)

export const codeDay = sqliteTable(
  'code_day',
  {
    tenant: text().notNull(),
    id: text().notNull(),
    day: text().notNull(),
    vendor: text().notNull(),
    actorType: text('actor_type').notNull(),
    subject: text(),
    terminal: text(),
    customerType: text('customer_type'),
    remote: integer().notNull(),
    sessions: integer().notNull(),
    linesAdded: integer('lines_added').notNull(),
    linesRemoved: integer('lines_removed').notNull(),
    commits: integer().notNull(),
    pullRequests: integer('pull_requests').notNull(),
    accepted: integer().notNull(),
    rejected: integer().notNull(),
    tokens: big('tokens').notNull(),
    /** The vendor's own estimate, nanodollars. */
    estimate: big('estimate').notNull(),
    /** JSON: the models of the day with their tokens. */
    models: text().notNull(),
    seq: integer().notNull(),
    rev: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenant, t.id] }),
    index('code_day_day').on(t.tenant, t.day),
    index('code_day_subject').on(t.tenant, t.subject, t.day),
  ],
)

/** Vendor events and our own acts, one list. */
export const activity = sqliteTable(
  'activity',
  {
    tenant: text().notNull(),
    seq: integer().notNull(),
    at: text().notNull(),
    vendor: text().notNull(),
    type: text().notNull(),
    category: text().notNull(),
    actorType: text('actor_type').notNull(),
    subject: text(),
    /** 1 = a management read or system work, kept out of people's activity. */
    machine: integer().notNull(),
    workspace: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenant, t.seq] }),
    index('activity_at').on(t.tenant, t.at),
    index('activity_subject').on(t.tenant, t.subject, t.at),
  ],
)
