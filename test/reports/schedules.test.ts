// Digests and scheduled exports: due once a period, whatever comes twice, and never more than their owner may see.
import { describe, expect, it } from 'vitest'
import { money } from '../../worker/mail/figures.ts'
import { periodDays } from '../../worker/reports/periods.ts'
import { at, code, join } from '../http/harness.ts'
import { home } from '../support/tenants.ts'
import { call, deliver, minutesAfter, recorded, type Stage, stage, thisWeek, tick } from './stage.ts'

const digest = { kind: 'digest', every: 'week' }
const bundle = { kind: 'export', every: 'month', wish: { format: 'bundle', vendor: 'anthropic', expires_in_days: 7 } }

async function begin(on: Stage, json: unknown, browser = on.owner) {
  const reply = await call(on, 'POST', '/api/schedules', json, browser)
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body))
  return { id: String(at(reply.body, 'id')), due: String(at(reply.body, 'next_at')) }
}
const listed = async (on: Stage, browser = on.owner) => {
  const { body } = await call(on, 'GET', '/api/schedules', undefined, browser)
  return at(body, 'schedules') as Record<string, unknown>[]
}

describe('a digest', () => {
  it('comes once, when its week is over, to whoever wanted it, with the figures of the first screen', async () => {
    const on = await stage()
    const { due } = await begin(on, digest)
    expect(await tick(on, minutesAfter(due, -1))).toBe(0)
    expect(await tick(on, minutesAfter(due, 1))).toBe(1)
    expect(on.mails.map(({ to }) => to)).toEqual([on.email])
    const from = thisWeek()
    const { to } = periodDays('week', from)
    const { body } = await call(on, 'GET', `/api/overview?from=${from}&to=${to}`)
    expect(on.mails[0]?.text).toContain(`Billed: ${money(String(at(body, 'cost', 'billed')))}, `)
    expect(on.mails[0]?.text).toContain('against the seven days before')
    expect(await tick(on, minutesAfter(due, 120))).toBe(0)
    expect(on.mails).toHaveLength(1)
    expect(await listed(on)).toMatchObject([{ done_period: from, own: true, code: null }])
    expect(await tick(on, minutesAfter(due, 7 * 24 * 60))).toBe(1)
    expect(on.mails).toHaveLength(2)
  })
  it('is one however often its message comes', async () => {
    const on = await stage()
    const { id, due } = await begin(on, digest)
    const message = { v: 1, job: 'report.make', region: 'us', tenant: on.tenant, id, period: thisWeek() }
    on.clock.now = minutesAfter(due, 1)
    expect(await deliver(on, message)).toBe('done')
    expect(await deliver(on, message)).toBe('done')
    expect(on.mails).toHaveLength(1)
    expect(await deliver(on, { ...message, job: 'receipt.make' })).toBe('not ours')
  })
  it('whose mail is refused is tried again, and after two days the next week comes', async () => {
    const on = await stage()
    const { due } = await begin(on, digest)
    const sendMail = on.ports.sendMail
    on.ports.sendMail = async () => {
      throw new Error('refused')
    }
    expect(await tick(on, minutesAfter(due, 1))).toBe(1)
    expect(await listed(on)).toMatchObject([{ code: 'failed', next_period: thisWeek() }])
    expect(await tick(on, minutesAfter(due, 30))).toBe(0)
    on.ports.sendMail = sendMail
    expect(await tick(on, minutesAfter(due, 62))).toBe(1)
    expect(on.mails).toHaveLength(1)
    on.ports.sendMail = async () => {
      throw new Error('refused')
    }
    await tick(on, minutesAfter(due, 7 * 24 * 60 + 1))
    await tick(on, minutesAfter(due, 10 * 24 * 60))
    expect(await listed(on)).toMatchObject([{ code: 'failed', done_period: thisWeek() }])
    expect(String((await listed(on))[0]?.next_at) > minutesAfter(due, 10 * 24 * 60).toISOString()).toBe(true)
  })
  it('names people only to those who may see people', async () => {
    const on = await stage()
    const finance = await join(on.owner, 'finance')
    const { due } = await begin(on, digest, finance.browser)
    await tick(on, minutesAfter(due, 1))
    expect(on.mails.map(({ to }) => to)).toEqual([finance.email])
    expect(on.mails[0]?.text).not.toContain('(estimate)')
  })
  it('ends with the membership of whoever wanted it, and says when the role opens nothing', async () => {
    const on = await stage()
    const [gone, cut] = [await join(on.owner, 'finance'), await join(on.owner, 'finance')]
    const { due } = await begin(on, digest, gone.browser)
    const second = await begin(on, digest, cut.browser)
    await call(on, 'DELETE', `/api/members/${gone.id}`)
    await call(on, 'PATCH', `/api/members/${cut.id}`, { role: 'member' })
    const both = [due, second.due].sort().at(-1)
    await tick(on, minutesAfter(both, 1))
    expect(on.mails).toEqual([])
    expect((await listed(on)).map(({ id, code }) => [id, code])).toEqual([[second.id, 'not_allowed']])
  })
  it('shows beforehand what it says', async () => {
    const on = await stage()
    const { body } = await call(on, 'GET', '/api/schedules/preview?every=week')
    expect(at(body, 'subject')).toMatch(/^Tarnwick Instruments: \$7\.00 on AI, .* \(\+0\.0 %\)$/)
    expect(at(body, 'text')).toContain('Billed: $7.00, +$0.00 (+0.0 %)')
    expect(on.mails).toEqual([])
  })
})

