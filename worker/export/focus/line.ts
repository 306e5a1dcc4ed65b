// A bill line as its record says it: the money in nanodollars, what it is for, where the record stands.
import type { JsonObject, JsonValue } from '../../ledger/jcs.ts'
import type { LedgerRecord } from '../../ledger/record.ts'
import type { Vendor } from '../../vendors/stream.ts'
import { type Decimal, readDecimal } from './decimal.ts'

/** What a charge is for, in the vendor's words; null where its report does not say. */
export type Dimensions = {
  vendor: Vendor
  /** UTC. */
  day: string
  /** Id of the workspace or project as the record has it. */
  workspace: string | null
  costType: string | null
  tokenType: string | null
  model: string | null
  tier: string | null
  contextWindow: string | null
  geo: string | null
  speed: string | null
}

export type Source = { seq: number; rev: number; hash: string; stream: string }

/** `listed`: what the vendor says that it would be by its list, nanodollars. `quantity`: as the vendor's bill counts it. */
export type BillLine = Dimensions & {
  source: Source
  organization: string | null
  description: string | null
  nano: bigint
  listed: bigint | null
  currency: string
  quantity: { count: Decimal; unit: string | null } | null
}

const str = (value: JsonValue | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** Nanodollars as records have them: decimal strings, integers where they are small. */
const nano = (value: JsonValue | undefined): bigint | null =>
  typeof value === 'string' || typeof value === 'number' ? BigInt(value) : null

function quantityOf({ quantity, quantity_unit: unit }: JsonObject): BillLine['quantity'] {
  const count = typeof quantity === 'number' || typeof quantity === 'string' ? readDecimal(String(quantity)) : undefined
  return count === undefined ? null : { count, unit: str(unit) }
}

/** `hash`: the record's leaf hash, hex. The record is of the kind cost and was not taken back. */
export function billLine(record: LedgerRecord, hash: string): BillLine {
  const { seq, rev, stream, data } = record
  return {
    source: { seq, rev, hash, stream },
    vendor: stream.startsWith('openai.') ? 'openai' : 'anthropic',
    day: record.occurred_at.slice(0, 10),
    organization: str(data.organization),
    workspace: str(data.workspace) ?? str(data.workspace_id) ?? str(data.project),
    description: str(data.description) ?? str(data.line_item),
    costType: str(data.cost_type),
    tokenType: str(data.token_type),
    model: str(data.model),
    tier: str(data.service_tier),
    contextWindow: str(data.context_window),
    geo: data.inference_geo === 'not_available' ? null : str(data.inference_geo),
    speed: str(data.speed),
    nano: nano(data.amount_nano) ?? 0n,
    listed: nano(data.list_nano),
    currency: str(data.currency) ?? 'USD',
    quantity: quantityOf(data),
  }
}
