// What fails is tried again with growing waits, as the other side asks, and ends in words; what cannot succeed is not repeated.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { delayAfter, RETRY_SECONDS } from '../../worker/alerts/retries.ts'
import { join } from '../http/harness.ts'
import {
  alerts,
  bill,
  budget,
  channel,
  DOLLAR,
  deliver,
  HOOK,
  home,
  ok,
  posted,
  ROUTING_KEY,
  SLACK,
  type Stage,
  stage,
  TODAY,
  tick,
  wait,
} from './stage.ts'

const first = async (on: Stage) => (await alerts(on))[0]?.deliveries[0]

async function crossing(on: Stage, json: Record<string, unknown> = { kind: 'webhook', url: HOOK }): Promise<string> {
  const { id } = await channel(on, json)
  await budget(on, { forecast: false, thresholds: [100], channels: [id] })
  await bill(on, TODAY, 200n * DOLLAR)
  return id
}

describe('the waits', () => {
  it('grow, are up to a fifth longer by chance, and last as long as the other side asks', () => {
    expect(RETRY_SECONDS.map((_, at) => delayAfter(at + 1, undefined, () => 0))).toEqual([...RETRY_SECONDS])
    expect(delayAfter(1, undefined, () => 0.999)).toBe(6)
    expect(delayAfter(3, undefined, () => 1)).toBe(2_160)
    expect(delayAfter(1, 600, () => 0)).toBe(600)
    expect(delayAfter(4, 600, () => 0)).toBe(7_200)
    expect(delayAfter(1, 999_999, () => 0)).toBe(43_200)
    expect(delayAfter(RETRY_SECONDS.length + 1, undefined, () => 0)).toBeUndefined()
  })
})

describe('a webhook that fails', () => {
  it('is tried seven times under one id with one body, then given up, and admins hear of it', async () => {
    const on = await stage()
    const admin = await join(on.owner, 'admin')
    await crossing(on)
    on.simulator.world.webhooks.answer({ status: 503, times: 7 })
    await tick(on)
    expect(await first(on)).toMatchObject({
      state: 'retrying',
      attempts: 1,
      why: 'It answered 503. It must answer 2xx.',
    })
    expect(await wait(on)).toEqual([...RETRY_SECONDS])
    expect(posted(on)).toHaveLength(7)
    expect(new Set(posted(on).map(({ headers, body }) => `${headers['webhook-id']} ${body}`)).size).toBe(1)
    expect(await first(on)).toMatchObject({ state: 'failed', attempts: 7, next_at: null })
    expect(on.mails.map(({ to }) => to)).toContain(admin.email)
    expect(on.mails).toHaveLength(2)
    expect(on.mails[0]?.text).toContain('webhook “Finance”')
    expect(on.mails[0]?.text).not.toContain('hooks.example')
  })

  it.each([
    ['a redirect', { status: 307, location: 'https://hooks.example.com/__sim/webhooks/other' }, 'redirect'],
    ['404', { status: 404 }, 'It answered 404'],
    ['429', { status: 429 }, 'It answered 429'],
    ['500', { status: 500 }, 'It answered 500'],
  ])('with %s is tried again, and sent when it answers', async (_, answer, why) => {
    const on = await stage()
    await crossing(on)
    on.simulator.world.webhooks.answer(answer)
    await tick(on)
    expect((await first(on))?.why).toContain(why)
    expect(await wait(on)).toEqual([5])
    expect(posted(on).map(({ path }) => path)).toEqual(['/acme', '/acme'])
    expect(await first(on)).toMatchObject({ state: 'sent', why: null, attempts: 2 })
    expect(on.mails).toEqual([])
  })

  it.each([
    ['seconds', '900', [900]],
    ['a date', 'DATE', [120]],
    ['nonsense', 'soon', [5]],
  ])('waits as long as Retry-After says in %s', async (_, said, delays) => {
    const on = await stage()
    await crossing(on)
    on.clock.now = new Date(Math.ceil(Date.now() / 1000) * 1000)
    const date = new Date(on.clock.now.getTime() + 120_000).toUTCString()
    on.simulator.world.webhooks.answer({ status: 429, retry_after: said === 'DATE' ? date : said })
    await tick(on)
    expect(await wait(on)).toEqual(delays)
  })

  it('is switched off by 410, until somebody switches it on', async () => {
    const on = await stage()
    const id = await crossing(on)
    on.simulator.world.webhooks.answer({ status: 410 })
    await tick(on)
    expect(on.jobs).toEqual([])
    expect(await first(on)).toMatchObject({ state: 'failed' })
    const shown = async () => (await ok(on, 'GET', '/api/alert-channels')) as { channels: { off: string | null }[] } // the route's own schema
    expect((await shown()).channels[0]?.off).not.toBeNull()
    await budget(on, { name: 'Second', forecast: false, thresholds: [100], channels: [id] })
    await tick(on)
    await wait(on)
    expect(posted(on)).toHaveLength(1)
    expect((await first(on))?.why).toBe('The channel was switched off.')
    await ok(on, 'PATCH', `/api/alert-channels/${id}`, { on: true })
    await budget(on, { name: 'Third', forecast: false, thresholds: [100], channels: [id] })
    await wait(on)
    expect(posted(on)).toHaveLength(2)
  })
})

