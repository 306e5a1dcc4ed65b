// Keys of a project with their owners, and the organization's admin keys. Deleted keys are on no list.
import { dayOf } from '../days.ts'
import { answer, badRequest, isRefusal, refuse } from './answers.ts'
import type { Call, Handler } from './call.ts'
import { openaiId } from './company/ids.ts'
import { isService, type ProjectKey } from './company/projects.ts'
import type { Holder } from './keyring.ts'
import { pageAfter } from './paging.ts'
import { morning, projectIn } from './projects.ts'

function ownerRow({ owner }: ProjectKey) {
  if (isService(owner)) {
    const { id, name, role, created } = owner
    return { type: 'service_account', service_account: { id, name, created_at: morning(created), role } }
  }
  const { id, email, name, addedAt } = owner
  // The vendor declares both as texts; nobody has seen what stands there for a person without a name.
  return { type: 'user', user: { id, email: email ?? '', name: name ?? '', created_at: addedAt, role: 'member' } }
}

/** The last hour of work before the moment, as a key in daily use shows it. */
function lastUse({ now }: Call): number {
  return Math.floor(now.getTime() / 3_600_000) * 3_600 - 1_200
}

export const projectKeys: Handler = (call) => {
  const found = projectIn(call)
  if (isRefusal(found)) return found
  const access = call.url.searchParams.get('owner_project_access') ?? 'active'
  if (!['active', 'inactive', 'any'].includes(access)) {
    const words = "Supported values are: 'active', 'inactive', 'any'."
    return badRequest(`Invalid value: '${access}'. ${words}`, 'owner_project_access', 'invalid_value')
  }
  const rows = call.organization.keys
    .filter((key) => key.project === found.id && !key.isDeleted && key.created <= dayOf(call.now))
    .filter((key) => access === 'any' || key.ownerAccess === access)
    .map((key) => ({
      object: 'organization.project.api_key',
      redacted_value: key.hint,
      name: key.name,
      created_at: morning(key.created),
      last_used_at: lastUse(call),
      id: key.id,
      expires_at: key.expiresAt,
      owner_project_access: key.ownerAccess,
      owner: ownerRow(key),
    }))
  const page = pageAfter(rows, (row) => row.id, call.url)
  return isRefusal(page) ? page : answer(page)
}

function adminRow(call: Call, holder: Holder, index: number) {
  const { organization } = call
  const owner = organization.members.all[0]
  const created = (owner?.addedAt ?? 0) + 86_400 * (index + 1)
  return {
    object: 'organization.admin_api_key',
    id: openaiId('key_', organization.seed, `admin ${holder.name}`, 16),
    name: index === 1 ? null : holder.name,
    redacted_value: `${['sk', 'admin'].join('-')}...${holder.secret.slice(-4)}`,
    created_at: created,
    expires_at: null,
    last_used_at: holder === call.holder ? lastUse(call) : null,
    owner: {
      type: 'user',
      object: 'organization.user',
      id: owner?.id ?? '',
      name: owner?.name ?? '',
      created_at: owner?.addedAt ?? 0,
      role: 'owner',
    },
  }
}

function adminRows(call: Call) {
  const { holders, organization, knobs } = call
  const own = holders.filter((each) => each.kind === 'admin' && each.organization === organization)
  return own
    .filter((each) => !each.revoked && !knobs.revoked.includes(each.name))
    .map((holder, index) => adminRow(call, holder, index))
}

export const adminKeys: Handler = (call) => {
  const rows = adminRows(call)
  if (call.url.searchParams.get('order') === 'desc') rows.reverse()
  const page = pageAfter(rows, (row) => row.id, call.url)
  return isRefusal(page) ? page : answer(page)
}

export const adminKey: Handler = (call) => {
  const id = call.path.key_id ?? ''
  const row = adminRows(call).find((each) => each.id === id)
  return row === undefined ? refuse(404, `Key with ID '${id}' not found`, { code: 'not_found' }) : answer(row)
}
