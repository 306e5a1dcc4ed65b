// The newer usage and cost endpoints: rows by day behind page tokens (reference section 6).
import { z } from 'zod'
import type { JsonObject } from '../../ledger/jcs.ts'
import { fitProfile } from '../allow-list.ts'
import type { Query, VendorClient } from '../http.ts'
import { dimensionHash } from '../identity.ts'
import { addDays, clip, midnight, today } from '../instants.ts'
import { nextOf, page, read, unreadable } from '../read.ts'
import type { Ask, Draft, Identity, PageResult, Window } from '../stream.ts'
import { closeToken } from '../token.ts'
import { ANALYTICS_BETA } from './client.ts'
import type { ReportState } from './report.ts'

/** The first day these endpoints know, and how many days they look back from today (reference section 6). */
const FIRST_DAY = '2026-01-01'
const DAYS_BACK = 364

/** The days of a window that these endpoints answer, or undefined when there are none. */
export function analyticsDays(ask: Ask): Window | undefined {
  return clip(ask.window, firstDay(ask), addDays(today(ask.now), 1))
}

/** The same, or the first day that they know: a window before it is answered with what is known already, and the read goes on. */
export function nearestAnalyticsDays(ask: Ask): Window {
  const first = firstDay(ask)
  return analyticsDays(ask) ?? { from: first, to: addDays(first, 1) }
}

function firstDay({ now }: Ask): string {
  const oldest = addDays(today(now), -DAYS_BACK)
  return oldest > FIRST_DAY ? oldest : FIRST_DAY
}

export type AnalyticsReport<Row> = {
  endpoint: string
  row: z.ZodType<Row>
  groupBy: string[]
  drafts: (rows: Row[]) => Draft[]
}

/** One page of rows, oldest day first. `after` is where the stream goes on at the end of this report. */
export async function analyticsPage<Row>(
  client: VendorClient,
  window: Window,
  state: ReportState,
  report: AnalyticsReport<Row>,
  after: string | null,
): Promise<PageResult> {
  const schema = z.object({
    data: z.array(report.row),
    has_more: z.boolean().nullish(),
    next_page: z.string().nullish(),
  })
  const query: Query = [
    ['starting_at', midnight(window.from)],
    ['ending_at', midnight(window.to)],
    ['time_bucket_width', '1d'],
    ['order_by', 'time'],
    ['order', 'asc'],
    ['limit', '1000'],
    ...report.groupBy.map((name): [string, string] => ['group_by[]', name]),
  ]
  if (state.page !== null) query.push(['page', state.page])
  const got = await read(client, { endpoint: report.endpoint, query, headers: ANALYTICS_BETA }, schema)
  if (!got.ok) return got
  const drafts = report.drafts(got.value.data)
  const next = nextOf(got, state)
  if (next === 'stuck') {
    return unreadable(got.question, got.answer, 'The answer says there is more but names no new page.')
  }
  if (next === null) return page(got, drafts, after, after !== null)
  return page(got, drafts, closeToken({ part: state.part, page: next }), true)
}

const text = z.string().nullish()
export const Actor = z.looseObject({
  type: z.string(),
  user_id: text,
  email_address: text,
  name: text,
  deleted: z.boolean().nullish(),
  service_account_id: text,
  api_key_id: text,
  subject: text,
})

/** An actor apart: `open` may stand in a record, `who` becomes a subject, `sealed` is what only this row knows of the person. */
export type ActorParts = { open: JsonObject; who?: Identity; person?: string; sealed?: JsonObject }

export function actorParts(actor: z.infer<typeof Actor> | null | undefined): ActorParts {
  if (!actor) return { open: { actor_type: null } }
  const { type: actor_type, user_id: user, email_address: email, name } = actor
  if (actor_type === 'service_account_actor' && actor.service_account_id) {
    return { open: { actor_type, service_account: actor.service_account_id } }
  }
  if (actor_type === 'api_actor' && actor.api_key_id) return { open: { actor_type, actor_key: actor.api_key_id } }
  if (actor_type === 'user_actor' && (user || email)) {
    const who = {
      ...(user ? { vendorUser: `anthropic:${user}` } : {}),
      ...(email ? { email } : {}),
      ...(name ? { name } : {}),
    }
    // The member list says the rest about everybody but those who have left it; without this they would stay nameless.
    const sealed = { ...(email ? { email } : {}), ...(name ? { name } : {}), ...(user ? { vendor_user: user } : {}) }
    return { open: { actor_type }, who, person: user || email || '', ...(actor.deleted ? { sealed } : {}) }
  }
  // Federated and unknown actors may carry anybody's name anywhere, so they stand only as a keyed subject.
  const { type: _, ...rest } = actor
  const whole = dimensionHash({ actor: fitProfile(rest) })
  return { open: { actor_type }, who: { vendorUser: `anthropic:${actor_type}:${whole}` }, person: whole }
}
