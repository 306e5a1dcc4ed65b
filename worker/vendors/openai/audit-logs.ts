// openai.audit_logs: what people, keys and service accounts did, one event a record. Reference section 7.
import { z } from 'zod'
import { id, word } from '../fields.ts'
import type { VendorClient } from '../http.ts'
import { unix } from '../instants.ts'
import { page, read, unreadable } from '../read.ts'
import type { Ask, Draft, PageResult, Stream } from '../stream.ts'
import { closeToken, openToken } from '../token.ts'
import { actorOf } from './audit-actor.ts'
import { categoryOf } from './audit-category.ts'
import { flatten, isOpenId, sortFields } from './audit-fields.ts'
import { begin, goOn, queryOf, shrink, Walk } from './audit-window.ts'
import { LIST_LIMIT } from './inventory.ts'
import { listOf } from './list.ts'

const Event = z.looseObject({
  id,
  type: word,
  effective_at: unix,
  project: z.looseObject({ id: z.string().nullish() }).nullish(),
})
type Event = z.infer<typeof Event>

// Events of the tenant above the organization come only with `tenant_only=true`, on a list of their own; they are not read.
export const AUDIT_LOGS = '/v1/organization/audit_logs'

export const auditLogs: Stream = {
  id: 'openai.audit_logs',
  vendor: 'openai',
  connection: 'openai_admin',
  capability: 'audit_logs',
  shape: 'feed',
  every: 60,
  reread: { each: 1, daily: 7 },
  backfill: { days: 90, step: 30 },
  page: (client, ask) => events(client, ask, openToken(ask.token, Walk) ?? begin(ask)),
}

async function events(client: VendorClient, ask: Ask, walk: Walk): Promise<PageResult> {
  const got = await read(client, { endpoint: AUDIT_LOGS, query: queryOf(walk, LIST_LIMIT) }, listOf(Event))
  if (!got.ok) {
    // A cursor that is not taken any more: the rest is asked for by time. Without a cursor a refusal is one.
    const refused = got.fault.code === 'bad_request' || got.fault.code === 'not_found'
    const rest = refused && walk.after !== null ? shrink(walk) : 'lost'
    return rest === 'lost' ? got : events(client, ask, rest)
  }
  const { data, has_more, last_id } = got.value
  const next = goOn(walk, { events: data, more: has_more === true, last: last_id })
  if (next === 'lost') {
    return unreadable(got.question, got.answer, 'The answer says there is more but names no new place to go on.')
  }
  const drafts = data.map((event) => draft(event, ask.organization))
  return page(got, drafts, next === null ? null : closeToken(next), next !== null)
}

function draft(event: Event, organization: string): Draft {
  const { id, type, effective_at, project, actor, object: _, ...rest } = event
  const { [type]: payload, ...others } = rest
  const by = actorOf(actor, type !== 'login.failed')
  const flat = flatten(payload)
  const { open, sealed, mentions } = sortFields({ ...prefixed(others, flat), ...flat })
  const fields = { ...sealed, ...by.fields }
  return {
    kind: 'activity',
    id,
    occurredAt: effective_at,
    data: {
      ...open,
      type,
      category: categoryOf(type),
      organization,
      // Its name is in the list of projects.
      project: project?.id && isOpenId(project.id) ? project.id : null,
      ...by.open,
      // The log says nothing of reads, so none of them is ours.
      own_read: false,
      system: false,
    },
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    ...(by.who === undefined ? {} : { who: by.who }),
    ...(Object.keys(mentions).length === 0 ? {} : { mentions }),
  }
}

/** Fields beside the payload, out of the way of the payload's own. */
const prefixed = (others: Record<string, unknown>, flat: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(others).map(([name, said]) => [Object.hasOwn(flat, name) ? `event_${name}` : name, said]),
  )
