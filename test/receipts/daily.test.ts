// Once a UTC day, when the ledger has grown, every channel gets the newest checkpoint: no more often, whatever comes twice.
import { describe, expect, it } from 'vitest'
import { openCheckpoint } from '../../worker/ledger/checkpoint.ts'
import { parseVkey } from '../../worker/ledger/vkey.ts'
import { secondOfDay } from '../../worker/receipts/second.ts'
import { tickReceipts } from '../../worker/receipts/tick.ts'
import {
  deliver,
  drain,
  grow,
  HOOK,
  home,
  inDays,
  ledger,
  MORNING,
  recorded,
  type Stage,
  set,
  stage,
  tick,
  view,
} from './stage.ts'

const posted = (on: Stage) => on.simulator.world.webhooks.posted()
const sizes = (on: Stage) => posted(on).map(({ body }) => JSON.parse(body).data.size)

describe('the day’s receipt', () => {
  it('reaches every channel with the exact bytes of the signed checkpoint', async () => {
    const on = await stage()
    await set(on, { mails: ['one@example.com', 'two@example.com'], webhook_url: HOOK })
    await tick(on)
    const { vkey, origin, checkpoint } = await ledger(on.tenant).state()
    const key = parseVkey(vkey)
    if (key === undefined) throw new Error('no key')
    expect(on.mails.map(({ to }) => to)).toEqual(['one@example.com', 'two@example.com'])
    const body = JSON.parse(posted(on)[0]?.body ?? '')
    expect(body).toMatchObject({ type: 'checkpoint.receipt', timestamp: MORNING.toISOString() })
    expect(body.data).toMatchObject({ tenant: on.tenant, organization: 'Tarnwick Instruments' })
    const opened = await openCheckpoint(body.data.note, origin, [key])
    expect(opened).toMatchObject({ ok: true, checkpoint: { size: body.data.size } })
    expect(await ledger(on.tenant).checkpointAt(body.data.size)).toMatchObject({
      note: body.data.note,
      root: body.data.root,
    })
    for (const mail of on.mails) {
      const file = {
        filename: `${on.tenant}-${body.data.size}.checkpoint.txt`,
        type: 'text/plain',
        content: body.data.note,
      }
      expect(mail.attachments).toEqual([file])
      expect(mail.text).toContain(body.data.note.trimEnd())
      expect(mail.text).toContain(vkey)
    }
    expect(checkpoint?.size).toBeGreaterThanOrEqual(body.data.size)
    const { deliveries, last } = await view(on)
    expect(last).toMatchObject({ day: '2027-03-02', size: body.data.size, root: body.data.root })
    expect(deliveries.map(({ state, attempts }) => [state, attempts])).toEqual([
      ['sent', 1],
      ['sent', 1],
      ['sent', 1],
    ])
  })

  it('comes once a day, and the next day only when something has come in', async () => {
    const on = await stage()
    await set(on, { webhook_url: HOOK })
    await tick(on)
    for (const at of [MORNING, new Date('2027-03-02T07:15:00Z'), new Date('2027-03-02T23:45:00Z')]) {
      expect(await tick(on, at)).toBe(0)
    }
    expect(sizes(on)).toHaveLength(1)
    // The receipt's own record is no reason for another one.
    expect(await tick(on, inDays(1))).toBe(1)
    expect(sizes(on)).toHaveLength(1)
    expect(await tick(on, inDays(1))).toBe(0)
    await grow(on, 100)
    await tick(on, inDays(2))
    expect(sizes(on)).toHaveLength(2)
    // Five buckets, the page they came from, and the record of the receipt before.
    expect(sizes(on)[1]).toBe(sizes(on)[0] + 7)
  })

  it('waits for its second of the day, but the first one comes at once', async () => {
    const on = await stage()
    await set(on, { webhook_url: HOOK })
    await tick(on, new Date('2027-03-02T00:00:00Z'))
    expect(sizes(on)).toHaveLength(1)
    await grow(on, 100)
    const due = secondOfDay(on.tenant)
    const midnight = Date.parse('2027-03-03T00:00:00Z')
    expect(await tick(on, new Date(midnight + (due - 1) * 1000))).toBe(0)
    expect(await tick(on, new Date(midnight + due * 1000))).toBe(1)
    const seconds = Array.from({ length: 2_000 }, (_, i) => secondOfDay(`tn_${i.toString(32)}abc`))
    expect(seconds.every((second) => second >= 0 && second < 21_600)).toBe(true)
    expect(new Set(seconds.map((second) => Math.floor(second / 3_600))).size).toBe(6)
  })

  it('is one however often its messages come, also at once', async () => {
    const on = await stage()
    await set(on, { mails: ['one@example.com'], webhook_url: HOOK })
    await tickReceipts(on.env, on.clock.now)
    const [make] = on.jobs.splice(0)
    await Promise.all([deliver(on, make?.body), deliver(on, make?.body), deliver(on, make?.body)])
    const sends = on.jobs.splice(0).map(({ body }) => body)
    expect(sends.length).toBeGreaterThan(2)
    await Promise.all([...sends, ...sends].map((body) => deliver(on, body)))
    await grow(on, 100)
    await deliver(on, make?.body)
    await drain(on)
    expect(posted(on)).toHaveLength(1)
    expect(on.mails).toHaveLength(1)
    expect((await recorded(on)).filter(({ data }) => data.action === 'sent')).toHaveLength(1)
    expect((await view(on)).deliveries).toHaveLength(2)
  })

  it('is asked for again when its message was lost, and not before', async () => {
    const on = await stage()
    await set(on, { webhook_url: HOOK })
    expect(await tickReceipts(on.env, on.clock.now)).toBe(1)
    on.jobs.length = 0
    expect(await tick(on, new Date(MORNING.getTime() + 15 * 60_000))).toBe(0)
    expect(await tick(on, new Date(MORNING.getTime() + 30 * 60_000))).toBe(1)
    expect(posted(on)).toHaveLength(1)
  })

  it('is not sent while paused or without a channel, and goes on afterwards', async () => {
    const on = await stage()
    await set(on, { webhook_url: HOOK, paused: true })
    expect(await tick(on)).toBe(0)
    await set(on, { paused: false })
    expect(await tick(on)).toBe(1)
    await grow(on, 100)
    await set(on, { webhook_url: null })
    expect(await tick(on, inDays(1))).toBe(0)
    expect(posted(on)).toHaveLength(1)
  })

  it('that comes late does not go behind a newer one', async () => {
    const on = await stage()
    await set(on, { webhook_url: HOOK })
    await tickReceipts(on.env, on.clock.now)
    const [late] = on.jobs.splice(0)
    await tick(on, inDays(1))
    await deliver(on, late?.body)
    await drain(on)
    expect(posted(on)).toHaveLength(1)
    expect((await view(on)).last?.day).toBe('2027-03-03')
  })
})

