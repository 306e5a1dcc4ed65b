// openai.projects: the rooms of the organization, archived ones too, because their usage and costs stay. Reference section 8.
import { z } from 'zod'
import { id, label, word } from '../fields.ts'
import { maybeUnix, UNDATED } from '../instants.ts'
import type { Draft, Stream } from '../stream.ts'
import { inventory } from './inventory.ts'
import { listPage } from './list.ts'

export const Project = z.object({
  id,
  name: label.nullish(),
  status: word.nullish(),
  created_at: maybeUnix,
  archived_at: maybeUnix,
  residency: word.nullish(),
})
export type Project = z.infer<typeof Project>

export const PROJECTS = '/v1/organization/projects'
export const WITH_ARCHIVED: [string, string] = ['include_archived', 'true']

/** An archived project refuses some questions (reference section 8). */
export const isArchived = ({ status, archived_at }: Project): boolean => status === 'archived' || archived_at !== null

export const projects: Stream = {
  ...inventory,
  id: 'openai.projects',
  lists: 'project',
  page: (client, ask) =>
    listPage(client, ask.token, { endpoint: PROJECTS, item: Project, query: [WITH_ARCHIVED], draft }),
}

function draft(project: Project): Draft {
  const { id, name, status, created_at, archived_at, residency } = project
  return {
    kind: 'project',
    id,
    occurredAt: created_at ?? UNDATED,
    data: {
      project: id,
      name: name ?? null,
      status: status ?? null,
      created_at,
      archived_at,
      residency: residency ?? null,
    },
  }
}
