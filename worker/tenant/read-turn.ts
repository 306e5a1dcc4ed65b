// One reported turn → its row of the read models. Pure, like read-model.ts.
import type { JsonValue } from '../ledger/jcs.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import type { ReadRow } from './read-model.ts'

const str = (value: JsonValue | undefined): string | null => (typeof value === 'string' ? value : null)
const count = (value: JsonValue | undefined): number | null => (typeof value === 'number' ? value : null)

export function turnRow(record: LedgerRecord): ReadRow {
  const { id, data, subject = null, occurred_at } = record
  return {
    id,
    day: occurred_at.slice(0, 10),
    at: occurred_at,
    subject,
    kind: str(data.kind) ?? 'other',
    model: str(data.model) ?? 'unknown',
    surface: str(data.surface) ?? 'other',
    topic: str(data.topic),
    input_tokens: count(data.input_tokens),
    output_tokens: count(data.output_tokens),
    tool_calls: count(data.tool_calls),
  }
}
