import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { consumeChargebacks, freezeDue } from '../../worker/chargeback/consume.ts'
import { freezeMonth } from '../../worker/chargeback/freeze.ts'
import { finalOn, finalPeriods, periodBefore, periodOf, rangeOf } from '../../worker/chargeback/period.ts'
import { tickChargeback } from '../../worker/chargeback/tick.ts'
import { findPeriod, keepPeriod, NOT_RECORDED } from '../../worker/db/tenant/chargeback-periods.ts'
import { cost } from '../../worker/db/tenant/schema.ts'
import { ChargebackAnswer } from '../../worker/http/schemas/chargeback.ts'
import { utf8 } from '../../worker/ledger/bytes.ts'
import { secondOfDay } from '../../worker/receipts/second.ts'
import { costSeed, insertRows } from '../db/seed.ts'
import { code, expectErrorShape, join } from '../http/harness.ts'
import {
  at,
  dayIn,
  desk,
  home,
  MONTH,
  readUntil,
  recorded,
  rule,
  type Stage,
  seedMonth,
  settle,
  stage,
  TODAY,
  team,
} from './stage.ts'

const HEX = (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
const noon = (day: string) => new Date(`${day}T12:00:00.000Z`)
const shown = async (on: Stage, period: string) =>
  ChargebackAnswer.parse((await on.call('GET', `/api/chargeback?period=${period}`)).body)

let on: Stage
let red: string
beforeEach(async () => {
  on = await stage()
  await seedMonth(on.tenant)
  red = await team(on, 'Red', 'CC-1')
  const blue = await team(on, 'Blue')
  await rule(on, red, 'key', 'key_a')
  await rule(on, blue, 'key', 'key_b')
})

const freeze = (period = MONTH) => on.call('POST', `/api/chargeback/${period}/freeze`)

describe('freezing a month by hand', () => {
  it('keeps the statement and records its hash, the totals, the ledger’s size and who did it', async () => {
    const answer = ChargebackAnswer.parse((await freeze()).body)
    expect(answer.state).toMatchObject({
      code: 'frozen',
      can_freeze: false,
      changed_since: '0',
      frozen: { by_hand: true },
    })
    const [record, ...more] = await recorded(on.tenant, 'tallystick.chargeback')
    const row = await findPeriod(home.db, on.tenant, MONTH)
    const sha256 = HEX(await crypto.subtle.digest('SHA-256', utf8(row?.statement ?? '')))
    expect(more).toEqual([])
    expect(record).toMatchObject({
      kind: 'tenant',
      id: MONTH,
      seq: answer.state?.frozen?.record,
      subject: expect.stringMatching(/^sub_/),
      data: { action: 'period_frozen', period: MONTH, by: 'hand', split: 'direct', bill: '1101', unsplit: '0', sha256 },
    })
    expect(at(record?.data, 'teams', red)).toBe('826')
    expect(answer.state?.frozen?.sha256).toBe(sha256)
    expect(JSON.stringify(record)).not.toContain('example.com')
  })
  it('answers the month from then on with what was frozen, whatever becomes of teams and rules, and says what the bill has changed since', async () => {
    await freeze()
    const before = await shown(on, MONTH)
    await on.call('DELETE', `/api/teams/${red}`)
    await insertRows(cost, [costSeed(on.tenant, dayIn(MONTH, 11), { amount: 70 })])
    const after = await shown(on, MONTH)
    expect(after.bill).toEqual(before.bill)
    expect(after.teams.map(({ total }) => total)).toEqual(before.teams.map(({ total }) => total))
    expect(after.lines).toEqual(before.lines)
    expect(after.state?.changed_since).toBe('70')
    expect(after.teams.find(({ id }) => id === red)).toMatchObject({ name: 'Red', cost_center: 'CC-1', removed: true })
  })
  it('happens once: a second time is refused and nothing is written', async () => {
    await freeze()
    const again = await freeze()
    expectErrorShape(again, 409, 'conflict')
    expect(await recorded(on.tenant, 'tallystick.chargeback')).toHaveLength(1)
  })
  it.each([
    ['a day of it was not read yet', `reached_to = '${dayIn(MONTH, 28)}T00:00:00Z'`],
    ['it is still being read back', `backfill_state = 'running'`],
    ['it was not read back so far', `backfill_from = '${dayIn(MONTH, 2)}'`],
    ['no bill can be read', `state = 'skipped'`],
  ])('is refused where %s, and the state says so', async (_, change) => {
    await home.db.exec(`UPDATE stream SET ${change} WHERE tenant = '${on.tenant}'`)
    expect(code(await freeze())).toBe('conflict')
    const { state } = await shown(on, MONTH)
    expect(state).toMatchObject({
      code: 'provisional',
      can_freeze: false,
      missing: expect.arrayContaining([expect.any(String)]),
    })
  })
  it('is refused for the running month, for one that has not begun, without a team, and to an auditor', async () => {
    expect(code(await freeze(periodOf(TODAY)))).toBe('conflict')
    expect(code(await freeze('2099-01'))).toBe('invalid_request')
    const auditor = await join(on.owner, 'auditor')
    expect(code(await on.call('POST', `/api/chargeback/${MONTH}/freeze`, {}, auditor.browser))).toBe('forbidden')
    const bare = await stage()
    await seedMonth(bare.tenant)
    expect(code(await bare.call('POST', `/api/chargeback/${MONTH}/freeze`))).toBe('conflict')
  })
})

describe('a freezing that died on its way', () => {
  it('is no frozen month without its record, and whoever comes next finishes it with the same statement', async () => {
    const whole = await freezeMonth(desk(on), { env: on.env, period: MONTH, who: null, now: noon(finalOn(MONTH)) })
    expect(whole).toEqual({ ok: false, code: 'not_final' })
    const first = await stage()
    await seedMonth(first.tenant)
    await rule(first, await team(first, 'Red'), 'key', 'key_a')
    const kept = ChargebackAnswer.parse((await first.call('POST', `/api/chargeback/${MONTH}/freeze`)).body)
    // What the first step alone would have left: the row of that statement, and no record in this tenant's ledger.
    const row = await findPeriod(home.db, first.tenant, MONTH)
    if (row === undefined) throw new Error('nothing was kept')
    await keepPeriod(home.db, { ...row, tenant: on.tenant, seq: NOT_RECORDED, frozenBy: null })
    expect((await shown(on, MONTH)).state?.code).toBe('provisional')
    const answer = ChargebackAnswer.parse((await freeze()).body)
    expect(answer.state?.frozen).toMatchObject({ sha256: kept.state?.frozen?.sha256, by_hand: false })
    expect(await recorded(on.tenant, 'tallystick.chargeback')).toMatchObject([
      { data: { by: 'final', sha256: row.sha256 } },
    ])
  })
  it('writes no second record where only the row was not told', async () => {
    await freeze()
    await home.db.exec(`UPDATE chargeback_period SET seq = ${NOT_RECORDED} WHERE tenant = '${on.tenant}'`)
    const answer = ChargebackAnswer.parse((await freeze()).body)
    const records = await recorded(on.tenant, 'tallystick.chargeback')
    expect(records.map(({ seq }) => seq)).toEqual([answer.state?.frozen?.record])
  })
})

describe('a month freezes by itself', () => {
  const last = finalOn(MONTH)
  const message = () => ({ v: 1, job: 'chargeback.freeze', region: 'us', tenant: on.tenant }) as const

  beforeEach(async () => {
    await settle(on.tenant)
    await readUntil(on.tenant, noon(last))
  })
  it('once its last day is read for the last time, and not a day before', async () => {
    expect(await freezeDue(on.env, message(), new Date(noon(last).getTime() - 86_400_000))).toEqual([])
    expect(await freezeDue(on.env, message(), noon(last))).toEqual([MONTH])
    expect(await recorded(on.tenant, 'tallystick.chargeback')).toMatchObject([{ data: { by: 'final' } }])
    expect((await shown(on, MONTH)).state).toMatchObject({ code: 'frozen', frozen: { by_hand: false } })
  })
  it('not while a report was not read since, not while one cannot be read, and not over rules of the last week', async () => {
    await readUntil(on.tenant, new Date(noon(last).getTime() - 86_400_000))
    expect(await freezeDue(on.env, message(), noon(last))).toEqual([])
    await readUntil(on.tenant, noon(last))
    await home.db.exec(
      `UPDATE stream SET state = 'skipped' WHERE tenant = '${on.tenant}' AND stream = 'anthropic.usage'`,
    )
    expect(await freezeDue(on.env, message(), noon(last))).toEqual([])
    await home.db.exec(`UPDATE stream SET state = 'reading' WHERE tenant = '${on.tenant}'`)
    await home.db.exec(`UPDATE team_rule SET changed_at = '${last}T00:00:00Z' WHERE tenant = '${on.tenant}'`)
    expect(await freezeDue(on.env, message(), noon(last))).toEqual([])
    await settle(on.tenant)
    expect(await freezeDue(on.env, message(), noon(last))).toEqual([MONTH])
  })
  it('from the queue, where the same message twice is one record, and others’ messages are handed back', async () => {
    for (const round of [1, 2]) {
      const bodies = [message(), { v: 1, job: 'somebody.else' }]
      const batch = createMessageBatch(
        'jobs',
        bodies.map((body, one) => ({ id: `${round} ${one}`, timestamp: new Date(), attempts: 1, body })),
      )
      const rest = await consumeChargebacks(on.env, batch, () => noon(last))
      expect(rest.messages.map(({ id }) => id)).toEqual([`${round} 1`])
      expect((await getQueueResult(batch, createExecutionContext())).explicitAcks).toEqual([`${round} 0`])
    }
    expect(await recorded(on.tenant, 'tallystick.chargeback')).toHaveLength(1)
  })
  it('asked for by the tick once a day, until nothing is left to freeze', async () => {
    const sent: unknown[] = []
    const sendBatch = async (messages: { body: unknown }[]) => void sent.push(...messages.map(({ body }) => body))
    const own: Env = { ...on.env, JOBS: { sendBatch } as unknown as Queue } // the one method that is called
    const mine = () => sent.filter((body) => at(body, 'tenant') === on.tenant)
    const start = Date.parse(`${last}T00:00:00.000Z`)
    for (let tick = 0; tick < 96; tick++) await tickChargeback(own, new Date(start + tick * 900_000))
    expect(mine()).toEqual([message()])
    for (const period of finalPeriods(last, 3)) {
      await freezeMonth(desk(on), { env: on.env, period, who: null, now: noon(last) })
    }
    const second = start + 86_400_000 + secondOfDay(on.tenant) * 1000
    await tickChargeback(own, new Date(second))
    expect(mine()).toHaveLength(1)
  })
})

describe('months', () => {
  it('end with their last day, leap years too, and are final 31 days after it', () => {
    expect(rangeOf('2028-02')).toEqual({ from: '2028-02-01', to: '2028-02-29', days: 29 })
    expect(rangeOf('2026-12').to).toBe('2026-12-31')
    expect([periodBefore('2026-01'), periodBefore('2026-03')]).toEqual(['2025-12', '2026-02'])
    expect(finalOn('2026-10')).toBe('2026-12-01')
    expect(finalPeriods('2026-11-30', 2)).toEqual(['2026-08', '2026-09'])
    expect(finalPeriods('2026-12-01', 2)).toEqual(['2026-09', '2026-10'])
  })
})
