// GET /v1/organization/audit_logs: newest first, by time bounds, projects, types, actors and targets.
import { dayOf } from '../days.ts'
import { hashOf } from '../random.ts'
import { answer, badRequest, isRefusal, type Refusal, refuse } from './answers.ts'
import type { Call, Handler } from './call.ts'
import type { AuditEvent } from './company/audit.ts'
import type { Member } from './company/members.ts'
import { listPage } from './paging.ts'
import { flagOf, limitOf, listOf, wholeOf } from './query.ts'

/** Nothing happened before the organization opened. */
const opened = dayOf(new Date('2024-11-21'))

function actorRow({ organization, knobs }: Call, { actor }: AuditEvent): object {
  const userOf = (member: Member) => ({ id: member.id, ...(member.email === null ? {} : { email: member.email }) })
  if (actor.type === 'api_key') {
    const owner = actor.member === null ? {} : { user: userOf(actor.member) }
    const service = actor.service === null ? {} : { service_account: { id: actor.service } }
    const type = actor.member === null ? 'service_account' : 'user'
    return { type: 'api_key', api_key: { id: actor.key, type, ...owner, ...service } }
  }
  const { member } = actor
  const print = (label: string) => hashOf(organization.seed, `${label} ${member.id}`).toString(16).padStart(8, '0')
  const live = {
    user_agent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36',
    ja3: print('ja3').repeat(4),
    ja4: `t13d691100_${print('ja4').repeat(2).slice(0, 12)}_${print('ja4 b').repeat(2).slice(0, 12)}`,
    ip_address_details: {
      country: 'NO',
      city: 'Bergen',
      region: 'Vestland',
      region_code: '46',
      asn: '64496',
      latitude: '60.39299',
      longitude: '5.32415',
    },
  }
  const extra = knobs.openai_extra_fields === 'on' ? live : {}
  return { type: 'session', session: { user: userOf(member), ip_address: member.address, ...extra } }
}

function rowOf(call: Call, event: AuditEvent): Readonly<Record<string, unknown>> & { readonly id: string } {
  const { project, payload } = event
  return {
    ...(call.knobs.openai_extra_fields === 'on' ? { object: 'organization.audit_log' } : {}),
    id: event.id,
    type: event.type,
    effective_at: event.at,
    ...(project === null ? {} : { project: { id: project.id, name: project.name } }),
    actor: actorRow(call, event),
    ...(payload === null ? {} : { [event.type]: payload }),
  }
}

interface Bounds {
  readonly from: number
  /** Exclusive. */
  readonly to: number
}

function boundsOf(url: URL): Bounds | Refusal {
  const of = (name: string) => wholeOf(url, `effective_at[${name}]`)
  const [gt, gte, lt, lte] = [of('gt'), of('gte'), of('lt'), of('lte')]
  const bad = [gt, gte, lt, lte].find(isRefusal)
  if (isRefusal(bad)) return bad
  const number = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise)
  return {
    from: Math.max(number(gt, -1) + 1, number(gte, 0)),
    to: Math.min(number(lt, Number.MAX_SAFE_INTEGER), number(lte, Number.MAX_SAFE_INTEGER - 1) + 1),
  }
}

/** Whether an event is what the other parameters ask for. */
function passes(url: URL, event: AuditEvent): boolean {
  const { actor } = event
  const has = (name: string, values: readonly (string | null | undefined)[]) => {
    const wanted = listOf(url, name)
    return wanted.length === 0 || values.some((value) => typeof value === 'string' && wanted.includes(value))
  }
  const ids = actor.type === 'api_key' ? [actor.key, actor.service, actor.member?.id] : [actor.member.id]
  const { payload } = event
  const target = typeof payload === 'object' && payload !== null && 'id' in payload ? String(payload.id) : null
  return (
    has('project_ids', [event.project?.id]) &&
    has('event_types', [event.type]) &&
    has('actor_ids', ids) &&
    has('actor_emails', [actor.member?.email]) &&
    has('resource_ids', [target])
  )
}

/** Every visible event that fits, newest first. */
function eventsOf({ organization, now, url }: Call, { from, to }: Bounds, tenant: boolean): AuditEvent[] {
  const found: AuditEvent[] = []
  const last = Math.min(dayOf(now), Math.floor((to - 1) / 86_400))
  for (let day = last; day >= Math.max(opened, Math.floor(from / 86_400)); day--) {
    for (const event of [...organization.auditOf(day, now)].reverse()) {
      if (event.isTenant === tenant && event.at >= from && event.at < to && passes(url, event)) found.push(event)
    }
  }
  return found
}

export const auditLogs: Handler = (call) => {
  const { url, knobs } = call
  const limit = limitOf(url, 20, 100)
  if (isRefusal(limit)) return limit
  const bounds = boundsOf(url)
  if (isRefusal(bounds)) return bounds
  const tenant = flagOf(url, 'tenant_only')
  if (isRefusal(tenant)) return tenant
  const isForeign = (type: string) => !/^tenant\.|^role\.(un)?bound_/.test(type)
  if (tenant === true && listOf(url, 'event_types').some(isForeign)) {
    return badRequest('All event_types must be tenant-scoped when tenant_only is true.', 'event_types')
  }
  if (knobs.openai_audit === 'off_error') return refuse(403, 'Audit logging is not enabled for this organization.')
  const events = knobs.openai_audit === 'off_empty' ? [] : eventsOf(call, bounds, tenant === true)
  const place = (id: string) => events.findIndex((event) => event.id === id)
  const after = url.searchParams.get('after')
  const before = url.searchParams.get('before')
  if (after !== null && place(after) < 0) return badRequest(`Invalid 'after': no object with id '${after}'.`, 'after')
  if (before !== null && place(before) < 0)
    return badRequest(`Invalid 'before': no object with id '${before}'.`, 'before')
  const end = before === null ? events.length : place(before)
  const start = after !== null ? place(after) + 1 : before === null ? 0 : Math.max(0, end - limit)
  const data = events.slice(start, Math.min(end, start + limit)).map((event) => rowOf(call, event))
  return answer(listPage(data, (row) => row.id, before === null ? start + limit < end : start > 0))
}
