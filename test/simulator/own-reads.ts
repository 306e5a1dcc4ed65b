// With the knob `own_reads: live`, what is read here comes back in the activity feed a minute later, as it does at the vendor.
import { VISIBLE_AFTER } from './anthropic/freshness.ts'
import type { Holder } from './anthropic/keyring.ts'
import { plainTime } from './days.ts'
import { idFor } from './random.ts'
import type { World } from './world.ts'

const viewed: Readonly<Record<string, string>> = {
  '/v1/organizations/usage_report/messages': 'platform_usage_report_messages_viewed',
  '/v1/organizations/cost_report': 'platform_cost_report_viewed',
  '/v1/organizations/usage_report/claude_code': 'platform_usage_report_claude_code_viewed',
  '/v1/organizations/users': 'org_users_listed',
  '/v1/organizations/invites': 'org_invites_listed',
}

export interface Read {
  readonly requestId: string
  readonly path: string
  readonly search: string
  readonly status: number
  readonly userAgent: string
}

/** Adds the event of one read to the feed of the key's company, if this kind of read leaves one. */
export function recordRead(world: World, holder: Holder, read: Read): void {
  const isCompliance = read.path.startsWith('/v1/compliance/')
  const type = isCompliance ? 'compliance_api_accessed' : viewed[read.path]
  if (type === undefined || (!isCompliance && read.status !== 200)) return
  const { company } = holder
  const at = world.clock.now().getTime()
  const agent = { ip_address: '198.51.100.20', user_agent: read.userAgent }
  const actor = isCompliance
    ? { type: 'api_actor', api_key_id: idFor('apikey_', company.seed, `reader ${holder.name}`), ...agent }
    : { type: 'admin_api_key_actor', admin_api_key_id: company.adminKeyId, ...agent }
  const call = {
    request_id: read.requestId,
    request_method: 'GET',
    url: read.path + read.search,
    status_code: read.status,
  }
  world.late.add(company, at, at + VISIBLE_AFTER, {
    created_at: plainTime(at),
    organization_id: isCompliance ? null : company.tag,
    organization_uuid: isCompliance ? null : company.uuid,
    actor,
    type,
    ...(isCompliance ? { ...call, request_body: null } : {}),
  })
}
