// The activity feed: who did what and when, with nothing personal in the open.
import { describe, expect, it } from 'vitest'
import { activity } from '../../../worker/vendors/anthropic/activity.ts'
import empty from '../../vectors/anthropic-examples/compliance-activities.empty.json'
import example from '../../vectors/anthropic-examples/compliance-activities.json'
import { ask, inTurn, literal, pageOf, queryOf, walk } from '../literal.ts'

const last = { ...example, has_more: false }
const read = async (answer: unknown = last) => pageOf(await activity.page(literal(inTurn(answer)).client, ask())).drafts
const event = (more: object) => ({ data: [{ ...example.data[1], ...more }], has_more: false })

describe('the feed', () => {
  it('is asked for by a window that ends at least a minute ago', async () => {
    const { client, asked } = literal(inTurn(empty))
    await activity.page(client, ask())
    const open = { from: '2026-11-19', to: '2026-11-21' }
    await activity.page(client, ask({ window: open }))
    expect(asked.map((one) => queryOf(one))).toEqual([
      [
        ['created_at.gte', '2026-11-17T00:00:00Z'],
        ['created_at.lt', '2026-11-19T00:00:00Z'],
        ['limit', '1000'],
      ],
      [
        ['created_at.gte', '2026-11-19T00:00:00Z'],
        ['created_at.lt', '2026-11-20T09:59:00.000Z'],
        ['limit', '1000'],
      ],
    ])
  })

  it('never asks for a window that ends before it begins', async () => {
    const { client, asked } = literal(inTurn(empty))
    const now = new Date('2026-11-20T00:00:20Z')
    await activity.page(client, ask({ now, window: { from: '2026-11-20', to: '2026-11-21' } }))
    expect(asked[0]?.url.searchParams.get('created_at.lt')).toBe('2026-11-20T00:00:01.000Z')
  })

  it('keeps the end of the window while paging, though time goes on', async () => {
    const { client, asked } = literal(inTurn(example, last))
    const window = { from: '2026-11-19', to: '2026-11-21' }
    const first = pageOf(await activity.page(client, ask({ window })))
    const later = new Date('2026-11-20T10:30:00Z')
    const second = pageOf(await activity.page(client, ask({ window, token: first.next, now: later })))
    expect(second.next).toBeNull()
    expect(queryOf(asked[1])).toEqual([...queryOf(asked[0]), ['after_id', example.last_id]])
  })

  it('is at its end on an empty page', async () => {
    const { drafts } = await walk(activity, literal(inTurn(empty)).client, ask())
    expect(drafts).toEqual([])
  })
})

