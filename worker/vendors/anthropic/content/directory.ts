// The tree that a compliance key reads: its organizations, and the people who are in each of them now. Reference section 9.
import { z } from 'zod'
import { id, label, word } from '../../fields.ts'
import type { VendorClient } from '../../http.ts'
import { maybeTime } from '../../instants.ts'
import type { Identity } from '../../stream.ts'
import { type ContentPage, tokenListPage } from './list.ts'

export const ORGANIZATIONS = '/v1/compliance/organizations'

/** `id`: the UUID that paths and chats name; `createdAt` an instant or null. */
export type ContentOrganization = { id: string; name: string | null; createdAt: string | null }

/** `who.vendorUser` is `anthropic:user_…`, the same as members of the Admin API have. */
export type ContentUser = { id: string; who: Identity; role: string | null; createdAt: string | null }

const Organization = z
  .object({ uuid: id, name: label.nullish(), created_at: maybeTime })
  .transform(
    ({ uuid, name, created_at }): ContentOrganization => ({ id: uuid, name: name || null, createdAt: created_at }),
  )

const User = z
  .object({
    id,
    full_name: z.string().nullish(),
    email: z.string().nullish(),
    organization_role: word.nullish(),
    created_at: maybeTime,
  })
  .transform(({ id, full_name: name, email, organization_role: role, created_at }): ContentUser => {
    const who = { vendorUser: `anthropic:${id}`, ...(email ? { email } : {}), ...(name ? { name } : {}) }
    return { id, who, role: role ?? null, createdAt: created_at }
  })

/** Most that one page may hold. */
const LIMIT = 1000

/** The organizations of the tree, oldest first. Needs `read:compliance_org_data` or `read:org_audit`. */
export const organizationsPage = (
  client: VendorClient,
  after: string | null = null,
  limit = LIMIT,
): Promise<ContentPage<ContentOrganization>> => tokenListPage(client, ORGANIZATIONS, Organization, { after, limit })

/** Current members of an organization by joining date; who has left is on no list. Needs `read:compliance_user_data` or `read:org_audit`. */
export const usersPage = (
  client: VendorClient,
  organization: string,
  after: string | null = null,
  limit = LIMIT,
): Promise<ContentPage<ContentUser>> =>
  tokenListPage(client, `${ORGANIZATIONS}/${encodeURIComponent(organization)}/users`, User, { after, limit })
