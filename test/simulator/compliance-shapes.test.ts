// Projects, files and artifacts answer with the members of the documented examples, and are found by the ids that messages carry.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chatTruth } from './chat-truth.ts'
import { all, ask, simulatorAt } from './support/asking.ts'

const folder = join(import.meta.dirname, '../vectors/anthropic-examples')
const simulator = simulatorAt()
const get = async (path: string) => {
  const { status, body } = await ask(simulator, `/v1/compliance/apps/${path}`, 'compliance')
  expect([path, status]).toEqual([path, 200])
  return body
}
const membersOf = (value: object) => Object.keys(value).sort()
/** The members of an example answer, or of the first of its rows. */
const example = (name: string): string[] => {
  const body = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
  return membersOf('data' in body ? body.data[0] : body)
}
const projects = (await all(simulator, '/v1/compliance/apps/projects?limit=5', 'compliance')) as { id: string }[]

describe('projects', () => {
  it('are all there, oldest first', async () => {
    expect(projects).toHaveLength(12)
    const body = await get('projects')
    expect(membersOf(body.data[0])).toEqual(example('compliance-projects'))
    expect((await ask(simulator, '/v1/compliance/apps/projects?limit=101', 'compliance')).status).toBe(400)
  })

  it('have details, documents and collaborators', async () => {
    const project = await get(`projects/${projects[3]?.id}`)
    expect(membersOf(project)).toEqual(example('compliance-project'))
    expect(project.chats_count).toBeGreaterThan(0)
    const { data: documents } = await get(`projects/${project.id}/attachments`)
    expect(documents).toHaveLength(project.attachments_count)
    const path = `projects/documents/${documents[0].id}`
    expect(membersOf(await get(path))).toEqual(example('compliance-project-document'))
    expect(membersOf(await get(`${path}/metadata`))).toEqual(example('compliance-project-document-metadata'))
    const { data: people } = await get(`projects/${projects[1]?.id}/collaborators`)
    expect(people.map(({ role }: { role: string }) => role)).toEqual(['owner', 'viewer'])
    expect(membersOf(people[0])).toEqual(example('compliance-project-collaborators'))
  })

  it('hold every chat that says so', async () => {
    const ids = new Set(projects.map(({ id }) => id))
    const rows = await all(simulator, '/v1/compliance/apps/chats?limit=1000', 'compliance')
    for (const { project_id: id } of rows as { project_id: string | null }[]) if (id !== null) expect(ids).toContain(id)
  })

  it('that are unknown are not found', async () => {
    const { status, body } = await ask(simulator, '/v1/compliance/apps/projects/claude_proj_01x', 'compliance')
    expect([status, body.error.message]).toEqual([404, 'No project is found with the provided id.'])
  })
})

describe('what messages carry', () => {
  interface Carried {
    readonly id: string
    readonly version_id: string
  }
  type Said = Readonly<Record<'files' | 'generated_files' | 'artifacts', readonly Carried[] | null>>
  const said = (async (): Promise<Said[]> => {
    const ids = chatTruth(simulator.world).slice(-60)
    return (await Promise.all(ids.map(({ id }) => get(`chats/${id}/messages`)))).flatMap((one) => one.chat_messages)
  })()

  it.each([
    ['files', 'chats/files', 'compliance-file'],
    ['generated_files', 'chats/generated-files', 'compliance-generated-file'],
  ] as const)('%s have metadata', async (member, path, name) => {
    const one = (await said).flatMap((message) => message[member] ?? [])[0]
    expect(membersOf(await get(`${path}/${one?.id}`))).toEqual(example(name))
    const { status, body } = await ask(simulator, `/v1/compliance/apps/${path}/x`, 'compliance')
    expect([status, body.error.message]).toEqual([
      404,
      'No file found with provided id, or it has already been deleted.',
    ])
  })

  it('artifacts have metadata and a text', async () => {
    const one = (await said).flatMap(({ artifacts }) => artifacts ?? [])[0]
    expect(membersOf(await get(`artifacts/${one?.version_id}`))).toEqual(example('compliance-artifact'))
    expect(membersOf(await get(`artifacts/${one?.version_id}/content`))).toEqual(example('compliance-artifact-content'))
  })
})
