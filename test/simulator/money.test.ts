// Costs are usage times list price: checked against the public price list, read here a second time and computed another way.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { centsText, centsText6, wholeCents } from './company/prices.ts'
import { dayNumber } from './days.ts'
import { all, ask, everyDimension, fast, simulatorAt } from './support/asking.ts'

interface Rates {
  readonly input: number
  readonly cache_write_5m: number
  readonly cache_write_1h: number
  readonly cache_read: number
  readonly output: number
}
interface Listed extends Rates {
  readonly ids: readonly string[]
  readonly cache_read_before?: Readonly<Record<string, number>>
  readonly bands?: readonly Rates[]
}
interface UsageResult {
  readonly uncached_input_tokens: number
  readonly cache_creation: { readonly ephemeral_5m_input_tokens: number; readonly ephemeral_1h_input_tokens: number }
  readonly cache_read_input_tokens: number
  readonly output_tokens: number
  readonly server_tool_use: { readonly web_search_requests: number }
  readonly model: string
  readonly service_tier: string
  readonly context_window: string
  readonly inference_geo: string
  readonly speed: string
}
interface Bucket<T> {
  readonly starting_at: string
  readonly results: readonly T[]
}
interface CostResult {
  readonly amount: string
  readonly cost_type: string
}

const file = join(import.meta.dirname, '../vectors/anthropic-examples/_prices.json')
const { models } = JSON.parse(readFileSync(file, 'utf8')) as { models: readonly Listed[] } // the file's own form

/** Billionths of a cent, from a dollar price per million tokens (at most three decimals). */
const perToken = (dollars: number) => BigInt(Math.round(dollars * 1000)) * 100n

function ratesOf(row: UsageResult, day: string): Rates | null {
  const listed = models.find((model) => model.ids.includes(row.model))
  if (listed === undefined) return null
  if (row.context_window === '200k-1M' && listed.bands !== undefined) return listed.bands[1] ?? null
  const [before, price] = Object.entries(listed.cache_read_before ?? {})[0] ?? []
  return before !== undefined && price !== undefined && day < before ? { ...listed, cache_read: price } : listed
}

/** What one row of usage costs, in billionths of a cent; 0 when it has no list price. */
function priced(row: UsageResult, day: string): bigint {
  const rates = ratesOf(row, day)
  if (rates === null || row.service_tier === 'priority') return 0n
  const parts: readonly (readonly [number, number])[] = [
    [row.uncached_input_tokens, rates.input],
    [row.cache_creation.ephemeral_5m_input_tokens, rates.cache_write_5m],
    [row.cache_creation.ephemeral_1h_input_tokens, rates.cache_write_1h],
    [row.cache_read_input_tokens, rates.cache_read],
    [row.output_tokens, rates.output],
  ]
  const standard = parts.reduce((sum, [tokens, dollars]) => sum + BigInt(tokens) * perToken(dollars), 0n)
  const batch = row.service_tier === 'batch' ? standard / 2n : standard
  const located = row.inference_geo === 'us' ? (batch * 11n) / 10n : batch
  return row.speed === 'fast' ? located * 2n : located
}

function units(cents: string): bigint {
  const [whole = '0', rest = ''] = cents.split('.')
  return BigInt(whole) * 1_000_000_000n + BigInt(rest.padEnd(9, '0'))
}

const simulator = simulatorAt()
const months = ['2025-01-01', '2025-09-15', '2026-03-01', '2026-08-10', '2026-09-25', '2026-10-20']

