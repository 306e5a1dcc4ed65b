// A budget's thresholds: each fires once a period, whoever looks twice, and never again when the bill was restated in between.
import { describe, expect, it } from 'vitest'
import { cost } from '../../worker/db/tenant/schema.ts'
import {
  alerts,
  bill,
  budget,
  DOLLAR,
  day,
  deliver,
  dollars,
  drain,
  fired,
  home,
  MONTH,
  ok,
  project,
  recorded,
  type Stage,
  stage,
  TODAY,
  tick,
  use,
} from '../alerts/stage.ts'
import { costSeed, insertRows } from '../db/seed.ts'

const NO_FORECAST = { forecast: false }

describe('thresholds', () => {
  it('fire as they are reached, in their order', async () => {
    const on = await stage()
    await budget(on, NO_FORECAST)
    await drain(on)
    expect(await fired(on)).toEqual([])
    await bill(on, TODAY, 69n * DOLLAR)
    await tick(on)
    expect(await fired(on)).toEqual([])
    await bill(on, TODAY, DOLLAR)
    await tick(on)
    expect(await fired(on)).toEqual(['threshold 70'])
    await bill(on, TODAY, 30n * DOLLAR)
    await tick(on)
    expect(await fired(on)).toEqual(expect.arrayContaining(['threshold 70', 'threshold 85', 'threshold 100']))
  })

  it('are compared to the nanodollar', async () => {
    const on = await stage()
    await budget(on, { ...NO_FORECAST, thresholds: [100] })
    await bill(on, TODAY, 100n * DOLLAR - 1n)
    await tick(on)
    expect(await fired(on)).toEqual([])
    await bill(on, TODAY, 1n)
    await tick(on)
    expect(await fired(on)).toEqual(['threshold 100'])
  })

  it('fire at once where a new budget finds them crossed', async () => {
    const on = await stage()
    await bill(on, TODAY, 90n * DOLLAR)
    await budget(on, NO_FORECAST)
    await drain(on)
    expect((await fired(on)).sort()).toEqual(['threshold 70', 'threshold 85'])
  })

  it('fire once, evaluated ten times, by two jobs at the same moment, and with the same message twice', async () => {
    const on = await stage()
    await budget(on, { ...NO_FORECAST, thresholds: [50] })
    await drain(on)
    await bill(on, TODAY, 60n * DOLLAR)
    const { askedAt } =
      (await home.db.prepare('SELECT asked_at AS askedAt FROM watch WHERE tenant = ?').bind(on.tenant).first()) ?? {}
    expect(askedAt).toBeNull()
    const message = { v: 1, job: 'budgets.evaluate', region: 'us', tenant: on.tenant, asked: 'x' }
    await Promise.all([deliver(on, message), deliver(on, message)])
    for (let time = 0; time < 8; time++) await deliver(on, message)
    expect(await fired(on)).toEqual(['threshold 50'])
    expect(await recorded(on, 'raised')).toHaveLength(1)
  })

  it('stay fired where a restated bill falls under them and comes back', async () => {
    const on = await stage()
    await budget(on, { ...NO_FORECAST, thresholds: [70] })
    const id = await bill(on, TODAY, 80n * DOLLAR)
    await tick(on)
    const restate = async (amount: bigint) => {
      await home.db
        .prepare('UPDATE cost SET amount = ? WHERE tenant = ? AND id = ?')
        .bind(String(amount), on.tenant, id)
        .run()
      await project(on)
      await tick(on)
    }
    await restate(10n * DOLLAR)
    await restate(90n * DOLLAR)
    expect(await fired(on)).toEqual(['threshold 70'])
  })

  it('fire again in the next period', async () => {
    const on = await stage()
    await budget(on, { ...NO_FORECAST, period: 'day', thresholds: [100], amount: dollars(10) })
    await bill(on, TODAY, 20n * DOLLAR)
    await tick(on)
    const tomorrow = new Date(Date.parse(`${TODAY}T09:00:00Z`) + 86_400_000)
    await insertRows(cost, [costSeed(on.tenant, tomorrow.toISOString().slice(0, 10), { amount: 20n * DOLLAR })])
    await tick(on, tomorrow)
    expect((await alerts(on)).map(({ period }) => period).sort()).toEqual([TODAY, tomorrow.toISOString().slice(0, 10)])
  })

  it('fire for a period that is over when its last bill comes late, and not for one before the budget was made', async () => {
    const on = await stage()
    await budget(on, { ...NO_FORECAST, period: 'day', thresholds: [100], amount: dollars(10) })
    await drain(on)
    await bill(on, day(1), 20n * DOLLAR)
    await tick(on)
    expect(await fired(on)).toEqual([])
    const later = new Date(Date.parse(`${TODAY}T09:00:00Z`) + 3 * 86_400_000)
    await bill(on, TODAY, 20n * DOLLAR)
    await tick(on, later)
    expect((await alerts(on)).map(({ period }) => period)).toEqual([TODAY])
  })

  it('are not looked at while a budget is paused or once it is removed', async () => {
    const on = await stage()
    const paused = await budget(on, { ...NO_FORECAST, paused: true })
    const gone = await budget(on, NO_FORECAST)
    await ok(on, 'DELETE', `/api/budgets/${gone.id}`)
    await bill(on, TODAY, 99n * DOLLAR)
    await tick(on)
    expect(await fired(on)).toEqual([])
    await ok(on, 'PATCH', `/api/budgets/${paused.id}`, { paused: false })
    await drain(on)
    expect((await fired(on)).sort()).toEqual(['threshold 70', 'threshold 85'])
  })

  it('count the estimate of a day without a bill, and the bill alone once it is there', async () => {
    const on = await stage()
    const made = await budget(on, NO_FORECAST)
    await use(on, TODAY, 75n * DOLLAR)
    const spent = async () => (await ok(on, 'GET', `/api/budgets/${made.id}`)) as Record<string, unknown> // checked by the route's schema
    expect(await spent()).toMatchObject({ spent: dollars(75), estimated: dollars(75), basis: 'billed' })
    await bill(on, TODAY, 40n * DOLLAR)
    expect(await spent()).toMatchObject({ spent: dollars(40), estimated: '0' })
    await tick(on)
    expect(await fired(on)).toEqual([])
  })
})

