// The backfill lane: newest first, live progress, resumable at every page, pausable, never doubled and never left lying.
import { beforeEach, describe, expect, it } from 'vitest'
import { moveBackfill, takeStalled, updateStream } from '../../worker/db/tenant/streams.ts'
import type { ConnectionId, TenantId } from '../../worker/ids.ts'
import { runBackfill } from '../../worker/pull/backfill.ts'
import { placeOf } from '../../worker/pull/job.ts'
import type { Ask } from '../../worker/vendors/stream.ts'
import { connect, home, ledger, makeTenant } from '../support/tenants.ts'
import { daysIn, draft, fails, page, scripted } from './scripted.ts'
import { HOUR, headOf, later, MINUTE, recordsIn, rowOf, stage } from './stage.ts'

const ASKED = 10
const STREAM = 'anthropic.usage'
let tenant: TenantId
let connection: ConnectionId

beforeEach(async () => {
  stage()
  tenant = await makeTenant()
  connection = await connect(tenant, 'not-a-key', 'org-1', ASKED)
})

const change = { backfill: { days: 90, step: 4 } }
/** A vendor that answers a whole window at once, one row a day. */
const whole = (ask: Ask) => page(daysIn(ask).map((day) => draft(day)))
/** A vendor with one day a page, oldest first, whose token is the day. */
function dayByDay(ask: Ask) {
  const days = daysIn(ask)
  const at = ask.token === null ? 0 : days.indexOf(ask.token)
  return page([draft(days[at] ?? '')], days[at + 1] ?? null)
}
const row = () => rowOf(tenant, connection, STREAM)
const days = async () => (await recordsIn(tenant, STREAM)).map(({ data }) => String(data.day))
const cursor = async () => JSON.parse((await ledger(tenant).cursor(`${connection}/${STREAM}/backfill`)) ?? 'null')

describe('a backfill', () => {
  it('reads the asked days with today, newest step first, each day once', async () => {
    const job = await scripted(tenant, connection, whole, { change })
    expect(await runBackfill(job)).toEqual({ end: 'done' })
    expect(job.asked.map(({ window }) => [window.from, window.to])).toEqual([
      ['2026-11-17', '2026-11-21'],
      ['2026-11-13', '2026-11-17'],
      ['2026-11-11', '2026-11-13'],
    ])
    const read = await days()
    expect(read.slice(0, 4).sort()).toEqual(['2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'])
    expect(read).toHaveLength(ASKED)
    expect(new Set(read).size).toBe(ASKED)
  })

  it('goes back to the day that was fixed when it was connected, also weeks later', async () => {
    await updateStream(home.db, tenant, connection, STREAM, { backfillFrom: '2026-11-11' })
    const job = await scripted(tenant, connection, whole, { change, now: new Date('2026-12-01T00:00:00Z') })
    await runBackfill(job)
    expect((await days()).sort()[0]).toBe('2026-11-11')
    expect(await days()).toHaveLength(21)
  })

  it('says with every page how many days are done', async () => {
    const seen: number[] = []
    const job = await scripted(
      tenant,
      connection,
      async (ask) => {
        seen.push((await row()).backfillDone)
        return dayByDay(ask)
      },
      { change },
    )
    await runBackfill(job)
    // A page that ends inside a day does not vouch for that day: each step's last day counts with the step.
    expect(seen).toEqual([0, 0, 1, 2, 4, 4, 5, 6, 8, 8])
    expect((await row()).backfillDone).toBe(ASKED)
  })

  it('hands over when its time is up and goes on at the page where it stopped', async () => {
    const ends: string[] = []
    for (let message = 0; message < 20; message++) {
      const job = await scripted(tenant, connection, dayByDay, { change })
      const { end } = await runBackfill(job, 0)
      expect(job.asked.length).toBeLessThanOrEqual(1)
      ends.push(end)
      if (end === 'done') break
    }
    expect(ends.filter((end) => end === 'more')).toHaveLength(ASKED - 1)
    expect(ends.at(-1)).toBe('done')
    expect((await days()).length).toBe(ASKED)
  })

  it('done once is done: the same again asks nothing and adds nothing', async () => {
    await runBackfill(await scripted(tenant, connection, whole, { change }))
    const before = await headOf(tenant)
    const again = await scripted(tenant, connection, whole, { change })
    expect(await runBackfill(again)).toEqual({ end: 'done' })
    expect(again.asked).toEqual([])
    expect(await headOf(tenant)).toEqual(before)
  })

  it('read by two consumers at once is read once: one of them finds the cursor moved and ends', async () => {
    const jobs = await Promise.all([1, 2].map(() => scripted(tenant, connection, dayByDay, { change })))
    const ends = await Promise.all(jobs.map((job) => runBackfill(job)))
    expect(ends.map(({ end }) => end).sort()).toEqual(['done', 'stale'])
    expect((await days()).sort()).toEqual(daysIn({ window: { from: '2026-11-11', to: '2026-11-21' } }))
    expect((await recordsIn(tenant, STREAM)).every(({ rev }) => rev === 0)).toBe(true)
  })
})

