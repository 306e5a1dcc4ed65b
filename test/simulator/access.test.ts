// Who may read what: each kind of key at each family of endpoints, in the vendor's statuses, forms and words.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chatTruth } from './chat-truth.ts'
import { analyticsBeta, ask, simulatorAt, turn } from './support/asking.ts'

interface Fixture {
  readonly name: string
  readonly status: number
  readonly body: { readonly type?: string; readonly error: { readonly type: string; readonly message: string } }
}
const file = join(import.meta.dirname, '../vectors/anthropic-examples/_errors.json')
const parsed: Fixture[] | { errors: Fixture[] } = JSON.parse(readFileSync(file, 'utf8'))
const fixtures = Array.isArray(parsed) ? parsed : parsed.errors
const fixture = (name: string) => {
  const found = fixtures.find((each) => each.name === name)
  if (found === undefined) throw new Error(`no fixture ${name}`)
  return found
}

const me = '/v1/organizations/me'
const feed = '/v1/compliance/activities?limit=1'
const organizations = '/v1/compliance/organizations?limit=1'

describe('an error is the documented one', () => {
  const cases = [
    ['a revoked Admin key', me, 'adminRevoked', 'admin-401-invalid-key'],
    ['a key that never was', me, 'sk-ant-nothing', 'admin-401-invalid-key'],
    ['a workspace key at the Admin API', me, 'workspaceKey', 'admin-403-permission'],
    ['a compliance key at the Admin API', me, 'compliance', 'admin-403-permission'],
    ['a key of an individual account', me, 'individual', 'organization-type-not-supported'],
    ['a path that is not there', '/v1/organizations/nowhere', 'admin', 'admin-404-generic'],
    ['a workspace key at the feed', feed, 'workspaceKey', 'compliance-404-wrong-key-type'],
    ['no key at the feed', feed, null, 'compliance-404-wrong-key-type'],
    ['a key that never was at the feed', feed, 'sk-ant-nothing', 'compliance-401-invalid-new'],
    ['a revoked compliance key', feed, 'complianceRevoked', 'compliance-401-deactivated'],
  ] as const
  it.each(cases)('for %s', async (_, path, key, name) => {
    const { status, body, headers } = await ask(simulatorAt(), path, key)
    const documented = fixture(name)
    expect(status).toBe(documented.status)
    expect(body.error).toEqual(documented.body.error)
    expect(body.type).toBe(documented.body.type)
    expect(headers.get('request-id')).toMatch(/^req_01/)
    if (body.type === 'error') expect(body.request_id).toBe(headers.get('request-id'))
  })

  it('when the Admin API is asked without a key or without a version', async () => {
    expect((await ask(simulatorAt(), me, null)).status).toBe(401)
    const { secret = '' } = simulatorAt().world.holders[0] ?? {}
    const request = new Request(`http://anthropic.sim${me}`, { headers: { 'x-api-key': secret } })
    expect((await simulatorAt().fetch(request)).status).toBe(400)
  })
})

