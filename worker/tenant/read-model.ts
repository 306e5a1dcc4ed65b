// One record → the rows of the read models. Pure: the same ledger always gives the same screens.
import type { JsonObject, JsonValue } from '../ledger/jcs.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import { VANISHED } from './draft.ts'

/** Column name → value; numbers above 2^53 stay decimal strings, SQLite's affinity makes them 64-bit integers. */
export type ReadRow = Record<string, string | number | null>
export type ReadTable =
  | 'organization'
  | 'workspace'
  | 'vendor_key'
  | 'member'
  | 'invite'
  | 'usage'
  | 'cost'
  | 'code_day'
  | 'activity'
export type ReadChange = { table: ReadTable; row: ReadRow } | { table: ReadTable; gone: ReadRow }

/** Nanodollars of a usage row from the dated price list; null where the list has no price. */
export type Estimator = (row: JsonObject) => bigint | null

const str = (value: JsonValue | undefined): string | null => (typeof value === 'string' ? value : null)
/** Counters: an integer, or a decimal string above 2^53. Anything else counts nothing. */
const num = (value: JsonValue | undefined): string | number =>
  typeof value === 'number' || (typeof value === 'string' && /^-?\d+$/.test(value)) ? value : 0
const flag = (value: JsonValue | undefined): number => (value === true ? 1 : 0)
const object = (value: JsonValue | undefined): JsonObject =>
  // Narrowed to an object that is no array; JsonObject is all that is left.
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
const list = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : [])
const sum = (values: (string | number)[]): string => values.reduce((total, one) => total + BigInt(one), 0n).toString()

type Inventory = 'workspace' | 'vendor_key' | 'member' | 'invite'

/** What tells one object from another in its table. A member's id at the source is `<organization>/<subject>`. */
function inventoryKey(kind: Inventory, record: LedgerRecord): ReadRow {
  if (kind !== 'member') return { id: record.id }
  const slash = record.id.lastIndexOf('/')
  return { organization: record.id.slice(0, Math.max(0, slash)), subject: record.subject ?? record.id.slice(slash + 1) }
}

function inventoryRow(kind: Inventory, record: LedgerRecord): ReadRow {
  const { data } = record
  if (kind === 'workspace') {
    return { name: str(data.name) ?? record.id, is_default: flag(data.default), archived_at: str(data.archived_at) }
  }
  if (kind === 'vendor_key') {
    return {
      status: str(data.status) ?? 'unknown',
      workspace: str(data.workspace),
      created_by: str(data.created_by),
      created_at: str(data.created_at),
      expires_at: str(data.expires_at),
    }
  }
  if (kind === 'member') return { role: str(data.role) ?? 'unknown', added_at: str(data.added_at) }
  return {
    subject: record.subject ?? null,
    role: str(data.role) ?? 'unknown',
    status: str(data.status) ?? 'unknown',
    invited_at: str(data.invited_at) ?? record.occurred_at,
    expires_at: str(data.expires_at),
  }
}

function inventoryChange(kind: Inventory, record: LedgerRecord, base: ReadRow): ReadChange {
  const key = inventoryKey(kind, record)
  if (record.data[VANISHED] === true) return { table: kind, gone: { ...base, ...key } }
  return { table: kind, row: { ...base, ...key, ...inventoryRow(kind, record), vanished: 0 } }
}

function usageRow(record: LedgerRecord, estimate: Estimator): ReadRow {
  const { data } = record
  const view = str(data.view) ?? 'dimensions'
  return {
    stream: record.stream,
    id: record.id,
    day: record.occurred_at.slice(0, 10),
    view,
    model: str(data.model),
    workspace: str(data.workspace),
    api_key: str(data.api_key),
    subject: record.subject ?? null,
    service_tier: str(data.service_tier),
    context_window: str(data.context_window),
    inference_geo: str(data.inference_geo),
    speed: str(data.speed),
    uncached_input: num(data.uncached_input),
    cache_read: num(data.cache_read),
    cache_write_5m: num(data.cache_write_5m),
    cache_write_1h: num(data.cache_write_1h),
    output: num(data.output),
    web_searches: num(data.web_searches),
    estimate: estimate(data)?.toString() ?? null,
  }
}

