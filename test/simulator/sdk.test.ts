// The vendor's official client reads every endpoint for which it has a resource, and pages through the lists by itself.
import Anthropic from '@anthropic-ai/sdk'
import { expect, it } from 'vitest'
import { simulatorAt } from './support/asking.ts'

const simulator = simulatorAt()
const client = new Anthropic({
  apiKey: simulator.keys.admin ?? '',
  baseURL: 'http://anthropic.sim',
  maxRetries: 0,
  fetch: (input, init) => simulator.fetch(new Request(input, init)),
})
const organization = client.beta.organization
const company = simulator.world.company

async function collect<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of pages) items.push(item)
  return items
}

it('reads the organization and the compliance settings', async () => {
  expect(await organization.retrieve()).toMatchObject({ id: company.uuid, name: 'Tarnwick Instruments' })
  expect(await organization.complianceSettings.retrieve()).toMatchObject({ state: { type: 'enabled' } })
})

it('pages through members, invites and API keys', async () => {
  const users = await collect(organization.users.list({ limit: 7 }))
  expect(users.map((user) => user.id)).toEqual(
    company.people.filter((each) => each.left === null).map((each) => each.id),
  )
  const invites = await collect(organization.invites.list({ limit: 10 }))
  expect(new Set(invites.map((invite) => invite.status))).toEqual(new Set(['pending', 'expired', 'accepted']))
  const keys = await collect(organization.apiKeys.list({ limit: 4 }))
  expect(keys.map((key) => key.id)).toEqual(company.keys.map((key) => key.id))
  expect(await organization.users.retrieve(users[3]?.id ?? '')).toEqual(users[3])
})

it('reads workspaces, their members and their rate limits', async () => {
  const workspaces = await collect(organization.workspaces.list({ include_archived: true, limit: 3 }))
  expect(workspaces.map((workspace) => workspace.name)).not.toContain('Default')
  expect(workspaces).toHaveLength(7)
  const production = workspaces[0]?.id ?? ''
  const members = await collect(organization.workspaces.members.list(production, { limit: 5 }))
  expect(members.length).toBeGreaterThan(15)
  const limits = await collect(organization.workspaces.rateLimits.list(production, { include_inherited: true }))
  expect(limits.length).toBeGreaterThan(2)
  expect((await collect(organization.rateLimits.list({ limit: 2 }))).length).toBe(limits.length)
})

it('reads usage and cost analytics by day and actor', async () => {
  const range = { starting_at: '2026-11-16T00:00:00Z', ending_at: '2026-11-20T00:00:00Z' }
  const usage = await collect(
    organization.analytics.usage.list({
      ...range,
      time_bucket_width: '1d',
      group_by: ['actor', 'model'],
      order_by: 'time',
      order: 'asc',
      limit: 50,
    }),
  )
  expect(usage.length).toBeGreaterThan(200)
  const cost = await collect(organization.analytics.cost.list({ ...range, group_by: ['workspace_id', 'cost_type'] }))
  expect(new Set(cost.map((row) => row.group.cost_type))).toContain('web_search')
})

it('throws the class of error that the status stands for', async () => {
  const bad = client.withOptions({ apiKey: simulator.keys.adminRevoked ?? '' })
  await expect(bad.beta.organization.retrieve()).rejects.toBeInstanceOf(Anthropic.AuthenticationError)
})
