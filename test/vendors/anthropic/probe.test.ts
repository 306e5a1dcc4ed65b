// Validate: each kind of key gets its own words, and each endpoint its own line.
import { describe, expect, it } from 'vitest'
import me from '../../vectors/anthropic-examples/organizations-me.json'
import { SECRET } from '../literal.ts'
import { API_KEY, body, except, good, IDS, probe, refuse, stateOf } from './probing.ts'

describe('a good key', () => {
  it('connects with all of it readable', async () => {
    const { report } = await probe(good)
    expect(report).toMatchObject({
      ok: true,
      key: { kind: 'anthropic_admin', last4: 'xxxx', tidied: false },
      organization: { id: me.id, name: me.name },
      generation: 'analytics',
    })
    expect(report.checklist.map(({ id }) => id)).toEqual(IDS)
    for (const item of report.checklist) expect(item).toMatchObject({ state: 'ok', words: 'Can be read.' })
    expect(report).not.toHaveProperty('problem')
    expect(report).not.toHaveProperty('note')
    expect(stateOf(report, 'usage')?.detail).toBe('Usage on 1 of the last 30 days.')
  })

  it('is only read with, at most four questions at once, under the header of the vendor', async () => {
    const { asked, most } = await probe(good)
    expect(most()).toBeLessThanOrEqual(4)
    expect(most()).toBeGreaterThan(1)
    for (const { method, headers } of asked) {
      expect(method).toBe('GET')
      expect(headers.get('x-api-key')).toBe(SECRET)
      expect(headers.get('anthropic-version')).toBe('2023-06-01')
      expect(headers.get('user-agent')).toMatch(/^Tallystick\/\d/)
    }
    expect(new Set(asked.map(({ url }) => url.pathname))).toHaveLength(11)
  })

  it('pasted with quotes around it connects and says that they were taken away', async () => {
    const { report, asked } = await probe(good, `"${SECRET}"\n`)
    expect(report).toMatchObject({ ok: true, key: { tidied: true } })
    expect(asked[0]?.headers.get('x-api-key')).toBe(SECRET)
  })

  it('of an organization that used nothing connects with a note', async () => {
    const { report } = await probe(
      except({ 'usage_report/messages': () => Response.json({ data: [{ results: [] }] }) }),
    )
    expect(report).toMatchObject({ ok: true, note: { code: 'no_usage_in_period' } })
  })

  it('without the newer reports reads the classic ones', async () => {
    for (const part of ['analytics/usage', 'analytics/cost']) {
      const { report } = await probe(except({ [part]: () => refuse(404) }))
      expect(report).toMatchObject({ ok: true, generation: 'classic' })
      expect(stateOf(report, 'analytics')).toMatchObject({
        state: 'missing',
        remedy: expect.stringContaining('Not needed'),
      })
    }
  })

  it('with which only half works connects with that half', async () => {
    const { report } = await probe(except({ '/users': () => refuse(403), cost_report: () => refuse(500) }))
    expect(report.ok).toBe(true)
    expect(stateOf(report, 'members')).toMatchObject({
      state: 'missing',
      remedy: expect.stringContaining('Admin keys'),
    })
    expect(stateOf(report, 'costs')).toMatchObject({ state: 'failed' })
    expect(stateOf(report, 'usage')).toMatchObject({ state: 'ok' })
  })
})

describe('the activity feed', () => {
  const feed = async (answers: Record<string, () => Response>) => {
    const { report, asked } = await probe(except(answers))
    return { item: stateOf(report, 'activity'), asked: asked.filter(({ url }) => url.pathname.includes('activities')) }
  }

  it('that is switched off is not asked, because every look is an event in it', async () => {
    const off = () => Response.json({ state: { type: 'disabled' } })
    const { item, asked } = await feed({ compliance_settings: off })
    expect(item).toMatchObject({
      state: 'missing',
      words: expect.stringContaining('switched off'),
      remedy: expect.stringContaining('Settings > Security'),
    })
    expect(asked).toHaveLength(0)
  })

  it('that is on but refuses the key needs a newer key', async () => {
    const { item } = await feed({ activities: () => refuse(403, 'Missing required scopes. Got: [] Needed: [..]') })
    expect(item).toMatchObject({ state: 'missing', remedy: expect.stringContaining('older than the switch') })
    expect(item?.detail).toContain('Missing required scopes')
  })

  it.each([400, 404])('that answers %i needs to be switched on', async (status) => {
    const { item } = await feed({ compliance_settings: () => refuse(404), activities: () => refuse(status) })
    expect(item).toMatchObject({ state: 'missing', remedy: expect.stringContaining('switches on') })
  })
})

