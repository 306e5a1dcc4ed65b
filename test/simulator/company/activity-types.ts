// The kinds of activity that the company produces: how often, by which kind of actor, with which fields.
import { pick } from '../random.ts'
import type { Person } from './people.ts'
import type { Workspace } from './workspaces.ts'

export type ActorKind =
  | 'user'
  | 'unauthenticated'
  | 'admin_key'
  | 'api_key'
  | 'system'
  | 'anthropic'
  | 'scim'
  | 'service'

/** What a field may need: chance, the people and places of the day, and ids that come up again. */
export interface Scene {
  readonly random: () => number
  readonly people: readonly Person[]
  readonly workspaces: readonly Workspace[]
  readonly keyIds: readonly string[]
  /** An id of this prefix out of `pool` possible ones. */
  readonly ref: (prefix: string, pool: number) => string
}

export interface ActivityKind {
  readonly type: string
  readonly weight: number
  readonly actor: ActorKind
  readonly fields: (scene: Scene) => Readonly<Record<string, unknown>>
  /** Sign-in, sign-out and compliance calls carry no organization. */
  readonly isOutside?: true
}

type Fields = ActivityKind['fields']

const none: Fields = () => ({})
const project = ({ random, ref }: Scene) => (random() < 0.35 ? ref('claude_proj_', 40) : null)
const chat: Fields = (scene) => ({
  claude_chat_id: scene.ref('claude_chat_', 6_000),
  claude_project_id: project(scene),
})
// Names of files and titles are no longer given out by the vendor.
const file: Fields = ({ ref }) => ({ claude_file_id: ref('claude_file_', 2_000), filename: null })
const artifact: Fields = ({ ref }) => ({ claude_artifact_id: ref('claude_artifact_', 800) })
const integration: Fields = ({ random }) => {
  const name = pick(['Jira', 'Confluence', 'GitHub', 'Google Drive', 'Linear', 'Sentry'], random())
  return {
    integration_type: 'mcp',
    mcp_server_id: `mcpsrv_${name.toLowerCase().replace(' ', '_')}`,
    mcp_server_name: name,
  }
}
const somebody: Fields = ({ people, random }) => ({ user_id: pick(people, random()).id })
const somewhere: Fields = ({ workspaces, random }) => ({ workspace_id: pick(workspaces, random()).id })
const someKey: Fields = ({ keyIds, random }) => ({ api_key_id: pick(keyIds, random()) })

function kind(type: string, weight: number, actor: ActorKind = 'user', fields: Fields = none): ActivityKind {
  return { type, weight, actor, fields }
}
function outside(type: string, weight: number, actor: ActorKind, fields: Fields = none): ActivityKind {
  return { type, weight, actor, fields, isOutside: true }
}

