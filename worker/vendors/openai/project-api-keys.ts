// openai.project_api_keys: the keys that spend, and whose they are. Names and hints are sealed; the secret is never said. Reference section 8.
import { z } from 'zod'
import { id, word } from '../fields.ts'
import { maybeUnix, UNDATED } from '../instants.ts'
import type { Draft, Identity, Stream } from '../stream.ts'
import { inventory, vendorUser } from './inventory.ts'
import { MOST_PAGES, perProjectPage } from './per-project.ts'

const text = z.string().nullish()
const Party = z.object({ id: id.nullish(), email: text })

// `last_used_at` is left out: it moves all day, and each move would be a revision of the record.
const ApiKey = z.object({
  id,
  name: text,
  redacted_value: text,
  created_at: maybeUnix,
  expires_at: maybeUnix,
  owner_project_access: word.nullish(),
  owner: z.object({ type: word.nullish(), user: Party.nullish(), service_account: Party.nullish() }).nullish(),
})
type ApiKey = z.infer<typeof ApiKey>

export const projectApiKeys: Stream = {
  ...inventory,
  most: MOST_PAGES,
  id: 'openai.project_api_keys',
  lists: 'vendor_key',
  page: (client, ask) =>
    perProjectPage(client, ask.token, {
      path: 'api_keys',
      item: ApiKey,
      // Without it, keys whose owner has left the project may be missing although they work.
      query: [['owner_project_access', 'any']],
      archived: true,
      draft,
    }),
}

function draft(key: ApiKey, project: string): Draft {
  const owner = ownerOf(key)
  const fields = {
    ...(key.name ? { name: key.name } : {}),
    ...(key.redacted_value ? { hint: key.redacted_value } : {}),
  }
  return {
    kind: 'vendor_key',
    id: key.id,
    occurredAt: key.created_at ?? UNDATED,
    data: {
      key: key.id,
      status: key.owner_project_access ?? null,
      project,
      created_at: key.created_at,
      expires_at: key.expires_at,
      created_by_type: owner.type,
      ...(owner.open === undefined ? {} : { created_by: owner.open }),
    },
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    ...(owner.person === undefined ? {} : { mentions: { created_by: owner.person } }),
  }
}

type Owner = { type: 'user' | 'service_account' | null; person?: Identity; open?: string }

/** Whose key it is: a person becomes the subject that the member is, a service account keeps its id. */
function ownerOf({ owner }: ApiKey): Owner {
  if (!owner) return { type: null }
  const { user, service_account: service } = owner
  if (user && owner.type !== 'service_account') {
    const known = {
      ...(user.email ? { email: user.email } : {}),
      ...(user.id ? { vendorUser: vendorUser(user.id) } : {}),
    }
    return { type: 'user', ...(Object.keys(known).length === 0 ? {} : { person: known }) }
  }
  return service ? { type: 'service_account', ...(service.id ? { open: service.id } : {}) } : { type: null }
}
