import { beforeAll, describe, expect, it } from 'vitest'
import { readCostRows } from '../../worker/db/tenant/cost-rows.ts'
import type { CostFilter } from '../../worker/db/tenant/cost-scope.ts'
import { type CostAsk, readCosts } from '../../worker/db/tenant/costs.ts'
import { EMPTY_DIRECTORY } from '../../worker/db/tenant/labels.ts'
import { addDays, type DayRange, daysOf, isClosed, rangeBefore } from '../../worker/db/tenant/range.ts'
import { cost, usage } from '../../worker/db/tenant/schema.ts'
import { newTenantId } from '../../worker/ids.ts'
import { type CostSeed, costSeed, daysBack, db, dice, insertRows, sumOf, type UsageSeed, usageSeed } from './seed.ts'

const TODAY = '2026-11-20'
const tenant = newTenantId()
const other = newTenantId()
const range: DayRange = { from: addDays(TODAY, -9), to: TODAY, days: 10 }
const ask: CostAsk = { range, filter: {}, by: 'workspace', step: 'day', today: TODAY }
const HUGE = 9_007_199_254_740_993n
const SEARCH = 10_000_000n

const MODELS = ['claude-opus-5-5', 'claude-haiku-5-5', 'claude-new']
const WORKSPACES = ['wrkspc_1', null]

function makeRows(owner: typeof tenant, seed: number) {
  const roll = dice(seed)
  const pick = <T>(list: readonly T[]): T | undefined => list[roll(list.length)]
  const bills: CostSeed[] = []
  const used: UsageSeed[] = []
  for (const day of daysBack(TODAY, 30)) {
    for (let index = 0; index < 6; index++) {
      const searches = roll(3)
      const model = pick(MODELS) ?? null
      const serviceTier = pick(['standard', 'batch', 'priority']) ?? null
      const unpriced = model === 'claude-new' || serviceTier === 'priority'
      const estimate = unpriced ? null : HUGE + BigInt(searches) * SEARCH
      used.push(
        usageSeed(owner, day, {
          model,
          workspace: pick(WORKSPACES) ?? null,
          serviceTier,
          webSearches: searches,
          estimate,
        }),
      )
      if (day === TODAY || serviceTier === 'priority') continue
      const amount = HUGE + BigInt(roll(1000)) - 500n
      bills.push(costSeed(owner, day, { model, workspace: pick(WORKSPACES) ?? null, serviceTier, amount }))
    }
    if (day === TODAY) continue
    const line = { model: null, tokenType: null, serviceTier: null }
    bills.push(costSeed(owner, day, { ...line, costType: 'web_search', amount: BigInt(roll(9)) * SEARCH }))
    bills.push(costSeed(owner, day, { ...line, costType: 'code_execution', amount: 50_000_000 }))
    bills.push(costSeed(owner, day, { ...line, costType: 'session_usage', amount: 7 }))
    bills.push(costSeed(owner, day, { ...line, costType: 'credit', description: 'Credit', amount: -40_000_001 }))
  }
  return { bills, used }
}
const { bills, used } = makeRows(tenant, 3)
const inside = (row: { day: string }, days = range) => row.day >= days.from && row.day <= days.to

/** The slow, obvious way. */
function reference(some: readonly CostSeed[], use: readonly UsageSeed[]) {
  const billed = sumOf(some, (row) => row.amount)
  const nano = sumOf(use, (row) => row.estimate)
  return {
    billed,
    estimate: { nano, rows_without_price: use.filter((row) => row.estimate === null).length },
    difference: String(BigInt(billed) - BigInt(nano)),
    records: some.length,
  }
}

beforeAll(async () => {
  const theirs = makeRows(other, 4)
  await insertRows(cost, [...bills, ...theirs.bills])
  await insertRows(usage, [...used, ...theirs.used])
})

