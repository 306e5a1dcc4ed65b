// Chats, messages and their erasures → rows of the read models. Pure, like read-model.ts; texts and titles never come here.
import type { JsonValue } from '../ledger/jcs.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import type { ReadChange, ReadRow } from './read-model.ts'

const str = (value: JsonValue | undefined): string | null => (typeof value === 'string' ? value : null)
const count = (value: JsonValue | undefined): number => (typeof value === 'number' ? value : 0)

export function chatRow(record: LedgerRecord): ReadRow {
  const { data, subject = null } = record
  return {
    id: record.id,
    organization: str(data.organization),
    project: str(data.project),
    subject,
    model: str(data.model),
    created_at: str(data.created_at) ?? record.occurred_at,
    updated_at: str(data.updated_at) ?? record.occurred_at,
    deleted_at: str(data.deleted_at),
    emptied: data.emptied === true ? 1 : 0,
    without_text: count(data.without_text),
  }
}

export function messageRow(record: LedgerRecord): ReadRow {
  const { data, subject = null } = record
  return {
    id: record.id,
    chat: str(data.chat) ?? record.id.slice(0, record.id.indexOf('/')),
    role: str(data.role) ?? 'unknown',
    at: record.occurred_at,
    subject,
    model: str(data.model),
    bytes: record.content?.bytes ?? 0,
  }
}

/** The result of an erasure names what it took: one row each. Its intent took nothing yet. */
export function erasedRows({ tenant, seq, occurred_at, data, refs = [] }: LedgerRecord): ReadChange[] {
  if (data.action !== 'erased') return []
  return refs.map((gone) => ({ table: 'erased_content', row: { tenant, seq: gone, by: seq, at: occurred_at } }))
}
