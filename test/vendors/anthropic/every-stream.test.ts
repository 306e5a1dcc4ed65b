// What holds for each of Anthropic's streams alike: it only reads, and whatever comes back is a value.
import { describe, expect, it } from 'vitest'
import { canonicalize, parseStrict } from '../../../worker/ledger/jcs.ts'
import { streamsOf } from '../../../worker/vendors/catalog.ts'
import errors from '../../vectors/anthropic-examples/_errors.json'
import analyticsCost from '../../vectors/anthropic-examples/analytics-cost.json'
import analyticsUsage from '../../vectors/anthropic-examples/analytics-usage.json'
import apiKeys from '../../vectors/anthropic-examples/api-keys.v2026-10-21.json'
import activities from '../../vectors/anthropic-examples/compliance-activities.json'
import cost from '../../vectors/anthropic-examples/cost-report.grouped.json'
import invites from '../../vectors/anthropic-examples/invites.json'
import me from '../../vectors/anthropic-examples/organizations-me.json'
import code from '../../vectors/anthropic-examples/usage-report-claude-code.json'
import usage from '../../vectors/anthropic-examples/usage-report-messages.grouped.json'
import users from '../../vectors/anthropic-examples/users.json'
import workspaces from '../../vectors/anthropic-examples/workspaces.json'
import { type Asked, ask, idOf, literal, SECRET, walk } from '../literal.ts'

const EXAMPLES: Record<string, object> = {
  '/v1/organizations/me': me,
  '/v1/organizations/workspaces': workspaces,
  '/v1/organizations/users': users,
  '/v1/organizations/invites': invites,
  '/v1/organizations/api_keys': apiKeys,
  '/v1/organizations/usage_report/messages': usage,
  '/v1/organizations/cost_report': cost,
  '/v1/organizations/usage_report/claude_code': code,
  '/v1/organizations/analytics/usage': analyticsUsage,
  '/v1/organizations/analytics/cost': analyticsCost,
  '/v1/compliance/activities': activities,
}
// Claude Code analytics are asked for day by day, and the example is of the 18th.
const answerTo = ({ url }: Asked): object =>
  url.searchParams.get('starting_at') === '2026-11-17' ? { data: [] } : (EXAMPLES[url.pathname] ?? {})
const example = (one: Asked) => Response.json({ ...answerTo(one), has_more: false, next_page: null })
const GENERATIONS = ['classic', 'analytics'] as const

const GARBAGE = [
  '',
  'null',
  '[]',
  '{}',
  '0',
  '"x"',
  '{"data":null}',
  '{"data":{}}',
  '{"data":[null]}',
  '{"data":[{}]}',
  '{"data":[[]]}',
  '{"data":[{"results":5}]}',
  '{"data":',
  '<html></html>',
  '\u0000',
  `{"data":${'['.repeat(50_000)}`,
  '{"data":[{"id":{}}],"has_more":"yes"}',
]

describe.each(streamsOf('anthropic_admin').map((stream) => [stream.id, stream] as const))('%s', (_, stream) => {
  it.each(GENERATIONS)('only ever GETs, with documented parameters (%s)', async (generation) => {
    const { client, asked } = literal(example)
    await walk(stream, client, ask({ generation }))
    expect(asked.length).toBeGreaterThan(0)
    for (const one of asked) {
      expect(one.method).toBe('GET')
      expect(EXAMPLES).toHaveProperty([one.url.pathname])
    }
  })

  it.each(GENERATIONS)('gives records whose open part and id hold nobody (%s)', async (generation) => {
    const { drafts } = await walk(stream, literal(example).client, ask({ generation }))
    expect(drafts.length).toBeGreaterThan(0)
    for (const draft of drafts) {
      const open = `${canonicalize(draft.data)} ${idOf(draft)}`
      expect(open).not.toMatch(/@|ortiz|sharma|weber|priya|\buser_[0-9]|\d+\.\d+\.\d+\.\d+|mozilla|sk-ant/i)
      expect(() => parseStrict(canonicalize(draft.data), { profile: true })).not.toThrow()
      expect(draft.occurredAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      expect(new TextEncoder().encode(idOf(draft)).length).toBeLessThanOrEqual(512)
    }
    expect(new Set(drafts.map((draft) => idOf(draft) + canonicalize(draft.data))).size).toBe(drafts.length)
  })

  it.each(GENERATIONS)('gives the same drafts twice (%s)', async (generation) => {
    const once = async () => {
      const { drafts } = await walk(stream, literal(example).client, ask({ generation }))
      return drafts.map(({ id, ...rest }) => [idOf({ id, ...rest }), rest])
    }
    expect(await once()).toEqual(await once())
  })

  it('lets fields and values of tomorrow pass', async () => {
    const widen = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(widen)
      if (typeof value !== 'object' || value === null) return value
      const members = Object.entries(value).map(([name, member]) => [name, widen(member)])
      return { ...Object.fromEntries(members), brand_new: { a: [1.5, null] } }
    }
    const wide = (one: Asked) => Response.json(widen({ ...answerTo(one), has_more: false, next_page: null }))
    const narrow = (await walk(stream, literal(example).client, ask())).drafts
    const { drafts } = await walk(stream, literal(wide).client, ask())
    // Tool actions are keyed by name, so the new member is one more there; everything else stays as it was.
    if (stream.id === 'anthropic.code_analytics') expect(drafts).toHaveLength(narrow.length)
    else expect(drafts.map((draft) => idOf(draft))).toEqual(narrow.map((draft) => idOf(draft)))
  })

  it.each(errors)('gives a value for $name', async ({ status, headers, body }) => {
    const reply = () => new Response(JSON.stringify(body), { status, headers: Object.entries(headers) })
    const result = await stream.page(literal(reply).client, ask())
    expect(result).toMatchObject({ ok: false, fault: { words: expect.any(String) } })
  })

  it.each(GARBAGE)('gives a value for the body %j on any page', async (body) => {
    for (const token of [null, '{"after":"x"}', '{"part":"analytics","page":"p"}', '{"day":"2026-11-18","page":"p"}']) {
      for (const generation of GENERATIONS) {
        const result = await stream.page(literal(() => new Response(body)).client, ask({ token, generation }))
        if (result.ok) continue
        expect(result.fault.code).toBe('unreadable')
        expect(JSON.stringify(result.fault)).not.toContain(SECRET)
        const kept = 'quarantine' in result ? new TextDecoder().decode(result.quarantine.body) : undefined
        expect(kept).toBe(body)
      }
    }
  })
})
