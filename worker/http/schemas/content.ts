// /api/content: captured chats, masked until somebody reveals them. Text and titles are decrypted for the length of one answer.
import { z } from '@hono/zod-openapi'
import { Day, Hex32, Instant, Page, PageQuery, PersonRef, Seq, VendorName } from './common.ts'

/** What masking found: the type of the mark and how often. */
export const MARK_KINDS = ['API_KEY', 'CARD', 'EMAIL', 'IP', 'PHONE', 'SSN'] as const
export const MarkCount = z.object({ kind: z.enum(MARK_KINDS), count: z.number().int(), distinct: z.number().int() })

/**
 * A text in pieces: plain ones, and masked ones that show their kind and a number, the same number for the same value within one chat.
 * Revealed text has plain pieces only; what was masked keeps its `mark`.
 */
export const TextPiece = z.object({
  text: z.string(),
  mark: z.object({ kind: z.enum(MARK_KINDS), number: z.number().int().positive() }).optional(),
})

/** Why there is no text. `erased`: by an erasure record. `lost`: it should be there and does not open. */
export const Tombstone = z.object({
  state: z.enum(['erased', 'lost']),
  at: Instant.nullable(),
  /** The erasure record. */
  by: Seq.nullable(),
  reason_code: z.string().nullable(),
  words: z.string(),
})

export const ChatView = z.object({
  id: z.string(),
  vendor: VendorName,
  organization: z.string().nullable(),
  project: z.string().nullable(),
  /** Masked; null when it has none or it was erased. */
  title: z.array(TextPiece).nullable(),
  person: PersonRef.nullable(),
  model: z.string().nullable(),
  created_at: Instant,
  updated_at: Instant,
  /** When it was deleted at the vendor; what was captured before stays. */
  deleted_at: Instant.nullable(),
  /** The vendor gives no text of it any more. */
  emptied: z.boolean(),
  /** Captured messages, those without any text, and those that were erased. */
  messages: z.number().int(),
  without_text: z.number().int(),
  erased: z.number().int(),
  /** Holds in force on this chat or its person. */
  holds: z.array(z.string()),
  seq: Seq,
  /** With a search: the first message that matches, masked. */
  match: z.object({ seq: Seq, at: Instant, pieces: z.array(TextPiece) }).nullable(),
})

export const ChatListQuery = PageQuery.extend({
  from: Day.optional(),
  to: Day.optional(),
  /** Any subject of a person. */
  person: z.string().max(60).optional(),
  model: z.string().max(200).optional(),
  /** Chats whose text has all of these words in one message; whole words. */
  q: z.string().trim().max(200).optional(),
  /** all | held | deleted (at the vendor) | erased */
  show: z.enum(['all', 'held', 'deleted', 'erased']).default('all'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})

export const ChatList = z.object({
  ...Page,
  chats: z.array(ChatView),
  /** Over the whole filter; null while a search would have to open every text to know. */
  totals: z.object({ chats: z.number().int(), messages: z.number().int() }).nullable(),
  models: z.array(z.string()),
  /** Message records whose words are not in the index yet: a search may miss them. */
  not_indexed: z.number().int(),
})

export const MessageView = z.object({
  seq: Seq,
  id: z.string(),
  role: z.string(),
  at: Instant,
  model: z.string().nullable(),
  bytes: z.number().int(),
  /** Null where a tombstone says why. */
  pieces: z.array(TextPiece).nullable(),
  tombstone: Tombstone.nullable(),
  /** SHA-256 of the plaintext as the record has it. */
  sha256: Hex32.nullable(),
  commit: Hex32,
  /** The vendor cut the text, or cut reasoning out of it. */
  truncated: z.boolean(),
  /** Files, artifacts and tool uses that were there and are not captured. */
  not_captured: z.number().int(),
})

export const ChatQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(100),
  cursor: z.string().max(500).optional(),
  /** A reveal that was recorded for this chat and person within the last 30 minutes: texts come unmasked. */
  reveal: z.string().max(60).optional(),
})

/** One step of a chat's chain of custody, oldest first. */
export const CustodyStep = z.object({
  seq: Seq,
  at: Instant,
  /** captured | deleted_at_vendor | revealed | exported | held | released | erased */
  what: z.string(),
  by: PersonRef.nullable(),
  words: z.string().nullable(),
})

export const ChatDetail = z.object({
  ...Page,
  chat: ChatView,
  messages: z.array(MessageView),
  /** Over all messages of the chat that were masked for this answer. */
  marks: z.array(MarkCount),
  custody: z.array(CustodyStep),
  revealed: z.object({ id: z.string(), seq: Seq, until: Instant }).nullable(),
})

const reason = z.string().trim().min(20, 'must say why in at least 20 characters').max(1000)

/** `messages`: seqs of the chat's message records; left out = the whole chat. */
export const RevealBody = z.strictObject({
  reason,
  messages: z.array(z.number().int().nonnegative()).min(1).max(1000).optional(),
  approval: z.string().max(60).optional(),
})

/** Recorded before anything is shown. `waiting`: a second person has to approve; ask again with `approval` once they did. */
export const RevealAnswer = z.object({
  state: z.enum(['revealed', 'waiting']),
  id: z.string(),
  seq: Seq.nullable(),
  until: Instant.nullable(),
  approval: z.string().nullable(),
})

