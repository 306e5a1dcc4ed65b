import { beforeEach, describe, expect, it, vi } from 'vitest'
import { listConnections } from '../../worker/db/tenant/connections.ts'
import type { TenantId } from '../../worker/ids.ts'
import { disconnect, pauseBackfill, rename, resumeBackfill } from '../../worker/pull/connection-life.ts'
import { withCredential } from '../../worker/vault/credential.ts'
import { home, makeTenant, vault } from '../support/tenants.ts'
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
  type Stage,
  stage,
  turn,
} from './stage.ts'

let on: Stage
let tenant: TenantId

beforeEach(async () => {
  on = stage()
  tenant = await makeTenant()
})

const sealed = async (id: string) => withCredential(vault(tenant), id, async (secret) => secret.slice(-4))
const all = () => listConnections(home.db, tenant)
const only = async () => {
  const [row, ...more] = await all()
  if (row === undefined || more.length > 0) throw new Error(`${more.length} connections too many`)
  return row
}
const actions = () => on.acts.map(({ data }) => data.action)

describe('disconnect and connect again', () => {
  it('destroys the key, keeps the records, and goes on where it stopped', async () => {
    const id = await connectKey(on, tenant)
    await drain(on)
    const before = await headOf(tenant)
    await disconnect(acting(on, tenant), await only())
    expect(await all()).toEqual([])
    expect(await rowsOf(tenant)).toEqual([])
    expect(await sealed(id)).toEqual({ ok: false, code: 'absent' })
    // A message that was on its way finds nobody.
    await deliver(on, 'pulls', [message(tenant, id, 'live', 'anthropic.usage')])
    expect(await headOf(tenant)).toEqual(before)
    expect(await connectKey(on, tenant, 'adminSecond')).toBe(id)
    await drain(on)
    expect(await headOf(tenant)).toEqual(before)
    expect(actions()).toEqual(['connected', 'removed', 'connected'])
  })

  it('fills the days between', async () => {
    const id = await connectKey(on, tenant)
    const code = message(tenant, id, 'live', 'anthropic.code_analytics')
    await deliver(on, 'pulls', [code])
    await disconnect(acting(on, tenant), await only())
    later(40 * 24 * 60 * MINUTE)
    await connectKey(on, tenant)
    await deliver(on, 'pulls', [code])
    const days = new Set((await recordsIn(tenant, 'anthropic.code_analytics')).map(({ data }) => String(data.day)))
    const workdays = Array.from({ length: 40 }, (_, at) => new Date(Date.UTC(2026, 10, 20 + at)))
      .filter((day) => day.getUTCDay() % 6 !== 0)
      .map((day) => day.toISOString().slice(0, 10))
    expect(workdays.filter((day) => !days.has(day))).toEqual([])
  })

  it('takes up a backfill that was under way', async () => {
    const id = await connectKey(on, tenant)
    await disconnect(acting(on, tenant), await only())
    expect((await rowOf(tenant, id, 'anthropic.usage')).backfillState).toBe('paused')
    on.backfills.splice(0)
    on.pulls.splice(0)
    await connectKey(on, tenant)
    await drain(on)
    for (const row of await rowsOf(tenant)) expect(['none', 'done']).toContain(row.backfillState)
  })

  it('without its sealed key says so, once an hour, until somebody brings one', async () => {
    const id = await connectKey(on, tenant)
    await home.vault.delete(`credentials/${tenant}/${id}`)
    expect(await drain(on)).toBe(7)
    expect(await only()).toMatchObject({ state: 'broken', words: expect.stringContaining('cannot be opened') })
    expect(await rowOf(tenant, id, 'anthropic.usage')).toMatchObject({
      state: 'retrying',
      words: expect.stringContaining('Replace the key'),
      nextDue: '2026-11-20T11:00:00.000Z',
      backfillState: 'waiting',
      backfillTouched: '2026-11-20T11:00:00.000Z',
    })
    expect((await recordsOf(tenant)).map(({ kind }) => kind)).toEqual(['tenant'])
    await connectKey(on, tenant)
    await drain(on)
    expect(await rowOf(tenant, id, 'anthropic.usage')).toMatchObject({ state: 'reading', backfillState: 'done' })
    expect((await only()).state).toBe('working')
  })
})

describe('pause, resume, rename', () => {
  it('a paused backfill does nothing until it is resumed, and then all of it, once', async () => {
    const id = await connectKey(on, tenant)
    await pauseBackfill(acting(on, tenant), id)
    await drain(on)
    const rows = await rowsOf(tenant)
    expect(new Set(rows.map((row) => row.backfillState))).toEqual(new Set(['none', 'paused']))
    expect(rows.find((row) => row.backfillState === 'paused')?.pausedBy).toBe('usr_1')
    await resumeBackfill(acting(on, tenant), id)
    expect(on.backfills).toHaveLength(5)
    await drain(on)
    const after = await rowsOf(tenant)
    for (const row of after) expect([row.backfillDone, row.pausedBy]).toEqual([row.backfillAsked, null])
    expect(actions()).toEqual(['connected', 'backfill_paused', 'backfill_resumed'])
  })

  it('a pause stays when the page that was under way fails', async () => {
    const id = await connectKey(on, tenant)
    const { fetch } = globalThis
    vi.stubGlobal('fetch', async () => {
      await pauseBackfill(acting(on, tenant), id)
      return new Response('gone', { status: 503 })
    })
    await deliver(on, 'backfills', [message(tenant, id, 'backfill', 'anthropic.usage')])
    vi.stubGlobal('fetch', fetch)
    expect(await rowOf(tenant, id, 'anthropic.usage')).toMatchObject({ backfillState: 'paused', failures: 1 })
  })

  it('resume also wakes what was waiting for its time when it was paused', async () => {
    const id = await connectKey(on, tenant)
    await turn(on, { faults: [{ path: '/v1/organizations/usage_report/messages', kind: '429', retry_after: 3600 }] })
    await deliver(on, 'backfills', [message(tenant, id, 'backfill', 'anthropic.usage')])
    expect((await rowOf(tenant, id, 'anthropic.usage')).backfillState).toBe('waiting')
    await pauseBackfill(acting(on, tenant), id)
    await resumeBackfill(acting(on, tenant), id)
    await drain(on)
    expect((await rowOf(tenant, id, 'anthropic.usage')).backfillState).toBe('done')
  })

  it('a new name is a name and an act', async () => {
    await connectKey(on, tenant)
    await rename(acting(on, tenant), await only(), 'Production')
    expect((await only()).name).toBe('Production')
    expect(actions()).toEqual(['connected', 'renamed'])
  })
})
