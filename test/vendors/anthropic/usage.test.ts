// Usage: every dimension the vendor offers, nulls kept apart from zeros, and people only where the newer endpoint names them.
import { describe, expect, it } from 'vitest'
import { usage } from '../../../worker/vendors/anthropic/usage.ts'
import { usageActors } from '../../../worker/vendors/anthropic/usage-actors.ts'
import analytics from '../../vectors/anthropic-examples/analytics-usage.json'
import grouped from '../../vectors/anthropic-examples/usage-report-messages.grouped.json'
import ungrouped from '../../vectors/anthropic-examples/usage-report-messages.ungrouped.json'
import { ask, idOf, inTurn, literal, ORGANIZATION, pageOf, queryOf, walk } from '../literal.ts'

const last = { ...grouped, has_more: false, next_page: null }
const CLASSIC = '/v1/organizations/usage_report/messages'
const PEOPLE = '/v1/organizations/analytics/usage'

describe('the classic report', () => {
  it('is asked for by all nine dimensions, a whole window of days a page', async () => {
    const { client, asked } = literal(inTurn(last))
    await usage.page(client, ask())
    expect(asked[0]?.url.pathname).toBe(CLASSIC)
    expect(asked[0]?.headers.get('anthropic-beta')).toBe('fast-mode-2026-02-01')
    expect(queryOf(asked[0])).toEqual([
      ['starting_at', '2026-11-17T00:00:00Z'],
      ['ending_at', '2026-11-19T00:00:00Z'],
      ['bucket_width', '1d'],
      ['limit', '31'],
      ['group_by[]', 'account_id'],
      ['group_by[]', 'api_key_id'],
      ['group_by[]', 'context_window'],
      ['group_by[]', 'inference_geo'],
      ['group_by[]', 'model'],
      ['group_by[]', 'service_account_id'],
      ['group_by[]', 'service_tier'],
      ['group_by[]', 'speed'],
      ['group_by[]', 'workspace_id'],
    ])
  })

  it('gives one record a row, dated by its bucket, and none for an empty day', async () => {
    const { drafts } = pageOf(await usage.page(literal(inTurn(last)).client, ask()))
    expect(drafts).toHaveLength(5)
    expect(drafts[0]).toEqual({
      kind: 'usage',
      id: expect.stringMatching(/^2026-11-18\/dimensions\/[0-9a-f]{32}$/),
      occurredAt: '2026-11-18T00:00:00.000Z',
      data: {
        view: 'dimensions',
        day: '2026-11-18',
        organization: ORGANIZATION,
        model: 'claude-opus-5-5',
        workspace: grouped.data[1]?.results[0]?.workspace_id,
        api_key: grouped.data[1]?.results[0]?.api_key_id,
        service_account: null,
        service_tier: 'standard',
        context_window: '0-200k',
        inference_geo: 'us',
        speed: null,
        uncached_input: 1204311,
        cache_read: 9412007,
        cache_write_5m: 310000,
        cache_write_1h: 42000,
        output: 388120,
        web_searches: 0,
      },
    })
    expect(drafts[4]?.data).toMatchObject({ workspace: null, api_key: null, web_searches: 3 })
    expect(new Set(drafts.map((draft) => idOf(draft))).size).toBe(5)
  })

  it('keeps the id of a row when only its numbers change', async () => {
    const read = async (answer: unknown, organization = ORGANIZATION) =>
      pageOf(await usage.page(literal(inTurn(answer)).client, ask({ organization }))).drafts.map((draft) => idOf(draft))
    const restated = structuredClone(last)
    for (const row of restated.data[1]?.results ?? []) row.output_tokens += 7
    expect(await read(restated)).toEqual(await read(last))
    expect(await read(last, 'another-organization')).not.toEqual(await read(last))
  })

  it('makes an account a subject and leaves its id out of the record', async () => {
    const [row] = grouped.data[1]?.results ?? []
    const results = [{ ...row, account_id: 'user_one' }, { ...row, account_id: 'user_two' }, row]
    const answer = { data: [{ ...grouped.data[1], results }], has_more: false }
    const { drafts } = pageOf(await usage.page(literal(inTurn(answer)).client, ask()))
    expect(drafts[0]?.who).toEqual({ vendorUser: 'anthropic:user_one' })
    expect(drafts[2]?.who).toBeUndefined()
    for (const draft of drafts) expect(`${JSON.stringify(draft.data)} ${idOf(draft)}`).not.toContain('user_')
    expect(new Set(drafts.map((draft) => idOf(draft))).size).toBe(3)
  })

  it('tells speeds apart, and takes the standard one for all of it where they are not told', async () => {
    const [row] = grouped.data[1]?.results ?? []
    const idsOf = async (...speeds: (string | null | undefined)[]) => {
      const results = speeds.map((speed) => ({ ...row, speed }))
      const answer = { data: [{ ...grouped.data[1], results }], has_more: false }
      return pageOf(await usage.page(literal(inTurn(answer)).client, ask())).drafts.map((draft) => idOf(draft))
    }
    const [standard, fast] = await idsOf('standard', 'fast')
    expect(standard).not.toBe(fast)
    expect(await idsOf(null)).toEqual([standard])
    expect(await idsOf(undefined)).toEqual([standard])
  })

  it('keeps a counter that is missing apart from zero, and one past 2^53 as text', async () => {
    const row = '{"uncached_input_tokens":90071992547409931,"output_tokens":0,"cache_creation":null,"model":"m"}'
    const body = `{"data":[{"starting_at":"2026-11-18T00:00:00Z","results":[${row}]}],"has_more":false}`
    const { drafts } = pageOf(await usage.page(literal(() => new Response(body)).client, ask()))
    expect(drafts[0]?.data).toMatchObject({
      uncached_input: '90071992547409931',
      output: 0,
      cache_read: null,
      cache_write_5m: null,
      web_searches: null,
    })
  })

  it('reads an answer that was not grouped', async () => {
    const { drafts } = pageOf(await usage.page(literal(inTurn(ungrouped)).client, ask({ generation: 'classic' })))
    expect(drafts.length).toBeGreaterThan(0)
  })

  it('goes on with the vendor’s page and the same parameters', async () => {
    const { client, asked } = literal(inTurn(grouped, last))
    expect((await walk(usage, client, ask())).drafts).toHaveLength(10)
    const [first, second] = asked.map((one) => queryOf(one))
    expect(second).toEqual([...(first ?? []), ['page', grouped.next_page]])
  })

  it('goes on without speeds on every page where the beta is refused', async () => {
    const { client, asked } = literal(({ headers, url }) => {
      if (headers.has('anthropic-beta')) return Response.json({ error: { message: 'beta' } }, { status: 400 })
      return Response.json(url.searchParams.has('page') ? last : grouped)
    })
    await walk(usage, client, ask())
    expect(asked.map(({ headers }) => headers.has('anthropic-beta'))).toEqual([true, false, false])
    for (const one of asked.slice(1)) expect(one.url.searchParams.getAll('group_by[]')).not.toContain('speed')
  })

  it('that names no next page, or the same again, is unreadable', async () => {
    const without = { ...grouped, next_page: null }
    expect(await usage.page(literal(inTurn(without)).client, ask())).toMatchObject({ fault: { code: 'unreadable' } })
    const token = JSON.stringify({ part: 'classic', page: grouped.next_page })
    const again = await usage.page(literal(inTurn(grouped)).client, ask({ token }))
    expect(again).toMatchObject({ fault: { code: 'unreadable' } })
  })
})

