// Kinds of events in the audit log with their payloads and how often they occur, in the documented shapes.
import { pick } from '../../random.ts'
import { lettersFor, openaiId } from './ids.ts'
import type { Member } from './members.ts'
import type { Project, ProjectKey, ServiceAccount } from './projects.ts'

export interface Scene {
  readonly seed: number
  readonly domain: string
  readonly random: () => number
  readonly members: readonly Member[]
  readonly projects: readonly Project[]
  readonly keys: readonly ProjectKey[]
  readonly services: readonly ServiceAccount[]
  readonly organization: string
}

export interface AuditKind {
  readonly type: string
  readonly weight: number
  /** Who does it: a person in the dashboard, a person's key, a service account's key. */
  readonly actor: 'session' | 'user_key' | 'service_key'
  /** Whether it names a project. */
  readonly inProject?: true
  /** Shown only when asked for with `tenant_only`. */
  readonly isTenant?: true
  readonly payload?: (scene: Scene) => unknown
}

const ref =
  (prefix: string, pool: number, length = 16) =>
  (scene: Scene) =>
    openaiId(prefix, scene.seed, `ref ${Math.floor(scene.random() * pool)}`, length)
const keyId = (scene: Scene) => pick(scene.keys, scene.random()).id
const userId = (scene: Scene) => pick(scene.members, scene.random()).id
const projectId = (scene: Scene) => pick(scene.projects, scene.random()).id
const serviceId = (scene: Scene) => pick(scene.services, scene.random()).id
const invitee = (scene: Scene) => `${pick(['sam.okafor', 'rosa.lind', 'kit.marlowe'], scene.random())}@${scene.domain}`
const scopes = (scene: Scene) => (scene.random() < 0.5 ? ['model.request'] : ['model.request', 'api.files.read'])

