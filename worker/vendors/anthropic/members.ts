// anthropic.members: who belongs to the organization, and in which role. Reference section 3.2.
import { z } from 'zod'
import { id, word } from '../fields.ts'
import { time } from '../instants.ts'
import type { Draft, Stream } from '../stream.ts'
import { inventory, LIST_LIMIT } from './inventory.ts'
import { listPage } from './list.ts'

const Member = z.object({ id, email: z.string().nullish(), name: z.string().nullish(), role: word, added_at: time })

export const members: Stream = {
  ...inventory,
  id: 'anthropic.members',
  lists: 'member',
  page: (client, ask) =>
    listPage(client, ask.token, {
      endpoint: '/v1/organizations/users',
      item: Member,
      limit: LIST_LIMIT,
      draft: (member) => draft(ask.organization, member),
    }),
}

function draft(organization: string, member: z.infer<typeof Member>): Draft {
  const { email, name } = member
  const known = { ...(email ? { email } : {}), ...(name ? { name } : {}) }
  return {
    kind: 'member',
    id: (subject) => memberId(organization, subject),
    occurredAt: member.added_at,
    data: { organization, role: member.role, added_at: member.added_at },
    fields: { ...known, vendor_user: member.id },
    who: { ...known, vendorUser: `anthropic:${member.id}` },
  }
}

/** One person may belong to several organizations of a tenant: each membership is an object of its own. */
export function memberId(organization: string, subject: string | undefined): string {
  // A member always has a `who`, so the ledger always has a subject for it.
  if (subject === undefined) throw new Error('a member without a subject')
  return `${organization}/${subject}`
}