describe('cost sums', () => {
  it('equal the slow reference beyond 2^53, before the range too', async () => {
    const screen = await readCosts(db, tenant, ask, EMPTY_DIRECTORY)
    expect(screen.totals).toEqual(
      reference(
        bills.filter((row) => inside(row)),
        used.filter((row) => inside(row)),
      ),
    )
    const before = rangeBefore(range)
    expect(screen.previous).toEqual(
      reference(
        bills.filter((row) => inside(row, before)),
        used.filter((row) => inside(row, before)),
      ),
    )
    expect(screen.currency).toBe('USD')
  })
  it('of each group and day equal the slow reference', async () => {
    const { groups, days } = await readCosts(db, tenant, ask, EMPTY_DIRECTORY)
    for (const workspace of WORKSPACES) {
      const some = bills.filter((row) => inside(row) && row.workspace === workspace)
      const group = groups.find(({ key }) => key === (workspace ?? ''))
      expect(group).toMatchObject(
        reference(
          some,
          used.filter((row) => inside(row) && row.workspace === workspace),
        ),
      )
      expect(group?.series).toEqual(
        daysOf(range).map((day) =>
          sumOf(
            some.filter((row) => row.day === day),
            (row) => row.amount,
          ),
        ),
      )
    }
    for (const day of days) {
      const priced = used.filter((row) => row.day === day.day && row.estimate !== null)
      expect(day.billed).toBe(
        sumOf(
          bills.filter((row) => row.day === day.day),
          (row) => row.amount,
        ),
      )
      expect(day.estimate).toBe(priced.length === 0 ? null : sumOf(priced, (row) => row.estimate))
      expect(sumOf(day.groups, (group) => BigInt(group.billed))).toBe(day.billed)
    }
  })
  it('have no estimate where usage knows no such thing', async () => {
    const byType = await readCosts(db, tenant, { ...ask, by: 'cost_type' }, EMPTY_DIRECTORY)
    expect(byType.groups.every((group) => group.estimate === null && group.difference === null)).toBe(true)
    expect(byType.totals.estimate).not.toBeNull()
    const filtered = await readCosts(db, tenant, { ...ask, filter: { cost_type: ['web_search'] } }, EMPTY_DIRECTORY)
    expect(filtered.totals.billed).toBe(
      sumOf(
        bills.filter((row) => inside(row) && row.costType === 'web_search'),
        (row) => row.amount,
      ),
    )
    expect(filtered.totals.estimate).toBeNull()
    expect(filtered.totals.difference).toBeNull()
    expect(filtered.days.every((day) => day.estimate === null)).toBe(true)
    expect(filtered.residuals).toEqual([])
  })
  it('come by week and month without losing a nanodollar', async () => {
    for (const step of ['week', 'month'] as const) {
      const { days, totals } = await readCosts(db, tenant, { ...ask, step }, EMPTY_DIRECTORY)
      expect(sumOf(days, (day) => BigInt(day.billed))).toBe(totals.billed)
    }
  })
  it('of two currencies are called mixed', async () => {
    const mine = newTenantId()
    await insertRows(cost, [costSeed(mine, TODAY), costSeed(mine, TODAY, { currency: 'EUR' })])
    expect((await readCosts(db, mine, ask, EMPTY_DIRECTORY)).currency).toBe('mixed')
  })
})

