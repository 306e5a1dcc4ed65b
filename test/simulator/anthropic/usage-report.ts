// GET /v1/organizations/usage_report/messages: tokens by time bucket and whatever dimensions were asked for.
import { z } from 'zod'
import type { Company } from '../company/company.ts'
import { addCounts, type Counts, isEmpty, sliceOf, type UsageRow } from '../company/usage.ts'
import { answer, badRequest, isRefusal } from './answers.ts'
import { type Bucket, bucketQuery, bucketsOf, report } from './buckets.ts'
import { betasOf, type Handler } from './call.ts'
import { choices, list, readQuery } from './query.ts'

export const fastModeBeta = 'fast-mode-2026-02-01'

const dimensions = [
  'account_id',
  'api_key_id',
  'context_window',
  'inference_geo',
  'model',
  'service_account_id',
  'service_tier',
  'speed',
  'workspace_id',
] as const
type Dimension = (typeof dimensions)[number]
type Dimensions = Readonly<Record<Dimension, string | null>>

const shape = z.object({
  ...bucketQuery(['1d', '1h', '1m']),
  'group_by[]': choices(dimensions),
  'account_ids[]': list,
  'api_key_ids[]': list,
  'service_account_ids[]': list,
  'workspace_ids[]': list,
  'models[]': list,
  'service_tiers[]': choices(['batch', 'flex', 'flex_discount', 'priority', 'priority_on_demand', 'standard']),
  'context_window[]': choices(['0-200k', '200k-1M']),
  'inference_geos[]': choices(['global', 'us', 'not_available']),
  'speeds[]': choices(['fast', 'standard']),
})
type Question = z.output<typeof shape>

function dimensionsOf(company: Company, row: UsageRow): Dimensions {
  return {
    account_id: row.accountId,
    api_key_id: row.apiKeyId,
    context_window: row.contextWindow,
    inference_geo: row.inferenceGeo,
    model: row.model,
    service_account_id: row.serviceAccountId,
    service_tier: row.serviceTier,
    speed: row.speed,
    workspace_id: row.workspaceId === company.defaultWorkspaceId ? null : row.workspaceId,
  }
}

function passes(asked: Question, row: Dimensions): boolean {
  const has = (wanted: readonly string[], value: string | null) =>
    wanted.length === 0 || (value !== null && wanted.includes(value))
  return (
    has(asked['account_ids[]'], row.account_id) &&
    has(asked['api_key_ids[]'], row.api_key_id) &&
    has(asked['service_account_ids[]'], row.service_account_id) &&
    has(asked['workspace_ids[]'], row.workspace_id) &&
    has(asked['models[]'], row.model) &&
    has(asked['service_tiers[]'], row.service_tier) &&
    has(asked['context_window[]'], row.context_window) &&
    has(asked['inference_geos[]'], row.inference_geo) &&
    has(asked['speeds[]'], row.speed)
  )
}

function resultOf(group: Dimensions, counts: Counts, withSpeed: boolean) {
  return {
    uncached_input_tokens: counts.uncached,
    cache_creation: { ephemeral_5m_input_tokens: counts.write5m, ephemeral_1h_input_tokens: counts.write1h },
    cache_read_input_tokens: counts.cacheRead,
    output_tokens: counts.output,
    server_tool_use: { web_search_requests: counts.webSearches },
    account_id: group.account_id,
    api_key_id: group.api_key_id,
    service_account_id: group.service_account_id,
    workspace_id: group.workspace_id,
    model: group.model,
    service_tier: group.service_tier,
    context_window: group.context_window,
    inference_geo: group.inference_geo,
    ...(withSpeed ? { speed: group.speed } : {}),
  }
}

function resultsOf(company: Company, asked: Question, bucket: Bucket, withSpeed: boolean) {
  const groups = new Map<string, { group: Dimensions; counts: Counts }>()
  const by = new Set<Dimension>(asked['group_by[]'])
  for (const row of company.usageOf(bucket.day)) {
    const all = dimensionsOf(company, row)
    if (!passes(asked, all)) continue
    const counts = sliceOf(row, bucket.fromMinute, bucket.toMinute)
    if (isEmpty(counts)) continue
    // Written out, not looped: this runs for every row of every bucket.
    const group: Dimensions = {
      account_id: by.has('account_id') ? all.account_id : null,
      api_key_id: by.has('api_key_id') ? all.api_key_id : null,
      context_window: by.has('context_window') ? all.context_window : null,
      inference_geo: by.has('inference_geo') ? all.inference_geo : null,
      model: by.has('model') ? all.model : null,
      service_account_id: by.has('service_account_id') ? all.service_account_id : null,
      service_tier: by.has('service_tier') ? all.service_tier : null,
      speed: by.has('speed') ? all.speed : null,
      workspace_id: by.has('workspace_id') ? all.workspace_id : null,
    }
    const key = Object.values(group).join('|')
    const known = groups.get(key)
    if (known === undefined) groups.set(key, { group, counts })
    else addCounts(known.counts, counts)
  }
  return [...groups.values()].map(({ group, counts }) => resultOf(group, counts, withSpeed))
}

export const usageReport: Handler = ({ company, headers, query, now }) => {
  const asked = readQuery(query, shape)
  if (isRefusal(asked)) return asked
  const withSpeed = betasOf(headers).includes(fastModeBeta)
  if (!withSpeed && (asked['group_by[]'].includes('speed') || asked['speeds[]'].length > 0)) {
    return badRequest(`speed: this dimension requires the anthropic-beta header ${fastModeBeta}`)
  }
  const cut = bucketsOf(asked, now)
  if (isRefusal(cut)) return cut
  return answer(report(cut.buckets, cut.next, (bucket) => resultsOf(company, asked, bucket, withSpeed)))
}