describe('a backfill that meets trouble', () => {
  it('leaves the cursor at the page before it, and the next try goes on there', async () => {
    const broken = await scripted(
      tenant,
      connection,
      (ask) => (ask.token === '2026-11-19' ? fails('unavailable') : dayByDay(ask)),
      { change },
    )
    expect(await runBackfill(broken)).toMatchObject({ end: 'fault', fault: { code: 'unavailable' } })
    expect(await cursor()).toEqual({ from: '2026-11-11', to: '2026-11-21', token: '2026-11-19' })
    const next = await scripted(tenant, connection, dayByDay, { change })
    await runBackfill(next)
    expect(next.asked[0]?.token).toBe('2026-11-19')
    expect((await days()).length).toBe(ASKED)
  })

  it('reads its step anew when the vendor does not take the old page token any more', async () => {
    const stopped = await scripted(tenant, connection, dayByDay, { change })
    await runBackfill(stopped, 0)
    const strict = await scripted(
      tenant,
      connection,
      (ask) => (ask.token === '2026-11-18' && strict.asked.length === 1 ? fails('bad_request') : dayByDay(ask)),
      { change },
    )
    expect(await runBackfill(strict)).toEqual({ end: 'done' })
    expect(strict.asked.slice(0, 2).map(({ token }) => token)).toEqual(['2026-11-18', null])
    expect((await days()).sort()).toEqual(daysIn({ window: { from: '2026-11-11', to: '2026-11-21' } }))
  })

  it('does not take a refused first page for an old token', async () => {
    const job = await scripted(tenant, connection, () => fails('bad_request'), { change })
    expect(await runBackfill(job)).toMatchObject({ end: 'fault', fault: { code: 'bad_request' } })
    expect(job.asked).toHaveLength(1)
  })

  it('ends where the vendor’s pages lead in a circle', async () => {
    const circle = (ask: Ask) => page([draft('2026-11-20')], ask.token === 'a' ? 'b' : 'a')
    const job = await scripted(tenant, connection, circle, { change })
    expect(await runBackfill(job)).toMatchObject({ end: 'fault', fault: { words: expect.stringContaining('circle') } })
  })

  it('stops after the page it is at when somebody pauses, and keeps what was read', async () => {
    const job = await scripted(
      tenant,
      connection,
      async (ask) => {
        if (job.asked.length === 3) await moveBackfill(home.db, placeOf(job), ['running'], { backfillState: 'paused' })
        return dayByDay(ask)
      },
      { change },
    )
    expect(await runBackfill(job)).toEqual({ end: 'paused' })
    expect(job.asked).toHaveLength(3)
    expect(await days()).toHaveLength(3)
    expect((await row()).backfillState).toBe('paused')
  })
})

describe('the watchdog', () => {
  const stalled = async () => {
    const found = await takeStalled(home.db, new Date(), 5 * MINUTE, 100)
    return found.filter((one) => one.tenant === tenant).map(({ stream }) => stream)
  }
  const touch = (backfillState: 'running' | 'waiting' | 'paused' | 'done', ms: number) =>
    updateStream(home.db, tenant, connection, STREAM, {
      backfillState,
      backfillTouched: new Date(Date.now() + ms).toISOString(),
    })

  it('finds a running backfill that nobody touched, once', async () => {
    await touch('running', -6 * MINUTE)
    expect(await stalled()).toContain(STREAM)
    expect(await stalled()).not.toContain(STREAM)
    later(6 * MINUTE)
    expect(await stalled()).toContain(STREAM)
  })

  it('leaves alone what is at work, paused or done', async () => {
    await touch('running', -4 * MINUTE)
    expect(await stalled()).not.toContain(STREAM)
    for (const state of ['paused', 'done'] as const) {
      await touch(state, -HOUR)
      expect(await stalled()).not.toContain(STREAM)
    }
  })

  it('lets a waiting one wait until well after its time, because the queue brings it then', async () => {
    await touch('waiting', HOUR)
    expect(await stalled()).not.toContain(STREAM)
    later(HOUR + 4 * MINUTE)
    expect(await stalled()).not.toContain(STREAM)
    later(2 * MINUTE)
    expect(await stalled()).toContain(STREAM)
  })
})
