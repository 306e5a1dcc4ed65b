// Connections over HTTP: from a pasted key to its end, in words that a person can act on, and never a 500.
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { appOn, type Call, callsOf, connectionsAt, ownerAt } from '../flows/front-door.ts'
import { drain, keyOf, type Stage, stage } from '../pull/stage.ts'
import { at, type Browser, code, expectErrorShape, join } from './harness.ts'

type Door = ReturnType<typeof connectionsAt>
let on: Stage
let door: Door
let call: Call
let owner: Browser

beforeEach(async () => {
  on = stage({ BACKFILL_DAYS: '1' })
  const made = await ownerAt(appOn(on))
  call = made.call
  door = connectionsAt(on, call)
  owner = made.browser
})

const validate = (...args: Parameters<Door['validate']>) => door.validate(...args)
const connect = (...args: Parameters<Door['connect']>) => door.connect(...args)
const list = (...args: Parameters<Door['list']>) => door.list(...args)
const streams = (...args: Parameters<Door['streams']>) => door.streams(...args)

describe('validate', () => {
  it('shows what a good key opens, and stores nothing but a draft', async () => {
    const found = await validate('admin')
    expect(found).toMatchObject({ ok: true, problem: null, note: null, rotates: null })
    expect(found.organization?.name).toBe('Tarnwick Instruments')
    expect(found.key).toEqual({ kind: 'anthropic_admin', last4: keyOf(on, 'admin').slice(-4) })
    expect(found.checklist.map(({ state }) => state)).toEqual(Array(9).fill('ok'))
    expect(await list()).toEqual([])
    expect((await streams()).streams).toEqual([])
  })

  it.each([
    ['adminRevoked', 'key_revoked'],
    ['workspaceKey', 'wrong_key_type'],
    ['compliance', 'wrong_key_type'],
    ['individual', 'individual_account'],
  ])('says of the key %s what is wrong and what to do', async (name, problem) => {
    const found = await validate(name)
    expect(found).toMatchObject({ ok: false, draft: null, problem: { code: problem } })
    expect(found.problem?.message.length).toBeGreaterThan(20)
    expect(found.problem?.remedy.length).toBeGreaterThan(20)
  })

  it('says which connection a second key of the organization would replace', async () => {
    const { id } = await connect()
    expect((await validate('adminSecond')).rotates).toBe(id)
    expect((await validate('adminOther')).rotates).toBeNull()
  })

  it.each([
    [{}, 'invalid_request'],
    [{ kind: 'anthropic_admin' }, 'invalid_request'],
    [{ kind: 'nobody', key: 'x' }, 'invalid_request'],
    [{ kind: 'anthropic_admin', key: 5 }, 'invalid_request'],
    [{ kind: 'anthropic_admin', key: 'x'.repeat(5000) }, 'invalid_request'],
  ])('refuses the body %j', async (body, expected) => {
    expectErrorShape(await call('POST', '/api/connections/validate', body), 400, expected)
  })

  const answers: [string, () => Promise<Response>][] = [
    ...[204, 301, 400, 401, 402, 403, 404, 408, 409, 413, 418, 429, 500, 502, 503, 504, 529].map(
      (status): [string, () => Promise<Response>] => [
        String(status),
        async () => new Response(status === 204 ? null : '{"error":{"message":"no"}}', { status }),
      ],
    ),
    ...['', '{}', '[]', 'null', '{"data":', '{"data":{"a":1}}', '<html>busy</html>', '\u0000', '"x"'].map(
      (text): [string, () => Promise<Response>] => [JSON.stringify(text), async () => new Response(text)],
    ),
    ['a broken line', () => Promise.reject(new TypeError('connection reset'))],
  ]
  const probes = [
    '/me',
    '/users',
    '/workspaces',
    '/api_keys',
    '/messages',
    '/cost_report',
    '/claude_code',
    '/activities',
    '/analytics/',
    '',
  ]

  it.each(answers)('answers with a checklist and never a 500 when a probe gets %s', async (_, answer) => {
    const { fetch } = globalThis
    for (const probe of probes) {
      vi.stubGlobal('fetch', (request: Request) =>
        new URL(request.url).pathname.includes(probe) ? answer() : fetch(request),
      )
      const found = await validate('admin')
      if (!found.ok) expect(found.problem).toMatchObject({ message: expect.any(String), remedy: expect.any(String) })
      if (probe !== '' && probe !== '/me') {
        const bad = found.checklist.filter(({ state }) => state !== 'ok')
        for (const { words } of bad) expect(words.length).toBeGreaterThan(10)
      }
    }
    vi.stubGlobal('fetch', fetch)
  })
})

