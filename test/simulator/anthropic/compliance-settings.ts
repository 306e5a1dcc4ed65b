// GET /v1/compliance/organizations/{uuid}/settings: what is in force, and which compliance keys exist with which scopes. Reference section 9.
import { firstDay } from '../company/season.ts'
import { plainTime, startOf } from '../days.ts'
import { idFor } from '../random.ts'
import { answer, notFound, refuse } from './answers.ts'
import type { Call, Handler } from './call.ts'
import { organizationsOf } from './chat-row.ts'
import { unknownParameter } from './compliance-query.ts'
import type { Holder } from './keyring.ts'

/** The words for an organization that is not in the asker's tree. */
export const noOrganization = (uuid: string | undefined) =>
  refuse(
    404,
    'not_found_error',
    `The "${uuid}" organization does not exist or the requester is not authorized to access it.`,
  )

const settings = [
  {
    name: 'data_retention_periods',
    type: 'data_retention',
    value: { chat: { type: 'fixed', timescale: 'day', duration: 1_095 } },
  },
  { name: 'chat_enabled', type: 'boolean', value: true },
  { name: 'account_session_duration_seconds', type: 'integer', value: null },
  { name: 'ip_allowlist_ip_ranges', type: 'string_list', value: ['203.0.113.0/24'] },
  { name: 'sso_provisioning_mode', type: 'provisioning_mode', value: 'scim_advanced' },
]

function keyRow({ company, knobs }: Call, holder: Holder) {
  return {
    type: 'compliance_api_key',
    id: idFor('apikey_', company.seed, `listed ${holder.name}`),
    name: holder.name,
    scopes: holder.scopes.filter((scope) => !knobs.missing_scope.includes(scope)),
    is_active: !holder.revoked && !knobs.revoked.includes(holder.name),
    created_at: plainTime(startOf(firstDay + 400)),
    created_by_id: company.people[0]?.id ?? null,
    expires_at: null,
  }
}

export const effectiveSettings: Handler = (call) => {
  const refused = unknownParameter(call.query, new Set())
  if (refused !== null) return refused
  const { org_uuid: uuid } = call.path
  if (!organizationsOf(call).some((each) => each.uuid === uuid)) return noOrganization(uuid)
  if (call.knobs.key_list === 'off') return notFound()
  const others = call.knobs.key_list === 'all' ? call.holders : [call.holder]
  const listed = others.filter((each) => each.kind === 'compliance' && each.company === call.company)
  return answer({
    type: 'effective_organization_settings',
    organization_id: uuid,
    settings,
    api_keys: listed.map((each) => keyRow(call, each)),
  })
}
