import { beforeAll, describe, expect, it } from 'vitest'
import { dayOf } from '../../worker/db/tenant/range.ts'
import { cost, usage } from '../../worker/db/tenant/schema.ts'
import { costRoutes } from '../../worker/http/routes/costs.ts'
import { CostRows, CostsAnswer } from '../../worker/http/schemas/costs.ts'
import { newTenantId } from '../../worker/ids.ts'
import { costSeed, daysBack, insertRows, sumOf, usageSeed } from '../db/seed.ts'
import { actorOf, get, parseCsv } from './read-app.ts'

const TODAY = dayOf(new Date())
const tenant = newTenantId()
const other = newTenantId()
const HUGE = 9_007_199_254_740_993n
const makeRows = (owner: typeof tenant) =>
  daysBack(TODAY, 40).flatMap((day, at) => [
    costSeed(owner, day, { amount: HUGE + BigInt(at) }),
    costSeed(owner, day, {
      model: null,
      costType: 'credit',
      tokenType: null,
      description: '@Credit, "promotional"',
      amount: -1,
    }),
  ])
const rows = makeRows(tenant)
const last28 = rows.filter((row) => daysBack(TODAY, 28).includes(row.day))

beforeAll(async () => {
  await insertRows(cost, [...rows, ...makeRows(other)])
  await insertRows(
    usage,
    daysBack(TODAY, 40).map((day) => usageSeed(tenant, day, { estimate: HUGE })),
  )
})

const ask = (path: string, role: Parameters<typeof actorOf>[1] = 'owner', owner = tenant) =>
  get(costRoutes, actorOf(owner, role), path)

describe('GET /api/costs', () => {
  it('answers as its schema says, and the residuals add up to the difference', async () => {
    const answer = CostsAnswer.parse((await ask('/api/costs?by=model')).json())
    expect(answer.totals.billed).toBe(sumOf(last28, (row) => row.amount))
    expect(answer.totals.estimate).toEqual({ nano: String(HUGE * 28n), rows_without_price: 0 })
    expect(sumOf(answer.residuals, (part) => BigInt(part.nano))).toBe(answer.totals.difference)
  })
  it('takes filters that repeat', async () => {
    const answer = CostsAnswer.parse((await ask('/api/costs?cost_type=credit&cost_type=tokens')).json())
    expect(answer.totals.records).toBe(56)
    expect(CostsAnswer.parse((await ask('/api/costs?cost_type=credit')).json()).totals.billed).toBe('-28')
    const standard = CostsAnswer.parse((await ask('/api/costs?tier=standard&tier=batch&context_window=0-200k')).json())
    expect(standard.totals).toMatchObject({ records: 56, estimate: { nano: String(HUGE * 28n) } })
  })
  it('takes an empty value as none stated, the same in sums, rows and CSV', async () => {
    const credit = `description=${encodeURIComponent('@Credit, "promotional"')}`
    for (const [query, records] of [
      ['token_type=', 28],
      [credit, 28],
      ['description=', 0],
      ['tier=', 0],
      ['inference_geo=&inference_geo=global', 56],
    ] as const) {
      expect(CostsAnswer.parse((await ask(`/api/costs?${query}`)).json()).totals.records, query).toBe(records)
      expect(CostRows.parse((await ask(`/api/costs/rows?${query}`)).json()).total, query).toBe(records)
      expect(parseCsv((await ask(`/api/costs.csv?${query}`)).text), query).toHaveLength(records + 1)
    }
  })
  it.each(['by=key', 'step=year', 'from=2026-11-31', 'vendor=', 'to=2026-01-01&from=2026-01-02'])(
    'refuses %s in words',
    async (query) => {
      const reply = await ask(`/api/costs?${query}`)
      expect([reply.status, reply.json()]).toMatchObject([
        400,
        { error: { code: 'invalid_request', details: [{ problem: expect.any(String) }] } },
      ])
    },
  )
  it('needs read:costs', async () => {
    const statuses = await Promise.all(
      (['owner', 'auditor', 'finance', 'member'] as const).map(async (role) => (await ask('/api/costs', role)).status),
    )
    expect(statuses).toEqual([200, 200, 200, 403])
  })
  it('shows another tenant nothing of this one', async () => {
    expect(CostsAnswer.parse((await ask('/api/costs', 'owner', newTenantId())).json())).toMatchObject({
      groups: [],
      residuals: [],
      totals: { billed: '0', difference: null },
    })
  })
})

describe('bill lines', () => {
  it('page through everything', async () => {
    const seen: number[] = []
    let cursor: string | null = null
    do {
      const page: CostRows = CostRows.parse(
        (await ask(`/api/costs/rows?limit=13${cursor === null ? '' : `&cursor=${cursor}`}`)).json(),
      )
      seen.push(...page.rows.map(({ seq }) => seq))
      cursor = page.next_cursor
    } while (cursor !== null)
    expect(seen.sort((a, b) => a - b)).toEqual(last28.map(({ seq }) => Number(seq)))
    expect((await ask('/api/costs/rows?cursor=nonsense')).status).toBe(400)
  })
  it('are a CSV with exact dollars, credits negative, text disarmed', async () => {
    const [head = [], ...lines] = parseCsv((await ask('/api/costs.csv')).text)
    expect(lines).toHaveLength(last28.length)
    for (const row of last28) {
      const line = lines.find((cells) => cells[head.indexOf('record')] === String(row.seq)) ?? []
      const [billed, description] = [line[head.indexOf('billed')] ?? '', line[head.indexOf('description')]]
      expect(BigInt(billed.replace('.', ''))).toBe(BigInt(row.amount))
      expect(description).toBe(row.costType === 'credit' ? `'@Credit, "promotional"` : row.description)
    }
  })
})
