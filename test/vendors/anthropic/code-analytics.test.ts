// Claude Code analytics: a request a day, people as subjects, key names sealed.
import { describe, expect, it } from 'vitest'
import { codeAnalytics } from '../../../worker/vendors/anthropic/code-analytics.ts'
import example from '../../vectors/anthropic-examples/usage-report-claude-code.json'
import { ask, idOf, inTurn, literal, ORGANIZATION, pageOf, SUBJECT, walk } from '../literal.ts'

const last = { ...example, has_more: false, next_page: null }

describe('Claude Code analytics', () => {
  it('asks for one day after another, never past today', async () => {
    const { client, asked } = literal(inTurn({ data: [], has_more: false, next_page: null }))
    await walk(codeAnalytics, client, ask({ window: { from: '2026-11-18', to: '2026-12-31' } }))
    expect(asked.map(({ url }) => url.search)).toEqual([
      '?starting_at=2026-11-18&limit=1000',
      '?starting_at=2026-11-19&limit=1000',
      '?starting_at=2026-11-20&limit=1000',
    ])
  })

  it('goes on within a day before it goes on to the next', async () => {
    const { client, asked } = literal(({ url }) =>
      Response.json(url.searchParams.has('page') ? last : { ...last, has_more: true, next_page: 'p2' }),
    )
    await walk(codeAnalytics, client, ask())
    const seen = asked.map(({ url }) => `${url.searchParams.get('starting_at')} ${url.searchParams.get('page')}`)
    expect(seen).toEqual(['2026-11-17 null', '2026-11-17 p2', '2026-11-18 null', '2026-11-18 p2'])
  })

  it('gives one record a row', async () => {
    const { drafts } = pageOf(await codeAnalytics.page(literal(inTurn(last)).client, ask()))
    expect(drafts).toHaveLength(example.data.length)
    expect(drafts[0]).toMatchObject({
      kind: 'code_day',
      occurredAt: '2026-11-18T00:00:00.000Z',
      data: {
        day: '2026-11-18',
        organization: ORGANIZATION,
        actor_type: 'user_actor',
        terminal: 'vscode',
        customer_type: 'api',
        subscription_type: null,
        remote: false,
        sessions: 5,
        lines_added: 1543,
        lines_removed: 892,
        commits: 12,
        pull_requests: 2,
        tools: { edit_tool: { accepted: 45, rejected: 5 }, write_tool: { accepted: 8, rejected: 1 } },
        models: [
          {
            model: 'claude-opus-5-5',
            input: 100000,
            output: 35000,
            cache_read: 1010000,
            cache_creation: 5000,
            estimated_nano: '1330000000',
          },
          { model: 'claude-haiku-4-5-20251001', estimated_nano: '50000000' },
        ],
      },
      fields: { email: 'priya.sharma@example.com' },
      who: { email: 'priya.sharma@example.com' },
    })
    expect(new Set(drafts.map((draft) => idOf(draft, SUBJECT))).size).toBe(drafts.length)
  })

  it('leaves nobody’s address and no key’s name in the open', async () => {
    const { drafts } = pageOf(await codeAnalytics.page(literal(inTurn(last)).client, ask()))
    const key = drafts.find(({ data }) => data.actor_type === 'api_actor')
    expect(key?.fields).toMatchObject({ api_key_name: 'ci-automation' })
    expect(key?.who).toBeUndefined()
    const open = JSON.stringify(drafts.map((draft) => [draft.data, idOf(draft)]))
    expect(open).not.toMatch(/priya|jonas|weber|@|ci-automation/i)
  })

  it('keeps a fractional estimate exact and takes rows without the newer fields', async () => {
    const [first] = structuredClone(example.data)
    if (first === undefined) throw new Error('no row')
    const [model] = first.model_breakdown
    const breakdown = [
      { ...model, estimated_cost: { currency: 'USD', amount: 13.25 } },
      { ...model, estimated_cost: null },
    ]
    const { is_remote: _, subscription_type: __, tool_actions: ___, ...older } = first
    const answer = { data: [{ ...older, model_breakdown: breakdown }], has_more: false }
    const { drafts } = pageOf(await codeAnalytics.page(literal(inTurn(answer)).client, ask()))
    expect(drafts[0]?.data).toMatchObject({
      remote: null,
      subscription_type: null,
      tools: {},
      models: [{ estimated_nano: '132500000' }, { estimated_nano: null }],
    })
  })

  it('seals a terminal that does not look like a program', async () => {
    const answer = { data: [{ ...example.data[0], terminal_type: 'Priya’s laptop' }], has_more: false }
    const { drafts } = pageOf(await codeAnalytics.page(literal(inTurn(answer)).client, ask()))
    expect(drafts[0]?.data.terminal).toBe('other')
    expect(drafts[0]?.fields).toMatchObject({ terminal_type: 'Priya’s laptop' })
  })

  it('keeps rows apart that differ in nothing the id knows', async () => {
    const answer = { data: [example.data[0], example.data[0]], has_more: false }
    const { drafts } = pageOf(await codeAnalytics.page(literal(inTurn(answer)).client, ask()))
    expect(new Set(drafts.map((draft) => idOf(draft))).size).toBe(2)
  })
})
