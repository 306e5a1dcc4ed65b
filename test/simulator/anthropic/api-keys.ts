// API keys of the organization, in the form of either API version. The secret is never part of it.
import { z } from 'zod'
import { statusOn } from '../company/company.ts'
import type { ApiKey } from '../company/keys.ts'
import { dayOf } from '../days.ts'
import { answer, isRefusal, notFound } from './answers.ts'
import type { Call, Handler } from './call.ts'
import { pageById } from './paging.ts'
import { readQuery } from './query.ts'

function keyRow(call: Call, key: ApiKey) {
  const { company, now, headers } = call
  const expired = key.expiresAt !== null && Date.parse(key.expiresAt) <= now.getTime()
  const status = key.status === 'expired' && !expired ? 'active' : statusOn(company, key, dayOf(now))
  const user = { type: 'user_actor', user_id: key.creator }
  const service = { type: 'service_account_actor', service_account_id: key.serviceAccount }
  const isOwnWorkspace = !key.organizationWide && key.workspace !== company.defaultWorkspaceId
  const isOld = headers.get('anthropic-version') === '2023-06-01'
  return {
    id: key.id,
    type: 'api_key',
    name: key.name,
    status,
    created_at: key.createdAt,
    created_by: { id: key.creator, type: 'user' },
    expires_at: key.expiresAt,
    partial_key_hint: key.hint,
    principal: key.principal === 'user' ? user : key.principal === 'service_account' ? service : null,
    scope: key.organizationWide ? { type: 'organization' } : { type: 'workspace', workspace_id: key.workspace },
    // The newer version dropped this field in favour of `scope`.
    ...(isOld ? { workspace_id: isOwnWorkspace ? key.workspace : null } : {}),
  }
}

const shape = z.object({
  status: z.enum(['active', 'archived', 'expired', 'inactive']).optional(),
  workspace_id: z.string().optional(),
  created_by_user_id: z.string().optional(),
})

function existing({ company, now }: Call): ApiKey[] {
  return company.keys.filter((key) => Date.parse(key.createdAt) <= now.getTime())
}

export const apiKeys: Handler = (call) => {
  const asked = readQuery(call.query, shape)
  if (isRefusal(asked)) return asked
  const rows = existing(call)
    .filter((key) => asked.workspace_id === undefined || asked.workspace_id === key.workspace)
    .filter((key) => asked.created_by_user_id === undefined || asked.created_by_user_id === key.creator)
    .map((key) => keyRow(call, key))
    .filter((row) => asked.status === undefined || asked.status === row.status)
  const page = pageById(rows, (row) => row.id, call.query)
  return isRefusal(page) ? page : answer(page)
}

export const apiKey: Handler = (call) => {
  const key = existing(call).find((each) => each.id === call.path.api_key_id)
  return key === undefined ? notFound() : answer(keyRow(call, key))
}
