// anthropic.invites: who was asked in. An invite lapses 21 days after it was sent. Reference section 3.3.
import { z } from 'zod'
import { id, word } from '../fields.ts'
import { maybeTime, time } from '../instants.ts'
import type { Draft, Stream } from '../stream.ts'
import { inventory, LIST_LIMIT } from './inventory.ts'
import { listPage } from './list.ts'

const Invite = z.object({
  id,
  email: z.string().nullish(),
  role: word,
  status: word,
  invited_at: time,
  expires_at: maybeTime,
  accepted_at: maybeTime,
})

export const invites: Stream = {
  ...inventory,
  id: 'anthropic.invites',
  lists: 'invite',
  page: (client, ask) =>
    listPage(client, ask.token, { endpoint: '/v1/organizations/invites', item: Invite, limit: LIST_LIMIT, draft }),
}

function draft(invite: z.infer<typeof Invite>): Draft {
  const { id, email, role, status, invited_at, expires_at, accepted_at } = invite
  return {
    kind: 'invite',
    id,
    occurredAt: invited_at,
    data: { role, status, invited_at, expires_at, accepted_at },
    ...(email ? { fields: { email }, who: { email } } : {}),
  }
}
