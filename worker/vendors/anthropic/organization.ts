// anthropic.organization: what the key belongs to. One object, no list. Reference section 3.1.
import { z } from 'zod'
import { id, label } from '../fields.ts'
import { UNDATED } from '../instants.ts'
import { page, read } from '../read.ts'
import type { Stream } from '../stream.ts'
import { inventory } from './inventory.ts'

export const Organization = z.object({ id, name: label.nullish() })

export const ORGANIZATION = '/v1/organizations/me'

export const organization: Stream = {
  ...inventory,
  id: 'anthropic.organization',
  async page(client) {
    const got = await read(client, { endpoint: ORGANIZATION }, Organization)
    if (!got.ok) return got
    const { id, name } = got.value
    const data = { organization: id, name: name ?? null }
    return page(got, [{ kind: 'organization', id, occurredAt: UNDATED, data }], null, false)
  },
}
