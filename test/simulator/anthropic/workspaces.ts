// Workspaces and who may work in each.
import { z } from 'zod'
import { membersOf, type Workspace } from '../company/workspaces.ts'
import { answer, isRefusal, notFound } from './answers.ts'
import type { Call, Handler } from './call.ts'
import { currentMembers } from './directory.ts'
import { pageById } from './paging.ts'
import { flag, list, readQuery } from './query.ts'

function workspaceRow(workspace: Workspace, now: Date) {
  const isArchived = workspace.archivedAt !== null && Date.parse(workspace.archivedAt) <= now.getTime()
  const isUs = workspace.geo === 'us'
  return {
    id: workspace.id,
    type: 'workspace',
    name: workspace.name,
    created_at: workspace.createdAt,
    archived_at: isArchived ? workspace.archivedAt : null,
    display_color: workspace.color,
    compartment_id: workspace.compartment,
    external_key_id: null,
    user_profile_id: null,
    tags: workspace.tags,
    data_residency: {
      workspace_geo: 'us',
      default_inference_geo: workspace.geo,
      allowed_inference_geos: isUs ? ['us'] : 'unrestricted',
    },
  }
}

function existing({ company, now }: Call): Workspace[] {
  return company.workspaces.filter((workspace) => Date.parse(workspace.createdAt) <= now.getTime())
}

/** Without `include_default` the default workspace is left out, as the vendor does. */
export const workspaces: Handler = (call) => {
  const shape = z.object({ include_archived: flag.default(false), include_default: flag.default(false), 'ids[]': list })
  const asked = readQuery(call.query, shape)
  if (isRefusal(asked)) return asked
  const rows = existing(call)
    .filter((workspace) => asked.include_default || workspace.id !== call.company.defaultWorkspaceId)
    .filter((workspace) => asked['ids[]'].length === 0 || asked['ids[]'].includes(workspace.id))
    .map((workspace) => workspaceRow(workspace, call.now))
    .filter((row) => asked.include_archived || row.archived_at === null)
  const page = pageById(rows, (row) => row.id, call.query)
  return isRefusal(page) ? page : answer(page)
}

export const workspace: Handler = (call) => {
  const found = existing(call).find((each) => each.id === call.path.workspace_id)
  return found === undefined ? notFound() : answer(workspaceRow(found, call.now))
}

export const workspaceMembers: Handler = (call) => {
  const found = existing(call).find((each) => each.id === call.path.workspace_id)
  if (found === undefined) return notFound()
  const rows = membersOf(found, currentMembers(call)).map(({ person, role }) => ({
    type: 'workspace_member',
    user_id: person.id,
    workspace_id: found.id,
    workspace_role: role,
  }))
  const page = pageById(rows, (row) => row.user_id, call.query)
  return isRefusal(page) ? page : answer(page)
}