describe('scopes', () => {
  it('a key that misses one is told which it has and which it needs', async () => {
    const simulator = simulatorAt()
    const users = `/v1/compliance/organizations/${simulator.world.company.uuid}/users`
    expect((await ask(simulator, users, 'compliance')).status).toBe(200)
    const { status, body } = await ask(simulator, users, 'complianceHalf')
    expect(status).toBe(403)
    expect(body.error.message).toBe(
      "Missing required scopes. Got: ['read:compliance_activities', 'read:compliance_org_data'] Needed one of: ['read:compliance_user_data', 'read:org_audit']",
    )
  })

  it.each([
    ['compliance', 200, 200],
    ['complianceContent', 200, 200],
    ['complianceDelete', 200, 200],
    ['complianceAudit', 200, 200],
    ['complianceHalf', 200, 403],
    ['complianceUserOnly', 403, 200],
    ['analytics', 403, 403],
    ['admin', 403, 403],
    ['workspaceKey', 404, 404],
    ['complianceRevoked', 401, 401],
  ])('the key %s gets %i of organizations and %i of chats', async (key, directory, content) => {
    const simulator = simulatorAt()
    const [chat] = chatTruth(simulator.world)
    expect((await ask(simulator, organizations, key)).status).toBe(directory)
    expect((await ask(simulator, '/v1/compliance/apps/chats?limit=1', key)).status).toBe(content)
    expect((await ask(simulator, `/v1/compliance/apps/chats/${chat?.id}/messages`, key)).status).toBe(content)
  })

  it('a key of another organization has another tree', async () => {
    const simulator = simulatorAt()
    const [chat] = chatTruth(simulator.world)
    const { body } = await ask(simulator, organizations, 'complianceOther')
    expect(body.data[0].name).toBe('Quillhaven Optics')
    expect((await ask(simulator, `/v1/compliance/apps/chats/${chat?.id}/messages`, 'complianceOther')).status).toBe(404)
  })

  it('settings list the key that asks, all of them, or nothing', async () => {
    const simulator = simulatorAt()
    const settings = `/v1/compliance/organizations/${simulator.world.company.uuid}/settings`
    const listed = async () => (await ask(simulator, settings, 'complianceDelete')).body.api_keys
    expect(await listed()).toMatchObject([{ name: 'complianceDelete', is_active: true }])
    expect((await listed())[0].scopes).toContain('delete:compliance_user_data')
    await turn(simulator, 'knobs', { key_list: 'all' })
    expect((await listed()).length).toBeGreaterThan(5)
    await turn(simulator, 'knobs', { key_list: 'off' })
    expect((await ask(simulator, settings, 'complianceDelete')).status).toBe(404)
  })

  it('an Admin key reads the feed and nothing else of the Compliance API', async () => {
    expect((await ask(simulatorAt(), feed, 'admin')).status).toBe(200)
    expect((await ask(simulatorAt(), organizations, 'admin')).status).toBe(403)
    expect((await ask(simulatorAt(), feed, 'adminOldActivity')).status).toBe(403)
    expect((await ask(simulatorAt(), me, 'adminOldActivity')).status).toBe(200)
  })

  it('a key belongs to one organization', async () => {
    const simulator = simulatorAt()
    const ours = await ask(simulator, me)
    const theirs = await ask(simulator, me, 'adminOther')
    expect(ours.body.name).toBe('Tarnwick Instruments')
    expect(theirs.body.name).toBe('Quillhaven Optics')
    expect(theirs.body.id).not.toBe(ours.body.id)
    expect(theirs.headers.get('anthropic-organization-id')).toBe(theirs.body.id)
    expect((await ask(simulator, me, 'adminSecond')).body).toEqual(ours.body)
  })

  it('a bearer token does as well as x-api-key', async () => {
    const simulator = simulatorAt()
    const bearer = { authorization: `Bearer ${simulator.keys.admin}` }
    expect((await ask(simulator, me, null, bearer)).status).toBe(200)
  })
})

describe('knobs of plan and features', () => {
  const turned = async (knob: object, path: string, key = 'admin', headers = {}) => {
    const simulator = simulatorAt()
    expect((await turn(simulator, 'knobs', knob)).status).toBe(200)
    return ask(simulator, path, key, headers)
  }
  const analytics = '/v1/organizations/analytics/usage?starting_at=2026-11-18T00:00:00Z'
  const settings = '/v1/organizations/compliance_settings'

  it('revoked and missing_scope take a key or a scope away', async () => {
    expect((await turned({ revoked: ['admin'] }, me)).status).toBe(401)
    expect((await turned({ revoked: ['admin'] }, me, 'adminSecond')).status).toBe(200)
    expect((await turned({ missing_scope: 'admin' }, me)).status).toBe(403)
    const { body } = await turned({ missing_scope: 'read:compliance_org_data' }, organizations, 'compliance')
    expect(body.error.message).toContain("Needed one of: ['read:compliance_org_data', 'read:org_audit']")
  })

  it('plan decides what exists', async () => {
    expect((await turned({ plan: 'individual' }, me)).body.error.details.error_code).toBe(
      'organization_type_not_supported',
    )
    for (const plan of ['console', 'team', 'individual']) {
      const { status, body } = await turned({ plan }, '/v1/compliance/apps/chats', 'compliance')
      expect(status).toBe(403)
      expect(body.error.message).toBe('This endpoint is not available for this organization type.')
    }
    expect((await turned({ plan: 'console' }, feed, 'admin')).status).toBe(200)
  })

  it('activity is on, off, not enabled, or closed to an old key', async () => {
    expect((await turned({ activity: 'off' }, feed)).status).toBe(403)
    expect((await turned({ activity: 'old_key' }, feed)).status).toBe(403)
    const closed = await turned({ activity: 'not_enabled' }, feed)
    expect(closed.status).toBe(400)
    expect(closed.body).toEqual(fixture('compliance-400-not-enabled').body)
    expect((await turned({ activity: 'not_enabled' }, settings)).body.state.type).toBe('disabled')
    expect((await turned({ activity: 'old_key' }, settings)).body.state.type).toBe('enabled')
  })

  it('analytics needs its beta header and can be switched off', async () => {
    expect((await turned({}, analytics, 'admin', analyticsBeta)).status).toBe(200)
    expect((await turned({}, analytics)).status).toBe(400)
    expect((await turned({ analytics: 'off' }, analytics, 'admin', analyticsBeta)).status).toBe(404)
    expect((await turned({ analytics: 'forbidden' }, analytics, 'admin', analyticsBeta)).status).toBe(403)
  })
})
