// anthropic.api_keys: the keys that spend. Names and hints are sealed; the secret is never said. Reference section 3.6.
import { z } from 'zod'
import { id, word } from '../fields.ts'
import { maybeTime, time } from '../instants.ts'
import type { Draft, Identity, Stream } from '../stream.ts'
import { inventory, LIST_LIMIT } from './inventory.ts'
import { listPage } from './list.ts'

const Principal = z.object({
  type: word,
  id: id.nullish(),
  user_id: id.nullish(),
  service_account_id: id.nullish(),
})

const ApiKey = z.object({
  id,
  name: z.string().nullish(),
  status: word,
  created_at: time,
  expires_at: maybeTime,
  created_by: Principal.nullish(),
  principal: Principal.nullish(),
  partial_key_hint: z.string().nullish(),
  // Version 2026-10-21 says `scope` only, older deployments `workspace_id` only (reference section 1).
  scope: z.object({ type: word, workspace_id: id.nullish() }).nullish(),
  workspace_id: id.nullish(),
})

export const apiKeys: Stream = {
  ...inventory,
  id: 'anthropic.api_keys',
  lists: 'vendor_key',
  page: (client, ask) =>
    listPage(client, ask.token, { endpoint: '/v1/organizations/api_keys', item: ApiKey, limit: LIST_LIMIT, draft }),
}

function draft(key: z.infer<typeof ApiKey>): Draft {
  const creator = partyOf(key.created_by)
  const principal = partyOf(key.principal)
  const fields = {
    ...(key.name ? { name: key.name } : {}),
    ...(key.partial_key_hint ? { hint: key.partial_key_hint } : {}),
  }
  const mentions = {
    ...(creator.person === undefined ? {} : { created_by: creator.person }),
    ...(principal.person === undefined ? {} : { principal: principal.person }),
  }
  return {
    kind: 'vendor_key',
    id: key.id,
    occurredAt: key.created_at,
    data: {
      key: key.id,
      status: key.status,
      workspace: key.scope?.workspace_id ?? key.workspace_id ?? null,
      scope: key.scope?.type ?? null,
      created_at: key.created_at,
      expires_at: key.expires_at,
      created_by_type: creator.type,
      ...(creator.open === undefined ? {} : { created_by: creator.open }),
      principal_type: principal.type,
      ...(principal.open === undefined ? {} : { principal: principal.open }),
    },
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    ...(Object.keys(mentions).length === 0 ? {} : { mentions }),
  }
}

type Party = { type: string | null; person?: Identity; open?: string }

/** Whoever made a key or stands behind it: a person becomes a subject, a service account keeps its id. */
function partyOf(principal: z.infer<typeof Principal> | null | undefined): Party {
  if (!principal) return { type: null }
  const type = principal.type.replace(/_actor$/, '') // `user` in one place, `user_actor` in another
  const service = principal.service_account_id ?? principal.id
  if (type === 'service_account' && service?.startsWith('svac_')) return { type, open: service }
  const user = principal.user_id ?? principal.id
  return user ? { type, person: { vendorUser: `anthropic:${user}` } } : { type }
}
