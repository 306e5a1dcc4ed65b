import { describe, expect, it, vi } from 'vitest'
import { disconnect, pauseBackfill, rename, resumeBackfill } from '../../worker/pull/connection-life.ts'
import { home } from '../support/tenants.ts'
import { ownConnections } from './own-connections.ts'
import {
  acting,
  connectKey,
  deliver,
  drain,
  headOf,
  later,
  MINUTE,
  message,
  recordsIn,
  recordsOf,
  rowOf,
  rowsOf,
  turn,
} from './stage.ts'

const at = ownConnections()
const { all, only, sealed, actions } = at

describe('disconnect and connect again', () => {
  it('destroys the key, keeps the records, and goes on where it stopped', async () => {
    const id = await connectKey(at.on, at.tenant)
    await drain(at.on)
    const before = await headOf(at.tenant)
    await disconnect(acting(at.on, at.tenant), await only())
    expect(await all()).toEqual([])
    expect(await rowsOf(at.tenant)).toEqual([])
    expect(await sealed(id)).toEqual({ ok: false, code: 'absent' })
    // A message that was on its way finds nobody.
    await deliver(at.on, 'pulls', [message(at.tenant, id, 'live', 'anthropic.usage')])
    expect(await headOf(at.tenant)).toEqual(before)
    expect(await connectKey(at.on, at.tenant, 'adminSecond')).toBe(id)
    await drain(at.on)
    expect(await headOf(at.tenant)).toEqual(before)
    expect(actions()).toEqual(['connected', 'removed', 'connected'])
  })

  it('fills the days between', async () => {
    const id = await connectKey(at.on, at.tenant)
    const code = message(at.tenant, id, 'live', 'anthropic.code_analytics')
    await deliver(at.on, 'pulls', [code])
    await disconnect(acting(at.on, at.tenant), await only())
    later(40 * 24 * 60 * MINUTE)
    await connectKey(at.on, at.tenant)
    await deliver(at.on, 'pulls', [code])
    const days = new Set((await recordsIn(at.tenant, 'anthropic.code_analytics')).map(({ data }) => String(data.day)))
    const workdays = Array.from({ length: 40 }, (_, at) => new Date(Date.UTC(2026, 10, 20 + at)))
      .filter((day) => day.getUTCDay() % 6 !== 0)
      .map((day) => day.toISOString().slice(0, 10))
    expect(workdays.filter((day) => !days.has(day))).toEqual([])
  })

  it('takes up a backfill that was under way', async () => {
    const id = await connectKey(at.on, at.tenant)
    await disconnect(acting(at.on, at.tenant), await only())
    expect((await rowOf(at.tenant, id, 'anthropic.usage')).backfillState).toBe('paused')
    at.on.backfills.splice(0)
    at.on.pulls.splice(0)
    await connectKey(at.on, at.tenant)
    await drain(at.on)
    for (const row of await rowsOf(at.tenant)) expect(['none', 'done']).toContain(row.backfillState)
  })

  it('without its sealed key says so, once an hour, until somebody brings one', async () => {
    const id = await connectKey(at.on, at.tenant)
    await home.vault.delete(`credentials/${at.tenant}/${id}`)
    expect(await drain(at.on)).toBe(7)
    expect(await only()).toMatchObject({ state: 'broken', words: expect.stringContaining('cannot be opened') })
    expect(await rowOf(at.tenant, id, 'anthropic.usage')).toMatchObject({
      state: 'retrying',
      words: expect.stringContaining('Replace the key'),
      nextDue: '2026-11-20T11:00:00.000Z',
      backfillState: 'waiting',
      backfillTouched: '2026-11-20T11:00:00.000Z',
    })
    expect((await recordsOf(at.tenant)).map(({ kind }) => kind)).toEqual(['tenant'])
    await connectKey(at.on, at.tenant)
    await drain(at.on)
    expect(await rowOf(at.tenant, id, 'anthropic.usage')).toMatchObject({ state: 'reading', backfillState: 'done' })
    expect((await only()).state).toBe('working')
  })
})

describe('pause, resume, rename', () => {
  it('a paused backfill does nothing until it is resumed, and then all of it, once', async () => {
    const id = await connectKey(at.on, at.tenant)
    await pauseBackfill(acting(at.on, at.tenant), id)
    await drain(at.on)
    const rows = await rowsOf(at.tenant)
    expect(new Set(rows.map((row) => row.backfillState))).toEqual(new Set(['none', 'paused']))
    expect(rows.find((row) => row.backfillState === 'paused')?.pausedBy).toBe('usr_1')
    await resumeBackfill(acting(at.on, at.tenant), id)
    expect(at.on.backfills).toHaveLength(5)
    await drain(at.on)
    const after = await rowsOf(at.tenant)
    for (const row of after) expect([row.backfillDone, row.pausedBy]).toEqual([row.backfillAsked, null])
    expect(actions()).toEqual(['connected', 'backfill_paused', 'backfill_resumed'])
  })

  it('a pause stays when the page that was under way fails', async () => {
    const id = await connectKey(at.on, at.tenant)
    const { fetch } = globalThis
    vi.stubGlobal('fetch', async () => {
      await pauseBackfill(acting(at.on, at.tenant), id)
      return new Response('gone', { status: 503 })
    })
    await deliver(at.on, 'backfills', [message(at.tenant, id, 'backfill', 'anthropic.usage')])
    vi.stubGlobal('fetch', fetch)
    expect(await rowOf(at.tenant, id, 'anthropic.usage')).toMatchObject({ backfillState: 'paused', failures: 1 })
  })

  it('resume also wakes what was waiting for its time when it was paused', async () => {
    const id = await connectKey(at.on, at.tenant)
    await turn(at.on, { faults: [{ path: '/v1/organizations/usage_report/messages', kind: '429', retry_after: 3600 }] })
    await deliver(at.on, 'backfills', [message(at.tenant, id, 'backfill', 'anthropic.usage')])
    expect((await rowOf(at.tenant, id, 'anthropic.usage')).backfillState).toBe('waiting')
    await pauseBackfill(acting(at.on, at.tenant), id)
    await resumeBackfill(acting(at.on, at.tenant), id)
    await drain(at.on)
    expect((await rowOf(at.tenant, id, 'anthropic.usage')).backfillState).toBe('done')
  })

  it('a new name is a name and an act', async () => {
    await connectKey(at.on, at.tenant)
    await rename(acting(at.on, at.tenant), await only(), 'Production')
    expect((await only()).name).toBe('Production')
    expect(actions()).toEqual(['connected', 'renamed'])
  })
})