describe('the people’s view', () => {
  const people = () => literal(inTurn(analytics))

  it.each(['classic', 'analytics'] as const)(
    'is a stream of its own, asked with every key (%s)',
    async (generation) => {
      const { client, asked } = people()
      const { drafts } = await walk(usageActors, client, ask({ generation }))
      expect(asked.map(({ url }) => url.pathname)).toEqual([PEOPLE])
      expect(asked[0]?.headers.get('anthropic-beta')).toBe('analytics-usage-cost-2026-08-24')
      expect(queryOf(asked[0])).toEqual([
        ['starting_at', '2026-11-17T00:00:00Z'],
        ['ending_at', '2026-11-19T00:00:00Z'],
        ['time_bucket_width', '1d'],
        ['order_by', 'time'],
        ['order', 'asc'],
        ['limit', '1000'],
        ['group_by[]', 'actor'],
        ['group_by[]', 'api_key_id'],
        ['group_by[]', 'model'],
        ['group_by[]', 'product'],
        ['group_by[]', 'workspace_id'],
      ])
      expect(drafts.map(({ data }) => data.view)).toEqual(['actors', 'actors'])
    },
  )

  it('names people only as subjects', async () => {
    const { drafts } = await walk(usageActors, people().client, ask())
    const [key, person] = drafts
    expect(key?.data).toMatchObject({ actor_type: 'api_actor', actor_key: expect.stringMatching(/^apikey_/) })
    expect(key?.who).toBeUndefined()
    expect(person?.who).toMatchObject({ email: 'priya.sharma@example.com', name: 'Priya Sharma' })
    expect(person?.data).toMatchObject({
      actor_type: 'user_actor',
      product: 'claude_console',
      requests: 6,
      output: 2048,
    })
    expect(person).not.toHaveProperty('fields')
    if (person === undefined) throw new Error('no row')
    expect(`${JSON.stringify(person.data)} ${idOf(person)}`).not.toMatch(/priya|user_0/i)
  })

  it('seals the name of somebody whom the member list has forgotten', async () => {
    const gone = structuredClone(analytics)
    Object.assign(gone.data[1]?.group.actor ?? {}, { deleted: true })
    const { client } = literal(inTurn(gone))
    const { drafts } = pageOf(await usageActors.page(client, ask()))
    expect(drafts[1]?.fields).toMatchObject({ email: 'priya.sharma@example.com', name: 'Priya Sharma' })
  })

  it('knows a federated actor by a keyed subject alone', async () => {
    const federated = structuredClone(analytics)
    const provider = { type: 'oidc', issuer: 'https://id.example.com' }
    Object.assign(federated.data[0]?.group ?? {}, { actor: { type: 'federated_actor', subject: 'priya', provider } })
    const { drafts } = pageOf(await usageActors.page(literal(inTurn(federated)).client, ask()))
    const [row] = drafts
    expect(row?.data.actor_type).toBe('federated_actor')
    expect(row?.who?.vendorUser).toMatch(/^anthropic:federated_actor:[0-9a-f]{32}$/)
    expect(JSON.stringify(row?.data)).not.toMatch(/priya|example/)
  })

  it('is asked for its first day where a window lies before all it knows', async () => {
    const { client, asked } = people()
    await walk(usageActors, client, ask({ window: { from: '2025-10-01', to: '2025-10-10' } }))
    await walk(usageActors, client, ask({ window: { from: '2025-12-25', to: '2026-01-05' } }))
    const asks = asked.map(({ url: { searchParams } }) => [
      searchParams.get('starting_at'),
      searchParams.get('ending_at'),
    ])
    expect(asks).toEqual([
      ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'],
      ['2026-01-01T00:00:00Z', '2026-01-05T00:00:00Z'],
    ])
  })
})