describe('connect', () => {
  it('answers with the connection, its backfill under way, and reads', async () => {
    const made = await connect()
    expect(made).toMatchObject({ name: 'Production', state: 'working', words: null, rotated_at: null })
    expect(made.backfill).toEqual({ state: 'running', days_done: 0, days_asked: 1, records: 0 })
    expect(made.connected_by).toContain('owner')
    expect(made.opens).toContain('Usage')
    await drain(on)
    const [after] = await list()
    expect(after?.backfill).toMatchObject({ state: 'done', days_done: 1 })
    expect(after?.backfill.records).toBeGreaterThan(100)
    for (const { stream, state, words, records, lag_seconds: lag } of (await streams()).streams) {
      expect([stream, state, words, lag]).toEqual([stream, 'reading', null, 0])
      expect(records).toBeGreaterThan(0)
    }
  })

  it('refuses a key that was not the one that was checked, and a draft that is none', async () => {
    const { draft } = await validate('admin')
    const swapped = await call('POST', '/api/connections', { draft, key: keyOf(on, 'adminSecond'), name: 'x' })
    expectErrorShape(swapped, 410, 'draft_expired')
    expect(at(swapped.body, 'error', 'message')).toContain('not the key that was checked')
    const none = await call('POST', '/api/connections', { draft: 'nothing', key: keyOf(on, 'admin'), name: 'x' })
    expectErrorShape(none, 410, 'draft_expired')
    expect(await list()).toEqual([])
  })

  it('refuses a draft of another tenant', async () => {
    const { draft } = await validate('admin')
    const other = await ownerAt(appOn(on))
    const reply = await other.call('POST', '/api/connections', { draft, key: keyOf(on, 'admin'), name: 'x' })
    expectErrorShape(reply, 410, 'draft_expired')
  })

  it('does not let a stream that the key may not read hold up the progress', async () => {
    await connect('adminOldActivity')
    await drain(on)
    const [one] = await list()
    expect(one).toMatchObject({ state: 'partial', backfill: { state: 'done', days_done: 1 } })
    const [skipped] = (await streams()).streams.filter(({ state }) => state === 'skipped')
    expect(skipped).toMatchObject({ stream: 'anthropic.activity', backfill: { state: 'waiting' } })
  })
})

describe('a connection', () => {
  it('gets a new key in place, and refuses one of another organization in words', async () => {
    const { id } = await connect()
    const refused = await call('PUT', `/api/connections/${id}/key`, { key: keyOf(on, 'adminOther') })
    expectErrorShape(refused, 422, 'credential_refused')
    expect(at(refused.body, 'error', 'message')).toMatch(/another organization.*connection of its own/)
    const bad = await call('PUT', `/api/connections/${id}/key`, { key: keyOf(on, 'adminRevoked') })
    expect([bad.status, at(bad.body, 'connection'), at(bad.body, 'validated', 'problem', 'code')]).toEqual([
      200,
      null,
      'key_revoked',
    ])
    expect((await list())[0]?.last4).toBe(keyOf(on, 'admin').slice(-4))
    const good = await call('PUT', `/api/connections/${id}/key`, { key: keyOf(on, 'adminSecond') })
    expect(at(good.body, 'connection', 'last4')).toBe(keyOf(on, 'adminSecond').slice(-4))
    expect(await list()).toMatchObject([{ id, rotated_at: expect.any(String), name: 'Production' }])
  })

  it('is renamed, paused, resumed and removed', async () => {
    const { id } = await connect()
    expect(at((await call('PATCH', `/api/connections/${id}`, { name: 'Old' })).body, 'name')).toBe('Old')
    const paused = await call('POST', `/api/connections/${id}/backfill`, { action: 'pause' })
    expect(at(paused.body, 'backfill', 'state')).toBe('paused')
    await drain(on)
    expect((await list())[0]?.backfill.state).toBe('paused')
    const resumed = await call('POST', `/api/connections/${id}/backfill`, { action: 'resume' })
    expect(at(resumed.body, 'backfill', 'state')).toBe('running')
    await drain(on)
    expect((await list())[0]?.backfill.state).toBe('done')
    expect((await call('DELETE', `/api/connections/${id}`)).status).toBe(200)
    expect(await list()).toEqual([])
    expect((await streams()).streams).toEqual([])
    expectErrorShape(await call('DELETE', `/api/connections/${id}`), 404, 'not_found')
  })

  it('of another tenant is not there', async () => {
    const { id } = await connect()
    const other = await ownerAt(appOn(on))
    for (const [method, path, body] of [
      ['PATCH', '', { name: 'x' }],
      ['PUT', '/key', { key: keyOf(on, 'admin') }],
      ['POST', '/backfill', { action: 'pause' }],
      ['DELETE', '', undefined],
    ] as const) {
      expectErrorShape(await other.call(method, `/api/connections/${id}${path}`, body), 404, 'not_found')
    }
    expect(await list()).toHaveLength(1)
  })

  it('is seen by auditors, changed by none of them, and seen by neither finance nor members', async () => {
    const { id } = await connect()
    const door = appOn(on)
    const auditor = callsOf((await join(owner, 'auditor')).browser, door)
    expect((await auditor('GET', '/api/connections')).status).toBe(200)
    expect(code(await auditor('DELETE', `/api/connections/${id}`))).toBe('forbidden')
    expect(code(await auditor('POST', '/api/connections/validate', { kind: 'anthropic_admin', key: 'x' }))).toBe(
      'forbidden',
    )
    for (const role of ['finance', 'member']) {
      const call = callsOf((await join(owner, role)).browser, door)
      expect(code(await call('GET', '/api/connections'))).toBe('forbidden')
      expect(code(await call('GET', '/api/streams'))).toBe('forbidden')
      expect((await call('GET', '/api/me/capabilities')).status).toBe(200)
    }
  })
})
