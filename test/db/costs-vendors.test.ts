import { describe, expect, it } from 'vitest'
import { type CostAsk, readCosts } from '../../worker/db/tenant/costs.ts'
import { EMPTY_DIRECTORY } from '../../worker/db/tenant/labels.ts'
import { addDays } from '../../worker/db/tenant/range.ts'
import { cost, usage } from '../../worker/db/tenant/schema.ts'
import { newTenantId, type TenantId } from '../../worker/ids.ts'
import {
  type CostSeed,
  costSeed,
  db,
  insertRows,
  openaiCost,
  openaiUsage,
  sumOf,
  type UsageSeed,
  usageSeed,
} from './seed.ts'

const TODAY = '2026-11-20'
const CLOSED = addDays(TODAY, -8)
const range = { from: addDays(TODAY, -9), to: TODAY, days: 10 }
const ask: CostAsk = { range, filter: {}, by: 'workspace', step: 'day', today: TODAY }

/** What differs between a bill and usage, as codes with their nanodollars. */
async function partsOf(bill: (tenant: TenantId) => CostSeed[], use: (tenant: TenantId) => UsageSeed[]) {
  const tenant = newTenantId()
  await insertRows(cost, bill(tenant))
  await insertRows(usage, use(tenant))
  const { residuals, totals } = await readCosts(db, tenant, ask, EMPTY_DIRECTORY)
  const expected = BigInt(totals.billed) - BigInt(totals.estimate?.nano ?? 0)
  expect(sumOf(residuals, (part) => BigInt(part.nano))).toBe(String(expected))
  return { parts: residuals.map(({ code, nano }) => [code, nano]), residuals }
}

describe('residuals of OpenAI’s bill', () => {
  it('let a line and usage of the usual tier meet, whatever each report calls it', async () => {
    const { parts } = await partsOf(
      (t) => [openaiCost(t, CLOSED, { amount: 60 }), openaiCost(t, CLOSED, { amount: 50, tokenType: 'output' })],
      (t) => [openaiUsage(t, CLOSED, 'completions', { estimate: 100 })],
    )
    expect(parts).toEqual([['other', '10']])
  })
  it('keep other tiers apart', async () => {
    const { parts } = await partsOf(
      (t) => [openaiCost(t, CLOSED, { amount: 60, serviceTier: 'batch' })],
      (t) => [openaiUsage(t, CLOSED, 'completions', { estimate: 100 })],
    )
    expect(parts).toEqual([
      ['blocked_requests', '-100'],
      ['no_usage', '60'],
    ])
  })
  const tools: [string, string, string][] = [
    ['web_search', 'web_search_calls', 'web_search'],
    ['file_search', 'file_search_calls', 'file_search'],
    ['code_interpreter', 'code_interpreter_sessions', 'code_interpreter'],
    ['storage', 'vector_stores', 'storage'],
    ['images', 'images', 'images'],
    ['audio', 'audio_speeches', 'audio'],
    ['audio', 'audio_transcriptions', 'audio'],
  ]
  it.each(tools)('set %s of the bill against the usage of %s, whatever its model', async (costType, product, code) => {
    const { parts } = await partsOf(
      (t) => [openaiCost(t, CLOSED, { costType, model: null, tokenType: null, amount: 70 }), openaiCost(t, CLOSED)],
      (t) => [
        openaiUsage(t, CLOSED, product, { model: 'some-model', webSearches: 9, estimate: 40 }),
        openaiUsage(t, CLOSED, 'completions'),
      ],
    )
    expect(parts).toEqual([[code, '30']])
  })
  it('count searches of Anthropic inside the token rows beside OpenAI’s own rows', async () => {
    const search = 10_000_000
    const line = { costType: 'web_search', model: null, tokenType: null, serviceTier: null }
    const { parts } = await partsOf(
      (t) => [
        costSeed(t, CLOSED, { amount: 5 }),
        costSeed(t, CLOSED, { ...line, amount: 3 * search }),
        openaiCost(t, CLOSED, { ...line, amount: 7 }),
      ],
      (t) => [
        usageSeed(t, CLOSED, { estimate: 5 + 2 * search, webSearches: 2 }),
        openaiUsage(t, CLOSED, 'web_search_calls', { estimate: 4, webSearches: 1 }),
      ],
    )
    expect(parts).toEqual([['web_search', String(search + 3)]])
  })
  it('put pictures that are billed in tokens with the token lines of their model', async () => {
    const { parts } = await partsOf(
      (t) => [openaiCost(t, CLOSED, { model: 'gpt-image-2', tokenType: 'image_output', amount: 90 })],
      (t) => [openaiUsage(t, CLOSED, 'images', { model: 'gpt-image-2', estimate: null, quantity: 3, unit: 'images' })],
    )
    expect(parts).toEqual([['no_price', '90']])
  })
  it('name training, and what could not be read', async () => {
    const line = { model: null, tokenType: null, serviceTier: null }
    const { parts } = await partsOf(
      (t) => [
        openaiCost(t, CLOSED, { ...line, costType: 'fine_tuning', amount: 8 }),
        openaiCost(t, CLOSED, { ...line, costType: 'other', description: 'Something new', amount: -3 }),
      ],
      () => [],
    )
    expect(parts).toEqual([
      ['fine_tuning', '8'],
      ['other_lines', '-3'],
    ])
  })
})

