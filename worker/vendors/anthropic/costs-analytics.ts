// What the vendor bills, from the newer endpoint: the amount after discount with the list price beside it. Reference section 6.
import { z } from 'zod'
import { decimal, nanoOfCents } from '../counts.ts'
import { id, label, word } from '../fields.ts'
import { RowIds } from '../identity.ts'
import { dayOf, time } from '../instants.ts'
import type { Draft } from '../stream.ts'
import type { AnalyticsReport } from './analytics.ts'

const Row = z.object({
  starting_at: time,
  group: z.object({
    workspace_id: id.nullish(),
    cost_type: word.nullish(),
    token_type: word.nullish(),
    model: label.nullish(),
    service_tier: word.nullish(),
    context_window: word.nullish(),
    inference_geo: word.nullish(),
  }),
  cost: z.object({ amount: decimal, list_amount: decimal.nullish(), currency: word }),
})

/** Five dimensions, and the two of cost that come on top of them. */
export const listCostReport = (organization: string): AnalyticsReport<z.infer<typeof Row>> => ({
  endpoint: '/v1/organizations/analytics/cost',
  row: Row,
  groupBy: ['context_window', 'inference_geo', 'model', 'service_tier', 'workspace_id', 'cost_type', 'token_type'],
  drafts: (rows) => {
    const ids = new RowIds()
    return rows.map((row) => rowDraft(organization, row, ids))
  },
})

function rowDraft(organization: string, row: z.infer<typeof Row>, ids: RowIds): Draft {
  const day = dayOf(row.starting_at)
  const { group } = row
  const { amount, currency, list_amount: list } = row.cost
  const dimensions = {
    organization,
    workspace: group.workspace_id ?? null,
    description: null,
    cost_type: group.cost_type ?? null,
    token_type: group.token_type ?? null,
    model: group.model ?? null,
    service_tier: group.service_tier ?? null,
    context_window: group.context_window ?? null,
    inference_geo: group.inference_geo ?? null,
    speed: null,
  }
  const listed = list === null || list === undefined ? {} : { list_amount: list, list_nano: nanoOfCents(list) }
  return {
    kind: 'cost',
    id: ids.of(`${day}/analytics`, dimensions),
    occurredAt: row.starting_at,
    data: { day, ...dimensions, amount, amount_nano: nanoOfCents(amount), currency, ...listed, source: 'analytics' },
  }
}
