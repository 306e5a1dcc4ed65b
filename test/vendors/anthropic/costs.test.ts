// Costs: amounts exactly as the vendor says them, and each day from one report only.
import { describe, expect, it } from 'vitest'
import { costs } from '../../../worker/vendors/anthropic/costs.ts'
import analytics from '../../vectors/anthropic-examples/analytics-cost.json'
import grouped from '../../vectors/anthropic-examples/cost-report.grouped.json'
import ungrouped from '../../vectors/anthropic-examples/cost-report.ungrouped.json'
import { ask, idOf, inTurn, literal, ORGANIZATION, pageOf, queryOf, walk } from '../literal.ts'

const CLASSIC = '/v1/organizations/cost_report'
const NEWER = '/v1/organizations/analytics/cost'
const both = () => literal(({ url }) => Response.json(url.pathname === CLASSIC ? grouped : analytics))

describe('the classic report', () => {
  it('is asked for by workspace and description', async () => {
    const { client, asked } = both()
    await costs.page(client, ask())
    expect(asked[0]?.url.pathname).toBe(CLASSIC)
    expect(asked[0]?.url.searchParams.getAll('group_by[]')).toEqual(['description', 'workspace_id'])
    expect(asked[0]?.url.searchParams.get('limit')).toBe('31')
  })

  it('gives one record a line with the amount as said and in nanodollars', async () => {
    const { drafts } = pageOf(await costs.page(both().client, ask()))
    expect(drafts).toHaveLength(17)
    expect(drafts[0]).toEqual({
      kind: 'cost',
      id: expect.stringMatching(/^2026-11-18\/cost_report\/[0-9a-f]{32}$/),
      occurredAt: '2026-11-18T00:00:00.000Z',
      data: {
        day: '2026-11-18',
        organization: ORGANIZATION,
        workspace: grouped.data[0]?.results[0]?.workspace_id,
        description: 'Claude Opus 5.5 Usage - Input Tokens',
        cost_type: 'tokens',
        token_type: 'uncached_input_tokens',
        model: 'claude-opus-5-5',
        service_tier: 'standard',
        context_window: '0-200k',
        inference_geo: 'us',
        speed: null,
        amount: '529.89684',
        amount_nano: '5298968400',
        currency: 'USD',
        source: 'cost_report',
      },
    })
    expect(new Set(drafts.map((draft) => idOf(draft))).size).toBe(17)
  })

  it('keeps two lines that look alike, so that none is lost from the sum', async () => {
    const [row] = grouped.data[0]?.results ?? []
    const answer = { data: [{ ...grouped.data[0], results: [row, row] }], has_more: false }
    const { drafts } = pageOf(await costs.page(literal(inTurn(answer)).client, ask()))
    expect(new Set(drafts.map((draft) => idOf(draft))).size).toBe(2)
  })

  it('reads an answer that was not grouped', async () => {
    const { drafts } = pageOf(await costs.page(literal(inTurn(ungrouped)).client, ask()))
    expect(drafts[0]?.data).toMatchObject({ description: null, cost_type: null, workspace: null })
  })

  it.each(['12,5', 'free', {}, null, true])('with the amount %j is unreadable', async (amount) => {
    const [row] = grouped.data[0]?.results ?? []
    const answer = { data: [{ ...grouped.data[0], results: [{ ...row, amount }] }], has_more: false }
    const result = await costs.page(literal(inTurn(answer)).client, ask())
    expect(result).toMatchObject({ ok: false, fault: { code: 'unreadable' } })
    expect(!result.ok && result.fault.words).toContain('data.0.results.0.amount')
  })
})

describe('the newer report', () => {
  it('takes the place of the classic one and adds the list price', async () => {
    const { client, asked } = both()
    const { drafts } = await walk(costs, client, ask({ generation: 'analytics' }))
    expect(asked.map(({ url }) => url.pathname)).toEqual([NEWER])
    expect(queryOf(asked[0]).filter(([name]) => name === 'group_by[]')).toHaveLength(7)
    expect(drafts[0]?.data).toMatchObject({
      amount: '1932.514200',
      amount_nano: '19325142000',
      list_amount: '2147.238000',
      list_nano: '21472380000',
      cost_type: 'tokens',
      token_type: 'output_tokens',
      source: 'analytics',
    })
    expect(JSON.stringify(drafts)).not.toMatch(/priya|user_0/i)
  })

  it('leaves the days it does not reach to the classic one, and no day to both', async () => {
    const { client, asked } = both()
    const window = { from: '2025-12-20', to: '2026-01-05' }
    await walk(costs, client, ask({ generation: 'analytics', window }))
    const spans = asked.map(({ url }) => [
      url.pathname,
      url.searchParams.get('starting_at')?.slice(0, 10),
      url.searchParams.get('ending_at')?.slice(0, 10),
    ])
    expect(spans).toEqual([
      [NEWER, '2026-01-01', '2026-01-05'],
      [CLASSIC, '2025-12-20', '2026-01-01'],
    ])
  })

  it('is not asked at all for an old window', async () => {
    const { client, asked } = both()
    await walk(costs, client, ask({ generation: 'analytics', window: { from: '2025-06-01', to: '2025-06-10' } }))
    expect(asked.map(({ url }) => url.pathname)).toEqual([CLASSIC])
  })
})