describe('a scheduled export', () => {
  it('makes itself over the month that is over, in the name of whoever wished it, and tells them', async () => {
    const on = await stage()
    const { due } = await begin(on, bundle)
    expect(await tick(on, minutesAfter(due, 1))).toBe(1)
    const [made] = (await recorded(on, 'tallystick.export')).filter(({ action }) => action === 'created')
    const month = new Date().toISOString().slice(0, 7)
    expect(made).toMatchObject({
      format: 'bundle',
      disclosed: false,
      filter: { from: `${month}-01`, vendor: 'anthropic' },
    })
    expect(await listed(on)).toMatchObject([{ last_export: made?.export }])
    expect(on.mails.map(({ to, text }) => [to, text.includes(`/exports?open=${made?.export}`)])).toEqual([
      [on.email, true],
    ])
    expect(on.jobs).toMatchObject([{ job: 'export', id: made?.export }])
  })
  it('waits while too many exports are being made', async () => {
    const on = await stage()
    const { due } = await begin(on, bundle)
    for (let n = 0; n < 5; n++) await call(on, 'POST', '/api/exports', {})
    await tick(on, minutesAfter(due, 1))
    expect(await listed(on)).toMatchObject([{ code: 'too_many_exports', done_period: null }])
    await home.db.exec(`UPDATE export SET state = 'ready'`)
    await tick(on, minutesAfter(due, 62))
    expect(await listed(on)).toMatchObject([{ code: null, done_period: `${new Date().toISOString().slice(0, 7)}-01` }])
  })
})

describe('schedules', () => {
  it('rest, go on without what passed meanwhile, and end; each of it is a record', async () => {
    const on = await stage()
    const { id, due } = await begin(on, digest)
    expect((await call(on, 'PATCH', `/api/schedules/${id}`, { paused: true })).status).toBe(200)
    expect(await tick(on, minutesAfter(due, 60))).toBe(0)
    expect((await call(on, 'PATCH', `/api/schedules/${id}`, { paused: false })).status).toBe(200)
    expect((await call(on, 'DELETE', `/api/schedules/${id}`)).status).toBe(204)
    expect(await listed(on)).toEqual([])
    expect((await recorded(on)).map(({ action }) => action)).toEqual(['created', 'paused', 'resumed', 'removed'])
  })
  it('are their owner’s: others see them only where they change settings', async () => {
    const on = await stage()
    const finance = (await join(on.owner, 'finance')).browser
    const { id } = await begin(on, digest)
    expect(await listed(on, finance)).toEqual([])
    expect((await call(on, 'DELETE', `/api/schedules/${id}`, undefined, finance)).status).toBe(404)
    const other = await begin(on, digest, finance)
    expect((await listed(on)).map(({ own }) => own)).toEqual([true, false])
    expect((await call(on, 'DELETE', `/api/schedules/${other.id}`)).status).toBe(204)
  })
  it.each([
    ['of a digest twice', digest, 409],
    ['every day', { ...digest, every: 'day' }, 400],
    ['of an export without a wish', { kind: 'export', every: 'week' }, 400],
    ['of an export that names people', { ...bundle, wish: { ...bundle.wish, disclose: true } }, 400],
  ])('%s are refused in words', async (_, json, status) => {
    const on = await stage()
    await begin(on, digest)
    const reply = await call(on, 'POST', '/api/schedules', json)
    expect([reply.status, code(reply)]).toEqual([status, status === 409 ? 'conflict' : 'invalid_request'])
  })
  it('of what a role does not open are refused', async () => {
    const on = await stage()
    const auditor = (await join(on.owner, 'auditor')).browser
    expect((await call(on, 'POST', '/api/schedules', digest, auditor)).status).toBe(201)
    expect((await call(on, 'POST', '/api/schedules', bundle, auditor)).status).toBe(403)
  })
})
