// The lists of an organization's things: what stands open, what is sealed, and how pages follow one another.
import { describe, expect, it } from 'vitest'
import { apiKeys } from '../../../worker/vendors/anthropic/api-keys.ts'
import { invites } from '../../../worker/vendors/anthropic/invites.ts'
import { members } from '../../../worker/vendors/anthropic/members.ts'
import { organization } from '../../../worker/vendors/anthropic/organization.ts'
import { workspaces } from '../../../worker/vendors/anthropic/workspaces.ts'
import oldKeys from '../../vectors/anthropic-examples/api-keys.v2023-06-01.json'
import newKeys from '../../vectors/anthropic-examples/api-keys.v2026-10-21.json'
import invitesAnswer from '../../vectors/anthropic-examples/invites.json'
import me from '../../vectors/anthropic-examples/organizations-me.json'
import users from '../../vectors/anthropic-examples/users.json'
import rooms from '../../vectors/anthropic-examples/workspaces.json'
import { ask, idOf, inTurn, literal, ORGANIZATION, pageOf, queryOf, SUBJECT, walk } from '../literal.ts'

describe('the organization', () => {
  it('is one record that is the same each time it is read', async () => {
    const { client } = literal(inTurn(me))
    const first = pageOf(await organization.page(client, ask()))
    const second = pageOf(await organization.page(client, ask({ now: new Date('2027-01-01T00:00:00Z') })))
    expect(first.drafts).toEqual(second.drafts)
    expect(first.next).toBeNull()
    expect(first.drafts).toEqual([
      {
        kind: 'organization',
        id: me.id,
        occurredAt: '1970-01-01T00:00:00.000Z',
        data: { organization: me.id, name: me.name },
      },
    ])
  })

  it('comes with a manifest of what was asked and what came', async () => {
    const { client } = literal(inTurn(me))
    const { manifest } = pageOf(await organization.page(client, ask()))
    const expected = { endpoint: '/v1/organizations/me', query: '', status: 200, items: 1, has_more: false }
    expect(manifest).toMatchObject(expected)
    expect(manifest.page_sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(manifest.bytes).toBe(JSON.stringify(me).length)
  })
})

describe('members', () => {
  it('are known by their subject, with everything personal sealed', async () => {
    const { client } = literal(inTurn({ ...users, has_more: false }))
    const [dana] = pageOf(await members.page(client, ask())).drafts
    if (dana === undefined) throw new Error('no member')
    expect(idOf(dana, SUBJECT)).toBe(`${ORGANIZATION}/${SUBJECT}`)
    expect(dana).toMatchObject({
      kind: 'member',
      occurredAt: '2025-03-02T09:14:55.120Z',
      data: { organization: ORGANIZATION, role: 'admin', added_at: '2025-03-02T09:14:55.120Z' },
      fields: { email: 'dana.ortiz@example.com', name: 'Dana Ortiz', vendor_user: users.data[0]?.id },
      who: { email: 'dana.ortiz@example.com', name: 'Dana Ortiz', vendorUser: `anthropic:${users.data[0]?.id}` },
    })
    expect(Object.keys(dana.data)).toEqual(['organization', 'role', 'added_at'])
  })

  it('are walked page after page by the last id', async () => {
    const { client, asked } = literal(
      inTurn(users, { ...users, last_id: 'user_b' }, { data: [], has_more: false, last_id: null }),
    )
    const { drafts, tokens } = await walk(members, client, ask())
    expect(drafts).toHaveLength(6)
    expect(tokens).toHaveLength(2)
    expect(asked.map((one) => one.url.searchParams.get('after_id'))).toEqual([null, users.last_id, 'user_b'])
    expect(queryOf(asked[0])).toEqual([['limit', '1000']])
  })

  it.each([
    ['the same place again', { after: 'user_a' }, 'user_a'],
    ['no place at all', null, null],
  ])('that go on at %s are unreadable instead of endless', async (_, state, last) => {
    const { client } = literal(inTurn({ ...users, last_id: last }))
    const token = state === null ? null : JSON.stringify(state)
    const result = await members.page(client, ask({ token }))
    expect(result).toMatchObject({ ok: false, fault: { code: 'unreadable' } })
    expect(!result.ok && 'quarantine' in result && result.quarantine.body.byteLength).toBeGreaterThan(100)
  })

  it('with roles and fields of tomorrow pass', async () => {
    const item = { ...users.data[0], role: 'chief_of_tomorrow', mood: { sunny: true }, name: null }
    const { client } = literal(inTurn({ data: [item], has_more: false, extra: 1 }))
    const [draft] = pageOf(await members.page(client, ask())).drafts
    expect(draft?.data.role).toBe('chief_of_tomorrow')
    expect(draft?.fields).not.toHaveProperty('name')
  })
})

describe('workspaces', () => {
  it('include the archived and the default ones', async () => {
    const { client, asked } = literal(inTurn(rooms))
    const { drafts } = pageOf(await workspaces.page(client, ask()))
    expect(queryOf(asked[0])).toEqual([
      ['include_archived', 'true'],
      ['include_default', 'true'],
      ['limit', '1000'],
    ])
    expect(drafts.map(({ data }) => [data.name, data.default, data.archived_at])).toEqual([
      ['Default', true, null],
      ['Production', false, null],
      ['Claude Code', false, null],
      ['Prototype', false, '2026-02-14T18:30:00.000Z'],
    ])
    expect(drafts[1]).toMatchObject({
      kind: 'workspace',
      id: rooms.data[1]?.id,
      occurredAt: '2025-03-11T12:00:04.918Z',
      data: { workspace: rooms.data[1]?.id, color: '#1E7B4F', geo: 'us', inference_geo: 'us' },
    })
  })

  it('are asked for without the default where that is not known, on every page', async () => {
    const { client, asked } = literal(({ url }) => {
      if (url.searchParams.has('include_default'))
        return Response.json({ error: { message: 'unknown' } }, { status: 400 })
      return Response.json(url.searchParams.has('after_id') ? rooms : { ...rooms, has_more: true, last_id: 'wrkspc_x' })
    })
    expect((await walk(workspaces, client, ask())).drafts).toHaveLength(8)
    expect(asked.map(({ url }) => url.searchParams.has('include_default'))).toEqual([true, false, false])
  })
})

describe('invites', () => {
  it('keep their id and their dates, and seal the address', async () => {
    const { client } = literal(inTurn(invitesAnswer))
    const [pending, accepted] = pageOf(await invites.page(client, ask())).drafts
    expect(pending).toEqual({
      kind: 'invite',
      id: invitesAnswer.data[0]?.id,
      occurredAt: '2026-11-16T10:21:08.551Z',
      data: {
        role: 'user',
        status: 'pending',
        invited_at: '2026-11-16T10:21:08.551Z',
        expires_at: '2026-12-07T10:21:08.551Z',
        accepted_at: null,
      },
      fields: { email: 'sam.lee@example.com' },
      who: { email: 'sam.lee@example.com' },
    })
    expect(accepted?.data.accepted_at).toBe('2026-01-19T08:02:37.004Z')
  })
})

describe('API keys', () => {
  it('seal their name and hint under the tenant, and mention who made them', async () => {
    const { client } = literal(inTurn(newKeys))
    const [service, notebook, automation] = pageOf(await apiKeys.page(client, ask())).drafts
    expect(service).toEqual({
      kind: 'vendor_key',
      id: newKeys.data[0]?.id,
      occurredAt: '2026-09-02T13:05:44.201Z',
      data: {
        key: newKeys.data[0]?.id,
        status: 'active',
        workspace: newKeys.data[0]?.scope.workspace_id,
        scope: 'workspace',
        created_at: '2026-09-02T13:05:44.201Z',
        expires_at: null,
        created_by_type: 'user',
        principal_type: null,
      },
      fields: { name: 'svc-inference-prod', hint: newKeys.data[0]?.partial_key_hint },
      mentions: { created_by: { vendorUser: `anthropic:${newKeys.data[0]?.created_by.id}` } },
    })
    expect(notebook?.mentions).toHaveProperty('principal')
    expect(notebook?.data).toMatchObject({ principal_type: 'user', status: 'inactive' })
    expect(automation?.data).toMatchObject({
      scope: 'organization',
      workspace: null,
      created_by_type: 'service_account',
      created_by: newKeys.data[2]?.created_by.id,
      principal: newKeys.data[2]?.created_by.id,
    })
    expect(automation).not.toHaveProperty('mentions')
  })

  it('say the same under the older version of the API', async () => {
    const read = async (answer: unknown) => pageOf(await apiKeys.page(literal(inTurn(answer)).client, ask())).drafts
    expect(await read(oldKeys)).toEqual(await read(newKeys))
    const bare = { ...oldKeys, data: oldKeys.data.map(({ scope: _, ...key }) => key) }
    expect((await read(bare))[0]?.data.workspace).toBe(oldKeys.data[0]?.workspace_id)
  })
})
