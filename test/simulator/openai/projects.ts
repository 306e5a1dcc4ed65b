// Projects, and what lies in one: members, service accounts.
import { dayOf, startOf } from '../days.ts'
import { answer, badRequest, isRefusal, type Refusal, refuse } from './answers.ts'
import type { Call, Handler } from './call.ts'
import type { Project } from './company/projects.ts'
import { isService } from './company/projects.ts'
import { pageAfter } from './paging.ts'
import { currentMembers } from './people.ts'
import { flagOf } from './query.ts'

/** Unix seconds at nine in the morning of a day. */
export const morning = (day: number) => startOf(day) / 1000 + 32_400

function archivedOn({ knobs, now }: Call, project: Project): number | null {
  if (knobs.openai_archived.includes(project.name)) return project.archived ?? dayOf(now)
  return project.archived !== null && project.archived <= dayOf(now) ? project.archived : null
}

function projectRow(call: Call, project: Project) {
  const archived = archivedOn(call, project)
  return {
    id: project.id,
    object: 'organization.project',
    name: project.name,
    created_at: morning(project.created),
    archived_at: archived === null ? null : morning(archived),
    status: archived === null ? 'active' : 'archived',
    external_key_id: null,
    residency: call.knobs.openai_residency === 'eu' ? 'EU_STORAGE_PROCESSING' : project.residency,
  }
}

const existing = ({ organization, now }: Call) =>
  organization.projects.filter((project) => project.created <= dayOf(now))

export const projects: Handler = (call) => {
  const all = flagOf(call.url, 'include_archived')
  if (isRefusal(all)) return all
  const rows = existing(call)
    .map((project) => projectRow(call, project))
    .filter((row) => all === true || row.status === 'active')
  const page = pageAfter(rows, (row) => row.id, call.url)
  return isRefusal(page) ? page : answer(page)
}

/** The project in the path, or the 404. */
export function projectIn(call: Call): Project | Refusal {
  const id = call.path.project_id ?? ''
  const found = existing(call).find((each) => each.id === id)
  return found ?? refuse(404, `Project with ID '${id}' not found`, { code: 'not_found' })
}

export const project: Handler = (call) => {
  const found = projectIn(call)
  return isRefusal(found) ? found : answer(projectRow(call, found))
}

/** The project in the path if it is not archived: members and service accounts of archived ones are refused. */
function activeProject(call: Call): Project | Refusal {
  const found = projectIn(call)
  if (isRefusal(found) || archivedOn(call, found) === null) return found
  return badRequest(`Project with ID '${found.id}' is archived`)
}

export const projectUsers: Handler = (call) => {
  const found = activeProject(call)
  if (isRefusal(found)) return found
  const { keys } = call.organization
  const inside = new Set(
    keys.flatMap((key) => (key.project === found.id && !isService(key.owner) ? [key.owner.id] : [])),
  )
  const rows = currentMembers(call)
    .filter((member) => member.role === 'owner' || inside.has(member.id))
    .map(({ id, name, email, role, addedAt }) => ({
      object: 'organization.project.user',
      id,
      name,
      email,
      role: role === 'owner' ? 'owner' : 'member',
      added_at: Math.max(addedAt, morning(found.created)),
    }))
  const page = pageAfter(rows, (row) => row.id, call.url)
  return isRefusal(page) ? page : answer(page)
}

export const serviceAccounts: Handler = (call) => {
  const found = activeProject(call)
  if (isRefusal(found)) return found
  const rows = call.organization.serviceAccounts
    .filter((account) => account.project === found.id && account.created <= dayOf(call.now))
    .map(({ id, name, role, created }) => ({
      object: 'organization.project.service_account',
      id,
      name,
      role,
      created_at: morning(created),
    }))
  const page = pageAfter(rows, (row) => row.id, call.url)
  return isRefusal(page) ? page : answer(page)
}
