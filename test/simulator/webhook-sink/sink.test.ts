import { describe, expect, it } from 'vitest'
import { createSimulator } from '../app.ts'

const post = (path: string, body: string) =>
  new Request(`http://hooks.example.com/__sim/webhooks${path}`, {
    method: 'POST',
    body,
    headers: { 'webhook-id': 'rcp_1' },
  })

describe('the webhook sink', () => {
  it('keeps path, headers and the exact body, on any host', async () => {
    const simulator = createSimulator()
    expect((await simulator.fetch(post('/acme', '{"a": 1}'))).status).toBe(204)
    const listed = await simulator.fetch(new Request('http://127.0.0.1/__sim/webhooks'))
    expect(await listed.json()).toMatchObject({
      posted: [{ path: '/acme', body: '{"a": 1}', headers: { 'webhook-id': 'rcp_1' }, status: 204 }],
    })
  })

  it('answers as it is told, as often as it is told, and forgets with a reset', async () => {
    const simulator = createSimulator()
    const told = { status: 500, times: 2 }
    expect((await simulator.fetch(post('/answer', JSON.stringify(told)))).status).toBe(200)
    const statuses: number[] = []
    for (let i = 0; i < 3; i++) statuses.push((await simulator.fetch(post('/acme', '{}'))).status)
    expect(statuses).toEqual([500, 500, 204])
    await simulator.fetch(new Request('http://127.0.0.1/__sim/reset', { method: 'POST' }))
    expect(simulator.world.webhooks.posted()).toEqual([])
  })

  it('refuses to be told nonsense', async () => {
    expect((await createSimulator().fetch(post('/answer', '{"status": 42}'))).status).toBe(400)
  })
})

describe('the mailbox', () => {
  it('keeps what is attached to a message', async () => {
    const simulator = createSimulator()
    const attachments = [{ filename: 'a.txt', type: 'text/plain', content: 'half of the stick\n' }]
    const message = { to: 'robin@example.com', subject: 'Receipt', text: 'Keep this.', attachments }
    const body = JSON.stringify(message)
    await simulator.fetch(new Request('http://mailbox.sim/send', { method: 'POST', body }))
    expect(simulator.world.mailbox.messages()[0]?.attachments).toEqual(attachments)
    const page = await simulator.fetch(new Request('http://mailbox.sim/'))
    expect(await page.text()).toContain('download="a.txt"')
  })
})

describe('the shapes of others', () => {
  const body = (more: object = {}) => ({
    text: 'x',
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'y' } }],
    ...more,
  })
  const event = { routing_key: 'k'.repeat(32), event_action: 'acknowledge', dedup_key: 'alr_1' }

  it.each([
    ['/slack/T/B', body(), 200],
    ['/slack/T/B', body({ text: '' }), 400],
    ['/slack/T/B', body({ blocks: [{ type: 'section', text: 'plain' }] }), 400],
    ['/pagerduty/v2/enqueue', event, 202],
    ['/pagerduty/v2/enqueue', { ...event, routing_key: 'short' }, 400],
    ['/pagerduty/v2/enqueue', { ...event, event_action: 'trigger' }, 400],
    ['/pagerduty/v2/other', {}, 204],
  ])('%s answers %j with %i', async (path, sent, status) => {
    const simulator = createSimulator()
    expect((await simulator.fetch(post(path, JSON.stringify(sent)))).status).toBe(status)
  })

  it('wait as long as they are told to say', async () => {
    const simulator = createSimulator()
    simulator.world.webhooks.answer({ status: 429, retry_after: '30' })
    expect((await simulator.fetch(post('/slack/T/B', '{}'))).headers.get('retry-after')).toBe('30')
  })
})
