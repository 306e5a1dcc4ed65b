// openai.usage.*: what was used by day and by every dimension that an endpoint offers, one stream an endpoint. Reference section 5.
import type { Count } from '../counts.ts'
import type { Stream } from '../stream.ts'
import { vendorUser } from './inventory.ts'
import { bucketPage, type Dimensions, type Report } from './report.ts'
import { type Counters, tokenCounters, UsageRow } from './usage-rows.ts'

type Endpoint = {
  /** All that the endpoint groups by. */
  groupBy: readonly string[]
  /** What it counts, and nothing that it does not: a counter of another endpoint is neither null nor 0 in the record. */
  counters: (row: UsageRow) => Counters
}

const CALLERS = ['project_id', 'user_id', 'api_key_id', 'model'] as const
const requests = (row: UsageRow): Counters => ({ requests: row.num_model_requests })
const inputTokens = (row: UsageRow): Counters => ({ uncached_input: row.input_tokens, ...requests(row) })
const measure = (unit: string, quantity: Count | null): Counters => ({ quantity, unit })

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  completions: { groupBy: [...CALLERS, 'batch', 'service_tier'], counters: tokenCounters },
  embeddings: { groupBy: CALLERS, counters: inputTokens },
  moderations: { groupBy: CALLERS, counters: inputTokens },
  images: {
    groupBy: [...CALLERS, 'size', 'source'],
    counters: (row) => ({ ...measure('images', row.images), ...requests(row) }),
  },
  audio_speeches: {
    groupBy: CALLERS,
    counters: (row) => ({ ...measure('characters', row.characters), ...requests(row) }),
  },
  audio_transcriptions: {
    groupBy: CALLERS,
    counters: (row) => ({ ...measure('seconds', row.seconds), ...requests(row) }),
  },
  vector_stores: { groupBy: ['project_id'], counters: (row) => measure('bytes', row.usage_bytes) },
  code_interpreter_sessions: { groupBy: ['project_id'], counters: (row) => measure('sessions', row.num_sessions) },
  file_search_calls: {
    groupBy: ['project_id', 'user_id', 'api_key_id', 'vector_store_id'],
    counters: (row) => measure('file_searches', row.num_requests),
  },
  web_search_calls: {
    groupBy: [...CALLERS, 'context_level'],
    counters: (row) => ({ web_searches: row.num_requests, ...requests(row) }),
  },
}

/** One stream an endpoint: `openai.usage.completions` and so on. */
export const usage: readonly Stream[] = Object.entries(ENDPOINTS).map(([product, endpoint]) => ({
  id: `openai.usage.${product}`,
  vendor: 'openai',
  connection: 'openai_admin',
  capability: 'admin',
  shape: 'daily',
  lists: 'usage',
  every: 15,
  reread: { each: 3, daily: 31 },
  backfill: { days: 90, step: 31 },
  page: (client, ask) => bucketPage(client, ask, reportOf(product, endpoint, ask.organization)),
}))

const reportOf = (product: string, { groupBy, counters }: Endpoint, organization: string): Report<UsageRow> => ({
  endpoint: `/v1/organization/usage/${product}`,
  row: UsageRow,
  limit: 31,
  groupings: coarser(groupBy),
  view: 'dimensions',
  draft: (row, occurredAt, idOf) => {
    const dimensions = { organization, product, ...dimensionsOf(row, groupBy) }
    const user = row.user_id ?? undefined
    return {
      kind: 'usage',
      id: idOf(dimensions, user),
      occurredAt,
      data: { view: 'dimensions', day: occurredAt.slice(0, 10), ...dimensions, ...counters(row) },
      ...(user === undefined ? {} : { who: { vendorUser: vendorUser(user) } }),
    }
  },
})

/** Some organizations are refused the split by person, some that by key as well (reference section 6 has it for costs). */
function coarser(groupBy: readonly string[]): readonly (readonly string[])[] {
  const withoutUser = groupBy.filter((name) => name !== 'user_id')
  if (withoutUser.length === groupBy.length) return [groupBy]
  return [groupBy, withoutUser, withoutUser.filter((name) => name !== 'api_key_id')]
}

/** The dimensions but for the person, who is a subject. Those of every endpoint always, the others where they are offered. */
function dimensionsOf(row: UsageRow, groupBy: readonly string[]): Dimensions {
  return {
    model: row.model ?? null,
    project: row.project_id ?? null,
    api_key: row.api_key_id ?? null,
    service_tier: row.service_tier ?? null,
    batch: row.batch ?? null,
    ...(groupBy.includes('source') ? { source: row.source ?? null } : {}),
    ...(groupBy.includes('size') ? { size: row.size ?? null } : {}),
    ...(groupBy.includes('vector_store_id') ? { vector_store: row.vector_store_id ?? null } : {}),
    ...(groupBy.includes('context_level') ? { context_level: row.context_level ?? null } : {}),
  }
}
