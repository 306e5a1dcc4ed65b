// openai.service_accounts: the machines of each project, to which keys belong that belong to nobody. Reference section 8.
import { z } from 'zod'
import { id, word } from '../fields.ts'
import { maybeUnix, UNDATED } from '../instants.ts'
import type { Draft, Stream } from '../stream.ts'
import { inventory } from './inventory.ts'
import { MOST_PAGES, perProjectPage } from './per-project.ts'

const ServiceAccount = z.object({ id, name: z.string().nullish(), role: word.nullish(), created_at: maybeUnix })

export const serviceAccounts: Stream = {
  ...inventory,
  most: MOST_PAGES,
  id: 'openai.service_accounts',
  lists: 'service_account',
  page: (client, ask) =>
    perProjectPage(client, ask.token, { path: 'service_accounts', item: ServiceAccount, archived: false, draft }),
}

function draft(account: z.infer<typeof ServiceAccount>, project: string): Draft {
  const { id, name, role, created_at } = account
  return {
    kind: 'service_account',
    id,
    occurredAt: created_at ?? UNDATED,
    data: { service_account: id, project, role: role ?? null, created_at },
    ...(name ? { fields: { name } } : {}),
  }
}