describe('residuals', () => {
  const filters: [string, CostFilter][] = [
    ['no filter', {}],
    ['a workspace', { workspace: ['wrkspc_1'] }],
    ['the default workspace', { workspace: ['default'] }],
    ['a model', { model: ['claude-opus-5-5'] }],
    ['a model without a price', { model: ['claude-new'] }],
    ['another vendor', { vendor: 'openai' }],
  ]
  it.each(filters)('add up to billed − estimate with %s', async (_, filter) => {
    const { residuals, totals } = await readCosts(db, tenant, { ...ask, filter }, EMPTY_DIRECTORY)
    const expected = BigInt(totals.billed) - BigInt(totals.estimate?.nano ?? 0)
    expect(sumOf(residuals, (part) => BigInt(part.nano))).toBe(String(expected))
  })
  it('are what the rows say, part by part', async () => {
    const { residuals } = await readCosts(db, tenant, ask, EMPTY_DIRECTORY)
    const parts = new Map(residuals.map(({ code, nano }) => [code, nano]))
    const lines = (type: string) =>
      sumOf(
        bills.filter((row) => inside(row) && row.costType === type),
        (row) => row.amount,
      )
    const searched = sumOf(
      used.filter((row) => inside(row) && row.estimate !== null),
      (row) => BigInt(row.webSearches) * SEARCH,
    )
    const noPrice = bills.filter(
      (row) =>
        inside(row) &&
        row.model === 'claude-new' &&
        used.some((use) => use.day === row.day && use.model === row.model && use.serviceTier === row.serviceTier),
    )
    expect(parts.get('code_execution')).toBe(lines('code_execution'))
    expect(parts.get('session_usage')).toBe(lines('session_usage'))
    expect(parts.get('other_lines')).toBe(lines('credit'))
    expect(parts.get('web_search')).toBe(String(BigInt(lines('web_search')) - BigInt(searched)))
    expect(parts.get('priority_tier')).toBe('0')
    expect(parts.get('no_price')).toBe(sumOf(noPrice, (row) => row.amount))
    // Cells of open days that are billed less than they were used: with no line at all, as today, or with too few.
    const tokens = (row: UsageSeed) => BigInt(row.estimate ?? 0) - BigInt(row.webSearches) * SEARCH
    const open = used.filter((row) => !isClosed(row.day, TODAY) && row.estimate !== null)
    const cells = Map.groupBy(open, (row) => `${row.day} ${row.model} ${row.serviceTier}`)
    const left = [...cells].map(([cell, rowsOfCell]) => {
      const billed = bills.filter((row) => `${row.day} ${row.model} ${row.serviceTier}` === cell)
      return BigInt(sumOf(billed, (row) => row.amount)) - BigInt(sumOf(rowsOfCell, tokens))
    })
    expect(left.some((nano) => nano >= 0n) && left.some((nano) => nano < 0n)).toBe(true)
    expect(parts.get('late_data')).toBe(
      sumOf(
        left.filter((nano) => nano < 0n),
        (nano) => nano,
      ),
    )
    expect(residuals.every(({ label, words }) => label !== '' && words !== '')).toBe(true)
  })
  it('call a token line without usage what it is, and usage of a closed day without a line blocked', async () => {
    const mine = newTenantId()
    const closed = addDays(TODAY, -8)
    await insertRows(cost, [costSeed(mine, closed, { amount: 30 })])
    await insertRows(usage, [usageSeed(mine, closed, { model: 'claude-haiku-5-5', estimate: 12 })])
    const { residuals } = await readCosts(db, mine, ask, EMPTY_DIRECTORY)
    expect(residuals.map(({ code, nano }) => [code, nano])).toEqual([
      ['blocked_requests', '-12'],
      ['no_usage', '30'],
    ])
  })
})

describe('bill lines', () => {
  it.each([5, 45, 1000])('come in pages of %i, each once, with exact amounts', async (limit) => {
    const found = []
    let after: Parameters<typeof readCostRows>[2]['after'] = null
    do {
      const page: Awaited<ReturnType<typeof readCostRows>> = await readCostRows(
        db,
        tenant,
        { range, filter: {}, limit, after },
        EMPTY_DIRECTORY,
      )
      found.push(...page.rows)
      after = page.next
      expect(page.total).toBe(bills.filter((row) => inside(row)).length)
    } while (after !== null)
    const expected = new Map(bills.filter((row) => inside(row)).map((row) => [row.seq, String(row.amount)]))
    expect(new Map(found.map((row) => [row.seq, row.billed]))).toEqual(expected)
    expect(found).toHaveLength(expected.size)
  })
  it('follow the filter', async () => {
    const filter = { cost_type: ['web_search', 'credit'], workspace: ['default'] }
    const { rows, total } = await readCostRows(db, tenant, { range, filter, limit: 1000, after: null }, EMPTY_DIRECTORY)
    const expected = bills.filter((row) => inside(row) && ['web_search', 'credit'].includes(row.costType ?? ''))
    expect(total).toBe(expected.length)
    expect(rows.map((row) => row.seq).sort()).toEqual(expected.map((row) => row.seq).sort())
  })
})