describe('the record of a receipt', () => {
  it('says size, root and how many channels, and no address', async () => {
    const on = await stage()
    await set(on, { mails: ['one@example.com'], webhook_url: `${HOOK}?token=hush` })
    await tick(on)
    const all = await recorded(on)
    expect(all.map(({ kind, data }) => [kind, data.action])).toEqual([
      ['tenant', 'settings_changed'],
      ['tenant', 'sent'],
    ])
    const { last } = await view(on)
    expect(all[1]?.data).toMatchObject({
      day: '2027-03-02',
      size: last?.size,
      root: last?.root,
      mails: 1,
      webhook: true,
    })
    for (const { text } of all) expect(text).not.toMatch(/one@example|hooks\.example|hush|whsec_/)
  })

  it('stands before anything leaves', async () => {
    const on = await stage()
    await set(on, { webhook_url: HOOK })
    await tickReceipts(on.env, on.clock.now)
    const [make] = on.jobs.splice(0)
    await deliver(on, make?.body)
    expect(posted(on)).toEqual([])
    expect((await recorded(on)).at(-1)?.data.action).toBe('sent')
  })
})

describe('what lies in the database', () => {
  it('holds no address, no URL and no secret', async () => {
    const on = await stage()
    const secret = await set(on, { mails: ['one@example.com'], webhook_url: HOOK })
    await tick(on)
    for (const table of ['receipt', 'receipt_setting', 'receipt_delivery']) {
      const { results } = await home.db.prepare(`SELECT * FROM ${table}`).all()
      expect(results.length).toBeGreaterThan(0)
      const text = JSON.stringify(results)
      for (const word of ['one@example', 'hooks.example', secret ?? '?']) expect(text).not.toContain(word)
    }
    const { objects } = await home.vault.list({ prefix: `receipts/${on.tenant}` })
    const [sealed] = await Promise.all(objects.map(async ({ key }) => (await home.vault.get(key))?.text()))
    expect(sealed).not.toMatch(/one@example|hooks\.example|whsec_/)
  })
})
