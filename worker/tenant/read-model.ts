// One record → the rows of the read models. Pure: the same ledger always gives the same screens.
import type { JsonObject, JsonValue } from '../ledger/jcs.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import { VANISHED } from './draft.ts'
import { chatRow, erasedRows, messageRow } from './read-content.ts'
import { turnRow } from './read-turn.ts'

/** Column name → value; numbers above 2^53 stay decimal strings, SQLite's affinity makes them 64-bit integers. */
export type ReadRow = Record<string, string | number | null>
export type ReadTable =
  | 'organization'
  | 'workspace'
  | 'vendor_key'
  | 'service_account'
  | 'identity_link'
  | 'member'
  | 'invite'
  | 'usage'
  | 'cost'
  | 'code_day'
  | 'activity'
  | 'chat'
  | 'message'
  | 'erased_content'
  | 'interaction'
export type ReadChange = { table: ReadTable; row: ReadRow } | { table: ReadTable; gone: ReadRow }

/** Nanodollars of a usage row from the vendor's dated price list; null where the list has no price. */
export type Estimator = (vendor: 'anthropic' | 'openai', row: JsonObject) => bigint | null

const str = (value: JsonValue | undefined): string | null => (typeof value === 'string' ? value : null)
/** Counters: an integer, or a decimal string above 2^53. Anything else counts nothing. */
const num = (value: JsonValue | undefined): string | number =>
  typeof value === 'number' || (typeof value === 'string' && /^-?\d+$/.test(value)) ? value : 0
/** A counter that may be unknown: unknown is not zero. */
const known = (value: JsonValue | undefined): string | number | null =>
  value === undefined || value === null ? null : num(value)
const flag = (value: JsonValue | undefined): number => (value === true ? 1 : 0)
const object = (value: JsonValue | undefined): JsonObject =>
  // Narrowed to an object that is no array; JsonObject is all that is left.
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
const list = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : [])
const sum = (values: (string | number)[]): string => values.reduce((total, one) => total + BigInt(one), 0n).toString()

/** Where something belongs: one vendor's workspace, the other's project. One column, because people compare them. */
const placeOf = (data: JsonObject): string | null => str(data.workspace) ?? str(data.project)

type Inventory = 'workspace' | 'vendor_key' | 'service_account' | 'member' | 'invite'

/** What tells one object from another in its table. A member's id at the source is `<organization>/<subject>`. */
function inventoryKey(kind: Inventory, record: LedgerRecord): ReadRow {
  if (kind !== 'member') return { id: record.id }
  const slash = record.id.lastIndexOf('/')
  return { organization: record.id.slice(0, Math.max(0, slash)), subject: record.subject ?? record.id.slice(slash + 1) }
}

/** Whose key it is: what a service account acts with is the account's, whoever made it. */
function holderOf(data: JsonObject): { created_by: string | null; holder_type: string | null } {
  const [principal, principalType] = [str(data.principal), str(data.principal_type)]
  const [creator, creatorType] = [str(data.created_by), str(data.created_by_type)]
  const own = principalType === 'service_account' || creator === null
  return own
    ? { created_by: principal, holder_type: principalType ?? creatorType }
    : { created_by: creator, holder_type: creatorType }
}

function inventoryRow(kind: Inventory, record: LedgerRecord): ReadRow {
  const { data } = record
  if (kind === 'workspace') {
    return { name: str(data.name) ?? record.id, is_default: flag(data.default), archived_at: str(data.archived_at) }
  }
  if (kind === 'vendor_key') {
    return {
      status: str(data.status) ?? 'unknown',
      workspace: placeOf(data),
      ...holderOf(data),
      created_at: str(data.created_at),
      expires_at: str(data.expires_at),
    }
  }
  if (kind === 'service_account') {
    return { workspace: placeOf(data), role: str(data.role), created_at: str(data.created_at) }
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
  const vendor = record.stream.startsWith('openai.') ? 'openai' : 'anthropic'
  const view = str(data.view) ?? 'dimensions'
  return {
    stream: record.stream,
    id: record.id,
    day: record.occurred_at.slice(0, 10),
    view,
    product: str(data.product),
    model: str(data.model),
    workspace: placeOf(data),
    api_key: str(data.api_key),
    subject: record.subject ?? null,
    // A batch is a tier of its own on one side and a flag beside the tier on the other.
    service_tier: data.batch === true ? 'batch' : str(data.service_tier),
    context_window: str(data.context_window),
    inference_geo: str(data.inference_geo),
    speed: str(data.speed),
    uncached_input: num(data.uncached_input),
    cache_read: num(data.cache_read),
    cache_write_5m: num(data.cache_write_5m),
    cache_write_1h: num(data.cache_write_1h),
    cache_write_30m: num(data.cache_write_30m),
    cache_write_12h: num(data.cache_write_12h),
    output: num(data.output),
    web_searches: num(data.web_searches),
    requests: known(data.requests),
    quantity: known(data.quantity),
    unit: str(data.unit),
    estimate: estimate(vendor, data)?.toString() ?? null,
  }
}

function costRow(record: LedgerRecord): ReadRow {
  const { data } = record
  return {
    stream: record.stream,
    id: record.id,
    day: record.occurred_at.slice(0, 10),
    workspace: placeOf(data),
    description: str(data.description) ?? str(data.line_item),
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
    workspace: str(data.workspace_id) ?? placeOf(data),
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

/** A row of a day; one that the vendor took back goes. */
function bucketChange(
  kind: 'usage' | 'cost' | 'code_day',
  record: LedgerRecord,
  base: ReadRow,
  estimate: Estimator,
): ReadChange {
  const { stream, id, data } = record
  if (data[VANISHED] === true) return { table: kind, gone: { ...base, stream, id } }
  if (kind === 'usage') return { table: 'usage', row: { ...base, ...usageRow(record, estimate) } }
  if (kind === 'cost') return { table: 'cost', row: { ...base, ...costRow(record) } }
  return { table: 'code_day', row: { ...base, ...codeDayRow(record) } }
}

/** What an admin decided about an identity: the last word counts. */
function linkRow(record: LedgerRecord): ReadRow {
  const { identity, person, action } = record.data
  return {
    tenant: record.tenant,
    identity: str(identity),
    person: action === 'linked' ? str(person) : null,
    at: record.occurred_at,
    seq: record.seq,
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
    case 'project':
      return [inventoryChange('workspace', record, base)]
    case 'workspace':
    case 'vendor_key':
    case 'service_account':
    case 'member':
    case 'invite':
      return [inventoryChange(record.kind, record, base)]
    case 'usage':
    case 'cost':
    case 'code_day':
      return [bucketChange(record.kind, record, base, estimate)]
    case 'activity':
      return [{ table: 'activity', row: { ...noPlace, ...activityRow(record) } }]
    case 'chat':
      return [{ table: 'chat', row: { ...base, ...chatRow(record) } }]
    case 'message':
      return [{ table: 'message', row: { ...base, ...messageRow(record) } }]
    case 'interaction':
      return [{ table: 'interaction', row: { ...base, ...turnRow(record) } }]
    case 'erasure':
      return [...erasedRows(record), { table: 'activity', row: { ...noPlace, ...actRow(record) } }]
    case 'identity':
      return [
        { table: 'identity_link', row: linkRow(record) },
        { table: 'activity', row: { ...noPlace, ...actRow(record) } },
      ]
    default:
      return vendor === 'tallystick' ? [{ table: 'activity', row: { ...noPlace, ...actRow(record) } }] : []
  }
}
