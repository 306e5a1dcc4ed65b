// OpenAI beside Anthropic over HTTP: either alone or both, and in the EU only when somebody says that the organization is there.
import { beforeEach, describe, expect, it } from 'vitest'
import { appOn, type Call, connectionsAt, ownerAt } from '../flows/front-door.ts'
import { drain, keyOf, type Stage, stage, turn } from '../pull/stage.ts'
import { at, code, expectErrorShape } from './harness.ts'

type Door = ReturnType<typeof connectionsAt>
let on: Stage
let door: Door
let call: Call

async function open(region: 'us' | 'eu'): Promise<void> {
  on = stage({ BACKFILL_DAYS: '1' })
  ;({ call } = await ownerAt(appOn(on), region))
  door = connectionsAt(on, call)
}
const log = () => on.simulator.world.log.list()
const vendorsRead = async () => {
  const { streams } = await door.streams()
  for (const { stream, state, words } of streams) expect([stream, state, words]).toEqual([stream, 'reading', null])
  return [...new Set(streams.map(({ stream }) => stream.split('.')[0]))].sort()
}

describe('a tenant of the US', () => {
  beforeEach(() => open('us'))

  it('is shown what a good key opens, and nothing is stored but a draft', async () => {
    const found = await door.validate('openaiAdmin')
    expect(found).toMatchObject({ ok: true, problem: null, note: null, rotates: null })
    expect(found.organization?.id).toBe(on.simulator.world.openai.id)
    expect(found.key).toEqual({ kind: 'openai_admin', last4: keyOf(on, 'openaiAdmin').slice(-4) })
    expect(found.checklist.map(({ id, state }) => [id, state])).toEqual(
      [
        'projects',
        'users',
        'project_api_keys',
        'service_accounts',
        'usage',
        'per_user_breakdown',
        'costs',
        'audit_logs',
        'project_users',
      ].map((id) => [id, 'ok']),
    )
    expect(await door.list()).toEqual([])
    expect((await door.streams()).streams).toEqual([])
  })

  it.each([
    [['openaiAdmin'], ['openai']],
    [['admin'], ['anthropic']],
    [
      ['openaiAdmin', 'admin'],
      ['anthropic', 'openai'],
    ],
    [
      ['admin', 'openaiAdmin'],
      ['anthropic', 'openai'],
    ],
  ])('connects %j and reads %j', async (names, vendors) => {
    for (const name of names) await door.connect(name, name)
    await drain(on)
    expect(await vendorsRead()).toEqual(vendors)
    const list = await door.list()
    expect(list.map(({ name, state, backfill }) => [name, state, backfill.state]).sort()).toEqual(
      names.map((name) => [name, 'working', 'done']).sort(),
    )
    for (const { backfill, opens } of list) {
      expect(backfill.records).toBeGreaterThan(100)
      expect(opens).toContain('Usage')
    }
    const { anthropic, openai } = await door.capabilities()
    expect([anthropic.admin_api, openai.admin]).toEqual([vendors.includes('anthropic'), vendors.includes('openai')])
    const called = new Set(log().map(({ path }) => path.startsWith('/v1/organization/')))
    expect(called.has(true)).toBe(vendors.includes('openai'))
  })

  it('keeps one vendor when the other is disconnected', async () => {
    const anthropic = await door.connect('admin', 'Claude')
    const openai = await door.connect('openaiAdmin', 'OpenAI')
    await drain(on)
    await call('DELETE', `/api/connections/${anthropic.id}`)
    expect(await vendorsRead()).toEqual(['openai'])
    expect(await door.list()).toMatchObject([{ id: openai.id, state: 'working' }])
  })

  it('replaces a key in place, of the same organization and the same vendor only', async () => {
    const { id } = await door.connect('openaiAdmin')
    expect((await door.validate('openaiAdminSecond')).rotates).toBe(id)
    expect((await door.validate('openaiAdminOther')).rotates).toBeNull()
    const put = (name: string) => call('PUT', `/api/connections/${id}/key`, { key: keyOf(on, name) })
    expectErrorShape(await put('openaiAdminOther'), 422, 'credential_refused')
    const crossed = await put('admin')
    expect([at(crossed.body, 'connection'), at(crossed.body, 'validated', 'problem', 'code')]).toEqual([
      null,
      'wrong_key_type',
    ])
    expect(at((await put('openaiAdminSecond')).body, 'connection', 'last4')).toBe(
      keyOf(on, 'openaiAdminSecond').slice(-4),
    )
    expect(await door.list()).toMatchObject([{ id, rotated_at: expect.any(String) }])
  })

  it('connects a key that may read a part, and says what it may not', async () => {
    const made = await door.connect('openaiNoAudit')
    expect(made.checklist.filter(({ state }) => state !== 'ok')).toMatchObject([
      { id: 'audit_logs', state: 'missing', words: expect.stringContaining('Audit logs → Read') },
    ])
    await turn(on, { openai_missing_scope: ['api.usage.read', 'api.management.read', 'api.audit_logs.read'] })
    const found = await door.validate('openaiAdmin')
    expect(found).toMatchObject({ ok: false, draft: null, problem: { code: 'no_permission' } })
    expect(found.problem?.message).toContain('Usage → Read')
  })
})

