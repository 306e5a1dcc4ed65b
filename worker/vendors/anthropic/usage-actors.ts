// anthropic.usage_actors: who used what, from the newer endpoint. Totals never add it to anthropic.usage. Reference section 6.
import { z } from 'zod'
import { count } from '../counts.ts'
import { id, label, word } from '../fields.ts'
import { RowIds } from '../identity.ts'
import { dayOf, time } from '../instants.ts'
import type { Draft, Stream } from '../stream.ts'
import { openToken } from '../token.ts'
import { Actor, type AnalyticsReport, actorParts, analyticsPage, nearestAnalyticsDays } from './analytics.ts'
import { ReportState } from './report.ts'
import { openCounts, tokenCounts } from './tokens.ts'

const Row = z.object({
  starting_at: time,
  group: z.object({
    actor: Actor.nullish(),
    product: word.nullish(),
    model: label.nullish(),
    workspace_id: id.nullish(),
    api_key_id: id.nullish(),
  }),
  usage: z.object({ ...tokenCounts, requests: count }),
})

/** A stream of its own: a key that this endpoint refuses still reads all of the classic report, and is tried here again and again. */
export const usageActors: Stream = {
  id: 'anthropic.usage_actors',
  vendor: 'anthropic',
  connection: 'anthropic_admin',
  capability: 'admin_api',
  shape: 'daily',
  every: 15,
  reread: { each: 3, daily: 31 },
  backfill: { days: 90, step: 15 },
  page(client, ask) {
    const state = openToken(ask.token, ReportState) ?? { part: 'analytics', page: null }
    return analyticsPage(client, nearestAnalyticsDays(ask), state, actorsReport(ask.organization), null)
  },
}

/** Five dimensions are the most this endpoint groups by (reference section 6). */
const actorsReport = (organization: string): AnalyticsReport<z.infer<typeof Row>> => ({
  endpoint: '/v1/organizations/analytics/usage',
  row: Row,
  groupBy: ['actor', 'api_key_id', 'model', 'product', 'workspace_id'],
  drafts: (rows) => {
    const ids = new RowIds()
    return rows.map((row) => rowDraft(organization, row, ids))
  },
})

function rowDraft(organization: string, row: z.infer<typeof Row>, ids: RowIds): Draft {
  const day = dayOf(row.starting_at)
  const { group, usage } = row
  const actor = actorParts(group.actor)
  const dimensions = {
    organization,
    ...actor.open,
    product: group.product ?? null,
    model: group.model ?? null,
    workspace: group.workspace_id ?? null,
    api_key: group.api_key_id ?? null,
  }
  return {
    kind: 'usage',
    id: ids.of(`${day}/actors`, dimensions, actor.person),
    occurredAt: row.starting_at,
    data: { view: 'actors', day, ...dimensions, ...openCounts(usage), requests: usage.requests },
    ...(actor.who === undefined ? {} : { who: actor.who }),
    ...(actor.sealed === undefined ? {} : { fields: { ...actor.sealed } }),
  }
}
