// The questions of content capture: their parameters, their cursors, and what is done with answers that are odd, too large or none.
import { describe, expect, it } from 'vitest'
import { organizationsPage, usersPage } from '../../../../worker/vendors/anthropic/content/directory.ts'
import { chatIsGone, chatsPage, messagesPage } from '../../../../worker/vendors/anthropic/content/pages.ts'
import { page } from '../../../../worker/vendors/read.ts'
import messages from '../../../vectors/anthropic-examples/compliance-chat-messages.json'
import chats from '../../../vectors/anthropic-examples/compliance-chats.json'
import users from '../../../vectors/anthropic-examples/compliance-organization-users.json'
import organizations from '../../../vectors/anthropic-examples/compliance-organizations.json'
import { literal, queryOf } from '../../literal.ts'

const answering = (body: unknown) => literal(() => Response.json(body))
const ID = 'claude_chat_01x'

describe('the directory', () => {
  it('names organizations and people as other streams name them', async () => {
    const { client, asked } = answering(organizations)
    const tree = await organizationsPage(client)
    expect(tree).toMatchObject({ ok: true, hasMore: false, last: null, items: [{ name: 'Northwind Engineering' }, {}] })
    expect(queryOf(asked[0])).toEqual([['limit', '1000']])

    const people = answering(users)
    const got = await usersPage(people.client, 'a b', 'page_x', 3)
    expect(got).toMatchObject({
      ok: true,
      hasMore: true,
      last: users.next_page,
      items: [{ role: 'primary_owner', who: { email: 'dana.ortiz@example.com', name: 'Dana Ortiz' } }, {}, {}],
    })
    expect(people.asked[0]?.url.pathname).toBe('/v1/compliance/organizations/a%20b/users')
    expect(queryOf(people.asked[0])).toEqual([
      ['limit', '3'],
      ['page', 'page_x'],
    ])
    if (got.ok) expect(got.items[0]?.who.vendorUser).toBe(`anthropic:${users.data[0]?.id}`)
  })
})

describe('the chats', () => {
  it('are asked for by change, and go on behind the last', async () => {
    const { client, asked } = answering(chats)
    const got = await chatsPage(client, { after: 'c1', since: '2026-11-01T00:00:00.000Z', limit: 50 })
    expect(queryOf(asked[0])).toEqual([
      ['order_by', 'updated_at'],
      ['updated_at.gte', '2026-11-01T00:00:00.000Z'],
      ['limit', '50'],
      ['after_id', 'c1'],
    ])
    expect(got).toMatchObject({ ok: true, hasMore: true, last: chats.last_id })
    if (got.ok) expect(got.items.map(({ chatId }) => chatId)).toEqual(chats.data.map(({ id }) => id))
  })

  it('of some people are asked for by creation', async () => {
    const { client, asked } = answering(chats)
    await chatsPage(client, { after: null, since: '2026-11-01T00:00:00.000Z', users: ['user_a', 'user_b'] })
    expect(queryOf(asked[0])).toEqual([
      ['user_ids[]', 'user_a'],
      ['user_ids[]', 'user_b'],
      ['limit', '1000'],
    ])
  })

  it('of an empty page have no cursor, so that the one before holds', async () => {
    const { client } = answering({ data: [], has_more: false, first_id: null, last_id: null })
    expect(await chatsPage(client, { after: 'c1' })).toMatchObject({ ok: true, items: [], last: null, hasMore: false })
  })

  it('keep the cursor of the last page, for the next read', async () => {
    const { client } = answering({ ...chats, has_more: false })
    expect(await chatsPage(client, { after: 'c1' })).toMatchObject({ last: chats.last_id, hasMore: false })
  })

  it.each([{ last_id: null }, { last_id: 'c1' }, { last_id: '' }])(
    'that go nowhere (%j) are set aside',
    async (more) => {
      const { client } = answering({ ...chats, ...more })
      expect(await chatsPage(client, { after: 'c1' })).toMatchObject({ ok: false, fault: { code: 'unreadable' } })
    },
  )

  it('give a manifest of what was asked and what came', async () => {
    const got = await chatsPage(answering(chats).client, { after: null })
    if (!got.ok) throw new Error(got.fault.words)
    const made = page(got.got, [], got.last, got.hasMore)
    expect(made).toMatchObject({
      ok: true,
      page: {
        manifest: { endpoint: '/v1/compliance/apps/chats', query: 'order_by=updated_at&limit=1000', status: 200 },
      },
    })
  })
})

describe('the messages of a chat', () => {
  it('come with the chat of the same answer', async () => {
    const { client, asked } = answering(messages)
    const got = await messagesPage(client, ID, 'm1')
    expect(asked[0]?.url.pathname).toBe(`/v1/compliance/apps/chats/${ID}/messages`)
    expect(queryOf(asked[0])).toEqual([
      ['limit', '200'],
      ['after_id', 'm1'],
    ])
    expect(got).toMatchObject({
      ok: true,
      chat: { title: 'Dashboard requirements' },
      hasMore: false,
      last: messages.last_id,
    })
    if (got.ok) expect(got.items.map(({ skipped }) => skipped)).toEqual([null, null, 'files_only'])
  })

  it('are asked for in smaller pieces when an answer is too large', async () => {
    const large = JSON.stringify({ ...messages, padding: 'x'.repeat(100_000) })
    const { client, asked } = literal(
      ({ url }) => (Number(url.searchParams.get('limit')) > 3 ? new Response(large) : Response.json(messages)),
      { maxBytes: 50_000 },
    )
    expect(await messagesPage(client, ID)).toMatchObject({ ok: true })
    expect(asked.map(({ url }) => url.searchParams.get('limit'))).toEqual(['200', '25', '3'])
  })

  it('that are too large one by one are a fault', async () => {
    const { client, asked } = literal(() => new Response('x'.repeat(100)), { maxBytes: 50 })
    expect(await messagesPage(client, ID)).toMatchObject({ ok: false, fault: { code: 'too_large' } })
    expect(asked.length).toBeLessThan(6)
  })

  it.each(['', 'null', '{}', '{"chat_messages":[{}]}', '<html></html>', '{"chat_messages":'])(
    'that are no messages (%j) are set aside whole',
    async (body) => {
      const { client } = literal(() => new Response(body))
      const got = await messagesPage(client, ID)
      expect(got).toMatchObject({ ok: false, fault: { code: 'unreadable' } })
      const kept = !got.ok && 'quarantine' in got ? new TextDecoder().decode(got.quarantine.body) : undefined
      expect(kept).toBe(body)
    },
  )

  it('of a chat that is gone are told from a key that may not', async () => {
    const reply = (message: string) => literal(() => Response.json({ error: { type: 'x', message } }, { status: 404 }))
    const fault = async (message: string) => {
      const got = await messagesPage(reply(message).client, ID)
      return got.ok ? undefined : chatIsGone(got.fault)
    }
    expect(await fault(`Chat ${ID} not found.`)).toBe(true)
    expect(await fault('Not found')).toBe(false)
    expect(chatIsGone({ code: 'unreadable' })).toBe(false)
  })
})