describe('the priority tier', () => {
  const priority = { serviceTier: 'priority', estimate: null }
  it('is billed by OpenAI: what has no price there is the difference, in its own words', async () => {
    const { parts, residuals } = await partsOf(
      (t) => [openaiCost(t, CLOSED, { serviceTier: 'priority', amount: 80 })],
      (t) => [openaiUsage(t, CLOSED, 'completions', priority)],
    )
    expect(parts).toEqual([['priority_tier', '80']])
    expect(residuals[0]?.words).toContain('Billed at a rate')
  })
  it('is like any other tier where the list has its price', async () => {
    const { parts } = await partsOf(
      (t) => [openaiCost(t, CLOSED, { serviceTier: 'priority', amount: 80 })],
      (t) => [openaiUsage(t, CLOSED, 'completions', { serviceTier: 'priority', estimate: 81 })],
    )
    expect(parts).toEqual([['other', '-1']])
  })
  it('is not in Anthropic’s bill, and both together are said of both', async () => {
    const alone = await partsOf(
      (t) => [costSeed(t, CLOSED, { amount: 1_000_000 })],
      (t) => [usageSeed(t, CLOSED), usageSeed(t, CLOSED, priority)],
    )
    expect(alone.parts).toEqual([['priority_tier', '0']])
    expect(alone.residuals[0]?.words).toContain('never in the cost report')
    const both = await partsOf(
      (t) => [openaiCost(t, CLOSED, { serviceTier: 'priority', amount: 80 })],
      (t) => [usageSeed(t, CLOSED, priority), openaiUsage(t, CLOSED, 'completions', priority)],
    )
    expect(both.parts).toEqual([['priority_tier', '80']])
    expect(both.residuals[0]?.words).toMatch(/Anthropic.*OpenAI/)
  })
})

describe('late and blocked', () => {
  it('are told apart by whether the day is closed', async () => {
    const { parts } = await partsOf(
      (t) => [openaiCost(t, CLOSED, { model: 'gpt-5.5', amount: 9 })],
      (t) => [
        openaiUsage(t, CLOSED, 'completions', { model: 'gpt-5.5', estimate: 9 }),
        openaiUsage(t, CLOSED, 'completions', { estimate: 4 }),
        openaiUsage(t, TODAY, 'completions', { estimate: 2 }),
      ],
    )
    expect(parts).toEqual([
      ['late_data', '-2'],
      ['blocked_requests', '-4'],
    ])
  })
  it('and a bill that is still growing is late, one that is above usage is not', async () => {
    const { parts } = await partsOf(
      (t) => [openaiCost(t, TODAY, { amount: 3 }), openaiCost(t, TODAY, { model: 'gpt-5.5', amount: 7 })],
      (t) => [
        openaiUsage(t, TODAY, 'completions', { estimate: 10 }),
        openaiUsage(t, TODAY, 'completions', { model: 'gpt-5.5', estimate: 5 }),
      ],
    )
    expect(parts).toEqual([
      ['late_data', '-7'],
      ['other', '2'],
    ])
  })
  it('never call the use of a vendor blocked whose bill was not read at all', async () => {
    const { parts } = await partsOf(
      (t) => [costSeed(t, CLOSED, { amount: 1_000_000 })],
      (t) => [usageSeed(t, CLOSED), openaiUsage(t, CLOSED, 'completions', { estimate: 6 })],
    )
    expect(parts).toEqual([['late_data', '-6']])
  })
})
