// Where receipts go is changed by admins, read by auditors with less, and every change is a record; a secret is shown once.
import { describe, expect, it } from 'vitest'
import { at, code, join } from '../http/harness.ts'
import { call, drain, HOOK, recorded, type Stage, set, stage, tick, view } from './stage.ts'

const posted = (on: Stage) => on.simulator.world.webhooks.posted()
const problem = (body: unknown) => at(body, 'error', 'details', 0)

describe('the settings', () => {
  it('are empty at first', async () => {
    const on = await stage()
    expect(await view(on)).toEqual({ mails: [], webhook: null, paused: false, last: null, deliveries: [] })
  })

  it('keep what a change leaves out, and write nothing where nothing changes', async () => {
    const on = await stage()
    await set(on, { mails: ['One@Example.com'] })
    await set(on, { webhook_url: HOOK })
    await set(on, { webhook_url: HOOK, mails: ['one@example.com'] })
    expect(await view(on)).toMatchObject({ mails: ['one@example.com'], webhook: { url: HOOK }, paused: false })
    expect(await recorded(on)).toHaveLength(2)
    await set(on, { mails: [], webhook_url: null })
    expect(await view(on)).toMatchObject({ mails: [], webhook: null })
  })

  it('say which field does not fit and why', async () => {
    const on = await stage()
    const six = Array.from({ length: 6 }, (_, i) => `p${i}@example.com`)
    for (const [json, path] of [
      [{ mails: six }, 'body.mails'],
      [{ mails: ['no address'] }, 'body.mails[0]'],
      [{ mails: ['a@example.com', 'A@example.com'] }, 'body.mails'],
      [{ webhook_url: 'https://169.254.169.254/x' }, 'body.webhook_url'],
      [{ webhook_url: 'http://hooks.example.com' }, 'body.webhook_url'],
      [{ webhook_url: 'http://127.0.0.1:1' }, 'body.webhook_url'],
    ] as const) {
      const reply = await call(on, 'PATCH', '/api/receipts', json)
      expect([reply.status, code(reply), at(problem(reply.body), 'path')]).toEqual([400, 'invalid_request', path])
    }
    expect(await recorded(on)).toEqual([])
  })

  it('are kept from being changed by two at once', async () => {
    const on = await stage()
    const replies = await Promise.all(
      ['a@example.com', 'b@example.com'].map((mail) => call(on, 'PATCH', '/api/receipts', { mails: [mail] })),
    )
    const won = replies.filter(({ status }) => status === 200)
    expect(won.length).toBeGreaterThanOrEqual(1)
    expect(await recorded(on)).toHaveLength(won.length)
  })
})

describe('who may what', () => {
  it('lets an auditor read, with the webhook’s host alone, and change nothing', async () => {
    const on = await stage()
    await set(on, { webhook_url: `${HOOK}?token=hush` })
    await tick(on)
    const { browser } = await join(on.owner, 'auditor')
    const seen = await call(on, 'GET', '/api/receipts', undefined, browser)
    expect(at(seen.body, 'webhook', 'url')).toBe('https://hooks.example.com/…')
    expect(JSON.stringify(seen.body)).not.toContain('hush')
    for (const [method, path] of [
      ['PATCH', '/api/receipts'],
      ['POST', '/api/receipts/secret'],
      ['POST', '/api/receipts/test'],
    ] as const) {
      expect((await call(on, method, path, {}, browser)).status).toBe(403)
    }
  })

  it('shows no tenant another one’s', async () => {
    const [one, other] = [await stage(), await stage()]
    await set(one, { webhook_url: HOOK })
    expect(await view(other)).toMatchObject({ webhook: null, deliveries: [] })
  })
})

describe('the secret', () => {
  it('is shown when the webhook is made and never again', async () => {
    const on = await stage()
    const secret = await set(on, { webhook_url: HOOK })
    expect(secret).toMatch(/^whsec_/)
    expect(await set(on, { webhook_url: `${HOOK}/other` })).toBeNull()
    expect(JSON.stringify(await view(on))).not.toContain('whsec_')
  })

  it('is replaced on demand; both sign for a day', async () => {
    const on = await stage()
    const first = await set(on, { webhook_url: HOOK })
    const reply = await call(on, 'POST', '/api/receipts/secret')
    const second = String(at(reply.body, 'secret'))
    expect(second).toMatch(/^whsec_/)
    expect(second).not.toBe(first)
    on.clock.now = new Date()
    await tick(on)
    expect(posted(on)[0]?.headers['webhook-signature']?.split(' ')).toHaveLength(2)
    on.simulator.world.webhooks.clear()
    on.clock.now = new Date(Date.now() + 2 * 86_400_000)
    await call(on, 'POST', '/api/receipts/test')
    await drain(on)
    expect(posted(on)[0]?.headers['webhook-signature']?.split(' ')).toHaveLength(1)
    expect((await recorded(on)).map(({ data }) => data.action)).toContain('secret_rotated')
  })

  it('is not there without a webhook', async () => {
    const on = await stage()
    expect((await call(on, 'POST', '/api/receipts/secret')).status).toBe(404)
  })
})

describe('a test', () => {
  it('goes to every channel at once, says that it is one, and takes no day', async () => {
    const on = await stage()
    await set(on, { mails: ['one@example.com'], webhook_url: HOOK, paused: true })
    const reply = await call(on, 'POST', '/api/receipts/test')
    expect(reply.status).toBe(202)
    await drain(on)
    expect(JSON.parse(posted(on)[0]?.body ?? '').data).toMatchObject({ test: true })
    expect(posted(on)[0]?.headers['webhook-id']).toBe(at(reply.body, 'receipt'))
    expect(on.mails[0]?.subject).toMatch(/^Test: Receipt for the ledger of Tarnwick Instruments: \d+ records$/)
    expect(await view(on)).toMatchObject({ last: null })
    expect((await view(on)).deliveries.map(({ day }) => day)).toEqual([null, null])
    expect((await recorded(on)).at(-1)?.data).toMatchObject({ action: 'tested' })
  })

  it('is tried once and says why it failed, without a mail to anybody', async () => {
    const on = await stage()
    await set(on, { webhook_url: HOOK })
    on.simulator.world.webhooks.answer({ status: 404 })
    await call(on, 'POST', '/api/receipts/test')
    await drain(on)
    expect((await view(on)).deliveries[0]).toMatchObject({
      state: 'failed',
      why: 'The webhook answered 404. It must answer 2xx.',
    })
    expect([on.jobs, on.mails]).toEqual([[], []])
  })

  it('needs somebody to send to, and is allowed six times an hour', async () => {
    const on = await stage()
    expect((await call(on, 'POST', '/api/receipts/test')).status).toBe(409)
    await set(on, { webhook_url: HOOK })
    const statuses: number[] = []
    for (let i = 0; i < 7; i++) statuses.push((await call(on, 'POST', '/api/receipts/test')).status)
    expect(statuses).toEqual([202, 202, 202, 202, 202, 202, 429])
  })
})
