// anthropic.costs: what the vendor bills, by day, workspace and line. Reference section 4.2.
import { z } from 'zod'
import { decimal, nanoOfCents } from '../counts.ts'
import { id, label, word } from '../fields.ts'
import { RowIds } from '../identity.ts'
import { clip, dayOf } from '../instants.ts'
import type { Draft, Stream } from '../stream.ts'
import { closeToken, openToken } from '../token.ts'
import { analyticsDays, analyticsPage } from './analytics.ts'
import { listCostReport } from './costs-analytics.ts'
import { type Bucket, type Report, ReportState, reportPage } from './report.ts'

const Row = z.object({
  amount: decimal,
  currency: word,
  workspace_id: id.nullish(),
  description: label.nullish(),
  cost_type: word.nullish(),
  token_type: word.nullish(),
  model: label.nullish(),
  service_tier: word.nullish(),
  context_window: word.nullish(),
  inference_geo: word.nullish(),
  speed: word.nullish(),
})

export const costs: Stream = {
  id: 'anthropic.costs',
  vendor: 'anthropic',
  connection: 'anthropic_admin',
  capability: 'admin_api',
  shape: 'daily',
  lists: 'cost',
  every: 15,
  reread: { each: 3, daily: 31 },
  backfill: { days: 90, step: 15 },
  async page(client, ask) {
    // One day is read from one report only: both would count it twice. The newer one has the days it reaches back to.
    const newer = ask.generation === 'analytics' ? analyticsDays(ask) : undefined
    const older = newer === undefined ? ask.window : clip(ask.window, ask.window.from, newer.from)
    const first = newer === undefined ? 'classic' : 'analytics'
    const state = openToken(ask.token, ReportState) ?? { part: first, page: null }
    if (newer !== undefined && (state.part === 'analytics' || older === undefined)) {
      const after = older === undefined ? null : closeToken({ part: 'classic', page: null })
      return analyticsPage(client, newer, state, listCostReport(ask.organization), after)
    }
    return reportPage(client, older ?? ask.window, state, costReport(ask.organization), null)
  },
}

const costReport = (organization: string): Report<z.infer<typeof Row>> => ({
  endpoint: '/v1/organizations/cost_report',
  row: Row,
  groupBy: ['description', 'workspace_id'],
  drafts: (bucket) => bucketDrafts(organization, bucket),
})

function bucketDrafts(organization: string, bucket: Bucket<z.infer<typeof Row>>): Draft[] {
  const day = dayOf(bucket.starting_at)
  const ids = new RowIds()
  return bucket.results.map((row) => {
    const dimensions = {
      organization,
      workspace: row.workspace_id ?? null,
      description: row.description ?? null,
      cost_type: row.cost_type ?? null,
      token_type: row.token_type ?? null,
      model: row.model ?? null,
      service_tier: row.service_tier ?? null,
      context_window: row.context_window ?? null,
      inference_geo: row.inference_geo ?? null,
    }
    const fast = row.speed === undefined || row.speed === null || row.speed === 'standard' ? null : row.speed
    const { amount, currency } = row
    const money = { amount, amount_nano: nanoOfCents(amount), currency, source: 'cost_report' }
    return {
      kind: 'cost',
      id: ids.of(`${day}/cost_report`, { ...dimensions, speed: fast }),
      occurredAt: bucket.starting_at,
      data: { day, ...dimensions, speed: row.speed ?? null, ...money },
    }
  })
}
