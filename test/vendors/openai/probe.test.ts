// Validate for OpenAI: what works gets its line, what is missing gets its scope and the place to give it.
import { describe, expect, it } from 'vitest'
import none from '../../vectors/openai-examples/audit-logs.empty.json'
import projects from '../../vectors/openai-examples/projects.json'
import { ADMIN, except, good, IDS, lineOf, missing, ORG, probe, refuse } from './probing.ts'

const allOf = (answer: () => Response) => except([[/./, answer]])
const bucket = (...results: object[]) => ({ data: [{ object: 'bucket', results }] })

describe('a good key', () => {
  it('connects with all of it readable', async () => {
    const { report } = await probe(good)
    expect(report).toMatchObject({
      ok: true,
      key: { kind: 'openai_admin', last4: 'xxxx', tidied: false },
      organization: { id: ORG, name: null },
      generation: 'classic',
    })
    expect(report.checklist.map(({ id }) => id)).toEqual(IDS)
    for (const item of report.checklist) {
      expect(item).toMatchObject({ state: 'ok', words: 'Can be read.', requestId: 'req_abc' })
    }
    expect(report).not.toHaveProperty('problem')
    expect(report).not.toHaveProperty('note')
    expect(lineOf(report, 'usage')?.detail).toBe('Models were used on 1 of the last 30 days.')
  })

  it('is only read with, at most four questions at once, under the header of the vendor', async () => {
    const { asked, most } = await probe(good)
    expect(most()).toBeLessThanOrEqual(4)
    expect(most()).toBeGreaterThan(1)
    for (const { method, headers } of asked) {
      expect(method).toBe('GET')
      expect(headers.get('authorization')).toBe(`Bearer ${ADMIN}`)
    }
    const active = `/v1/organization/projects/${projects.data[0]?.id}`
    expect(asked.map(({ url }) => url.pathname).sort()).toEqual(
      [
        '/v1/organization/audit_logs',
        '/v1/organization/costs',
        '/v1/organization/projects',
        `${active}/api_keys`,
        `${active}/service_accounts`,
        `${active}/users`,
        '/v1/organization/usage/completions',
        '/v1/organization/users',
      ].sort(),
    )
  })

  it('asks for thirty days of usage by person', async () => {
    const { asked } = await probe(good)
    const usage = asked.find(({ url }) => url.pathname.endsWith('completions'))
    expect([...(usage?.url.searchParams ?? [])]).toEqual([
      ['start_time', String(Date.parse('2026-10-22T00:00:00Z') / 1000)],
      ['bucket_width', '1d'],
      ['limit', '30'],
      ['group_by[]', 'user_id'],
    ])
  })

  it('pasted with quotes around it connects and says that they were taken away', async () => {
    const { report } = await probe(good, `OPENAI_ADMIN_KEY="${ADMIN}"\n`)
    expect(report).toMatchObject({ ok: true, key: { tidied: true } })
  })

  it('of an organization that used nothing connects with a note', async () => {
    const { report } = await probe(except([[/completions/, () => Response.json(bucket())]]))
    expect(report).toMatchObject({ ok: true, note: { code: 'no_usage_in_period' } })
  })
})

describe('a line', () => {
  const line = async (id: string, path: RegExp, answer: () => Response) => {
    const { report, asked } = await probe(except([[path, answer]]))
    return { report, item: lineOf(report, id), asked: asked.filter(({ url }) => path.test(url.pathname)) }
  }

  it('of usage that names nobody is empty and says so', async () => {
    const answer = () => Response.json(bucket({ user_id: null, input_tokens: 1 }))
    const { item, report } = await line('per_user_breakdown', /completions/, answer)
    expect(item).toMatchObject({
      state: 'empty',
      words: "Reachable; this organization's answers name no user (yet).",
    })
    expect(lineOf(report, 'usage')?.state).toBe('ok')
  })

  it('of usage that cannot be split by person is missing, while usage itself is read', async () => {
    const { report } = await probe(
      except([
        [
          /completions/,
          ({ url }) => (url.searchParams.has('group_by[]') ? refuse(400) : Response.json(bucket({ input_tokens: 1 }))),
        ],
      ]),
    )
    expect(lineOf(report, 'usage')).toMatchObject({ state: 'ok' })
    expect(lineOf(report, 'per_user_breakdown')).toMatchObject({ state: 'missing' })
  })

  it('of an audit log with nothing in it is empty, with the way to switch it on', async () => {
    const { item, report } = await line('audit_logs', /audit_logs/, () => Response.json(none))
    expect(item).toMatchObject({ state: 'empty', words: 'Reachable, nothing ingested yet.' })
    expect(item?.remedy).toContain('Audit logging')
    expect(report.ok).toBe(true)
  })

  it.each<[string, RegExp, string, string]>([
    ['usage', /usage/, 'api.usage.read', 'Missing scope api.usage.read: give the key Usage → Read.'],
    ['costs', /costs/, 'api.usage.read', 'Missing scope api.usage.read: give the key Usage → Read.'],
    [
      'audit_logs',
      /audit_logs/,
      'api.audit_logs.read',
      'Missing scope api.audit_logs.read: give the key Audit logs → Read.',
    ],
    [
      'users',
      /organization\/users$/,
      'api.management.read, api.usage.read',
      'Missing scopes api.management.read, api.usage.read: give the key Organization administration → Read and Usage → Read.',
    ],
    ['project_users', /proj_.*\/users$/, 'api.new.read', 'Missing scope api.new.read: give the key api.new.read.'],
  ])('of %s names the missing scope and where to give it', async (id, path, scopes, words) => {
    for (const status of [403, 401]) {
      const { item, report, asked } = await line(id, path, () => missing(scopes, status))
      expect(item).toMatchObject({ state: 'missing', words, remedy: expect.stringContaining('Admin keys') })
      expect(item?.detail).toContain('Missing scopes')
      expect(asked).toHaveLength(2)
      expect(report.ok).toBe(true)
    }
  })

  it('refused by mistake once is asked again, and is fine', async () => {
    for (const path of [/organization\/projects$/, /costs/, /audit_logs/]) {
      let turns = 0
      const { report } = await probe((asked) =>
        path.test(asked.url.pathname) && turns++ === 0 ? missing('api.management.read') : good(asked),
      )
      expect(report.ok).toBe(true)
      for (const item of report.checklist) expect(item.state).toBe('ok')
    }
  })

  it('that only failed is tried again by itself', async () => {
    const { item } = await line('costs', /costs/, () => refuse(503))
    expect(item).toMatchObject({ state: 'failed', remedy: 'It is tried again by itself.' })
  })

  it('that needs a project follows the list of projects', async () => {
    const { report, asked } = await line('projects', /organization\/projects$/, () => missing('api.management.read'))
    for (const id of ['project_api_keys', 'service_accounts', 'project_users']) {
      expect(lineOf(report, id)).toMatchObject({
        state: 'missing',
        words: expect.stringContaining('api.management.read'),
      })
    }
    expect(report.ok).toBe(true)
    expect(asked).toHaveLength(2)
    const archived = { data: [projects.data[2]] }
    const other = await line('project_users', /organization\/projects$/, () => Response.json(archived))
    expect(other.item).toMatchObject({ state: 'empty', words: 'There is no active project to ask.' })
  })
})