describe('an event', () => {
  it('has its type, category, actor and ids in the open, and the person sealed', async () => {
    const drafts = await read()
    expect(drafts).toHaveLength(example.data.length)
    expect(drafts[2]).toEqual({
      kind: 'activity',
      id: example.data[2]?.id,
      occurredAt: '2026-11-18T14:05:12.000Z',
      data: {
        type: 'claude_file_uploaded',
        category: 'file',
        organization: example.data[2]?.organization_uuid,
        actor_type: 'user_actor',
        own_read: false,
        system: false,
        claude_file_id: example.data[2]?.claude_file_id,
        claude_chat_id: example.data[2]?.claude_chat_id,
        claude_project_id: example.data[2]?.claude_project_id,
        filename: null,
      },
      fields: {
        email: 'priya.sharma@example.com',
        vendor_user: example.data[2]?.actor.user_id,
        ip: '192.0.2.34',
        user_agent: example.data[2]?.actor.user_agent,
      },
      who: { email: 'priya.sharma@example.com', vendorUser: `anthropic:${example.data[2]?.actor.user_id}` },
    })
  })

  it('that is our own read of the API is marked, a person’s look at the Console is not', async () => {
    const [accessed, , , , , , viewed] = await read()
    expect(accessed?.data).toMatchObject({ type: 'compliance_api_accessed', category: 'audit', own_read: true })
    expect(accessed?.data).toMatchObject({ actor: expect.stringMatching(/^apikey_/), status_code: 200 })
    expect(accessed?.fields).toMatchObject({ url: expect.stringContaining('/v1/compliance') })
    expect(accessed?.who).toBeUndefined()
    expect(viewed?.data).toMatchObject({ actor_type: 'admin_api_key_actor', own_read: true })
    const [looked] = await read(event({ type: 'org_users_listed' }))
    expect(looked?.data).toMatchObject({ actor_type: 'user_actor', own_read: false })
  })

  it('of a directory, a system or nobody’s address is the system’s', async () => {
    const drafts = await read()
    const byType = new Map(drafts.map((draft) => [draft.data.type, draft]))
    expect(byType.get('scim_user_created')?.data).toMatchObject({ system: true, category: 'directory' })
    expect(byType.get('some_activity_type_added_later')?.data).toMatchObject({ system: true, category: 'other' })
    const [quiet] = await read(event({ actor: { ...example.data[1]?.actor, ip_address: '0.0.0.0' } }))
    expect(quiet?.data.system).toBe(true)
    expect(quiet?.who).toBeDefined()
  })

  it('names other people as subjects', async () => {
    const drafts = await read()
    const invited = drafts.find(({ data }) => data.type === 'org_user_invite_sent')
    expect(invited?.mentions).toEqual({ invited: { email: 'sam.lee@example.com' } })
    expect(invited?.data).toMatchObject({ invited_role: 'user', invited_seat_tier: null })
    const created = drafts.find(({ data }) => data.type === 'scim_user_created')
    expect(created?.mentions).toEqual({ user: { vendorUser: 'anthropic:user_01r46i3VZ8kQEjLC6oFXAwBZ' } })
    const [removed] = await read(event({ deleted_user_id: 'user_01abcdef', deleted_user_email: 'x@example.com' }))
    const person = { vendorUser: 'anthropic:user_01abcdef', email: 'x@example.com' }
    expect(removed?.mentions).toEqual({ deleted_user: person })
  })

  it('of somebody who has not signed in is known by the claim, never as the person whose address it is', async () => {
    const initiated = (await read()).find(({ data }) => data.type === 'sso_login_initiated')
    expect(initiated?.who).toEqual({ vendorUser: 'anthropic:claimed:priya.sharma@example.com' })
    expect(initiated?.fields).toMatchObject({ claimed_email: 'priya.sharma@example.com' })
    expect(initiated?.fields).not.toHaveProperty('email')
  })

  it('of an outside identity is a keyed subject with all else sealed', async () => {
    const actor = {
      type: 'federated_identity_actor',
      issuer: 'https://id.example.com',
      subject: 'priya',
      audience: ['a'],
    }
    const [draft] = await read(event({ actor }))
    expect(draft?.who?.vendorUser).toContain('anthropic:federated_identity_actor:')
    expect(draft?.fields).toEqual({ actor: { issuer: 'https://id.example.com', subject: 'priya', audience: ['a'] } })
    expect(JSON.stringify(draft?.data)).not.toMatch(/priya|example/)
  })

  it('with an actor of tomorrow, or none, is still a record', async () => {
    const [strange] = await read(event({ actor: { type: 'ghost_actor', house: 'Canterville' } }))
    expect(strange?.data.actor_type).toBe('ghost_actor')
    expect(strange?.fields).toEqual({ actor: { house: 'Canterville' } })
    const [nobody] = await read(event({ actor: null }))
    expect(nobody?.data.actor_type).toBeNull()
  })

  it('cannot overwrite what the record says itself', async () => {
    const own = { category: 'x', own_read: true, system: true, actor_type: 'y', email: 'e@example.com', ip: 'z' }
    const [draft] = await read(event(own))
    expect(draft?.data).toMatchObject({ category: 'chat', own_read: false, system: false, actor_type: 'user_actor' })
    expect(draft?.fields).toMatchObject({
      event_category: 'x',
      event_email: 'e@example.com',
      event_ip: 'z',
      email: 'jonas.weber@example.com',
    })
  })

  it('without an id or a time makes the page unreadable', async () => {
    for (const broken of [{ id: undefined }, { id: '' }, { created_at: 'yesterday' }, { type: 5 }]) {
      const result = await activity.page(literal(inTurn(event(broken))).client, ask())
      expect(result).toMatchObject({ ok: false, fault: { code: 'unreadable' } })
    }
  })
})
