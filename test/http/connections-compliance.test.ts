// A Compliance Access Key over HTTP: each thing that it may or may not do is a line, and only a key that reads content connects.
import { beforeEach, describe, expect, it } from 'vitest'
import { ValidateAnswer } from '../../worker/http/schemas/connections.ts'
import { appOn, type Call, connectionsAt, ownerAt } from '../flows/front-door.ts'
import { keyOf, type Stage, stage, turn } from '../pull/stage.ts'

let on: Stage
let call: Call

beforeEach(async () => {
  on = stage({ BACKFILL_DAYS: '1' })
  ;({ call } = await ownerAt(appOn(on)))
})

async function validate(name: string) {
  const body = { kind: 'anthropic_compliance', key: keyOf(on, name) }
  const reply = await call('POST', '/api/connections/validate', body)
  expect(reply.status).toBe(200)
  expect(JSON.stringify(reply.body)).not.toContain(keyOf(on, name).slice(-12))
  return ValidateAnswer.parse(reply.body)
}

async function connect(name: string) {
  const { draft } = await validate(name)
  return call('POST', '/api/connections', { draft, key: keyOf(on, name), name: 'Content' })
}

const stateOf = (found: ValidateAnswer, id: string) => found.checklist.find((item) => item.id === id)?.state

describe('a key that reads content', () => {
  it('is shown line by line what it opens, and connects beside an Admin key of the same organization', async () => {
    const found = await validate('compliance')
    const { uuid: id, name } = on.simulator.world.company
    expect(found).toMatchObject({ ok: true, organization: { id, name }, problem: null, note: null, rotates: null })
    expect(new Set(found.checklist.map(({ state }) => state))).toEqual(new Set(['ok']))
    expect(new Set(found.checklist.map(({ capability }) => capability))).toEqual(new Set(['content_capture']))

    const door = connectionsAt(on, call)
    await door.connect('admin', 'Usage')
    expect((await connect('compliance')).status).toBe(201)
    const list = await door.list()
    expect(list.map(({ kind, state }) => [kind, state]).sort()).toEqual([
      ['anthropic_admin', 'working'],
      ['anthropic_compliance', 'working'],
    ])
    expect(list.find(({ kind }) => kind === 'anthropic_compliance')?.last4).toBe(keyOf(on, 'compliance').slice(-4))
    expect((await validate('complianceContent')).rotates).toBe(list.find(({ name }) => name === 'Content')?.id)
  })

  it('and could delete connects with a warning, and works all the same', async () => {
    expect(await validate('complianceDelete')).toMatchObject({ ok: true, note: { code: 'could_delete' } })
    expect((await connect('complianceDelete')).status).toBe(201)
    expect(await connectionsAt(on, call).list()).toMatchObject([{ state: 'working' }])
  })

  it('is only ever read with', async () => {
    await validate('compliance')
    expect(new Set(on.simulator.world.log.list().map(({ method }) => method))).toEqual(new Set(['GET']))
  })
})

describe('a key that does not', () => {
  it.each([
    ['complianceHalf', 'user_scope', 'read:compliance_user_data'],
    ['complianceUserOnly', 'org_scope', 'read:compliance_org_data'],
  ])('%s is refused on the line %s, naming %s', async (name, line, scope) => {
    const found = await validate(name)
    expect(found).toMatchObject({ ok: false, draft: null, problem: { code: 'no_permission' } })
    expect(found.problem?.message).toContain(scope)
    expect(stateOf(found, line)).toBe('missing')
    expect((await connect(name)).status).toBeGreaterThanOrEqual(400)
    expect(await connectionsAt(on, call).list()).toEqual([])
  })

  it('is told when the plan is not Enterprise', async () => {
    await turn(on, { plan: 'team' })
    const found = await validate('compliance')
    expect(found).toMatchObject({ ok: false, draft: null, problem: { code: 'plan_not_enterprise' } })
    expect(stateOf(found, 'enterprise')).toBe('missing')
  })

  it('is told when it was revoked, or the API is off, or the vendor is down', async () => {
    expect((await validate('complianceRevoked')).problem?.code).toBe('key_revoked')
    await turn(on, { activity: 'not_enabled' })
    expect((await validate('compliance')).problem?.code).toBe('compliance_off')
    await turn(on, { activity: 'on', faults: [{ path: '/v1/compliance', kind: '503', times: 20 }] })
    expect((await validate('compliance')).problem?.code).toBe('vendor_down')
  })
})
