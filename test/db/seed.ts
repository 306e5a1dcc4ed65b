// Rows for the read models in tests: invented companies, deterministic numbers, two tenants at a time.
import { env } from 'cloudflare:workers'
import { getTableColumns } from 'drizzle-orm'
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import { tenantDatabase } from '../../worker/db/tenant/database.ts'
import type { Directory } from '../../worker/db/tenant/labels.ts'
import { addDays } from '../../worker/db/tenant/range.ts'
import type { activity, codeDay, connection, cost, stream, usage } from '../../worker/db/tenant/schema.ts'
import type { TenantId } from '../../worker/ids.ts'
import { type Stitched, type StitchInput, stitch } from '../../worker/people/stitch.ts'
import type { ConnectionKind } from '../../worker/vendors/stream.ts'

export const db = tenantDatabase(env.TENANTS_US)

/** Values as they go in; bigints where 2^53 is not enough. */
export type Loose<Row> = { [Name in keyof Row]: number extends Row[Name] ? Row[Name] | bigint : Row[Name] }

/** Inserts rows through the schema's own columns, as one JSON parameter a thousand rows, so that 64 bits survive. */
export async function insertRows<Table extends SQLiteTable>(
  table: Table,
  rows: readonly Loose<Table['$inferInsert']>[],
): Promise<void> {
  const columns = Object.entries(getTableColumns(table))
  const names = columns.map(([, column]) => column.name).join(', ')
  const values = columns.map((_, at) => `value ->> ${at}`).join(', ')
  const text = `INSERT INTO ${getTableConfig(table).name} (${names}) SELECT ${values} FROM json_each(?)`
  for (let at = 0; at < rows.length; at += 1000) {
    const chunk = rows.slice(at, at + 1000).map((row) => {
      const fields = new Map<string, unknown>(Object.entries(row))
      return columns.map(([name, column]) => {
        const value = fields.get(name)
        return typeof value === 'bigint' ? String(value) : (value ?? column.default ?? null)
      })
    })
    await env.TENANTS_US.prepare(text).bind(JSON.stringify(chunk)).run()
  }
}

/** A small linear congruential generator: the same rows in every run. */
export function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    // The low bits of such a generator repeat after a few throws.
    return (state >>> 12) % sides
  }
}

export type UsageSeed = Loose<typeof usage.$inferInsert>
export type CostSeed = Loose<typeof cost.$inferInsert>
export type CodeSeed = Loose<typeof codeDay.$inferInsert>
export type ActivitySeed = Loose<typeof activity.$inferInsert>

let count = 0
const fresh = (): number => ++count

export function usageSeed(tenant: TenantId, day: string, more: Partial<UsageSeed> = {}): UsageSeed {
  const seq = fresh()
  return {
    tenant,
    stream: 'anthropic.usage',
    id: `${day}/dimensions/${seq}`,
    day,
    vendor: 'anthropic',
    view: 'dimensions',
    model: 'claude-opus-5-5',
    workspace: null,
    apiKey: null,
    subject: null,
    serviceTier: 'standard',
    contextWindow: '0-200k',
    inferenceGeo: 'global',
    speed: null,
    uncachedInput: 100,
    cacheRead: 10,
    cacheWrite5m: 5,
    cacheWrite1h: 1,
    output: 50,
    webSearches: 0,
    estimate: 1_000_000,
    seq,
    rev: 0,
    ...more,
  }
}

export function costSeed(tenant: TenantId, day: string, more: Partial<CostSeed> = {}): CostSeed {
  const seq = fresh()
  return {
    tenant,
    stream: 'anthropic.costs',
    id: `${day}/${seq}`,
    day,
    vendor: 'anthropic',
    workspace: null,
    description: 'Claude Opus 5.5 Usage - Input Tokens',
    costType: 'tokens',
    tokenType: 'uncached_input_tokens',
    model: 'claude-opus-5-5',
    serviceTier: 'standard',
    contextWindow: '0-200k',
    inferenceGeo: 'global',
    amount: 1_000_000,
    currency: 'USD',
    seq,
    rev: 0,
    ...more,
  }
}

