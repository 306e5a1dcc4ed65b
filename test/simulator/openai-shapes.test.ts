// Every answer is what the vendor's own description says, and nothing that it does not name is in it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { products } from './openai/company/usage.ts'
import { shapes } from './openai/usage-shapes.ts'
import { simulatorAt, turn } from './support/asking.ts'
import { askOpenai, at, groupBy } from './support/openai-asking.ts'
import { faultsOf } from './support/openai-schemas.ts'

const simulator = simulatorAt()
const { openai } = simulator.world
const project = openai.projects[1]?.id ?? ''
const person = openai.members.all[3]?.id ?? ''
const days = `start_time=${at('2026-10-28')}&limit=31`
const allDimensions = (product: (typeof products)[number]) => groupBy(...shapes[product].dimensions)

const questions: readonly (readonly [string, string])[] = [
  ...products.map((product): [string, string] => ['UsageResponse', `usage/${product}?${days}`]),
  ...products.map((product): [string, string] => [
    'UsageResponse',
    `usage/${product}?${days}&${allDimensions(product)}`,
  ]),
  [
    'UsageResponse',
    `usage/completions?start_time=${at('2026-11-19')}&bucket_width=1h&limit=100&${allDimensions('completions')}`,
  ],
  ['UsageResponse', `costs?${days}&limit=100`],
  ['UsageResponse', `costs?${days}&${groupBy('project_id', 'line_item', 'api_key_id')}`],
  ['ListAuditLogsResponse', 'audit_logs?limit=100'],
  ['ListAuditLogsResponse', 'audit_logs?limit=100&tenant_only=true'],
  ['ListAuditLogsResponse', 'audit_logs?event_types[]=certificates.activated'],
  ['UserListResponse', 'users?limit=100'],
  ['User', `users/${person}`],
  ['ProjectListResponse', 'projects?include_archived=true'],
  ['Project', `projects/${project}`],
  ['ProjectUserListResponse', `projects/${project}/users`],
  ['ProjectApiKeyListResponse', `projects/${project}/api_keys?owner_project_access=any`],
  ['ProjectServiceAccountListResponse', `projects/${project}/service_accounts`],
  ['ApiKeyList', 'admin_api_keys'],
  ['InviteListResponse', 'invites?limit=100'],
]

it.each(questions)('%s: %s', async (component, path) => {
  const { status, body, headers } = await askOpenai(simulator, path)
  expect(status).toBe(200)
  expect(faultsOf('published', component, body)).toEqual([])
  expect(faultsOf('closed', component, body)).toEqual([])
  expect(headers.get('x-request-id')).toMatch(/^req_/)
  expect(headers.get('openai-organization')).toBe(openai.id)
})

it('pages before November 2026 need no newer description', async () => {
  const path = `usage/completions?start_time=${at('2026-10-01')}&end_time=${at('2026-11-01')}&limit=31&${allDimensions('completions')}`
  const { body } = await askOpenai(simulator, path)
  expect(JSON.stringify(body)).not.toContain('_30m_')
  expect(body.data[0].results.length).toBeGreaterThan(50)
})

it('every type of event in a year is valid with its payload', async () => {
  const seen = new Set<string>()
  for (let month = 0; month < 12; month++) {
    const from = at('2025-11-20') + month * 31 * 86_400
    const bounds = `effective_at[gte]=${from}&effective_at[lt]=${from + 31 * 86_400}`
    const { body } = await askOpenai(simulator, `audit_logs?limit=100&${bounds}`)
    expect(faultsOf('closed', 'ListAuditLogsResponse', body)).toEqual([])
    for (const { type } of body.data) seen.add(type)
  }
  expect(seen.size).toBeGreaterThan(20)
})

describe('live members that no document names', () => {
  it('come with the knob and are the ones that were seen', async () => {
    const own = simulatorAt()
    await turn(own, 'knobs', { openai_extra_fields: 'on' })
    const costs = await askOpenai(own, `costs?start_time=${at('2026-11-18')}&${groupBy('project_id', 'line_item')}`)
    const live = (name: string) =>
      JSON.parse(readFileSync(join(import.meta.dirname, '../vectors/openai-examples/live-variants', name), 'utf8'))
    const seen = live('costs.extra-fields.json').data[0]
    expect(Object.keys(costs.body.data[0]).sort()).toEqual(Object.keys(seen).sort())
    expect(Object.keys(costs.body.data[0].results[0]).sort()).toEqual(Object.keys(seen.results[0]).sort())
    const logs = await askOpenai(own, 'audit_logs?event_types[]=login.succeeded')
    const event = live('audit-logs.extra-fields.json').data[0]
    expect(Object.keys(logs.body.data[0]).sort()).toEqual(Object.keys(event).sort())
    expect(Object.keys(logs.body.data[0].actor.session).sort()).toEqual(Object.keys(event.actor.session).sort())
    expect(faultsOf('newest', 'UsageResponse', costs.body)).toEqual([])
    expect(faultsOf('closed', 'UsageResponse', costs.body)).not.toEqual([])
  })

  it('string amounts break the description, as they did live', async () => {
    const own = simulatorAt()
    await turn(own, 'knobs', { openai_amounts: 'string' })
    const { body } = await askOpenai(own, `costs?start_time=${at('2026-11-18')}`)
    expect(faultsOf('newest', 'UsageResponse', body)).not.toEqual([])
  })
})

it('the example bodies are valid in the same reading', () => {
  const folder = join(import.meta.dirname, '../vectors/openai-examples')
  for (const [name, component] of [
    ['usage-completions', 'UsageResponse'],
    ['costs', 'UsageResponse'],
    ['audit-logs', 'ListAuditLogsResponse'],
    ['users', 'UserListResponse'],
    ['project-api-keys', 'ProjectApiKeyListResponse'],
  ] as const) {
    const body = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
    expect(faultsOf('closed', component, body)).toEqual([])
  }
})
