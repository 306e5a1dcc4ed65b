// anthropic.directory: who belongs to the organizations whose chats are read, so that a chat has a name beside its address. Reference section 9.
import { z } from 'zod'
import { UNDATED } from '../../instants.ts'
import { page } from '../../read.ts'
import type { Draft, PageResult, Stream } from '../../stream.ts'
import { closeToken, openToken } from '../../token.ts'
import { inventory } from '../inventory.ts'
import { memberId } from '../members.ts'
import { type ContentUser, organizationsPage, usersPage } from './directory.ts'

/** The organizations whose users are still to be listed, the first one from `after` on. */
const State = z.object({ organizations: z.array(z.string()), after: z.string().nullable() })

export const directory: Stream = {
  ...inventory,
  id: 'anthropic.directory',
  connection: 'anthropic_compliance',
  capability: 'content_capture',
  lists: 'member',
  page: async (client, ask): Promise<PageResult> => {
    const state = openToken(ask.token, State)
    const [organization, ...others] = state?.organizations ?? []
    if (state === undefined || organization === undefined) {
      const got = await organizationsPage(client)
      if (!got.ok) return got
      const organizations = got.items.map(({ id }) => id)
      const next = organizations.length === 0 ? null : closeToken({ organizations, after: null })
      return page(got.got, [], next, next !== null)
    }
    const got = await usersPage(client, organization, state.after)
    if (!got.ok) return got
    const drafts = got.items.map((user) => draft(organization, user))
    if (got.hasMore) return page(got.got, drafts, closeToken({ ...state, after: got.last }), true)
    const next = others.length === 0 ? null : closeToken({ organizations: others, after: null })
    return page(got.got, drafts, next, next !== null)
  },
}

function draft(organization: string, { who, role, createdAt }: ContentUser): Draft {
  const { email, name, vendorUser } = who
  return {
    kind: 'member',
    id: (subject) => memberId(organization, subject),
    occurredAt: createdAt ?? UNDATED,
    data: { organization, role: role ?? 'unknown', added_at: createdAt },
    fields: {
      ...(email !== undefined && { email }),
      ...(name !== undefined && { name }),
      ...(vendorUser !== undefined && { vendor_user: vendorUser.slice(vendorUser.indexOf(':') + 1) }),
    },
    who,
  }
}
