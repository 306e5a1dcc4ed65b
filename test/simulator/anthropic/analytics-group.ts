// One row of work seen through the dimensions of the newer analytics, where every request has an actor and a real workspace.
import type { Company } from '../company/company.ts'
import type { UsageRow } from '../company/usage.ts'
import { type AnalyticsQuestion, type Dimension, dimensions, type Filter } from './analytics-query.ts'

type Actor = Readonly<Record<string, unknown>> & { readonly type: string }
export type View = Readonly<Record<Dimension, string | Actor | null>>

/** The user if there is one, else the service account, else the key. */
function actorOf(company: Company, row: UsageRow): Actor | null {
  const person = company.people.find((each) => each.id === row.personId)
  if (person !== undefined) {
    const { id, email, name, left } = person
    return { type: 'user_actor', user_id: id, email_address: email, name, deleted: left !== null && row.day > left }
  }
  if (row.serviceAccountId !== null) return { type: 'service_account_actor', service_account_id: row.serviceAccountId }
  return row.apiKeyId === null ? null : { type: 'api_actor', api_key_id: row.apiKeyId }
}

const nothing = Object.fromEntries(dimensions.map((name) => [name, null])) as View // every dimension is a key of it

/** All dimensions of a row. Lines without a row (container and session time) have only their workspace. */
export function viewOf(company: Company, row: UsageRow | null, workspaceId: string): View {
  if (row === null) return { ...nothing, workspace_id: workspaceId }
  const actor = actorOf(company, row)
  return {
    ...nothing,
    actor,
    actor_type: actor?.type ?? null,
    api_key_id: row.apiKeyId,
    context_window: row.contextWindow,
    inference_geo: row.inferenceGeo === 'not_available' ? null : row.inferenceGeo,
    model: row.model,
    product: row.product,
    service_tier: row.serviceTier,
    speed: row.speed,
    workspace_id: workspaceId,
  }
}

/** The dimensions that were asked for; all others are null. */
export function narrow(view: View, by: ReadonlySet<string>): View {
  return Object.fromEntries(dimensions.map((name) => [name, by.has(name) ? view[name] : null])) as View // same keys
}

/** A key that is equal for equal groups. */
export function keyOf(group: View): string {
  return JSON.stringify(Object.values(group))
}

const columns: Readonly<Partial<Record<Filter, Dimension>>> = {
  'actor_types[]': 'actor_type',
  'context_windows[]': 'context_window',
  'inference_geos[]': 'inference_geo',
  'models[]': 'model',
  'products[]': 'product',
  'service_tiers[]': 'service_tier',
  'speeds[]': 'speed',
  'workspace_ids[]': 'workspace_id',
}

function actorId(actor: View['actor']): string {
  if (actor === null || typeof actor === 'string') return ''
  return String(actor.user_id ?? actor.service_account_id ?? actor.api_key_id)
}

/** Whether a row passes every filter. A filter on what this company never has (agents, Slack) lets nothing through. */
export function passes(asked: AnalyticsQuestion, view: View): boolean {
  return Object.entries(asked.filters).every(([name, wanted]) => {
    if (wanted.length === 0) return true
    if (name === 'actor_ids[]') return wanted.includes(actorId(view.actor))
    // An empty entry asks for use without a key.
    if (name === 'api_key_ids[]') return wanted.includes(String(view.api_key_id ?? ''))
    const column = columns[name as Filter] // the entries are of a record over Filter
    const value = column === undefined ? null : view[column]
    return typeof value === 'string' && wanted.includes(value)
  })
}
