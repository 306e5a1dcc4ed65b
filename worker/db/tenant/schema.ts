// Read models of a region's tenants (D1), rebuildable from the ledgers. They hold no name, no address and no secret:
// D1 remembers 30 days of history, and a destroyed key must stay destroyed.

import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export * from './schema-budgets.ts'
export * from './schema-content.ts'
export * from './schema-receipts.ts'
export * from './schema-state.ts'
export * from './schema-teams.ts'
export * from './schema-turns.ts'
export * from './schema-usage-days.ts'
export * from './schema-views.ts'

/** Nanodollars and token counts are SQLite 64-bit integers; sums leave SQL as text, never as doubles. */
const big = (name: string) => integer(name, { mode: 'number' })

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
    /** The subject of whoever made or owns it, or the open id of a service account. */
    createdBy: text('created_by'),
    /** user | service_account; null where the vendor does not say. */
    holderType: text('holder_type'),
    createdAt: text('created_at'),
    expiresAt: text('expires_at'),
    vanished: integer().notNull(),
    seq: integer().notNull(),
    rev: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.vendor, t.id] })],
)

/** Keys of software and not of people. */
export const serviceAccount = sqliteTable(
  'service_account',
  {
    tenant: text().notNull(),
    vendor: text().notNull(),
    id: text().notNull(),
    workspace: text(),
    role: text(),
    createdAt: text('created_at'),
    vanished: integer().notNull(),
    seq: integer().notNull(),
    rev: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.vendor, t.id] })],
)

/** What an admin decided about an identity by hand; stronger than any matching, whenever that runs. */
export const identityLink = sqliteTable(
  'identity_link',
  {
    tenant: text().notNull(),
    /** A subject, or `<vendor>:<key id>`. */
    identity: text().notNull(),
    /** The subject of the person it belongs to; null: kept apart from everybody. */
    person: text(),
    at: text().notNull(),
    seq: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.identity] })],
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
    /** Which of the vendor's services, where it reports them apart. */
    product: text(),
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
    cacheWrite30m: big('cache_write_30m').notNull().default(0),
    cacheWrite12h: big('cache_write_12h').notNull().default(0),
    output: big('output').notNull(),
    webSearches: big('web_searches').notNull(),
    /** Null where the vendor does not count requests. */
    requests: big('requests'),
    /** What is not counted in tokens, and in which unit: images, characters, seconds, bytes, sessions, file_searches. */
    quantity: big('quantity'),
    unit: text(),
    /** Estimate in nanodollars from the dated price list; null = no price, never zero. */
    estimate: big('estimate'),
    seq: integer().notNull(),
    rev: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenant, t.stream, t.id] }),
    index('usage_day').on(t.tenant, t.view, t.day),
    // What is not counted in tokens is rare: asking for it must not look at every row of the range.
    index('usage_unit').on(t.tenant, t.view, t.day).where(sql`${t.unit} IS NOT NULL`),
  ],
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
