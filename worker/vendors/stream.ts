// The contract of a stream: one vendor feed that turns answers into drafts. A file per stream implements it.
import type { SubjectId } from '../ids.ts'
import type { JsonObject, JsonValue } from '../ledger/jcs.ts'
import type { RecordKind } from '../ledger/record.ts'
import type { Fault, VendorClient } from './http.ts'

export const CONNECTION_KINDS = ['anthropic_admin', 'openai_admin', 'anthropic_compliance'] as const
export type ConnectionKind = (typeof CONNECTION_KINDS)[number]
export type Vendor = 'anthropic' | 'openai'

/** What a stream needs of a key; the names are those of GET /api/me/capabilities. The first four are Anthropic's. */
export const CAPABILITIES = [
  'admin_api',
  'code_analytics',
  'activity_feed',
  'content_capture',
  'admin',
  'costs',
  'audit_logs',
  'project_users',
  'per_user_breakdown',
] as const
export type Capability = (typeof CAPABILITIES)[number]

/** Who somebody is at a vendor. Goes into the ledger only as keyed hashes and as sealed fields. */
export type Identity = { email?: string; vendorUser?: string; name?: string }

/** A UTC day, `YYYY-MM-DD`. */
export type Day = string

/** Days from `from` up to but not including `to`, both UTC. */
export type Window = { from: Day; to: Day }

/**
 * One item of a vendor's answer on its way to a record: open fields apart from personal ones, nothing sealed yet.
 * `id` is the identity at the source without anything personal: where a person is part of it, it is made from the subject.
 */
export type Draft = {
  kind: RecordKind
  id: string | ((subject: SubjectId | undefined) => string)
  /** RFC 3339 with milliseconds and Z (LEDGER section 1); the start of the bucket for aggregates. */
  occurredAt: string
  data: JsonObject
  /** Open fields as they stood when it was first seen: recorded with `data`, but their change alone is no restatement. */
  asSeen?: JsonObject
  /** Personal fields, sealed under the subject's key, or under the tenant's when there is no `who`. */
  fields?: Record<string, JsonValue>
  /** The text of a message, sealed apart from the record. `place`: where, below the tenant's content; the revision is put behind it. */
  content?: { text: string; place: string }
  who?: Identity
  /** Other people the item names: the member of `data` with this name becomes their subject. */
  mentions?: Record<string, Identity>
}

/** What was asked and what came: the `data` of the pull record (LEDGER section 2) but for the counts the ledger knows. */
export type Manifest = {
  endpoint: string
  query: string
  status: number
  request_id?: string
  page_sha256: string
  bytes: number
  items: number
  has_more: boolean
}

/**
 * `days`: the UTC days that this page answers for, empty ones too. What the ledger has of such a day and no page of the
 * read names any more was taken back by the vendor; a stream that leaves `days` out takes nothing back.
 */
export type Page = { drafts: Draft[]; manifest: Manifest; next: string | null; days?: Day[] }

/** An answer that did not parse: kept whole, shown, and never moves the cursor. */
export type Quarantine = {
  endpoint: string
  query: string
  status: number
  body: Uint8Array
  sha256: string
  why: string
}

export type PageResult =
  | { ok: true; page: Page }
  | { ok: false; fault: Fault }
  | { ok: false; fault: { code: 'unreadable'; words: string }; quarantine: Quarantine }

export type Ask = {
  /** The days asked for; inventories ignore it. */
  window: Window
  /** Feeds: the instant to begin at instead of the window's midnight, so that a poll does not read a whole day again. */
  since?: string
  /** The vendor's page token, null for the first page. */
  token: string | null
  now: Date
  /** The vendor's organization id, part of what makes an id unique when several are connected. */
  organization: string
  /** Which of the vendor's generations of endpoints answers this key (chosen when it was connected). */
  generation: 'classic' | 'analytics'
}

export type Stream = {
  id: string
  vendor: Vendor
  connection: ConnectionKind
  capability: Capability
  /**
   * inventory: the whole list each time, what vanished is recorded. daily: buckets of UTC days that are read again and
   * restated. feed: events by time, overlapped and told apart by id.
   */
  shape: 'inventory' | 'daily' | 'feed'
  /** Kind of the records of an inventory of many objects or of a day's rows: one that the vendor no longer names is recorded under it. */
  lists?: RecordKind | ((id: string) => RecordKind)
  /** Inventories: the most pages a list may have, where it is not 100. */
  most?: number
  /** Minutes between two reads. */
  every: number
  /** Days read again each time, and once a day. Feeds: days of overlap. */
  reread: { each: number; daily: number }
  /** Feeds: minutes by which a poll overlaps the one before, where it is not two hours. */
  overlap?: number
  /**
   * Days to go back on connect, and how many of them one backfill step takes (newest first). 0 = not applicable. `since`: the
   * first day there can be anything, for a stream that is read from there unless somebody chooses a later one.
   */
  backfill: { days: number; step: number; since?: Day }
  page(client: VendorClient, ask: Ask): Promise<PageResult>
}
