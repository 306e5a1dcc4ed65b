// Chats and messages (read models), the words they can be found by, and what is under way with them. No text, no title, no name: those
// lie sealed in R2 and beside their records, where an erasure reaches them.
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const chat = sqliteTable(
  'chat',
  {
    tenant: text().notNull(),
    vendor: text().notNull(),
    id: text().notNull(),
    organization: text(),
    project: text(),
    subject: text(),
    model: text(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    /** When it was deleted at the vendor. */
    deletedAt: text('deleted_at'),
    /** 1 = the vendor gives no text of it any more. */
    emptied: integer().notNull(),
    /** Messages that the vendor lists without any text. */
    withoutText: integer('without_text').notNull(),
    seq: integer().notNull(),
    rev: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenant, t.vendor, t.id] }),
    index('chat_updated').on(t.tenant, t.updatedAt),
    index('chat_subject').on(t.tenant, t.subject, t.updatedAt),
  ],
)

export const message = sqliteTable(
  'message',
  {
    tenant: text().notNull(),
    vendor: text().notNull(),
    chat: text().notNull(),
    /** The record's id: `<chat>/<message>`. */
    id: text().notNull(),
    /** user | assistant */
    role: text().notNull(),
    at: text().notNull(),
    subject: text(),
    model: text(),
    /** UTF-8 length of the text. */
    bytes: integer().notNull(),
    seq: integer().notNull(),
    rev: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenant, t.vendor, t.id] }),
    index('message_chat').on(t.tenant, t.chat, t.at),
    index('message_seq').on(t.tenant, t.seq),
    index('message_subject').on(t.tenant, t.subject),
  ],
)

/** What erasure records say is gone: one row a content record. */
export const erasedContent = sqliteTable(
  'erased_content',
  {
    tenant: text().notNull(),
    /** The record whose text or title is gone. */
    seq: integer().notNull(),
    /** The erasure record. */
    by: integer().notNull(),
    at: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.seq] })],
)

/** Keyed digests of the words of each message (content/words.ts); without the person's search key they are noise. */
export const contentWord = sqliteTable(
  'content_word',
  { tenant: text().notNull(), token: integer().notNull(), seq: integer().notNull() },
  (t) => [primaryKey({ columns: [t.tenant, t.token, t.seq] }), index('content_word_seq').on(t.tenant, t.seq)],
)

/** How far the words of a tenant's messages are indexed: every message record below this seq. */
export const contentIndex = sqliteTable('content_index', {
  tenant: text().primaryKey(),
  indexed: integer().notNull(),
  touchedAt: text('touched_at').notNull(),
})

/** Erasures, from the wish to the certificate (vault/erasure). Ids and numbers only; the reason lies sealed beside its record. */
export const erasure = sqliteTable(
  'erasure',
  {
    tenant: text().notNull(),
    id: text().notNull(),
    /** chat | person | tenant */
    scope: text().notNull(),
    /** JSON: ids of the chat, or the subjects of the person. */
    target: text().notNull(),
    /** keep | erase: messages of others that hold this person's address or name. */
    mentions: text().notNull(),
    /** waiting (for a second approver) | queued | running | done | refused */
    state: text().notNull(),
    /** The step that comes next; every one may be done twice. */
    step: text().notNull(),
    words: text(),
    /** request | retention | off_boarding | other */
    reasonCode: text('reason_code').notNull(),
    requestedBy: text('requested_by'),
    createdAt: text('created_at').notNull(),
    touchedAt: text('touched_at').notNull(),
    doneAt: text('done_at'),
    intentSeq: integer('intent_seq'),
    resultSeq: integer('result_seq'),
    /** JSON: what was destroyed so far. */
    counts: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.id] }), index('erasure_state').on(t.state, t.touchedAt)],
)

/** Legal holds as screens list them; the ledger object decides by its own copy. */
export const hold = sqliteTable(
  'hold',
  {
    tenant: text().notNull(),
    id: text().notNull(),
    /** person | chat */
    scope: text().notNull(),
    /** JSON: the subjects of the person, or the id of the chat. */
    target: text().notNull(),
    placedBy: text('placed_by').notNull(),
    placedAt: text('placed_at').notNull(),
    releasedBy: text('released_by'),
    releasedAt: text('released_at'),
    /** The record that placed it: its sealed fields name the matter. */
    seq: integer(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.id] })],
)

/** What waits for a second person: reveals, exports with text, erasures. */
export const approval = sqliteTable(
  'approval',
  {
    tenant: text().notNull(),
    id: text().notNull(),
    /** reveal | export | erasure */
    kind: text().notNull(),
    /** JSON: what is to be done once approved; ids only. */
    request: text().notNull(),
    requestedBy: text('requested_by').notNull(),
    requestedAt: text('requested_at').notNull(),
    /** waiting | approved | refused | used | expired */
    state: text().notNull(),
    decidedBy: text('decided_by'),
    decidedAt: text('decided_at'),
    expiresAt: text('expires_at').notNull(),
    /** The record that asked: its sealed fields hold the reason. */
    seq: integer(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.id] }), index('approval_state').on(t.tenant, t.state)],
)
