// The vendor's official client reads usage, costs, audit logs, members and projects, and pages through the lists by itself.
import OpenAI from 'openai'
import { expect, it } from 'vitest'
import { dayNumber } from './days.ts'
import { simulatorAt } from './support/asking.ts'
import { at } from './support/openai-asking.ts'
import { truthOf } from './truth.ts'

const simulator = simulatorAt()
const { openai } = simulator.world
const clientWith = (key: string) =>
  new OpenAI({
    adminAPIKey: simulator.keys[key] ?? '',
    baseURL: 'http://openai.sim/v1',
    maxRetries: 0,
    fetch: (input, init) => simulator.fetch(new Request(input, init)),
  })
const { organization } = clientWith('openaiAdmin').admin

async function collect<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of pages) items.push(item)
  return items
}

it('reads usage page by page', async () => {
  const ask = { start_time: at('2026-11-10'), end_time: at('2026-11-19'), limit: 4 }
  const tokens: number[] = []
  let page: string | null = null
  do {
    const answer: OpenAI.Admin.Organization.UsageCompletionsResponse = await organization.usage.completions({
      ...ask,
      group_by: ['model', 'user_id', 'api_key_id', 'project_id', 'batch', 'service_tier'],
      ...(page === null ? {} : { page }),
    })
    for (const bucket of answer.data) {
      tokens.push(bucket.results.reduce((sum, row) => sum + ('output_tokens' in row ? row.output_tokens : 0), 0))
    }
    page = answer.next_page
  } while (page !== null)
  const truth = Array.from({ length: 9 }, (_, index) => truthOf(simulator.world, dayNumber('2026-11-10') + index))
  expect(tokens).toEqual(truth.map((day) => day.openai.usage.completions.output_tokens))
})

it('reads costs, whose dollars are the bill', async () => {
  const { data } = await organization.usage.costs({
    start_time: at('2026-11-18'),
    limit: 1,
    group_by: ['line_item', 'project_id'],
  })
  const rows = data[0]?.results ?? []
  const dollars = rows.reduce((sum, row) => sum + ('amount' in row ? Number(row.amount?.value) : 0), 0)
  expect(dollars).toBeCloseTo(Number(truthOf(simulator.world, dayNumber('2026-11-18')).openai.costs.dollars), 6)
})

it('reads the audit log within bounds', async () => {
  const bounds = { gte: at('2026-11-16'), lt: at('2026-11-20') }
  const events = await collect(organization.auditLogs.list({ effective_at: bounds, limit: 10 }))
  expect(events.length).toBeGreaterThan(20)
  expect(events.every((event) => event.effective_at >= bounds.gte && event.effective_at < bounds.lt)).toBe(true)
  const logins = await collect(organization.auditLogs.list({ effective_at: bounds, event_types: ['login.succeeded'] }))
  expect(logins.length).toBe(events.filter((event) => event.type === 'login.succeeded').length)
})

it('pages through projects, members, keys, service accounts, invitations', async () => {
  const projects = await collect(organization.projects.list({ include_archived: true, limit: 3 }))
  expect(projects.map((project) => project.id)).toEqual(openai.projects.map((project) => project.id))
  const users = await collect(organization.users.list({ limit: 9 }))
  expect(users.map((user) => user.id)).toEqual(openai.members.all.map((member) => member.id))
  const engineering = openai.projects[1]?.id ?? ''
  const keys = await collect(organization.projects.apiKeys.list(engineering, { limit: 5 }))
  expect(keys.length).toBeGreaterThan(10)
  const services = await collect(organization.projects.serviceAccounts.list(engineering))
  expect(services.map((account) => account.name)).toEqual(['ci'])
  expect((await collect(organization.projects.users.list(engineering, { limit: 6 }))).length).toBeGreaterThan(10)
  expect((await collect(organization.invites.list({ limit: 20 }))).length).toBeGreaterThan(20)
  expect((await collect(organization.adminAPIKeys.list({ limit: 2 }))).length).toBeGreaterThan(2)
  expect(await organization.users.retrieve(users[3]?.id ?? '')).toMatchObject({ id: users[3]?.id })
})

it('throws the class of error that the status stands for', async () => {
  const refused = clientWith('openaiRevoked').admin.organization.users.list()
  await expect(refused).rejects.toBeInstanceOf(OpenAI.AuthenticationError)
  const forbidden = clientWith('openaiUsageOnly').admin.organization.users.list()
  await expect(forbidden).rejects.toBeInstanceOf(OpenAI.PermissionDeniedError)
})
