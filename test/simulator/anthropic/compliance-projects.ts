// GET /v1/compliance/apps/projects and what hangs below one: attachments, collaborators, documents. Reference section 10.5.
import { z } from 'zod'
import type { Project } from '../company/chats/projects.ts'
import { plainTime } from '../days.ts'
import { hashOf, idFor } from '../random.ts'
import { answer, isRefusal, type Refusal, refuse } from './answers.ts'
import type { Call, Handler } from './call.ts'
import { badTime, boundsOf, unknownParameter, within } from './compliance-query.ts'
import { pageByToken } from './paging.ts'
import { list, readQuery, whole } from './query.ts'

const times = [...boundsOf('created_at'), ...boundsOf('updated_at')]
const paging = { limit: whole(1, 100, 20), page: z.string().optional() }
const shape = z.object({ 'user_ids[]': list, 'organization_ids[]': list, ...paging })
const known = new Set<string>([...times, ...Object.keys(shape.shape)])

const noProject = () => refuse(404, 'not_found_error', 'No project is found with the provided id.')
const textOf = (project: Project, name: string) => `# ${name}\n\nNotes for ${project.name}.\n`
const documentId = (call: Call, project: Project, name: string) =>
  idFor('claude_proj_doc_', call.company.seed, `${project.id} ${name}`)

function open({ company, now }: Call): readonly Project[] {
  return company.chatProjects.filter(({ createdAt }) => createdAt <= now.getTime())
}

function row({ company }: Call, project: Project) {
  const { id, name, createdAt, isPrivate, owner } = project
  return {
    id,
    name,
    created_at: plainTime(createdAt),
    updated_at: plainTime(createdAt),
    deleted_at: null,
    is_private: isPrivate,
    organization_id: company.tag,
    organization_uuid: company.uuid,
    user: { id: owner.id, email_address: owner.email },
  }
}

/** Shape E over rows that are there already. */
function paged(call: Call, rows: readonly unknown[]) {
  const asked = readQuery(call.query, z.object(paging))
  if (isRefusal(asked)) return asked
  const page = pageByToken(rows, call.query, asked.limit)
  return isRefusal(page) ? page : answer({ data: page.data, has_more: page.next !== null, next_page: page.next })
}

export const complianceProjects: Handler = (call) => {
  const refused = unknownParameter(call.query, known) ?? badTime(call.query, times)
  if (refused !== null) return refused
  const asked = readQuery(call.query, shape)
  if (isRefusal(asked)) return asked
  const { 'user_ids[]': users, 'organization_ids[]': organizations } = asked
  const { uuid, tag } = call.company
  if (organizations.length > 0 && !organizations.some((id) => id === uuid || id === tag)) return paged(call, [])
  const isWithin = (['created_at', 'updated_at'] as const).map((name) => within(call.query, name))
  const wanted = open(call).filter(
    ({ owner, createdAt }) =>
      (users.length === 0 || users.includes(owner.id)) && isWithin.every((one) => one(createdAt)),
  )
  return paged(
    call,
    wanted.map((project) => row(call, project)),
  )
}

/** A handler below one project. */
function below(handler: (call: Call, project: Project) => ReturnType<Handler>, parameters: readonly string[]): Handler {
  return (call) => {
    const refused = unknownParameter(call.query, new Set(parameters))
    if (refused !== null) return refused
    const project = open(call).find(({ id }) => id === call.path.project_id)
    return project === undefined ? noProject() : handler(call, project)
  }
}

export const complianceProject = below((call, project) => {
  const inside = call.company.chats.at(call.now, call.knobs.deleted_chats === 'readable')
  return answer({
    ...row(call, project),
    description: project.description,
    instructions: project.instructions,
    attachments_count: project.documents.length,
    chats_count: inside.filter(({ plan }) => plan.project?.id === project.id).length,
  })
}, [])

const pages = ['limit', 'page']

export const projectAttachments = below((call, project) => {
  const rows = project.documents.map((name) => ({
    type: 'project_doc',
    id: documentId(call, project, name),
    filename: name,
    mime_type: 'text/plain',
    created_at: plainTime(project.createdAt),
    updated_at: null,
  }))
  return paged(call, rows)
}, pages)

export const projectCollaborators = below((call, project) => {
  const granted = plainTime(project.createdAt)
  const owner = { type: 'user', user_id: project.owner.id, role: 'owner', granted_at: granted }
  const all = { type: 'organization', organization_uuid: call.company.uuid, role: 'viewer', granted_at: granted }
  return paged(call, project.isPrivate ? [owner] : [owner, all])
}, pages)

function documentIn(call: Call): { project: Project; name: string; id: string } | Refusal {
  const refused = unknownParameter(call.query, new Set())
  if (refused !== null) return refused
  for (const project of open(call)) {
    for (const name of project.documents) {
      const id = documentId(call, project, name)
      if (id === call.path.document_id) return { project, name, id }
    }
  }
  return refuse(404, 'not_found_error', 'No document is found with the provided id.')
}

export const projectDocument: Handler = (call) => {
  const found = documentIn(call)
  if (isRefusal(found)) return found
  const { project, name, id } = found
  const user = { id: project.owner.id, email_address: project.owner.email }
  return answer({ id, filename: name, content: textOf(project, name), created_at: plainTime(project.createdAt), user })
}

export const projectDocumentMetadata: Handler = (call) => {
  const found = documentIn(call)
  if (isRefusal(found)) return found
  const { project, name, id } = found
  const content = textOf(project, name)
  return answer({
    id,
    filename: name,
    claude_project_id: project.id,
    mime_type: 'text/plain',
    size_bytes: new TextEncoder().encode(content).length,
    md5: hashOf(0, content).toString(16).padStart(32, '0'),
    created_at: plainTime(project.createdAt),
    user: { id: project.owner.id, email_address: project.owner.email },
  })
}