/** Weights add up to about 1,000; the last three are not in any published list of types. */
export const activityKinds: readonly ActivityKind[] = [
  kind('claude_chat_created', 190, 'user', chat),
  kind('claude_chat_viewed', 210, 'user', chat),
  kind('claude_chat_updated', 60, 'user', chat),
  kind('claude_chat_deleted', 14, 'user', chat),
  kind('claude_chat_snapshot_created', 5, 'user', ({ ref }) => ({
    claude_chat_id: ref('claude_chat_', 6_000),
    claude_chat_snapshot_id: ref('claude_chat_snapshot_', 300),
  })),
  kind('claude_file_uploaded', 55, 'user', (scene) => ({ ...file(scene), ...chat(scene) })),
  kind('claude_file_viewed', 40, 'user', file),
  kind('claude_file_deleted', 4, 'user', file),
  kind('claude_project_created', 5, 'user', ({ ref }) => ({ claude_project_id: ref('claude_proj_', 40) })),
  kind('claude_project_viewed', 45, 'user', ({ ref }) => ({ claude_project_id: ref('claude_proj_', 40) })),
  kind('claude_project_document_uploaded', 12, 'user', ({ ref }) => ({
    claude_project_document_id: ref('claude_proj_doc_', 500),
    claude_project_id: ref('claude_proj_', 40),
    filename: null,
  })),
  kind('claude_project_sharing_updated', 3, 'user', ({ ref }) => ({
    audience: [{ type: 'organization', role: 'can_view' }],
    claude_project_id: ref('claude_proj_', 40),
  })),
  kind('claude_artifact_created', 28, 'user', artifact),
  kind('claude_artifact_viewed', 34, 'user', artifact),
  kind('claude_artifact_published', 3, 'user', ({ ref }) => ({
    artifact_type: 'application/vnd.ant.react',
    claude_published_artifact_id: ref('claude_published_artifact_', 90),
    title: '',
  })),
  outside('sso_login_initiated', 44, 'unauthenticated'),
  outside('sso_login_succeeded', 42, 'user', () => ({ auth_method: 'sso', mfa_method: null })),
  outside('sso_login_failed', 4, 'unauthenticated'),
  outside('magic_link_login_succeeded', 2, 'user', () => ({ auth_method: 'magic_link', mfa_method: 'not_used' })),
  outside('user_logged_out', 13, 'user'),
  kind('session_share_created', 2, 'user', ({ ref }) => ({ access_level: 'read', share_id: ref('share_', 60) })),
  kind('integration_user_connected', 6, 'user', integration),
  kind('integration_user_disconnected', 2, 'user', integration),
  kind('mcp_server_created', 1, 'user', () => ({ mcp_server_id: 'mcpsrv_tickets', mcp_server_name: 'Tickets' })),
  kind('claude_skill_created', 2, 'user', ({ ref }) => ({ skill_id: ref('skill_', 30), skill_name: 'Report layout' })),
  kind('claude_user_settings_updated', 5, 'user', () => ({ updates: [{ field: 'theme' }] })),
  kind('claude_user_role_updated', 1, 'admin_key', ({ people, random }) => {
    const person = pick(people, random())
    return { current_role: person.role, previous_role: 'user', user_email: person.email, user_id: person.id }
  }),
  kind('scim_user_updated', 4, 'scim', somebody),
  kind('group_member_added', 2, 'scim', (scene) => ({
    group_id: scene.ref('rbac_group_', 6),
    member_ids: [pick(scene.people, scene.random()).id],
  })),
  kind('platform_api_key_created', 1, 'user', someKey),
  kind('platform_workspace_member_added', 2, 'admin_key', (scene) => ({ ...somebody(scene), ...somewhere(scene) })),
  kind('platform_file_uploaded', 12, 'api_key', ({ ref }) => ({ file_id: ref('file_', 900) })),
  kind('platform_agent_session_created', 9, 'service', ({ ref }) => ({ session_id: ref('sesn_', 500) })),
  kind('org_data_export_started', 0.3, 'user', () => ({ export_type: 'conversations' })),
  kind('extra_usage_credit_granted', 0.3, 'anthropic'),
  kind('org_directory_resync_completed', 3, 'anthropic', ({ ref }) => ({ resync_uuid: ref('resync_', 500) })),
  kind('abuse_decision_received', 1, 'system', () => ({ decision: 'unspecified' })),
  outside('compliance_api_accessed', 30, 'api_key', ({ ref }) => ({
    request_id: ref('req_', 100_000),
    request_method: 'GET',
    url: '/v1/compliance/activities?limit=1000',
    status_code: 200,
    request_body: null,
  })),
  kind('platform_usage_report_messages_viewed', 24, 'admin_key'),
  kind('platform_cost_report_viewed', 24, 'admin_key'),
  kind('platform_usage_report_claude_code_viewed', 8, 'admin_key'),
  kind('org_users_listed', 8, 'admin_key'),
  kind('org_invites_listed', 6, 'admin_key'),
  kind('platform_workspace_members_listed', 10, 'admin_key', somewhere),
  kind('account_migration_started', 0.5, 'system'),
  kind('account_migration_completed', 0.5, 'system'),
  kind('claude_loom_session_forked', 5, 'user', ({ ref }) => ({ loom: { session: ref('loom_', 200), depth: 2 } })),
]

/** Sum of all weights. */
export const totalWeight = activityKinds.reduce((sum, each) => sum + each.weight, 0)
