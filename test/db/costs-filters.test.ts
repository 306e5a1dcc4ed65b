import { beforeAll, describe, expect, it } from 'vitest'
import { readCostRows } from '../../worker/db/tenant/cost-rows.ts'
import type { CostDimension, CostFilter } from '../../worker/db/tenant/cost-scope.ts'
import { readCosts } from '../../worker/db/tenant/costs.ts'
import { EMPTY_DIRECTORY } from '../../worker/db/tenant/labels.ts'
import { addDays, type DayRange } from '../../worker/db/tenant/range.ts'
import { cost, usage } from '../../worker/db/tenant/schema.ts'
import { newTenantId } from '../../worker/ids.ts'
import { costSeed, db, insertRows, sumOf, usageSeed } from './seed.ts'

const TODAY = '2026-11-20'
const tenant = newTenantId()
const range: DayRange = { from: addDays(TODAY, -9), to: TODAY, days: 10 }
const values = ['one', 'two', null]
const columns = { tier: 'serviceTier', context_window: 'contextWindow', inference_geo: 'inferenceGeo' } as const
type Shared = keyof typeof columns
const shared: readonly Shared[] = ['tier', 'context_window', 'inference_geo']

// Every combination of what both reports have, billed and used in amounts that tell every sum apart.
const combined = values.flatMap((serviceTier) =>
  values.flatMap((contextWindow) => values.map((inferenceGeo) => ({ serviceTier, contextWindow, inferenceGeo }))),
)
const bills = combined.map((more, at) =>
  costSeed(tenant, TODAY, { ...more, amount: 2 ** at, description: at % 3 === 0 ? null : `Line ${at % 3}` }),
)
const used = combined.map((more, at) => usageSeed(tenant, TODAY, { ...more, estimate: 3 * 2 ** at }))

beforeAll(async () => {
  await insertRows(cost, bills)
  await insertRows(usage, used)
})

const screenOf = (filter: CostFilter, by: CostDimension = 'workspace') =>
  readCosts(db, tenant, { range, filter, by, step: 'day', today: TODAY }, EMPTY_DIRECTORY)
const rowsOf = (filter: CostFilter) =>
  readCostRows(db, tenant, { range, filter, limit: 1000, after: null }, EMPTY_DIRECTORY)
const seqs = (list: readonly { seq: number | bigint }[]) => list.map(({ seq }) => Number(seq)).sort((a, b) => a - b)

describe('filters that both reports know', () => {
  const asked = [['one'], ['one', 'two'], [''], ['two', ''], ['nothing has this']]
  it.each(shared.flatMap((name) => asked.map((list) => [name, list] as const)))(
    'select %s of %j in the bill, in the estimate beside it, and in the bill lines',
    async (name, list) => {
      const is = (value: string | null | undefined) => list.includes(value ?? '')
      const lines = bills.filter((row) => is(row[columns[name]]))
      const use = used.filter((row) => is(row[columns[name]]))
      const { totals, residuals } = await screenOf({ [name]: list })
      expect(totals.billed).toBe(sumOf(lines, (row) => row.amount))
      expect(totals.estimate?.nano).toBe(sumOf(use, (row) => row.estimate))
      const difference = BigInt(totals.billed) - BigInt(totals.estimate?.nano ?? 0)
      expect(sumOf(residuals, (part) => BigInt(part.nano))).toBe(String(difference))
      const found = await rowsOf({ [name]: list })
      expect(found.total).toBe(lines.length)
      expect(seqs(found.rows)).toEqual(seqs(lines))
    },
  )
})

describe('a filter by description', () => {
  it.each([[['Line 1']], [['Line 1', 'Line 2']], [['']], [['Line 2', '']]])(
    'selects %j, without an estimate, which usage cannot give',
    async (list) => {
      const lines = bills.filter((row) => list.includes(row.description ?? ''))
      const { totals, residuals } = await screenOf({ description: list })
      expect(totals).toMatchObject({ billed: sumOf(lines, (row) => row.amount), estimate: null, difference: null })
      expect(residuals).toEqual([])
      expect(seqs((await rowsOf({ description: list })).rows)).toEqual(seqs(lines))
    },
  )
})

describe('every group of a tab', () => {
  it.each(['token_type', 'cost_type', 'description', 'tier', 'context_window', 'inference_geo'] as const)(
    'by %s leads to as many bill lines as it counts',
    async (by) => {
      const { groups, totals } = await screenOf({}, by)
      for (const group of groups) expect((await rowsOf({ [by]: [group.key] })).total).toBe(group.records)
      expect(groups.reduce((sum, group) => sum + group.records, 0)).toBe(totals.records)
    },
  )
})

describe('what the filters can be set to', () => {
  it('is what the range has, whatever is filtered, none included', async () => {
    const { options } = await screenOf({ tier: ['one'] })
    const list = (names: readonly (string | null)[]) =>
      names.map((name) => ({ value: name ?? '', label: name ?? 'Not stated' }))
    expect(options.tiers).toEqual(list([null, 'one', 'two']))
    expect(options.context_windows).toEqual(list([null, 'one', 'two']))
    expect(options.inference_geos).toEqual(list([null, 'one', 'two']))
    expect(options.descriptions).toEqual(list(['Line 1', 'Line 2', null]))
    expect(options.cost_types).toEqual(list(['tokens']))
    expect(options.token_types).toEqual(list(['uncached_input_tokens']))
  })
})