/** What is captured and what is not, for the head of the screen and for Settings. */
export const ContentSummary = z.object({
  connected: z.boolean(),
  chats: z.number().int(),
  messages: z.number().int(),
  without_text: z.number().int(),
  erased: z.number().int(),
  deleted_at_vendor: z.number().int(),
  first: Instant.nullable(),
  last: Instant.nullable(),
  bytes: z.number().int(),
  /** Words for what this product never captures. */
  not_captured: z.array(z.string()),
})

export const HoldBody = z.strictObject({
  scope: z.enum(['person', 'chat']),
  /** Any subject of the person, or the chat's id. */
  target: z.string().min(1).max(200),
  matter: z.string().trim().min(1).max(200),
  reason: z.string().trim().max(1000).default(''),
})
export const HoldView = z.object({
  id: z.string(),
  scope: z.enum(['person', 'chat']),
  person: PersonRef.nullable(),
  chat: z.string().nullable(),
  matter: z.string().nullable(),
  reason: z.string().nullable(),
  placed_by: PersonRef.nullable(),
  placed_at: Instant,
  released_at: Instant.nullable(),
  released_by: PersonRef.nullable(),
  seq: Seq.nullable(),
})
export const HoldList = z.object({ holds: z.array(HoldView) })
export const ReleaseBody = z.strictObject({ reason: z.string().trim().min(1).max(1000) })

export const REASON_CODES = ['request', 'retention', 'off_boarding', 'mistake', 'other'] as const

/**
 * `target`: the chat's id, any subject of the person, or `all` with scope tenant. `confirm`: the person's address or name, the
 * chat's id, or the workspace's name, as the screen asks for it.
 */
export const ErasureBody = z.strictObject({
  scope: z.enum(['chat', 'person', 'tenant']),
  target: z.string().min(1).max(200),
  confirm: z.string().trim().min(1).max(300),
  reason_code: z.enum(REASON_CODES),
  reason,
  /** Messages of others that hold this person's address or full name: erased too, or kept. */
  mentions: z.enum(['erase', 'keep']).default('erase'),
})

export const ErasureCounts = z.object({
  chats: z.number().int(),
  messages: z.number().int(),
  envelopes: z.number().int(),
  blobs: z.number().int(),
  keys: z.number().int(),
  words: z.number().int(),
  mentions: z.number().int(),
  exports: z.number().int(),
})

export const ErasureView = z.object({
  id: z.string(),
  scope: z.enum(['chat', 'person', 'tenant']),
  person: PersonRef.nullable(),
  chat: z.string().nullable(),
  state: z.enum(['waiting', 'queued', 'running', 'done', 'refused']),
  step: z.string(),
  words: z.string().nullable(),
  reason_code: z.string(),
  mentions: z.enum(['erase', 'keep']),
  requested_by: PersonRef.nullable(),
  created_at: Instant,
  done_at: Instant.nullable(),
  intent_seq: Seq.nullable(),
  result_seq: Seq.nullable(),
  counts: ErasureCounts,
  approval: z.string().nullable(),
  /** The export that holds the certificate, once it is made. */
  certificate: z.string().nullable(),
  /** When it was lifted: captured again from then on. */
  lifted_at: Instant.nullable(),
})
export const ErasureList = z.object({ ...Page, erasures: z.array(ErasureView) })

export const ErasurePreviewQuery = z.object({
  scope: z.enum(['chat', 'person', 'tenant']),
  target: z.string().min(1).max(200),
})
/** What an erasure would take, before anybody confirms it. */
export const ErasurePreview = z.object({
  chats: z.number().int(),
  messages: z.number().int(),
  envelopes: z.number().int(),
  exports: z.number().int(),
  holds: z.array(HoldView),
  /** What must be typed as `confirm`. */
  confirm: z.string(),
})

export const ApprovalView = z.object({
  id: z.string(),
  /** `release`: of a legal hold. */
  kind: z.enum(['reveal', 'export', 'erasure', 'release']),
  words: z.string(),
  reason: z.string().nullable(),
  requested_by: PersonRef.nullable(),
  requested_at: Instant,
  expires_at: Instant,
  state: z.enum(['waiting', 'approved', 'refused', 'used', 'expired']),
  decided_by: PersonRef.nullable(),
  decided_at: Instant.nullable(),
  /** Whether whoever is looking may decide it: nobody decides what they asked for themselves. */
  mine: z.boolean(),
})
export const ApprovalList = z.object({ approvals: z.array(ApprovalView) })
export const DecisionBody = z.strictObject({
  decision: z.enum(['approve', 'refuse']),
  words: z.string().trim().max(1000).default(''),
})

export type TextPiece = z.infer<typeof TextPiece>
export type MarkCount = z.infer<typeof MarkCount>
export type Tombstone = z.infer<typeof Tombstone>
export type ChatView = z.infer<typeof ChatView>
export type ChatList = z.infer<typeof ChatList>
export type MessageView = z.infer<typeof MessageView>
export type CustodyStep = z.infer<typeof CustodyStep>
export type ChatDetail = z.infer<typeof ChatDetail>
export type RevealAnswer = z.infer<typeof RevealAnswer>
export type ContentSummary = z.infer<typeof ContentSummary>
export type HoldView = z.infer<typeof HoldView>
export type HoldList = z.infer<typeof HoldList>
export type ErasureBody = z.infer<typeof ErasureBody>
export type ErasureCounts = z.infer<typeof ErasureCounts>
export type ErasureView = z.infer<typeof ErasureView>
export type ErasureList = z.infer<typeof ErasureList>
export type ErasurePreview = z.infer<typeof ErasurePreview>
export type ApprovalView = z.infer<typeof ApprovalView>
export type ApprovalList = z.infer<typeof ApprovalList>
