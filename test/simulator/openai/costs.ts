// GET /v1/organization/costs: dollars by day, by project, line item and key as asked for.

import { amountOf } from './amounts.ts'
import { answer, badRequest, isRefusal } from './answers.ts'
import { type Bucket, bucketsOf, pageOf } from './buckets.ts'
import type { Call, Handler } from './call.ts'
import type { BillLine } from './company/bill.ts'
import { choicesOf, listOf, wholeOf } from './query.ts'

const groupings = ['project_id', 'line_item', 'api_key_id'] as const
type Grouping = (typeof groupings)[number]

/** Keys of cost lines are known from 2025-12-06T00:00:00Z on. */
const KEY_FLOOR = 1_764_979_200

interface Group {
  readonly line: BillLine
  nano: bigint
  quantity: number
}

function resultOf(call: Call, by: ReadonlySet<Grouping>, { line, nano, quantity }: Group): object {
  const { organization, knobs } = call
  const isLine = by.has('line_item')
  const project = by.has('project_id') ? line.project : null
  const extra = {
    organization_id: organization.id,
    user_id: null,
    user_email: organization.members.all.find((each) => each.id === line.user)?.email ?? null,
    project_name: organization.projects.find((each) => each.id === project)?.name ?? null,
  }
  return {
    object: 'organization.costs.result',
    amount: { value: amountOf(nano, knobs.openai_amounts), currency: 'usd' },
    line_item: isLine ? line.lineItem : null,
    project_id: project,
    api_key_id: by.has('api_key_id') ? line.key : null,
    quantity: isLine ? quantity : null,
    quantity_unit: isLine ? line.unit : null,
    ...(knobs.openai_extra_fields === 'on' ? extra : {}),
  }
}

function resultsOf(call: Call, by: ReadonlySet<Grouping>, bucket: Bucket): object[] {
  const { organization, knobs, now, url } = call
  const projects = listOf(url, 'project_ids')
  const keys = listOf(url, 'api_key_ids')
  const items = listOf(url, 'line_items')
  const groups = new Map<string, Group>()
  const isLong = knobs.openai_long_context === 'on'
  for (const line of organization.billOf(bucket.day, bucket.fromMinute, bucket.toMinute, now, isLong)) {
    if (projects.length > 0 && !projects.includes(line.project)) continue
    if (keys.length > 0 && (line.key === null || !keys.includes(line.key))) continue
    if (items.length > 0 && !items.includes(line.lineItem)) continue
    const place = [by.has('project_id') && line.project, by.has('line_item') && line.lineItem]
    const key = [...place, by.has('api_key_id') && line.key].join('|')
    const known = groups.get(key)
    if (known === undefined) groups.set(key, { line, nano: line.nano, quantity: line.quantity })
    else {
      known.nano += line.nano
      known.quantity += line.quantity
    }
  }
  return [...groups.values()].map((group) => resultOf(call, by, group))
}

const iso = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', '+00:00')

export const costs: Handler = (call) => {
  const { url, knobs, now } = call
  const by = choicesOf(url, 'group_by', groupings)
  if (isRefusal(by)) return by
  const cut = bucketsOf(url, now, knobs, 'costs')
  if (isRefusal(cut)) return cut
  const start = wholeOf(url, 'start_time')
  if (by.includes('api_key_id') && typeof start === 'number' && start < KEY_FLOOR) {
    const message = `group_by=api_key_id is not available for this time range. Try a start_time on or after ${KEY_FLOOR}.`
    return badRequest(message, 'start_time')
  }
  const named = (bucket: Bucket) =>
    knobs.openai_extra_fields === 'on' ? { start_time_iso: iso(bucket.start), end_time_iso: iso(bucket.end) } : {}
  return answer(pageOf(cut, (bucket) => resultsOf(call, new Set(by), bucket), named))
}
