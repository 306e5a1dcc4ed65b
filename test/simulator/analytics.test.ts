// The newer analytics endpoints: the same work as the classic reports, seen per person and with real workspace ids.
import { describe, expect, it } from 'vitest'
import { all, analyticsBeta, ask, simulatorAt } from './support/asking.ts'

interface Row {
  readonly starting_at: string
  readonly group: Readonly<Record<string, unknown>>
  readonly usage: { readonly output_tokens: number; readonly total_tokens: number; readonly requests: number }
  readonly cost: { readonly amount: string; readonly list_amount: string; readonly requests: number | null }
}

const simulator = simulatorAt()
const range = 'starting_at=2026-11-09T00:00:00Z&ending_at=2026-11-16T00:00:00Z'
const rows = async (kind: 'usage' | 'cost', query: string) =>
  (await all(simulator, `/v1/organizations/analytics/${kind}?${query}`, 'admin', analyticsBeta)) as Row[] // the endpoint's form
const output = (list: readonly Row[]) => list.reduce((sum, row) => sum + row.usage.output_tokens, 0)
const cents = (list: readonly Row[]) => list.reduce((sum, row) => sum + Number(row.cost.amount), 0)

describe('usage', () => {
  it('sums up to the classic report, in one row, by day, by hour, by actor', async () => {
    const classic = await ask(simulator, `/v1/organizations/usage_report/messages?${range}`)
    const expected = classic.body.data.reduce(
      (sum: number, bucket: { results: { output_tokens: number }[] }) => sum + (bucket.results[0]?.output_tokens ?? 0),
      0,
    )
    expect(await rows('usage', range)).toHaveLength(1)
    const ways = [
      '',
      '&time_bucket_width=1d',
      '&time_bucket_width=1h&limit=1000',
      '&group_by[]=actor&limit=7',
      '&time_bucket_width=1d&group_by[]=model&limit=1000',
    ]
    for (const way of ways) expect(output(await rows('usage', range + way))).toBe(expected)
  })

  it('shows the person behind Console use, and the default workspace by its own id', async () => {
    const list = await rows(
      'usage',
      `${range}&group_by[]=actor&group_by[]=workspace_id&products[]=claude_console&limit=100`,
    )
    expect(list.length).toBeGreaterThan(1)
    expect(list.every((row) => (row.group.actor as { type: string }).type === 'user_actor')).toBe(true) // an actor always has a type
    expect(list.map((row) => row.group.workspace_id)).toContain(simulator.world.company.defaultWorkspaceId)
  })

  it('orders by size or by time and filters by actor and key', async () => {
    const list = await rows('usage', `${range}&group_by[]=model&limit=1000`)
    const totals = list.map((row) => row.usage.total_tokens)
    expect(totals).toEqual([...totals].sort((a, b) => b - a))
    const timed = await rows('usage', `${range}&time_bucket_width=1d&order_by=time&order=asc`)
    expect(timed.map((row) => row.starting_at)).toEqual(timed.map((row) => row.starting_at).sort())
    const key = simulator.world.company.keys.find((each) => each.name === 'svc-assistant-prod')?.id
    const byKey = await rows('usage', `${range}&group_by[]=api_key_id&limit=1000`)
    const own = byKey.filter((row) => row.group.api_key_id === key)
    expect(output(await rows('usage', `${range}&api_key_ids[]=${key}`))).toBe(output(own))
    expect(output(await rows('usage', `${range}&actor_ids[]=${key}`))).toBe(output(own))
    expect(await rows('usage', `${range}&agent_ids[]=agent_1`)).toEqual([])
  })
})

describe('cost', () => {
  it('sums up to the cost report, whole or fanned out', async () => {
    const classic = await ask(simulator, `/v1/organizations/cost_report?${range}`)
    const expected = classic.body.data.reduce(
      (sum: number, bucket: { results: { amount: string }[] }) => sum + Number(bucket.results[0]?.amount ?? 0),
      0,
    )
    for (const way of [
      '',
      '&time_bucket_width=1d&limit=3',
      '&group_by[]=cost_type&group_by[]=token_type',
      '&group_by[]=actor&limit=11',
    ]) {
      expect(cents(await rows('cost', range + way))).toBeCloseTo(expected, 2)
    }
  })

  it('does not count the fan-out against the limit', async () => {
    const { body } = await ask(
      simulator,
      `/v1/organizations/analytics/cost?${range}&limit=2&group_by[]=workspace_id&group_by[]=cost_type&group_by[]=token_type`,
      'admin',
      analyticsBeta,
    )
    expect(body.data.length).toBeGreaterThan(2)
    expect(new Set(body.data.map((row: Row) => row.group.workspace_id)).size).toBe(2)
  })
})

describe('a question is refused', () => {
  it.each([
    ['before 2026', 'starting_at=2025-12-31T00:00:00Z'],
    ['over more than 31 days', 'starting_at=2026-09-01T00:00:00Z&ending_at=2026-10-15T00:00:00Z'],
    ['with buckets and no end', 'starting_at=2026-11-01T00:00:00Z&time_bucket_width=1d'],
    [
      'with six dimensions',
      `${range}&group_by[]=actor&group_by[]=model&group_by[]=product&group_by[]=speed&group_by[]=workspace_id&group_by[]=session_id`,
    ],
    ['with a dimension of the other endpoint', `${range}&group_by[]=cost_type`],
    ['with an order of the other endpoint', `${range}&order_by=amount`],
  ])('%s', async (_, query) => {
    expect((await ask(simulator, `/v1/organizations/analytics/usage?${query}`, 'admin', analyticsBeta)).status).toBe(
      400,
    )
  })
})