/** Weights are events a month, roughly. */
export const auditKinds: readonly AuditKind[] = [
  { type: 'login.succeeded', weight: 130, actor: 'session' },
  { type: 'logout.succeeded', weight: 50, actor: 'session' },
  {
    type: 'login.failed',
    weight: 14,
    actor: 'session',
    payload: () => ({ error_code: 'invalid_password', error_message: 'The password is not right.' }),
  },
  {
    type: 'logout.failed',
    weight: 1,
    actor: 'session',
    payload: () => ({ error_code: 'no_session', error_message: 'No session.' }),
  },
  {
    type: 'api_key.created',
    weight: 16,
    actor: 'session',
    inProject: true,
    payload: (s) => ({ id: keyId(s), data: { scopes: scopes(s) } }),
  },
  {
    type: 'api_key.updated',
    weight: 6,
    actor: 'session',
    inProject: true,
    payload: (s) => ({ id: keyId(s), changes_requested: { scopes: scopes(s) } }),
  },
  { type: 'api_key.deleted', weight: 7, actor: 'session', inProject: true, payload: (s) => ({ id: keyId(s) }) },
  {
    type: 'invite.sent',
    weight: 6,
    actor: 'session',
    payload: (s) => ({ id: ref('invite-', 90)(s), data: { email: invitee(s), role: 'reader' } }),
  },
  { type: 'invite.accepted', weight: 5, actor: 'session', payload: (s) => ({ id: ref('invite-', 90)(s) }) },
  { type: 'invite.deleted', weight: 1, actor: 'session', payload: (s) => ({ id: ref('invite-', 90)(s) }) },
  { type: 'user.added', weight: 5, actor: 'session', payload: (s) => ({ id: userId(s), data: { role: 'reader' } }) },
  {
    type: 'user.updated',
    weight: 3,
    actor: 'session',
    payload: (s) => ({ id: userId(s), changes_requested: { role: 'owner' } }),
  },
  { type: 'user.deleted', weight: 1, actor: 'session', payload: (s) => ({ id: userId(s) }) },
  {
    type: 'project.created',
    weight: 2,
    actor: 'session',
    inProject: true,
    payload: (s) => ({ id: projectId(s), data: { name: 'trial', title: 'Trial' } }),
  },
  {
    type: 'project.updated',
    weight: 5,
    actor: 'session',
    inProject: true,
    payload: (s) => ({ id: projectId(s), changes_requested: { title: 'Trial, second half' } }),
  },
  { type: 'project.archived', weight: 1, actor: 'session', inProject: true, payload: (s) => ({ id: projectId(s) }) },
  {
    type: 'rate_limit.updated',
    weight: 9,
    actor: 'user_key',
    inProject: true,
    payload: (s) => ({
      id: ref('rl_', 40)(s),
      changes_requested: { max_requests_per_1_minute: 500, max_tokens_per_1_minute: 200_000 },
    }),
  },
  {
    type: 'rate_limit.deleted',
    weight: 2,
    actor: 'user_key',
    inProject: true,
    payload: (s) => ({ id: ref('rl_', 40)(s) }),
  },
  {
    type: 'service_account.created',
    weight: 3,
    actor: 'session',
    inProject: true,
    payload: (s) => ({ id: serviceId(s), data: { role: 'member' } }),
  },
  {
    type: 'service_account.updated',
    weight: 2,
    actor: 'service_key',
    inProject: true,
    payload: (s) => ({ id: serviceId(s), changes_requested: { role: 'member' } }),
  },
  {
    type: 'service_account.deleted',
    weight: 1,
    actor: 'session',
    inProject: true,
    payload: (s) => ({ id: serviceId(s) }),
  },
  {
    type: 'organization.updated',
    weight: 2,
    actor: 'session',
    payload: (s) => ({
      id: s.organization,
      changes_requested: {
        threads_ui_visibility: 'OWNERS',
        usage_dashboard_visibility: 'ANY_ROLE',
        api_call_logging: 'enabled_for_all_projects',
      },
    }),
  },
  {
    type: 'group.created',
    weight: 2,
    actor: 'session',
    payload: (s) => ({ id: ref('group_', 9)(s), data: { group_name: 'Platform' } }),
  },
  {
    type: 'group.updated',
    weight: 2,
    actor: 'session',
    payload: (s) => ({ id: ref('group_', 9)(s), changes_requested: { group_name: 'Platform and tools' } }),
  },
  {
    type: 'role.assignment.created',
    weight: 6,
    actor: 'session',
    payload: (s) => ({
      id: ref('ra_', 60)(s),
      principal_id: userId(s),
      principal_type: 'user',
      resource_id: projectId(s),
      resource_type: 'api.project',
    }),
  },
  {
    type: 'role.created',
    weight: 1,
    actor: 'session',
    payload: (s) => ({
      id: ref('role-', 9)(s),
      role_name: 'Auditor',
      permissions: ['api.usage.read'],
      resource_type: 'api.organization',
      resource_id: s.organization,
    }),
  },
  {
    type: 'ip_allowlist.updated',
    weight: 1,
    actor: 'session',
    payload: (s) => ({ id: ref('ipal_', 3)(s), allowed_ips: ['198.51.100.0/24', '203.0.113.7/32'] }),
  },
  {
    type: 'certificate.created',
    weight: 1,
    actor: 'session',
    payload: (s) => ({ id: ref('cert_', 5)(s), name: `edge ${lettersFor(s.seed, 'cert', 3)}` }),
  },
  {
    type: 'checkpoint.permission.created',
    weight: 2,
    actor: 'service_key',
    inProject: true,
    payload: (s) => ({
      id: ref('cp_', 9)(s),
      data: { project_id: projectId(s), fine_tuned_model_checkpoint: 'ft:gpt-4o-2024-08-06:tarnwick::a1b2c3' },
    }),
  },
  { type: 'resource.deleted', weight: 3, actor: 'service_key', inProject: true },
  { type: 'tenant.user.invited', weight: 8, actor: 'session', isTenant: true },
  { type: 'tenant.policy.updated', weight: 3, actor: 'session', isTenant: true },
]

export const totalWeight = auditKinds.reduce((sum, kind) => sum + kind.weight, 0)