describe('a key that is no good', () => {
  const LOST = 'Incorrect API key provided: sk-admin***xx. You can find your API key at https://platform.openai.com/.'

  it.each<[string, () => Response, string, string]>([
    ['revoked', () => refuse(401, LOST, 'invalid_api_key'), 'key_revoked', 'revoked'],
    ['of a ChatGPT workspace', () => refuse(401, 'x', 'rejected_by_access_enforcement'), 'wrong_key_type', 'ChatGPT'],
    ['of a ChatGPT workspace too', () => refuse(401, 'x', 'no_matching_rule'), 'wrong_key_type', 'ChatGPT'],
    ['from here', () => refuse(401, 'Your IP is not authorized to use this key.'), 'ip_not_allowed', 'IP addresses'],
    ['from this address', () => refuse(403, 'This address is not allowed.'), 'ip_not_allowed', 'IP addresses'],
    ['without any scope', () => missing('api.management.read'), 'no_permission', 'api.management.read'],
    ['without any scope (401)', () => missing('api.usage.read', 401), 'no_permission', 'Usage → Read'],
    ['without rights', () => refuse(403, 'Country not supported'), 'no_permission', 'may not read'],
    ['asked for too often', () => refuse(429, 'slow down'), 'rate_limited', 'slow down'],
    ['while the vendor is down', () => refuse(500), 'vendor_down', 'OpenAI'],
    ['behind a web page', () => new Response('<html>Bad gateway</html>', { status: 403 }), 'vendor_down', 'web page'],
    ['whose question is refused', () => refuse(400), 'unexpected_answer', 'do not understand'],
    ['at an address that is not known', () => refuse(404), 'unexpected_answer', 'do not understand'],
    ['answered with a web page', () => new Response('<html></html>'), 'unexpected_answer', 'do not understand'],
  ])('%s says so', async (_, answer, code, words) => {
    const { report } = await probe(allOf(answer))
    expect(report).toMatchObject({ ok: false, problem: { code } })
    expect(report.problem?.message).toContain(words)
    expect(report.problem?.remedy.length).toBeGreaterThan(20)
    expect(report.checklist.map(({ id }) => id)).toEqual(IDS)
  })

  it('and is not known at all is asked about once', async () => {
    for (const answer of [() => refuse(401, LOST), () => refuse(401, 'IP not authorized')]) {
      const { report, asked } = await probe(allOf(answer))
      expect(asked).toHaveLength(1)
      expect(lineOf(report, 'costs')).toMatchObject({ state: 'failed', words: expect.stringContaining('Not tried') })
    }
  })

  it('for want of a fixed address says that we have none', async () => {
    const { report } = await probe(allOf(() => refuse(401, 'The IP address is not in the allowlist')))
    expect(report.problem?.remedy).toContain('no fixed address')
  })

  it('for want of scopes names each once', async () => {
    const { report } = await probe(
      except([
        [/usage|costs/, () => missing('api.usage.read')],
        [/./, () => missing('api.management.read')],
      ]),
    )
    expect(report.problem?.message).toBe(
      'The key is valid but may not read the organization. Missing scopes api.management.read, api.usage.read: give the key Organization administration → Read and Usage → Read.',
    )
  })
})
