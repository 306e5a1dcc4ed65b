// GET /v1/compliance/organizations and its users: the tree that a compliance key reads, and who is in it now. Reference section 9.
import type { Person } from '../company/people.ts'
import { firstDay } from '../company/season.ts'
import { plainTime, startOf } from '../days.ts'
import { answer, isRefusal } from './answers.ts'
import type { Handler } from './call.ts'
import { organizationsOf } from './chat-row.ts'
import { unknownParameter } from './compliance-query.ts'
import { noOrganization } from './compliance-settings.ts'
import { currentMembers } from './directory.ts'
import { pageByToken } from './paging.ts'

const known = new Set(['limit', 'page'])
/** Days between the founding of the first and the second organization of a tree. */
const APART = 200

export const complianceOrganizations: Handler = (call) => {
  const refused = unknownParameter(call.query, known)
  if (refused !== null) return refused
  const rows = organizationsOf(call).map(({ uuid, name }, index) => ({
    uuid,
    name,
    created_at: plainTime(startOf(firstDay + index * APART)),
  }))
  const page = pageByToken(rows, call.query, 1000)
  return isRefusal(page) ? page : answer({ data: page.data, has_more: page.next !== null, next_page: page.next })
}

export const complianceUsers: Handler = (call) => {
  const refused = unknownParameter(call.query, known)
  if (refused !== null) return refused
  const { org_uuid: uuid } = call.path
  const place = organizationsOf(call).findIndex((each) => each.uuid === uuid)
  if (place < 0) return noOrganization(uuid)
  // A seventh of the company also sits in the linked organization.
  const sits = (_: Person, index: number) => place === 0 || index % 7 === 3
  const rows = currentMembers(call)
    .filter(sits)
    .map((person) => ({
      id: person.id,
      full_name: person.name,
      email: person.email,
      organization_role: person.role,
      created_at: person.addedAt,
    }))
    .sort((a, b) => (a.created_at < b.created_at ? -1 : a.created_at > b.created_at ? 1 : 0))
  const page = pageByToken(rows, call.query, 500)
  return isRefusal(page) ? page : answer({ data: page.data, has_more: page.next !== null, next_page: page.next })
}
