// The audit log: who did what and when, with nothing personal in the open.
import { describe, expect, it } from 'vitest'
import { canonicalize, parseStrict } from '../../../worker/ledger/jcs.ts'
import { auditLogs } from '../../../worker/vendors/openai/audit-logs.ts'
import type { Draft } from '../../../worker/vendors/stream.ts'
import none from '../../vectors/openai-examples/audit-logs.empty.json'
import example from '../../vectors/openai-examples/audit-logs.json'
import live from '../../vectors/openai-examples/live-variants/audit-logs.extra-fields.json'
import unknown from '../../vectors/openai-examples/live-variants/audit-logs.unknown-event-type.json'
import { ask, inTurn, literal, ORGANIZATION, pageOf } from '../literal.ts'

const read = async (answer: object): Promise<Draft[]> =>
  pageOf(await auditLogs.page(literal(inTurn({ ...answer, has_more: false })).client, ask())).drafts
const one = async (more: object): Promise<Draft> => {
  const [draft] = await read({ data: [{ ...example.data[0], ...more }] })
  if (draft === undefined) throw new Error('no event')
  return draft
}
const byType = async (type: string) => (await read(example)).find(({ data }) => data.type === type)

describe('an event', () => {
  it('of a person has type, category, project and ids in the open, and the person sealed', async () => {
    expect((await read(example))[1]).toEqual({
      kind: 'activity',
      id: 'audit_log-Sy2Wd8UaM6lP4vD2qS9xT7hN',
      occurredAt: '2026-11-20T06:02:10.000Z',
      data: {
        type: 'api_key.created',
        category: 'keys',
        organization: ORGANIZATION,
        project: 'proj_Zk5hR8uYtN3pGf6VxQ0aJb2D',
        actor_type: 'user',
        own_read: false,
        system: false,
        target_id: 'key_Xc4vBn7mQw2eRt9y',
        scopes: ['model.request', 'api.files.read'],
      },
      fields: {
        email: 'Mei.Tanaka@northwind.example',
        vendor_user: 'user-5nMvBx1ZaSd3Fg7HjKl0QwEr',
        ip: '198.51.100.7',
      },
      who: { email: 'Mei.Tanaka@northwind.example', vendorUser: 'openai:user-5nMvBx1ZaSd3Fg7HjKl0QwEr' },
    })
  })

  it('by a person’s key is that person’s, with the key in the open', async () => {
    const sent = await byType('invite.sent')
    expect(sent?.data).toMatchObject({ actor_type: 'user', actor: 'key_Op9iUy7tRe5wQa3s', category: 'directory' })
    expect(sent?.who).toEqual({
      email: 'dana.okafor@northwind.example',
      vendorUser: 'openai:user-3bYxKq8LmTn0PzW5aRc7VdUe',
    })
  })

  it('of a sign-in that failed is not that of whoever has the address that was typed', async () => {
    const failed = await byType('login.failed')
    expect(failed?.who).toEqual({ vendorUser: 'openai:user-9dHsGf2JkQw4Er6TyUi8OpLz' })
    expect(failed?.fields).toMatchObject({ claimed_email: 'luis.ferreira@northwind.example' })
    const session = { user: { email: 'Luis@northwind.example' } }
    const stranger = await one({ type: 'login.failed', actor: { type: 'session', session } })
    expect(stranger.who).toEqual({ vendorUser: 'openai:claimed:luis@northwind.example' })
    expect(stranger.fields).toEqual({ claimed_email: 'Luis@northwind.example' })
    const nobody = await one({ type: 'login.failed', actor: { type: 'session', session: { user: {} } } })
    expect(nobody).not.toHaveProperty('who')
  })

  it('by a service account is nobody’s', async () => {
    const deleted = await byType('api_key.deleted')
    expect(deleted?.data).toMatchObject({
      actor_type: 'service_account',
      actor: 'svc_acct_Hg6tRf4eDc2wSx0z',
      actor_key: 'key_Lp0oKi8jUh6yGt4f',
      target_id: 'key_Aq2wSe4rDf6tGy8h',
    })
    expect(deleted).not.toHaveProperty('who')
    expect(deleted).not.toHaveProperty('fields')
  })

  it('about other people names them as subjects', async () => {
    const sent = await byType('invite.sent')
    expect(sent?.mentions).toEqual({ person: { email: 'new.hire@northwind.example' } })
    expect(sent?.fields).toMatchObject({ event_email: 'new.hire@northwind.example' })
    expect(sent?.data).toMatchObject({ target_id: 'invite-Qw3eRt5yUi7oPa9s', role: 'member' })
    const updated = await byType('user.updated')
    expect(updated?.mentions).toEqual({ target: { vendorUser: 'openai:user-7tRfVc4XsWq2AzGh9YbNmJk1' } })
    expect(updated?.data).not.toHaveProperty('target_id')
    const type = 'role.assignment.created'
    const given = await one({ type, [type]: { id: 'role_01K8F41R6W', principal_id: 'user-9dHsGf2J' } })
    expect(given.mentions).toEqual({ principal: { vendorUser: 'openai:user-9dHsGf2J' } })
  })

  it('shows what was changed where that is a word, a number or an id', async () => {
    expect((await byType('rate_limit.updated'))?.data).toMatchObject({
      target_id: 'rl-gpt-6.2-sol',
      max_requests_per_1_minute: 5000,
      category: 'platform',
    })
    expect((await byType('role.assignment.created'))?.data).toMatchObject({
      principal_id: 'group_01K8F3QZ7M5T2X9V4B6N0C1D3E',
      principal_type: 'group',
      resource_type: 'api.project',
    })
    expect((await byType('organization.updated'))?.data).toMatchObject({ usage_dashboard_visibility: 'OWNERS' })
    expect((await byType('login.failed'))?.data).toMatchObject({ error_code: 'invalid_credentials' })
    expect((await byType('login.failed'))?.fields).toHaveProperty('error_message')
  })

  it('seals names, addresses and descriptions', async () => {
    expect((await byType('project.created'))?.fields).toMatchObject({
      name: 'support-copilot',
      title: 'Support Copilot',
    })
    const type = 'ip_allowlist.created'
    const allowed = await one({ type, [type]: { id: 'x', name: 'office', allowed_ips: ['203.0.113.0/24'] } })
    expect(allowed.data).not.toHaveProperty('allowed_ips')
    expect(allowed.fields).toMatchObject({ allowed_ips: ['203.0.113.0/24'], name: 'office', target_id: 'x' })
  })

  it('seals all that a session tells of a device and a place', async () => {
    const [login] = await read(live)
    const { session } = live.data[0]?.actor ?? {}
    expect(login?.fields).toEqual({
      email: 'dana.okafor@northwind.example',
      vendor_user: 'user-3bYxKq8LmTn0PzW5aRc7VdUe',
      ip: '203.0.113.24',
      user_agent: session?.user_agent,
      ja3: session?.ja3,
      ja4: session?.ja4,
      location: session?.ip_address_details,
    })
    expect(Object.keys(login?.data ?? {}).sort()).toEqual(
      ['actor_type', 'category', 'organization', 'own_read', 'project', 'system', 'type'].sort(),
    )
  })

  it('of a type of tomorrow passes, with what it does not know sealed', async () => {
    const [registered] = await read(unknown)
    expect(registered?.data).toMatchObject({ type: 'external_storage.registered', geography: 'eu' })
    expect(registered?.fields).toMatchObject({ provider: { bucket: 'northwind-logs' } })
    const strange = await one({ type: 'moon.landed', 'moon.landed': 'softly', crater: { name: 'Tycho' } })
    expect(strange.data).toMatchObject({ type: 'moon.landed', category: 'other' })
    expect(strange.fields).toMatchObject({ payload: 'softly', crater: { name: 'Tycho' } })
  })

  it('cannot overwrite what the record says itself, and loses nothing by that', async () => {
    const data = { id: 'key_abcdef', project: true, actor: 'a', own_read: true, ja3: 'j', target_id: 'key_qwerty' }
    const draft = await one({ type: 'x.y', 'x.y': { id: 'key_zxcvbn', category: 'c', data }, category: 'd' })
    expect(draft.data).toMatchObject({ category: 'other', own_read: false, project: null, actor_type: 'user' })
    expect(draft.data).toMatchObject({
      target_id: 'key_zxcvbn',
      data_id: 'key_abcdef',
      other_target_id: 'key_qwerty',
    })
    expect(draft.fields).toMatchObject({
      event_project: true,
      event_actor: 'a',
      event_own_read: true,
      event_ja3: 'j',
      event_category: 'c',
    })
  })

  it.each<[string, unknown, object, object]>([
    ['nobody', null, { actor_type: null }, {}],
    ['a text', 'ghost', { actor_type: null }, { actor: 'ghost' }],
    ['a new kind', { type: 'robot', robot: { name: 'R' } }, { actor_type: null }, { actor: { robot: { name: 'R' } } }],
    ['a session without a user', { session: { ip_address: '192.0.2.1' } }, { actor_type: 'user' }, { ip: '192.0.2.1' }],
    ['a key of nobody', { api_key: { id: 'key_abcdef' } }, { actor_type: 'api_key', actor: 'key_abcdef' }, {}],
    ['a key of an odd id', { api_key: { id: 'Ann' } }, { actor_type: 'api_key' }, { actor: { id: 'Ann' } }],
    [
      'a service account of an odd id',
      { api_key: { type: 'service_account', service_account: { id: 'Ann' } } },
      { actor_type: 'service_account' },
      { actor: { service_account: { id: 'Ann' } } },
    ],
  ])('by %s is a record', async (_, actor, open, sealed) => {
    const draft = await one({ actor })
    expect(draft.data).toMatchObject(open)
    expect(draft.fields ?? {}).toMatchObject(sealed)
    expect(draft).not.toHaveProperty('who')
  })

  it('without an id, a type or a time makes the page unreadable', async () => {
    for (const broken of [{ id: undefined }, { effective_at: 'yesterday' }, { effective_at: 1e16 }, { type: 5 }]) {
      const answer = { data: [{ ...example.data[0], ...broken }] }
      const result = await auditLogs.page(literal(inTurn(answer)).client, ask())
      expect(result).toMatchObject({ ok: false, fault: { code: 'unreadable' } })
    }
  })
})

describe('every example', () => {
  it.each(Object.entries({ example, live, unknown, none }))('%s holds nobody in the open', async (_, answer) => {
    const drafts = await read(answer)
    expect(drafts).toHaveLength(answer.data.length)
    for (const { id, data } of drafts) {
      const open = `${canonicalize(data)} ${String(id)}`
      expect(open).not.toMatch(
        /@|user-|\d+\.\d+\.\d+\.\d+|2001:|mozilla|okafor|tanaka|ferreira|mumbai|[0-9a-f]{32}|t13d/i,
      )
      expect(() => parseStrict(canonicalize(data), { profile: true })).not.toThrow()
    }
  })
})