export function codeSeed(tenant: TenantId, day: string, more: Partial<CodeSeed> = {}): CodeSeed {
  const seq = fresh()
  return {
    tenant,
    id: `${day}/${seq}`,
    day,
    vendor: 'anthropic',
    actorType: 'user_actor',
    subject: null,
    terminal: 'vscode',
    customerType: 'api',
    remote: 0,
    sessions: 1,
    linesAdded: 10,
    linesRemoved: 2,
    commits: 1,
    pullRequests: 0,
    accepted: 3,
    rejected: 1,
    tokens: 1000,
    estimate: 5000,
    models: JSON.stringify([{ model: 'claude-opus-5-5', tokens: '1000', estimate: '5000' }]),
    seq,
    rev: 0,
    ...more,
  }
}

export function activitySeed(tenant: TenantId, at: string, more: Partial<ActivitySeed> = {}): ActivitySeed {
  return {
    tenant,
    seq: fresh(),
    at,
    vendor: 'anthropic',
    type: 'claude_chat_created',
    category: 'chat',
    actorType: 'user_actor',
    subject: null,
    machine: 0,
    workspace: null,
    ...more,
  }
}

export function connectionSeed(
  tenant: TenantId,
  id: string,
  state = 'working',
  kind: ConnectionKind = 'anthropic_admin',
): typeof connection.$inferInsert {
  const at = '2026-01-01T00:00:00.000Z'
  return {
    tenant,
    id,
    kind,
    name: `Connection ${id}`,
    organization: 'org-1',
    organizationName: 'Tarnwick Instruments',
    last4: 'abcd',
    state,
    checklist: '[]',
    generation: 'classic',
    connectedBy: 'user-1',
    connectedAt: at,
  }
}

export function streamSeed(
  tenant: TenantId,
  connectionId: string,
  name: string,
  more: Partial<typeof stream.$inferInsert> = {},
): typeof stream.$inferInsert {
  const at = '2026-11-20T14:00:00.000Z'
  return {
    tenant,
    connection: connectionId,
    stream: name,
    state: 'reading',
    nextDue: at,
    lastSuccess: at,
    reachedTo: at,
    backfillState: 'done',
    ...more,
  }
}

export const daysBack = (today: string, days: number): string[] =>
  Array.from({ length: days }, (_, index) => addDays(today, index - days + 1))

/** People as somebody stitched them; without input everybody is alone. */
export const stitchedOf = (input: Partial<StitchInput> = {}): Stitched =>
  stitch({ known: [], links: [], keys: [], aliases: [], ...input })
export const alone = stitchedOf()
export const askAlone = async (): Promise<Stitched> => alone

/** A row of one of OpenAI's services. */
export function openaiUsage(tenant: TenantId, day: string, product: string, more: Partial<UsageSeed> = {}): UsageSeed {
  return usageSeed(tenant, day, {
    vendor: 'openai',
    stream: `openai.usage.${product}`,
    product,
    model: 'gpt-6.2-sol',
    workspace: 'proj_1',
    serviceTier: product === 'completions' ? 'default' : null,
    contextWindow: null,
    inferenceGeo: null,
    requests: 1,
    ...more,
  })
}

/** A line of OpenAI's bill. */
export function openaiCost(tenant: TenantId, day: string, more: Partial<CostSeed> = {}): CostSeed {
  return costSeed(tenant, day, {
    vendor: 'openai',
    stream: 'openai.costs',
    workspace: 'proj_1',
    description: 'gpt-6.2-sol, input',
    model: 'gpt-6.2-sol',
    tokenType: 'input',
    serviceTier: null,
    contextWindow: null,
    inferenceGeo: null,
    ...more,
  })
}

/** A directory of invented people. */
export const directoryOf = (people: Directory['people'], labels: Directory['labels'] = {}): Directory => ({
  people,
  labels,
})

export const sumOf = <Row>(rows: readonly Row[], of: (row: Row) => number | bigint | null | undefined): string =>
  String(rows.reduce((sum, row) => sum + BigInt(of(row) ?? 0), 0n))
