// Every answer has the shape of the vendor's documented example: the same members with the same types.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chatTruth } from './chat-truth.ts'
import { all, analyticsBeta, ask, everyDimension, simulatorAt } from './support/asking.ts'

const folder = join(import.meta.dirname, '../vectors/anthropic-examples')
const example = (name: string): unknown => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))

/** Paths of a value with the types found there: `data[].id` → {string}. */
function shapeOf(value: unknown, path = '', shape = new Map<string, Set<string>>()): Map<string, Set<string>> {
  const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
  shape.set(path, (shape.get(path) ?? new Set()).add(type))
  if (Array.isArray(value)) for (const item of value) shapeOf(item, `${path}[]`, shape)
  else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) shapeOf(member, `${path}.${name}`, shape)
  }
  return shape
}

/** Members of `answer` that no example has, and members of the example that the answer lacks, and types that differ. */
function differences(answer: unknown, model: unknown, ignore: RegExp): string[] {
  const given = shapeOf(answer)
  const wanted = shapeOf(model)
  const paths = new Set([...given.keys(), ...wanted.keys()])
  return [...paths].filter((path) => {
    if (ignore.test(path)) return false
    const ours = given.get(path)
    const theirs = wanted.get(path)
    if (ours === undefined || theirs === undefined) return true
    // Null on one side only is the same member: the examples are short and do not show every null.
    const known = [...ours].filter((type) => type !== 'null' && !theirs.has('null'))
    return known.some((type) => !theirs.has(type))
  })
}

const simulator = simulatorAt()
const production = simulator.world.company.workspaces[1]?.id
const range = 'starting_at=2026-11-17T00:00:00Z&ending_at=2026-11-19T00:00:00Z'
const old = { 'anthropic-version': '2023-06-01' }
const nothing = /^$/
// The example shows two of the kinds of actor; which members the third one has is documented beside it.
const otherActors = /\.actor\./

describe('an answer has the members and types of the documented example', () => {
  const cases: readonly [string, string, RegExp, Record<string, string>?][] = [
    ['organizations-me', 'me', nothing],
    ['users', 'users?limit=1000', nothing],
    ['invites', 'invites?limit=1000', nothing],
    ['workspaces', 'workspaces?include_archived=true&include_default=true', /\.tags\./],
    ['workspace-members', `workspaces/${production}/members?limit=1000`, nothing],
    ['api-keys.v2026-10-21', 'api_keys?limit=1000', nothing],
    ['api-keys.v2023-06-01', 'api_keys?limit=1000', nothing, old],
    ['rate-limits.v2026-10-21', 'rate_limits', nothing],
    ['rate-limits.v2023-06-01', 'rate_limits', nothing, old],
    ['workspace-rate-limits.v2026-10-21', `workspaces/${production}/rate_limits`, nothing],
    ['compliance-settings', 'compliance_settings', nothing],
    [
      'usage-report-messages.grouped',
      `usage_report/messages?${range}&${everyDimension.replace('group_by[]=speed&', '')}`,
      nothing,
    ],
    ['usage-report-messages.ungrouped', `usage_report/messages?${range}`, nothing],
    ['cost-report.grouped', `cost_report?${range}&group_by[]=workspace_id&group_by[]=description`, nothing],
    ['cost-report.ungrouped', `cost_report?${range}`, nothing],
    ['usage-report-claude-code', 'usage_report/claude_code?starting_at=2026-11-19&limit=1000', nothing],
    [
      'analytics-usage',
      `analytics/usage?${range}&limit=1000&group_by[]=actor&group_by[]=model&group_by[]=product&group_by[]=workspace_id`,
      otherActors,
      analyticsBeta,
    ],
    [
      'analytics-cost',
      `analytics/cost?${range}&limit=1000&group_by[]=actor&group_by[]=model&group_by[]=workspace_id&group_by[]=cost_type&group_by[]=token_type`,
      otherActors,
      analyticsBeta,
    ],
  ]
  for (const [name, path, ignore, headers] of cases) {
    it(name, async () => {
      const { status, body } = await ask(simulator, `/v1/organizations/${path}`, 'admin', headers)
      expect(status).toBe(200)
      expect(differences(body, example(name), ignore)).toEqual([])
    })
  }

  it('compliance-organizations and compliance-organization-users', async () => {
    const organizations = await ask(simulator, '/v1/compliance/organizations?limit=1', 'compliance')
    expect(differences(organizations.body, example('compliance-organizations'), nothing)).toEqual([])
    const path = `/v1/compliance/organizations/${simulator.world.company.uuid}/users`
    const users = await ask(simulator, path, 'compliance')
    expect(differences(users.body, example('compliance-organization-users'), nothing)).toEqual([])
  })
})

