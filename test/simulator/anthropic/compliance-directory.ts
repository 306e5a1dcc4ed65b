// GET /v1/compliance/organizations and its users: what a probe of a compliance key asks for.

import { firstDay } from '../company/season.ts'
import { plainTime, startOf } from '../days.ts'
import { answer, isRefusal, refuse } from './answers.ts'
import type { Handler } from './call.ts'
import { currentMembers } from './directory.ts'
import { pageByToken } from './paging.ts'

export const complianceOrganizations: Handler = ({ company, query }) => {
  const row = { uuid: company.uuid, name: company.name, created_at: plainTime(startOf(firstDay)) }
  const page = pageByToken([row], query, 1000)
  return isRefusal(page) ? page : answer({ data: page.data, has_more: page.next !== null, next_page: page.next })
}

export const complianceUsers: Handler = (call) => {
  const { org_uuid: uuid } = call.path
  if (uuid !== call.company.uuid) {
    const message = `The "${uuid}" organization does not exist or the requester is not authorized to access it.`
    return refuse(404, 'not_found_error', message)
  }
  const rows = currentMembers(call).map((person) => ({
    id: person.id,
    full_name: person.name,
    email: person.email,
    organization_role: person.role,
    created_at: person.addedAt,
  }))
  const page = pageByToken(rows, call.query, 500)
  return isRefusal(page) ? page : answer({ data: page.data, has_more: page.next !== null, next_page: page.next })
}