function costRow(record: LedgerRecord): ReadRow {
  const { data } = record
  return {
    stream: record.stream,
    id: record.id,
    day: record.occurred_at.slice(0, 10),
    workspace: str(data.workspace),
    description: str(data.description),
    cost_type: str(data.cost_type),
    token_type: str(data.token_type),
    model: str(data.model),
    service_tier: str(data.service_tier),
    context_window: str(data.context_window),
    inference_geo: str(data.inference_geo),
    amount: num(data.amount_nano),
    currency: str(data.currency) ?? 'USD',
  }
}

function codeDayRow(record: LedgerRecord): ReadRow {
  const { data } = record
  const tools = Object.values(object(data.tools)).map(object)
  const models = list(data.models).map(object)
  const tokensOf = (model: JsonObject) =>
    sum([num(model.input), num(model.output), num(model.cache_read), num(model.cache_creation)])
  return {
    id: record.id,
    day: record.occurred_at.slice(0, 10),
    actor_type: str(data.actor_type) ?? 'unknown',
    subject: record.subject ?? null,
    terminal: str(data.terminal),
    customer_type: str(data.customer_type),
    remote: flag(data.remote),
    sessions: num(data.sessions),
    lines_added: num(data.lines_added),
    lines_removed: num(data.lines_removed),
    commits: num(data.commits),
    pull_requests: num(data.pull_requests),
    accepted: sum(tools.map((tool) => num(tool.accepted))),
    rejected: sum(tools.map((tool) => num(tool.rejected))),
    tokens: sum(models.map(tokensOf)),
    estimate: sum(models.map((model) => num(model.estimated_nano))),
    models: JSON.stringify(
      models.map((model) => ({
        model: str(model.model),
        tokens: tokensOf(model),
        estimate: String(num(model.estimated_nano)),
      })),
    ),
  }
}

function activityRow(record: LedgerRecord): ReadRow {
  const { data } = record
  return {
    seq: record.seq,
    at: record.occurred_at,
    type: str(data.type) ?? 'unknown',
    category: str(data.category) ?? 'other',
    actor_type: str(data.actor_type) ?? 'unknown',
    subject: record.subject ?? null,
    machine: data.own_read === true || data.system === true ? 1 : 0,
    workspace: str(data.workspace_id) ?? str(data.workspace),
  }
}

/** Our own acts stand in the same list as the vendors' events, under their kind and action. */
function actRow(record: LedgerRecord): ReadRow {
  const action = str(record.data.action)
  return {
    seq: record.seq,
    at: record.occurred_at,
    type: action === null ? record.kind : `${record.kind}.${action}`,
    category: 'tallystick',
    actor_type: record.subject === undefined ? 'system' : 'member',
    subject: record.subject ?? null,
    machine: 0,
    workspace: null,
  }
}

/** The read-model changes of one record; pulls and kinds without a screen make none. */
export function changesOf(record: LedgerRecord, estimate: Estimator): ReadChange[] {
  const vendor = record.stream.slice(0, record.stream.indexOf('.'))
  const base: ReadRow = { tenant: record.tenant, vendor, seq: record.seq, rev: record.rev }
  const { seq: _, rev: __, ...noPlace } = base
  switch (record.kind) {
    case 'pull':
      return []
    case 'organization':
      return [{ table: 'organization', row: { ...base, id: record.id, name: str(record.data.name) ?? record.id } }]
    case 'workspace':
    case 'vendor_key':
    case 'member':
    case 'invite':
      return [inventoryChange(record.kind, record, base)]
    case 'usage':
      return [{ table: 'usage', row: { ...base, ...usageRow(record, estimate) } }]
    case 'cost':
      return [{ table: 'cost', row: { ...base, ...costRow(record) } }]
    case 'code_day':
      return [{ table: 'code_day', row: { ...base, ...codeDayRow(record) } }]
    case 'activity':
      return [{ table: 'activity', row: { ...noPlace, ...activityRow(record) } }]
    default:
      return vendor === 'tallystick' ? [{ table: 'activity', row: { ...noPlace, ...actRow(record) } }] : []
  }
}