describe('content has the members and types of the documented example', () => {
  const compliance = async (path: string) => {
    const { status, body } = await ask(simulator, `/v1/compliance/${path}`, 'compliance')
    expect(status).toBe(200)
    return body
  }

  it('compliance-chats', async () => {
    const body = await compliance('apps/chats?limit=1000')
    expect(differences(body, example('compliance-chats'), nothing)).toEqual([])
  })

  it('compliance-chat-messages, over the messages of all chats', async () => {
    const ids = chatTruth(simulator.world).map(({ id }) => id)
    const answers = await Promise.all(ids.map((id) => compliance(`apps/chats/${id}/messages`)))
    const together = { ...answers[0], chat_messages: answers.flatMap((one) => one.chat_messages) }
    expect(differences(together, example('compliance-chat-messages'), nothing)).toEqual([])
  })

  it('compliance-chat-messages.deleted-chat', async () => {
    const deleted = chatTruth(simulator.world).find((chat) => chat.deleted)
    const body = await compliance(`apps/chats/${deleted?.id}/messages`)
    expect(
      differences(body, example('compliance-chat-messages.deleted-chat'), /\.(model|project_id)$|\.user(\.|$)/),
    ).toEqual([])
  })

  it('compliance-organization-settings', async () => {
    const body = await compliance(`organizations/${simulator.world.company.uuid}/settings`)
    expect(differences(body, example('compliance-organization-settings'), nothing)).toEqual([])
  })
})

describe('the activity feed', () => {
  interface Example {
    readonly data: readonly Readonly<Record<string, unknown>>[]
  }
  interface KnownType {
    readonly actors: 'any' | readonly string[]
    readonly fields: Readonly<Record<string, { optional?: boolean; nullable?: boolean }>>
  }
  interface Types {
    readonly types: Readonly<Record<string, KnownType>>
    readonly added_later_known: readonly string[]
  }
  const shared = ['id', 'created_at', 'organization_id', 'organization_uuid', 'actor', 'type']
  const { types, added_later_known: added } = example('_activity-types') as Types // the file's own form
  const feed = () =>
    all(simulator, '/v1/compliance/activities?limit=5000&created_at.gte=2026-10-01T00:00:00Z') as Promise<
      Example['data']
    >

  it('gives each known type an actor and fields that the type has, and leaves out only optional ones', async () => {
    const wrong = new Set<string>()
    for (const row of await feed()) {
      const known = types[String(row.type)]
      if (known === undefined) continue
      const { actors, fields } = known
      const actor = (row.actor as { type: string }).type // an actor always has a type
      if (actors !== 'any' && !actors.includes(actor)) wrong.add(`${row.type} by ${actor}`)
      for (const name of Object.keys(row))
        if (!shared.includes(name) && !(name in fields)) wrong.add(`${row.type}.${name}`)
      for (const [name, field] of Object.entries(fields)) {
        if (!(name in row) && field.optional !== true) wrong.add(`${row.type} lacks ${name}`)
        if (row[name] === null && field.nullable !== true) wrong.add(`${row.type}.${name} is null`)
      }
    }
    expect([...wrong]).toEqual([])
  })

  it('holds about forty types, some of which no list knows', async () => {
    const seen = new Set((await feed()).map((row) => String(row.type)))
    const unknown = [...seen].filter((type) => !(type in types) && !added.includes(type))
    expect(seen.size).toBeGreaterThanOrEqual(40)
    expect(unknown).toEqual(['claude_loom_session_forked'])
  })

  it('gives each kind of actor the members of the example', async () => {
    const members = (rows: readonly Readonly<Record<string, unknown>>[]) =>
      new Map(
        rows.map(({ actor }) => [
          (actor as { type: string }).type,
          Object.keys(actor as object)
            .sort()
            .join(),
        ]),
      ) // an actor always has a type
    const ours = members(await feed())
    const { data } = example('compliance-activities') as Example // the file's own form
    for (const [type, names] of members(data)) expect(`${type}: ${ours.get(type)}`).toBe(`${type}: ${names}`)
  })

  it('answers an empty page as the example does', async () => {
    const { body } = await ask(simulator, '/v1/compliance/activities?created_at.gte=2027-01-01T00:00:00Z')
    expect(body).toEqual(example('compliance-activities.empty'))
  })
})
