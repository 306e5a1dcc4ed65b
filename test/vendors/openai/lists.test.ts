// The lists of an OpenAI organization: what stands open, what is sealed, who is a person, and how pages follow one another.
import { describe, expect, it } from 'vitest'
import { projects } from '../../../worker/vendors/openai/projects.ts'
import { users } from '../../../worker/vendors/openai/users.ts'
import rooms from '../../vectors/openai-examples/projects.json'
import empty from '../../vectors/openai-examples/users.empty-page.json'
import people from '../../vectors/openai-examples/users.json'
import { ask, idOf, inTurn, literal, ORGANIZATION, pageOf, queryOf, SUBJECT, walk } from '../literal.ts'

describe('projects', () => {
  it('include the archived ones, with their residency', async () => {
    const { client, asked } = literal(inTurn(rooms))
    const { drafts, next } = pageOf(await projects.page(client, ask()))
    expect(next).toBeNull()
    expect(asked[0]?.url.pathname).toBe('/v1/organization/projects')
    expect(queryOf(asked[0])).toEqual([
      ['include_archived', 'true'],
      ['limit', '100'],
    ])
    expect(drafts.map(({ data }) => [data.name, data.status, data.residency])).toEqual([
      ['Default project', 'active', 'GLOBAL'],
      ['Support Copilot', 'active', 'EU_STORAGE_PROCESSING'],
      ['Hackathon 2024', 'archived', 'GLOBAL'],
    ])
    expect(drafts[2]).toEqual({
      kind: 'project',
      id: rooms.data[2]?.id,
      occurredAt: '2024-10-01T07:00:00.000Z',
      data: {
        project: rooms.data[2]?.id,
        name: 'Hackathon 2024',
        status: 'archived',
        created_at: '2024-10-01T07:00:00.000Z',
        archived_at: '2025-02-01T07:00:00.000Z',
        residency: 'GLOBAL',
      },
    })
  })

  it('with nothing but an id are records all the same', async () => {
    const { client } = literal(inTurn({ data: [{ id: 'proj_a', mood: { sunny: true } }] }))
    const [draft] = pageOf(await projects.page(client, ask())).drafts
    const unknown = { name: null, status: null, created_at: null, archived_at: null, residency: null }
    expect(draft).toMatchObject({ id: 'proj_a', occurredAt: '1970-01-01T00:00:00.000Z', data: unknown })
  })
})

describe('users', () => {
  it('are members known by their subject, with everything personal sealed', async () => {
    const { client } = literal(inTurn(people))
    const [dana, , mei, priya] = pageOf(await users.page(client, ask())).drafts
    if (dana === undefined) throw new Error('no member')
    expect(idOf(dana, SUBJECT)).toBe(`${ORGANIZATION}/${SUBJECT}`)
    expect(dana).toMatchObject({
      kind: 'member',
      occurredAt: '2024-03-26T16:45:33.000Z',
      fields: { email: 'dana.okafor@northwind.example', name: 'Dana Okafor', vendor_user: people.data[0]?.id },
      who: { email: 'dana.okafor@northwind.example', vendorUser: `openai:${people.data[0]?.id}` },
    })
    expect(dana.data).toEqual({
      organization: ORGANIZATION,
      role: 'owner',
      added_at: '2024-03-26T16:45:33.000Z',
      scim_managed: null,
    })
    expect(mei?.who?.email).toBe('Mei.Tanaka@northwind.example')
    expect(priya?.fields).not.toHaveProperty('name')
  })

  it('that are service accounts are nobody', async () => {
    const { client } = literal(inTurn(people))
    const machine = pageOf(await users.page(client, ask())).drafts[4]
    expect(machine).toEqual({
      kind: 'service_account',
      id: people.data[4]?.id,
      occurredAt: '2026-02-10T09:00:00.000Z',
      data: {
        service_account: people.data[4]?.id,
        project: null,
        role: 'reader',
        created_at: '2026-02-10T09:00:00.000Z',
      },
      fields: { name: 'nightly-batch' },
    })
  })

  it('that vanish are told apart by their id', () => {
    const kindOf = typeof users.lists === 'function' ? users.lists : () => undefined
    expect(kindOf(`${ORGANIZATION}/${SUBJECT}`)).toBe('member')
    expect(kindOf('user-0pLoKi9JuHy8GtFr7DeSwAq6')).toBe('service_account')
  })

  it('in the newer form, said once more inside, keep the outer id', async () => {
    const inner = { object: 'user', id: 'user-inner', email: 'new@northwind.example', name: 'New' }
    const { client } = literal(inTurn({ data: [{ id: 'user-outer', is_scim_managed: true, user: inner }] }))
    const [draft] = pageOf(await users.page(client, ask())).drafts
    expect(draft?.who).toEqual({ email: 'new@northwind.example', vendorUser: 'openai:user-outer' })
    expect(draft?.data).toMatchObject({ role: null, added_at: null, scim_managed: true })
  })

  it('are walked by the last id, or by that of the last item where none is said', async () => {
    const first = { ...people, has_more: true }
    const { last_id: _, ...second } = { ...first, data: people.data.slice(0, 2) }
    const { client, asked } = literal(inTurn(first, second, empty))
    const { drafts, tokens } = await walk(users, client, ask())
    expect(drafts).toHaveLength(7)
    expect(tokens).toHaveLength(2)
    expect(asked.map(({ url }) => url.searchParams.get('after'))).toEqual([null, people.last_id, people.data[1]?.id])
  })

  it.each([
    ['the same place again', '{"after":"user-a"}', { ...people, has_more: true, last_id: 'user-a' }],
    ['no place at all', null, { data: [], has_more: true }],
  ])('that go on at %s are unreadable instead of endless', async (_, token, answer) => {
    const result = await users.page(literal(inTurn(answer)).client, ask({ token }))
    expect(result).toMatchObject({ ok: false, fault: { code: 'unreadable' }, quarantine: { status: 200 } })
  })
})