describe('Slack and PagerDuty', () => {
  it.each([
    ['slack', { kind: 'slack', url: SLACK }],
    ['pagerduty', { kind: 'pagerduty', routing_key: ROUTING_KEY }],
  ])('%s: 400, 401, 403 and 404 are final, 429 and 500 are not', async (_, json) => {
    for (const [status, jobs] of [
      [400, 0],
      [401, 0],
      [403, 0],
      [404, 0],
      [429, 1],
      [500, 1],
    ] as const) {
      const on = await stage()
      await crossing(on, json)
      on.simulator.world.webhooks.answer({ status })
      await tick(on)
      expect([status, on.jobs.length]).toEqual([status, jobs])
    }
  })
})

describe('an answer that does not come', () => {
  afterEach(() => vi.unstubAllGlobals())

  it.each([
    ['TimeoutError', 'It did not answer within 10 seconds.'],
    ['TypeError', 'It could not be reached: no such host, no connection, or a bad certificate.'],
  ])('%s is tried again', async (name, why) => {
    const on = await stage()
    await crossing(on)
    const { fetch } = globalThis
    vi.stubGlobal('fetch', () => Promise.reject(Object.assign(new Error('no'), { name })))
    await tick(on)
    vi.stubGlobal('fetch', fetch)
    expect(await first(on)).toMatchObject({ state: 'retrying', why })
    await wait(on)
    expect(await first(on)).toMatchObject({ state: 'sent' })
  })
})

describe('a delivery', () => {
  it('is one try however often its message comes', async () => {
    const on = await stage()
    await crossing(on)
    on.simulator.world.webhooks.answer({ status: 500 })
    await tick(on)
    const again = on.jobs.map(({ body }) => body)
    await wait(on)
    for (const body of [...again, ...again]) await deliver(on, body)
    expect(posted(on)).toHaveLength(2)
  })

  it('whose message was lost, or whose try died, comes again by the tick', async () => {
    const on = await stage()
    await crossing(on)
    on.simulator.world.webhooks.answer({ status: 500 })
    await tick(on)
    on.jobs.length = 0
    await home.db.prepare("UPDATE alert_delivery SET state = 'sending' WHERE tenant = ?").bind(on.tenant).run()
    expect(await tick(on, new Date(on.clock.now.getTime() + 5 * 60_000))).toBe(0)
    expect(await tick(on, new Date(on.clock.now.getTime() + 26 * 60_000))).toBe(1)
    expect(posted(on)).toHaveLength(2)
    expect(await first(on)).toMatchObject({ state: 'sent', attempts: 2 })
  })

  it('to a channel that was removed meanwhile ends without a word to anybody', async () => {
    const on = await stage()
    const id = await crossing(on)
    on.simulator.world.webhooks.answer({ status: 500 })
    await tick(on)
    await ok(on, 'DELETE', `/api/alert-channels/${id}`)
    await wait(on)
    expect(posted(on)).toHaveLength(1)
    expect(await first(on)).toMatchObject({
      state: 'failed',
      name: null,
      why: 'The channel was removed before it was sent.',
    })
    expect(on.mails).toEqual([])
  })
})