describe('a key that is no good', () => {
  it.each([
    ['', 'empty_key'],
    ['sk-ant', 'malformed_key'],
    [['sk', 'ant', 'api01', body].join('-'), 'wrong_key_type'],
    [['sk', 'ant', 'oat01', body].join('-'), 'wrong_key_type'],
    [['sk', 'admin', body].join('-'), 'wrong_key_type'],
    [['sk', 'proj', body].join('-'), 'wrong_key_type'],
    [['sk', 'svcacct', body].join('-'), 'wrong_key_type'],
    [['sk', body].join('-'), 'wrong_key_type'],
    [`AKIA${body}`, 'wrong_key_type'],
    [`AIza${body}`, 'wrong_key_type'],
    [`hunter2${body}`, 'wrong_key_type'],
  ])('by its looks (%#) is never sent', async (pasted, code) => {
    const { report, asked } = await probe(good, pasted)
    expect(report).toMatchObject({ ok: false, checklist: [], problem: { code } })
    expect(report.problem?.remedy).toMatch(/sk-ant-admin01-|Copy the key again|OpenAI card/)
    expect(asked).toHaveLength(0)
    expect(JSON.stringify(report)).not.toContain(body)
  })

  it('has words of its own for each kind', async () => {
    const kinds = ['ant-api01', 'ant-oat01', 'admin', 'proj', 'svcacct'].map((kind) => `sk-${kind}-${body}`)
    const reports = await Promise.all(
      [...kinds, `sk-${body}`, `AKIA${body}`, `AIza${body}`, `hunter2${body}`].map((pasted) => probe(good, pasted)),
    )
    expect(new Set(reports.map(({ report }) => report.problem?.message)).size).toBe(9)
  })

  it.each<[string, number, string, string, string]>([
    ['revoked', 401, 'invalid x-api-key', SECRET, 'key_revoked'],
    ['without rights', 403, 'no permission', SECRET, 'no_permission'],
    [
      'of another type of organization',
      403,
      'This endpoint is not available for this organization type.',
      SECRET,
      'admin_api_unavailable',
    ],
    ['where there is no Admin API', 404, 'Not found', SECRET, 'admin_api_unavailable'],
    ['of an individual account', 403, 'Not available for individual accounts', SECRET, 'individual_account'],
    [
      'for models of an individual account',
      403,
      'not available for this organization type',
      API_KEY,
      'individual_account',
    ],
    ['for models (401)', 401, 'invalid x-api-key', API_KEY, 'wrong_key_type'],
    ['for models (403)', 403, 'no permission', API_KEY, 'wrong_key_type'],
    ['for models (404)', 404, 'Not found', API_KEY, 'wrong_key_type'],
    ['asked for too often', 429, 'slow down', SECRET, 'rate_limited'],
    ['while the vendor is down', 500, 'oops', SECRET, 'vendor_down'],
    ['while the vendor is overloaded', 529, 'oops', SECRET, 'vendor_down'],
    ['whose question is refused', 400, 'what', SECRET, 'unexpected_answer'],
  ])('%s says so', async (_, status, message, pasted, code) => {
    const { report } = await probe(() => refuse(status, message), pasted)
    expect(report).toMatchObject({ ok: false, problem: { code }, generation: 'classic' })
    expect(report.checklist.map(({ id }) => id)).toEqual(IDS)
    expect(report.problem?.message.length).toBeGreaterThan(20)
    expect(report.problem?.remedy.length).toBeGreaterThan(20)
  })

  it('and not known at all is asked about once', async () => {
    const { report, asked } = await probe(() => refuse(401))
    expect(asked).toHaveLength(1)
    expect(stateOf(report, 'usage')).toMatchObject({ state: 'failed', words: expect.stringContaining('Not tried') })
  })

  it('for models that may read the Admin API connects all the same', async () => {
    expect((await probe(good, API_KEY)).report).toMatchObject({ ok: true, key: { kind: 'anthropic_api' } })
  })

  it('with neither members nor usage does not connect', async () => {
    const { report } = await probe(except({ '/users': () => refuse(403), 'usage_report/messages': () => refuse(403) }))
    expect(report).toMatchObject({ ok: false, organization: { id: me.id }, problem: { code: 'no_permission' } })
  })
})