it.each(months)('token lines equal usage times list price, to the billionth of a cent, from %s on', async (from) => {
  const range = `starting_at=${from}T00:00:00Z&limit=31`
  const usage = await ask(
    simulator,
    `/v1/organizations/usage_report/messages?${range}&${everyDimension}`,
    'admin',
    fast,
  )
  const path = `/v1/organizations/cost_report?${range}&group_by[]=description&group_by[]=workspace_id`
  const cost = await ask(simulator, path, 'admin', fast)
  const bills = cost.body.data as readonly Bucket<CostResult>[] // the report's form
  for (const [index, bucket] of (usage.body.data as readonly Bucket<UsageResult>[]).entries()) {
    const day = bucket.starting_at.slice(0, 10)
    const blocked = simulator.world.company.blockedOn(dayNumber(day))
    const billed = bucket.results.filter((row) => `${row.model}|${row.service_tier}` !== blocked)
    const expected = billed.reduce((sum, row) => sum + priced(row, day), 0n)
    const searches = billed.reduce((sum, row) => sum + row.server_tool_use.web_search_requests, 0)
    const sum = (type: string) =>
      (bills[index]?.results ?? [])
        .filter((row) => row.cost_type === type)
        .reduce((all, row) => all + units(row.amount), 0n)
    expect(`${bucket.starting_at} ${sum('tokens')}`).toBe(`${bucket.starting_at} ${expected}`)
    // Searches of the preview model and of the priority tier are billed like any other.
    expect(sum('web_search')).toBe(BigInt(searches) * 1_000_000_000n)
  }
})

it('the lines that usage does not explain are container time and session time, and they are small', async () => {
  const path = '/v1/organizations/cost_report?starting_at=2026-10-20T00:00:00Z&limit=31&group_by[]=description'
  const buckets = (await all(simulator, path)) as Bucket<CostResult>[] // the report's form
  const rows = buckets.flatMap((bucket) => bucket.results)
  const sum = (types: readonly string[]) =>
    rows.filter((row) => types.includes(row.cost_type)).reduce((total, row) => total + units(row.amount), 0n)
  const unexplained = sum(['code_execution', 'session_usage'])
  expect(unexplained).toBeGreaterThan(0n)
  expect(unexplained * 50n).toBeLessThan(sum(['tokens', 'web_search', 'code_execution', 'session_usage']))
  expect(new Set(rows.map((row) => row.cost_type)).size).toBe(4)
})

it('priority tier and the preview model are in usage and not in the cost report', async () => {
  const range = 'starting_at=2026-11-18T00:00:00Z&ending_at=2026-11-19T00:00:00Z'
  const usage = await ask(
    simulator,
    `/v1/organizations/usage_report/messages?${range}&${everyDimension}`,
    'admin',
    fast,
  )
  const rows = usage.body.data[0].results as UsageResult[] // the report's form
  expect(rows.some((row) => row.service_tier === 'priority')).toBe(true)
  expect(rows.filter((row) => row.model === 'claude-lattice-preview')).toHaveLength(1)
  const cost = await ask(simulator, `/v1/organizations/cost_report?${range}&group_by[]=description`)
  const text = JSON.stringify(cost.body)
  expect(text).not.toContain('priority')
  expect(text).not.toContain('lattice')
})

it('blocked requests are in usage on some days and billed on none, and never on the day of the leak', async () => {
  const { company } = simulator.world
  const days = Array.from({ length: 90 }, (_, index) => dayNumber('2026-08-22') + index)
  const blocked = days.filter((day) => company.blockedOn(day) !== null)
  expect(blocked.length).toBeGreaterThan(6)
  expect(blocked.length).toBeLessThan(30)
  expect(company.blockedOn(company.incident)).toBeNull()
  for (const day of blocked) {
    const cell = company.blockedOn(day)
    const used = company.usageOf(day).filter((row) => `${row.model}|${row.serviceTier}` === cell)
    expect(used.length).toBeGreaterThan(0)
    const lines = company.costsOf(day, 0, 1440)
    expect(lines.some(({ row }) => row !== null && `${row.model}|${row.serviceTier}` === cell)).toBe(false)
  }
})

it('prints exact decimal cents', () => {
  expect(centsText(529_896_840_000n)).toBe('529.89684')
  expect(centsText(275_000_000_000n)).toBe('275')
  expect(centsText(1n)).toBe('0.000000001')
  expect(centsText6(15_000_000_000n)).toBe('15.000000')
  expect(wholeCents(1_500_000_000n)).toBe(2)
})
