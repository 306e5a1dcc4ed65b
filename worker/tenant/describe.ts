// Records as people look at them: the summary of a line, and the whole of one with its sealed fields opened where that is allowed.
import type { LedgerRecord } from '../ledger/record.ts'
import { openEnvelope } from '../vault/envelope.ts'
import type { Vault } from '../vault/keys.ts'
import { envelopeRef } from './names.ts'
import type { RecordView } from './views.ts'

export type RecordSummary = {
  seq: number
  leaf: string
  kind: string
  stream: string
  id: string
  rev: number
  occurred_at: string
  ingested_at: string
  subject: string | null
  sealed: boolean
  bytes: number
  checkpoint: number | null
}

/** Our own bytes, checked when they were appended. */
const parse = (text: string): LedgerRecord => JSON.parse(text) as LedgerRecord

export function describeRecord(stored: { seq: number; text: string; leaf: string; checkpoint: number | null }): {
  parsed: LedgerRecord
  summary: RecordSummary
} {
  const parsed = parse(stored.text)
  const summary = {
    seq: stored.seq,
    leaf: stored.leaf,
    kind: parsed.kind,
    stream: parsed.stream,
    id: parsed.id,
    rev: parsed.rev,
    occurred_at: parsed.occurred_at,
    ingested_at: parsed.ingested_at,
    subject: parsed.subject ?? null,
    sealed: parsed.sealed !== undefined,
    bytes: new TextEncoder().encode(stored.text).length,
    checkpoint: stored.checkpoint,
  }
  return { parsed, summary }
}

export type OpenedFields = { state: 'none' | 'opened' | 'erased' | 'hidden'; fields: Record<string, unknown> | null }

/** The personal fields of a record, opened for this one answer. `may`: whether the role may see them. */
export async function openFields(vault: Vault, view: RecordView, may: boolean): Promise<OpenedFields> {
  const record = parse(view.text)
  if (record.sealed === undefined) return { state: 'none', fields: null }
  if (!may) return { state: 'hidden', fields: null }
  if (view.envelope === null) return { state: 'erased', fields: null }
  const opened = await openEnvelope(vault, {
    ref: envelopeRef(record),
    ...(record.subject !== undefined && { subject: record.subject }),
    sealed: record.sealed,
    object: view.envelope,
  })
  return opened.ok ? { state: 'opened', fields: opened.fields } : { state: 'erased', fields: null }
}

/** The manifest of the page that a record came from. */
export function describePull(text: string): {
  seq: number
  endpoint: string
  query: string
  page_sha256: string
  at: string
} {
  const { seq, data, occurred_at } = parse(text)
  const str = (value: unknown) => (typeof value === 'string' ? value : '')
  return {
    seq,
    endpoint: str(data.endpoint),
    query: str(data.query),
    page_sha256: str(data.page_sha256),
    at: occurred_at,
  }
}
