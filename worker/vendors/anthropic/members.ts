// anthropic.members: who belongs to the organization, and in which role. Reference section 3.2.
import { z } from 'zod'
import { time } from '../instants.ts'
import type { Draft, Stream } from '../stream.ts'
import { id, inventory, LIST_LIMIT, word } from './inventory.ts'
import { listPage } from './list.ts'

const Member = z.object({ id, email: z.string().nullish(), name: z.string().nullish(), role: word, added_at: time })

export const members: Stream = {
  ...inventory,
  id: 'anthropic.members',
  page: (client, ask) =>
    listPage(client, ask.token, { endpoint: '/v1/organizations/users', item: Member, limit: LIST_LIMIT, draft }),
}

function draft(member: z.infer<typeof Member>): Draft {
  const { email, name } = member
  const known = { ...(email ? { email } : {}), ...(name ? { name } : {}) }
  return {
    kind: 'member',
    id: memberId,
    occurredAt: member.added_at,
    data: { role: member.role, added_at: member.added_at },
    fields: { ...known, vendor_user: member.id },
    who: { ...known, vendorUser: `anthropic:${member.id}` },
  }
}

function memberId(subject: string | undefined): string {
  // A member always has a `who`, so the ledger always has a subject for it.
  if (subject === undefined) throw new Error('a member without a subject')
  return subject
}
