// What crosses into the ledger object: drafts that are sealed already, and the answers to an append. Plain data only.
import type { RecordKind } from '../ledger/record.ts'

/** One record to be, complete but for its place. The `…Json` members are canonical JSON texts. */
export type SealedDraft = {
  kind: RecordKind
  id: string
  /** The revision it was sealed for: an envelope is bound to it, so it must be the one the ledger gives. */
  rev: number
  occurredAt: string
  subject?: string
  dataJson: string
  sealedJson?: string
  contentJson?: string
  refs?: number[]
  /** Keyed digest of the draft's meaning before sealing: a draft with the value in force is not appended again. */
  value: string
  /** The encrypted envelope, kept beside the record. */
  envelope?: Uint8Array
}

/** The pull record that goes before the drafts of one page: `dataJson` without the counts, which only the ledger knows. */
export type PullDraft = { occurredAt: string; endpoint: string; data: Record<string, string | number | boolean> }

export type Batch = {
  stream: string
  /** The vendor's organization, for inventories: what vanished is told within it. */
  scope?: string
  /** The cursor must stand at `expect`; it moves to `next` in the same transaction. */
  cursor?: { name: string; expect: string | null; next: string | null }
  pull?: PullDraft
  drafts: SealedDraft[]
}

export type AppendResult =
  | { ok: true; fresh: number; restated: number; skipped: number; first: number | null; size: number }
  | { ok: false; code: 'stale_cursor'; cursor: string | null }
  | { ok: false; code: 'stale_revision'; id: string }
  | { ok: false; code: 'stopped'; words: string }
  | { ok: false; code: 'refused'; detail: string }

/** What of a page the ledger does not have yet: position in the asked list, and the revision that it will get. */
export type Unknown = { at: number; rev: number }

/** The value of a record that says an inventory object is gone. */
export const VANISHED = 'vanished'
