// openai.users: who belongs to the organization, and in which role; some rows are service accounts, and those are nobody. Reference section 8.
import { z } from 'zod'
import { id, word } from '../fields.ts'
import { maybeUnix, UNDATED } from '../instants.ts'
import type { Draft, Stream } from '../stream.ts'
import { inventory, vendorUser } from './inventory.ts'
import { listPage } from './list.ts'

const text = z.string().nullish()
const User = z.object({
  id,
  email: text,
  name: text,
  role: word.nullish(),
  added_at: maybeUnix,
  is_service_account: z.boolean().nullish(),
  is_scim_managed: z.boolean().nullish(),
  // Newer answers say the person once more inside; the id that counts is the one outside.
  user: z.object({ email: text, name: text }).nullish(),
})
type User = z.infer<typeof User>

export const users: Stream = {
  ...inventory,
  id: 'openai.users',
  // A member's id ends in a subject; a service account keeps the vendor's.
  lists: (id) => (/\/sub_[0-9a-z]{26}$/.test(id) ? 'member' : 'service_account'),
  page: (client, ask) =>
    listPage(client, ask.token, {
      endpoint: '/v1/organization/users',
      item: User,
      draft: (user) => (user.is_service_account === true ? machine(user) : member(ask.organization, user)),
    }),
}

function member(organization: string, user: User): Draft {
  const { id, role, added_at } = user
  const email = user.email || user.user?.email
  const name = user.name || user.user?.name
  return {
    kind: 'member',
    id: (subject) => memberId(organization, subject),
    occurredAt: added_at ?? UNDATED,
    data: { organization, role: role ?? null, added_at, scim_managed: user.is_scim_managed ?? null },
    fields: { ...(email ? { email } : {}), ...(name ? { name } : {}), vendor_user: id },
    // The address as it was written: it is compared without case where identities are hashed.
    who: { ...(email ? { email } : {}), vendorUser: vendorUser(id) },
  }
}

/** One person may belong to several organizations of a tenant: each membership is an object of its own. */
function memberId(organization: string, subject: string | undefined): string {
  // A member always has a `who`, so the ledger always has a subject for it.
  if (subject === undefined) throw new Error('a member without a subject')
  return `${organization}/${subject}`
}

function machine(user: User): Draft {
  const { id, name, role, added_at } = user
  return {
    kind: 'service_account',
    id,
    occurredAt: added_at ?? UNDATED,
    data: { service_account: id, project: null, role: role ?? null, created_at: added_at },
    ...(name ? { fields: { name } } : {}),
  }
}
