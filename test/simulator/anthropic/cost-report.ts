// GET /v1/organizations/cost_report: money by day, workspace and description, as exact decimal cents.
import { z } from 'zod'
import type { Company } from '../company/company.ts'
import type { CostLine } from '../company/costs.ts'
import { centsText } from '../company/prices.ts'
import { answer, isRefusal } from './answers.ts'
import { type Bucket, bucketQuery, bucketsOf, report } from './buckets.ts'
import { betasOf, type Handler } from './call.ts'
import { choices, readQuery } from './query.ts'
import { fastModeBeta } from './usage-report.ts'

const shape = z.object({ ...bucketQuery(['1d']), 'group_by[]': choices(['workspace_id', 'description']) })

interface Grouping {
  readonly workspace: boolean
  readonly description: boolean
  readonly speed: boolean
}

function groupOf(company: Company, line: CostLine, by: Grouping) {
  const tokens = by.description && line.costType === 'tokens' ? line.row : null
  return {
    currency: 'USD',
    cost_type: by.description ? line.costType : null,
    description: by.description ? line.description : null,
    model: tokens?.model ?? null,
    service_tier: tokens?.serviceTier ?? null,
    token_type: by.description ? line.tokenType : null,
    context_window: tokens?.contextWindow ?? null,
    inference_geo: tokens?.inferenceGeo ?? null,
    workspace_id: by.workspace && line.workspaceId !== company.defaultWorkspaceId ? line.workspaceId : null,
    ...(by.speed ? { speed: tokens?.speed ?? null } : {}),
  }
}

function resultsOf(company: Company, bucket: Bucket, by: Grouping) {
  const groups = new Map<string, { group: ReturnType<typeof groupOf>; amount: bigint }>()
  for (const line of company.costsOf(bucket.day, bucket.fromMinute, bucket.toMinute)) {
    const group = groupOf(company, line, by)
    const key = Object.values(group).join('|')
    const known = groups.get(key)
    if (known === undefined) groups.set(key, { group, amount: line.amount })
    else known.amount += line.amount
  }
  return [...groups.values()].map(({ group, amount }) => ({ amount: centsText(amount), ...group }))
}

export const costReport: Handler = ({ company, headers, query, now }) => {
  const asked = readQuery(query, shape)
  if (isRefusal(asked)) return asked
  const cut = bucketsOf(asked, now)
  if (isRefusal(cut)) return cut
  const by: Grouping = {
    workspace: asked['group_by[]'].includes('workspace_id'),
    description: asked['group_by[]'].includes('description'),
    speed: betasOf(headers).includes(fastModeBeta),
  }
  return answer(report(cut.buckets, cut.next, (bucket) => resultsOf(company, bucket, by)))
}
