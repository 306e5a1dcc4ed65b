// What fails is tried again with growing waits under one id, ends in words after the sixth time, and is told to admins.
import { describe, expect, it } from 'vitest'
import { tickReceipts } from '../../worker/receipts/tick.ts'
import { join } from '../http/harness.ts'
import { call, deliver, drain, grow, HOOK, home, inDays, MORNING, type Stage, set, stage, tick, view } from './stage.ts'

const posted = (on: Stage) => on.simulator.world.webhooks.posted()

/** Delivers delayed messages one after the other, with the clock set forward by each one's delay; returns the delays. */
async function wait(on: Stage): Promise<number[]> {
  const delays: number[] = []
  for (let next = on.jobs.shift(); next !== undefined; next = on.jobs.shift()) {
    on.clock.now = new Date(on.clock.now.getTime() + next.delaySeconds * 1000)
    if (next.delaySeconds > 0) delays.push(next.delaySeconds)
    await deliver(on, next.body)
  }
  return delays
}

describe('a webhook that fails', () => {
  it('is tried again after 1, 5, 30 minutes, 2 and 5 hours, with the same id and body each time', async () => {
    const on = await stage()
    await set(on, { webhook_url: HOOK })
    on.simulator.world.webhooks.answer({ status: 503, times: 6 })
    await tick(on)
    expect((await view(on)).deliveries[0]).toMatchObject({
      state: 'retrying',
      why: 'The webhook answered 503. It must answer 2xx.',
      next_at: new Date(MORNING.getTime() + 60_000).toISOString(),
      attempts: 1,
    })
    expect(await wait(on)).toEqual([60, 300, 1_800, 7_200, 18_000])
    expect(posted(on)).toHaveLength(6)
    expect(new Set(posted(on).map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(new Set(posted(on).map(({ body }) => body)).size).toBe(1)
    expect(new Set(posted(on).map(({ headers }) => headers['webhook-timestamp'])).size).toBe(6)
    expect((await view(on)).deliveries[0]).toMatchObject({ state: 'failed', attempts: 6, next_at: null })
  })

  it('is sent once it answers, and then never again', async () => {
    const on = await stage()
    await set(on, { webhook_url: HOOK })
    on.simulator.world.webhooks.answer({ status: 500, times: 2 })
    await tick(on)
    const again = on.jobs.map(({ body }) => body)
    expect(await wait(on)).toEqual([60, 300])
    for (const body of again) await deliver(on, body)
    expect(posted(on)).toHaveLength(3)
    expect((await view(on)).deliveries[0]).toMatchObject({ state: 'sent', why: null, attempts: 3 })
    expect(on.mails).toEqual([])
  })

  it('is told to owners and admins when it is given up, and to nobody else', async () => {
    const on = await stage()
    const admin = await join(on.owner, 'admin')
    const auditor = await join(on.owner, 'auditor')
    await set(on, { webhook_url: `${HOOK}?token=hush` })
    on.simulator.world.webhooks.answer({ status: 500, times: 6 })
    await tick(on)
    await wait(on)
    expect(on.mails).toHaveLength(2)
    const to = on.mails.map((mail) => mail.to)
    expect(to).toContain(admin.email)
    expect(to).not.toContain(auditor.email)
    expect(on.mails[0]?.subject).toBe('A receipt of Tarnwick Instruments could not be delivered')
    expect(on.mails[0]?.text).toContain('The webhook answered 500.')
    expect(on.mails[0]?.text).not.toMatch(/hush|hooks\.example/)
  })

  it.each([[410, 'The webhook answered 410: it wants no more.']])(
    'is given up at once where it answers %i',
    async (status, words) => {
      const on = await stage()
      await set(on, { webhook_url: HOOK })
      on.simulator.world.webhooks.answer({ status })
      await tick(on)
      expect(on.jobs).toEqual([])
      const [delivery] = (await view(on)).deliveries
      expect(delivery?.state).toBe('failed')
      expect(delivery?.why).toContain(words)
      expect(on.mails).toHaveLength(1)
    },
  )

  it('is not followed where it leads elsewhere', async () => {
    const on = await stage()
    await set(on, { webhook_url: HOOK })
    on.simulator.world.webhooks.answer({ status: 307, location: 'https://hooks.example.com/__sim/webhooks/other' })
    await tick(on)
    expect(posted(on)).toHaveLength(1)
    expect((await view(on)).deliveries[0]).toMatchObject({ state: 'retrying' })
    expect((await view(on)).deliveries[0]?.why).toContain('redirect')
  })
})

describe('a mail that is not accepted', () => {
  it('is tried again by itself: the others have theirs', async () => {
    const on = await stage()
    await set(on, { mails: ['bad@example.com', 'good@example.com'] })
    const { sendMail } = on.ports
    let refused = 0
    on.ports.sendMail = async (env, mail) => {
      if (mail.to === 'bad@example.com' && refused++ < 1) throw new Error('no such box: bad@example.com')
      return sendMail(env, mail)
    }
    await tick(on)
    expect(on.mails.map(({ to }) => to)).toEqual(['good@example.com'])
    expect(await wait(on)).toEqual([60])
    expect(on.mails.map(({ to }) => to)).toEqual(['good@example.com', 'bad@example.com'])
  })
})

describe('what changes while a receipt is on its way', () => {
  it('is not sent to an address that was taken off, and nobody is alarmed', async () => {
    const on = await stage()
    await set(on, { mails: ['one@example.com', 'two@example.com'] })
    await tickReceipts(on.env, on.clock.now)
    const [make] = on.jobs.splice(0)
    await deliver(on, make?.body)
    await set(on, { mails: ['two@example.com'] })
    await drain(on)
    expect(on.mails.map(({ to }) => to)).toEqual(['two@example.com'])
    const gone = (await view(on)).deliveries.find(({ to }) => to === null)
    expect(gone).toMatchObject({ state: 'failed', why: 'The address was taken off before it was sent.' })
  })

  it('goes to a webhook’s new address only from the next receipt on', async () => {
    const on = await stage()
    await set(on, { webhook_url: HOOK })
    on.simulator.world.webhooks.answer({ status: 500 })
    await tick(on)
    await set(on, { webhook_url: `${HOOK}/new` })
    await wait(on)
    expect(posted(on).map(({ path }) => path)).toEqual(['/acme'])
    await grow(on, 100)
    await tick(on, inDays(1))
    expect(posted(on).map(({ path }) => path)).toEqual(['/acme', '/acme/new'])
  })

  it('stops while paused', async () => {
    const on = await stage()
    await set(on, { webhook_url: HOOK })
    on.simulator.world.webhooks.answer({ status: 500 })
    await tick(on)
    await set(on, { paused: true })
    await wait(on)
    expect(posted(on)).toHaveLength(1)
    expect((await view(on)).deliveries[0]).toMatchObject({ state: 'failed' })
  })
})

describe('a try that died', () => {
  it('comes again by the tick, under the same id', async () => {
    const on = await stage()
    await set(on, { webhook_url: HOOK })
    on.simulator.world.webhooks.answer({ status: 500 })
    await tick(on)
    on.jobs.length = 0
    await home.db.prepare("UPDATE receipt_delivery SET state = 'sending' WHERE tenant = ?").bind(on.tenant).run()
    expect(await tick(on, new Date(MORNING.getTime() + 5 * 60_000))).toBe(0)
    expect(await tick(on, new Date(MORNING.getTime() + 30 * 60_000))).toBe(1)
    expect(posted(on)).toHaveLength(2)
    expect((await view(on)).deliveries[0]).toMatchObject({ state: 'sent', attempts: 2 })
  })

  it('says so and goes on when something on our side broke', async () => {
    const on = await stage()
    await set(on, { webhook_url: HOOK })
    await tickReceipts(on.env, on.clock.now)
    const [make] = on.jobs.splice(0)
    await deliver(on, make?.body)
    const key = `receipts/${on.tenant}/channels`
    const sealed = await (await home.vault.get(key))?.arrayBuffer()
    await home.vault.put(key, new Uint8Array([1, 2, 3]))
    const [send] = on.jobs.splice(0)
    await deliver(on, send?.body)
    await home.vault.put(key, sealed ?? '')
    expect((await view(on)).deliveries[0]).toMatchObject({ state: 'retrying', why: 'Something on our side failed.' })
    expect(await wait(on)).toEqual([60])
    expect((await view(on)).deliveries[0]).toMatchObject({ state: 'sent' })
  })
})

describe('the queue of jobs', () => {
  it('leaves what is no receipt to whoever it belongs to', async () => {
    const on = await stage()
    const { explicitAcks, retryMessages } = await deliver(on, {
      v: 1,
      job: 'export',
      region: 'us',
      tenant: on.tenant,
      id: 'x',
    })
    expect([explicitAcks, retryMessages]).toEqual([[], []])
    expect((await call(on, 'GET', '/api/receipts')).status).toBe(200)
  })
})
