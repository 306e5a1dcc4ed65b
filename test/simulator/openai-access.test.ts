// Who may read what at the second vendor, in its statuses, forms and words; faults and the switches around them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { simulatorAt, turn } from './support/asking.ts'
import { askOpenai, at, groupBy } from './support/openai-asking.ts'
import { faultsOf } from './support/openai-schemas.ts'

const folder = join(import.meta.dirname, '../vectors/openai-examples')
const documented = (name: string) => JSON.parse(readFileSync(join(folder, `error-${name}.json`), 'utf8'))
const completions = `usage/completions?start_time=${at('2026-11-18')}`

describe('an error is the documented one', () => {
  const cases = [
    ['without a key', completions, null, 401, '401-no-api-key'],
    ['of a project key', completions, 'openaiProject', 403, '403-missing-scope-usage'],
    ['of a service account key', completions, 'openaiService', 403, '403-missing-scope-usage'],
    ['of an old user key', completions, 'openaiUser', 403, '403-missing-scope-usage'],
    ['of a key for usage only at the audit logs', 'audit_logs', 'openaiUsageOnly', 403, '403-missing-scope-audit-logs'],
    ['of a key without audit logs', 'audit_logs', 'openaiNoAudit', 403, '403-missing-scope-audit-logs'],
    [
      'of 366 days of costs',
      `costs?start_time=${at('2026-01-01')}&limit=366`,
      'openaiAdmin',
      400,
      '400-limit-too-large',
    ],
    [
      'of keys before the floor',
      `costs?start_time=${at('2025-12-05')}&${groupBy('api_key_id')}`,
      'openaiAdmin',
      400,
      '400-api-key-grouping-floor',
    ],
    ['of an unknown path', 'usage/nope', 'openaiAdmin', 404, '404-unknown-url'],
    ['of an unknown project', 'projects/proj_missing', 'openaiAdmin', 404, '404-project-not-found'],
  ] as const
  it.each(cases)('%s', async (_, path, key, expected, name) => {
    const { status, body } = await askOpenai(simulatorAt(), path, key)
    expect(status).toBe(expected)
    expect(body).toEqual(documented(name))
    expect(faultsOf('closed', 'ErrorResponse', body)).toEqual([])
  })

  it('of a revoked key, which is shown by its ends only', async () => {
    const simulator = simulatorAt()
    const { status, body } = await askOpenai(simulator, 'users', 'openaiRevoked')
    expect(status).toBe(401)
    const secret = simulator.keys.openaiRevoked ?? ''
    expect(body.error).toMatchObject({ code: 'invalid_api_key', type: 'invalid_request_error', param: null })
    expect(body.error.message).toBe(
      `Incorrect API key provided: sk-admin${'*'.repeat(33)}${secret.slice(-4)}. You can find your API key at https://platform.openai.com/account/api-keys.`,
    )
    await turn(simulator, 'knobs', { revoked: ['openaiAdmin'] })
    expect((await askOpenai(simulator, 'users')).status).toBe(401)
    expect((await askOpenai(simulator, 'users', 'openaiAdminSecond')).status).toBe(200)
  })

  it('of a key of a ChatGPT workspace', async () => {
    const { status, body } = await askOpenai(simulatorAt(), 'users', 'openaiChatgpt')
    expect([status, body.error.code]).toEqual([401, 'rejected_by_access_enforcement'])
  })

  it('of decisions, which only the newest client knows', async () => {
    expect((await askOpenai(simulatorAt(), `usage/decisions?start_time=${at('2026-11-18')}`)).status).toBe(404)
  })
})

describe('scopes', () => {
  it('taken away are missing on every key, as 403 or as 401', async () => {
    const simulator = simulatorAt()
    await turn(simulator, 'knobs', { openai_missing_scope: 'api.management.read', openai_scope_status: 401 })
    const { status, body } = await askOpenai(simulator, 'users')
    expect(status).toBe(401)
    expect(body).toEqual(documented('401-missing-scope-management'))
    expect((await askOpenai(simulator, completions)).status).toBe(200)
  })

  it('are falsely missing for as many requests as asked, and then not', async () => {
    const simulator = simulatorAt()
    await turn(simulator, 'knobs', { openai_false_scope: 2 })
    const statuses = []
    for (let time = 0; time < 3; time++) statuses.push((await askOpenai(simulator, completions)).status)
    expect(statuses).toEqual([403, 403, 200])
  })
})

