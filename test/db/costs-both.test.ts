import { beforeAll, describe, expect, it } from 'vitest'
import { readCostRows } from '../../worker/db/tenant/cost-rows.ts'
import type { CostFilter } from '../../worker/db/tenant/cost-scope.ts'
import { type CostAsk, readCosts } from '../../worker/db/tenant/costs.ts'
import { EMPTY_DIRECTORY } from '../../worker/db/tenant/labels.ts'
import { addDays } from '../../worker/db/tenant/range.ts'
import { connection, cost, usage } from '../../worker/db/tenant/schema.ts'
import { newTenantId, type TenantId } from '../../worker/ids.ts'
import {
  type CostSeed,
  connectionSeed,
  costSeed,
  daysBack,
  db,
  dice,
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
const read = (tenant: TenantId, filter: CostFilter = {}, by: CostAsk['by'] = 'workspace') =>
  readCosts(db, tenant, { ...ask, filter, by }, EMPTY_DIRECTORY)
const isDefaultTier = (tier: string | null | undefined) => (tier ?? 'default') === 'default'

describe('two bills at once', () => {
  const tenant = newTenantId()
  const bills: CostSeed[] = []
  const used: UsageSeed[] = []
  const roll = dice(9)
  const pick = <T>(list: readonly T[]): T | undefined => list[roll(list.length)]
  const types = ['tokens', 'web_search', 'file_search', 'storage', 'images', 'audio', 'fine_tuning', 'other', null]
  const products = ['completions', 'embeddings', 'images', 'audio_speeches', 'vector_stores', 'web_search_calls']
  for (const day of daysBack(TODAY, 12)) {
    for (let index = 0; index < 12; index++) {
      const more = {
        model: pick(['gpt-6.2-sol', 'gpt-5.5', null]) ?? null,
        workspace: pick(['proj_1', 'proj_2']) ?? null,
      }
      const serviceTier = pick(['default', 'batch', 'priority', null]) ?? null
      const billTier = serviceTier === 'default' ? null : serviceTier
      bills.push(
        openaiCost(tenant, day, { ...more, serviceTier: billTier, costType: pick(types) ?? null, amount: roll(999) }),
      )
      const estimate = roll(4) === 0 ? null : roll(999)
      used.push(
        openaiUsage(tenant, day, pick(products) ?? '', { ...more, serviceTier, estimate, webSearches: roll(3) }),
      )
      bills.push(costSeed(tenant, day, { amount: roll(9_999_999), inferenceGeo: null }))
      const inferenceGeo = pick(['not_available', null, 'us']) ?? null
      used.push(usageSeed(tenant, day, { webSearches: roll(2), estimate: 30_000_000 + roll(99), inferenceGeo }))
    }
  }
  beforeAll(async () => {
    await insertRows(cost, bills)
    await insertRows(usage, used)
  })
  const inside = (row: { day: string }) => row.day >= range.from

  it.each<[string, CostFilter]>([
    ['no filter', {}],
    ['OpenAI', { vendor: 'openai' }],
    ['Anthropic', { vendor: 'anthropic' }],
    ['a project', { workspace: ['proj_1'] }],
    ['a tier', { tier: ['default', 'priority'] }],
    ['a model', { model: ['gpt-5.5', ''] }],
    ['no region', { inference_geo: [''] }],
  ])('have parts that add up to billed − estimate with %s', async (_, filter) => {
    const { residuals, totals, groups } = await read(tenant, filter)
    expect(sumOf(residuals, (part) => BigInt(part.nano))).toBe(
      String(BigInt(totals.billed) - BigInt(totals.estimate?.nano ?? 0)),
    )
    expect(sumOf(groups, (group) => BigInt(group.billed))).toBe(totals.billed)
    expect(residuals.every(({ label, words }) => label !== '' && words !== '')).toBe(true)
  })
  it('are one list of groups, each with the estimate of its own vendor', async () => {
    const { groups } = await read(tenant, {}, 'tier')
    const mine = groups.find(({ vendor, key }) => vendor === 'openai' && key === 'default')
    const own = (row: CostSeed | UsageSeed) => row.vendor === 'openai' && inside(row) && isDefaultTier(row.serviceTier)
    expect(mine?.billed).toBe(sumOf(bills.filter(own), (row) => row.amount))
    expect(mine?.estimate?.nano).toBe(sumOf(used.filter(own), (row) => row.estimate))
    expect(groups.some(({ vendor, key }) => vendor === 'openai' && key === '')).toBe(false)
    const filter = { vendor: 'openai', tier: ['default'] }
    const lines = await readCostRows(db, tenant, { range, filter, limit: 1000, after: null }, EMPTY_DIRECTORY)
    expect(lines.total).toBe(mine?.records)
  })
  it('name no region once, however usage says it', async () => {
    const { groups, options } = await read(tenant, { vendor: 'anthropic' }, 'inference_geo')
    const without = used.filter((row) => row.vendor === 'anthropic' && inside(row) && row.inferenceGeo !== 'us')
    expect(groups.map(({ key }) => key).sort()).toEqual(['', 'us'])
    expect(groups.find(({ key }) => key === '')?.estimate?.nano).toBe(sumOf(without, (row) => row.estimate))
    expect(options.inference_geos).toEqual([{ value: '', label: 'Not stated' }])
    for (const asked of ['', 'not_available']) {
      const { totals } = await read(tenant, { vendor: 'anthropic', inference_geo: [asked] })
      expect(totals.estimate?.nano).toBe(sumOf(without, (row) => row.estimate))
    }
  })
})

describe('a bill that is not there', () => {
  it('is that of a vendor that is not connected', async () => {
    const mine = newTenantId()
    await insertRows(connection, [connectionSeed(mine, 'cn_1')])
    await insertRows(cost, [costSeed(mine, CLOSED)])
    expect((await read(mine)).freshness.empty).toBeNull()
    expect((await read(mine, { vendor: 'openai' })).freshness.empty).toBe('not_connected')
    expect((await read(mine, { vendor: 'openai' })).freshness.nearest_day).toBeNull()
  })
})