describe('a tenant of the EU', () => {
  beforeEach(() => open('eu'))

  it('is refused before the key is sent anywhere, and told what to do', async () => {
    const found = await door.validate('openaiAdminOther')
    expect(found).toMatchObject({ ok: false, draft: null, checklist: [], problem: { code: 'region_refused' } })
    expect(found.problem?.remedy).toContain('Nothing was sent to OpenAI')
    expect(log()).toEqual([])
  })

  it('is connected once somebody confirms, which the checklist and the record say', async () => {
    const made = await door.connect('openaiAdminOther', 'OpenAI', { eu_resident: true })
    expect(made.checklist.find(({ id }) => id === 'region')).toMatchObject({
      state: 'ok',
      words: 'Confirmed: the organization at OpenAI is EU-resident.',
      detail: expect.stringMatching(/^9 of 9 projects/),
    })
    await drain(on)
    expect(await vendorsRead()).toEqual(['openai'])
    const found = await call('GET', '/api/ledger/records?kind=connection')
    const record = await call('GET', `/api/ledger/records/${at(found.body, 'records', 0, 'seq')}`)
    const text = String(at(record.body, 'record'))
    expect(JSON.parse(text)).toMatchObject({
      kind: 'connection',
      data: { action: 'connected', connection_kind: 'openai_admin', eu_resident_confirmed: true },
    })
  })

  it('is not asked again when the key is replaced, and is asked again after disconnecting', async () => {
    const { id } = await door.connect('openaiAdmin', 'OpenAI', { eu_resident: true })
    const rotated = await call('PUT', `/api/connections/${id}/key`, { key: keyOf(on, 'openaiAdminSecond') })
    expect(at(rotated.body, 'connection', 'last4')).toBe(keyOf(on, 'openaiAdminSecond').slice(-4))
    await call('DELETE', `/api/connections/${id}`)
    on.simulator.world.log.clear()
    expect((await door.validate('openaiAdmin')).problem?.code).toBe('region_refused')
    expect(log()).toEqual([])
  })

  it('is not asked about Anthropic', async () => {
    const found = await door.validate('admin')
    expect([found.ok, found.checklist.some(({ id }) => id === 'region')]).toEqual([true, false])
  })

  it.each([1, 'yes', null])('does not take %j for a confirmation', async (said) => {
    const body = { kind: 'openai_admin', key: keyOf(on, 'openaiAdmin'), eu_resident: said }
    expect(code(await call('POST', '/api/connections/validate', body))).toBe('invalid_request')
    expect(log()).toEqual([])
  })
})