describe('faults', () => {
  it('have this vendor’s form, and only hit the vendor that they name', async () => {
    const simulator = simulatorAt()
    const faults = [
      { path: '/v1/organization/users', vendor: 'openai', kind: '429', retry_after: 3 },
      { path: '/v1/organization/users', kind: '500' },
      { path: '/v1/organization/users', kind: '503' },
      { path: '/v1/organization/users', kind: 'garbage_html', status: 502 },
      { path: '/v1/organization/users', kind: 'cut_body' },
    ]
    await turn(simulator, 'knobs', { faults })
    const limited = await askOpenai(simulator, 'users')
    expect(limited.body).toEqual(documented('429-rate-limit'))
    expect(limited.headers.get('retry-after')).toBe('3')
    expect((await askOpenai(simulator, 'users')).body).toEqual(documented('500'))
    expect((await askOpenai(simulator, 'users')).body).toEqual(documented('503'))
    expect((await askOpenai(simulator, 'users')).body).toContain('<!DOCTYPE html>')
    await expect(askOpenai(simulator, 'users')).rejects.toThrow(SyntaxError)
    expect((await askOpenai(simulator, 'users')).status).toBe(200)
  })

  it('of the other vendor are left alone', async () => {
    const simulator = simulatorAt()
    await turn(simulator, 'knobs', { faults: [{ vendor: 'anthropic', kind: '500' }] })
    expect((await askOpenai(simulator, 'users')).status).toBe(200)
  })
})

describe('the way in', () => {
  it.each(['POST', 'DELETE', 'PUT', 'PATCH', 'HEAD'])('notes a %s and answers 405', async (method) => {
    const simulator = simulatorAt()
    const url = 'http://openai.sim/v1/organization/users'
    const headers = { authorization: `Bearer ${simulator.keys.openaiAdmin}` }
    expect((await simulator.fetch(new Request(url, { method, headers }))).status).toBe(405)
    expect(simulator.world.log.list('/v1/organization/users')).toMatchObject([
      { vendor: 'openai', method, status: 405 },
    ])
  })

  it('is open by path when served, and every key has its own prefix', async () => {
    const simulator = simulatorAt()
    const headers = { authorization: `Bearer ${simulator.keys.openaiAdmin}` }
    const served = new Request('http://127.0.0.1:1/openai/v1/organization/projects', { headers })
    expect((await simulator.fetch(served)).status).toBe(200)
    const starts = ['openaiAdmin', 'openaiProject', 'openaiService', 'openaiUser'].map((name) =>
      /^sk-(?:admin-|proj-|svcacct-)?/.exec(simulator.keys[name] ?? '')?.at(0),
    )
    expect(starts).toEqual(
      [
        ['sk', 'admin', ''],
        ['sk', 'proj', ''],
        ['sk', 'svcacct', ''],
        ['sk', ''],
      ].map((it) => it.join('-')),
    )
  })

  it('can leave the organization out of the headers', async () => {
    const simulator = simulatorAt()
    await turn(simulator, 'knobs', { openai_organization_header: 'off' })
    expect((await askOpenai(simulator, 'users')).headers.get('openai-organization')).toBeNull()
  })

  it('leads another key to another organization, whose projects all lie in the EU', async () => {
    const simulator = simulatorAt()
    const { body, headers } = await askOpenai(simulator, 'projects?limit=100', 'openaiAdminOther')
    expect(headers.get('openai-organization')).toBe(simulator.world.openaiOther.id)
    const regions = new Set(body.data.map((each: { residency: string }) => each.residency))
    expect(regions).toEqual(new Set(['EU_STORAGE_PROCESSING']))
  })
})
