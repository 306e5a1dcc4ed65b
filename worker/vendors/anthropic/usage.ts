// anthropic.usage: tokens by day and by every dimension the vendor offers; who used them is anthropic.usage_actors. Reference section 4.1.
import { z } from 'zod'
import { id, label, word } from '../fields.ts'
import { RowIds } from '../identity.ts'
import { dayOf } from '../instants.ts'
import type { Draft, Stream } from '../stream.ts'
import { openToken } from '../token.ts'
import { type Bucket, type Report, ReportState, reportPage } from './report.ts'
import { openCounts, tokenCounts } from './tokens.ts'

const Row = z.object({
  ...tokenCounts,
  account_id: id.nullish(),
  api_key_id: id.nullish(),
  service_account_id: id.nullish(),
  workspace_id: id.nullish(),
  model: label.nullish(),
  service_tier: word.nullish(),
  context_window: word.nullish(),
  inference_geo: word.nullish(),
  speed: word.nullish(),
})

export const usage: Stream = {
  id: 'anthropic.usage',
  vendor: 'anthropic',
  connection: 'anthropic_admin',
  capability: 'admin_api',
  shape: 'daily',
  lists: 'usage',
  every: 15,
  reread: { each: 3, daily: 31 },
  backfill: { days: 90, step: 15 },
  page(client, ask) {
    const state = openToken(ask.token, ReportState) ?? { part: 'classic', page: null }
    return reportPage(client, ask.window, state, dimensionsReport(ask.organization), null)
  },
}

const dimensionsReport = (organization: string): Report<z.infer<typeof Row>> => ({
  endpoint: '/v1/organizations/usage_report/messages',
  row: Row,
  groupBy: [
    'account_id',
    'api_key_id',
    'context_window',
    'inference_geo',
    'model',
    'service_account_id',
    'service_tier',
    'speed',
    'workspace_id',
  ],
  drafts: (bucket) => bucketDrafts(organization, bucket),
})

function bucketDrafts(organization: string, bucket: Bucket<z.infer<typeof Row>>): Draft[] {
  const day = dayOf(bucket.starting_at)
  const ids = new RowIds()
  return bucket.results.map((row) => {
    const dimensions = {
      organization,
      model: row.model ?? null,
      workspace: row.workspace_id ?? null, // null is the default workspace (reference section 4.1)
      api_key: row.api_key_id ?? null,
      service_account: row.service_account_id ?? null,
      service_tier: row.service_tier ?? null,
      context_window: row.context_window ?? null,
      inference_geo: row.inference_geo ?? null,
    }
    // Where the vendor does not tell speeds apart, all of it is the row that was the standard one: it restates, not doubles.
    const fast = row.speed === undefined || row.speed === null || row.speed === 'standard' ? null : row.speed
    const account = row.account_id ?? undefined
    return {
      kind: 'usage',
      id: ids.of(`${day}/dimensions`, { ...dimensions, speed: fast }, account),
      occurredAt: bucket.starting_at,
      data: { view: 'dimensions', day, ...dimensions, speed: row.speed ?? null, ...openCounts(row) },
      ...(account === undefined ? {} : { who: { vendorUser: `anthropic:${account}` } }),
    }
  })
}