describe('an alert', () => {
  it('is a record before anything leaves, with figures and ids and no words', async () => {
    const on = await stage()
    const made = await budget(on, { ...NO_FORECAST, thresholds: [70], name: 'Robin’s toys' })
    await bill(on, TODAY, 80n * DOLLAR)
    await tick(on)
    const [alert] = await alerts(on)
    const [record] = await recorded(on, 'raised')
    expect(record).toMatchObject({ kind: 'alert', stream: 'tallystick.alerts', id: alert?.id })
    expect(record?.data).toMatchObject({
      budget: made.id,
      reason: 'threshold',
      level: '70',
      period: MONTH,
      amount: dollars(100),
      spent: dollars(80),
    })
    const all = await recorded(on)
    expect(all.map(({ text }) => text).join()).not.toContain('toys')
    expect(alert?.seq).toBeGreaterThan(0)
  })

  it('is ended by the next look where its job died behind the row, also where the figures have fallen again', async () => {
    const on = await stage()
    await budget(on, { ...NO_FORECAST, thresholds: [70] })
    await drain(on)
    const id = await bill(on, TODAY, 80n * DOLLAR)
    const { record } = on.ports
    on.ports = { ...on.ports, record: () => Promise.reject(new Error('the ledger does not answer')) }
    const message = { v: 1, job: 'budgets.evaluate', region: 'us', tenant: on.tenant, asked: 'x' }
    expect(await deliver(on, message)).toBe(true)
    expect((await alerts(on))[0]?.seq).toBeNull()
    await home.db.prepare('DELETE FROM cost WHERE tenant = ? AND id = ?').bind(on.tenant, id).run()
    on.ports = { ...on.ports, record }
    expect(await deliver(on, message)).toBe(false)
    expect((await alerts(on))[0]?.seq).toBeGreaterThan(0)
    expect(await recorded(on, 'raised')).toHaveLength(1)
  })
})

const due = (on: Stage) => tick(on)

describe('the tick', () => {
  it('asks only where figures went on, the day changed or the rules did', async () => {
    const on = await stage()
    expect(await due(on)).toBe(0)
    await budget(on)
    await drain(on)
    expect(await due(on)).toBe(0)
    await bill(on, TODAY, DOLLAR)
    expect(await due(on)).toBe(1)
    expect(await due(on)).toBe(0)
    on.clock.now = new Date(on.clock.now.getTime() + 86_400_000)
    expect(await due(on)).toBe(1)
    expect(await due(on)).toBe(0)
  })

  it('asks again where a look was lost, and not while it may still be under way', async () => {
    const on = await stage()
    await budget(on)
    on.jobs.length = 0
    expect(await due(on)).toBe(0)
    expect(await tick(on, new Date(on.clock.now.getTime() + 21 * 60_000))).toBe(1)
  })
})
