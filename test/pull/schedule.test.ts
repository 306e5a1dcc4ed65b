// The tick: what is due goes out once, spread over the interval; what lost its message goes out again.
import { beforeEach, describe, expect, it } from 'vitest'
import { updateConnection } from '../../worker/db/tenant/connections.ts'
import { updateStream } from '../../worker/db/tenant/streams.ts'
import type { ConnectionId, TenantId } from '../../worker/ids.ts'
import { spreadOf, tick } from '../../worker/pull/schedule.ts'
import { streamsOf } from '../../worker/vendors/catalog.ts'
import { connect, home, makeTenant } from '../support/tenants.ts'
import { deliver, keyOf, later, MINUTE, message, type Sent, type Stage, stage } from './stage.ts'

const STREAMS = streamsOf('anthropic_admin')
let on: Stage
let tenant: TenantId
let connection: ConnectionId

beforeEach(async () => {
  on = stage({ PULL_SPREAD_SECONDS: '600' })
  tenant = await makeTenant()
  connection = await connect(tenant, keyOf(on, 'admin'), on.simulator.world.company.uuid, 3)
})

const mine = (sent: Sent[]) => sent.filter(({ body }) => (body as { tenant: string }).tenant === tenant)
/** One tick; what it sent for this tenant. Other tests of the file have left tenants of their own behind. */
async function ticked(): Promise<{ pulls: Sent[]; backfills: Sent[] }> {
  on.pulls.splice(0)
  on.backfills.splice(0)
  await tick(on.env, new Date())
  return { pulls: mine(on.pulls), backfills: mine(on.backfills) }
}
const streamsIn = (sent: Sent | undefined) => (sent?.body as { streams?: string[] } | undefined)?.streams ?? []
const touchAll = async () => {
  for (const { id } of STREAMS) {
    await updateStream(home.db, tenant, connection, id, { backfillTouched: new Date().toISOString() })
  }
}

describe('a tick', () => {
  it('sends one message a connection with everything that is due, after the tenant’s own delay', async () => {
    await touchAll()
    const { pulls, backfills } = await ticked()
    expect(pulls).toHaveLength(1)
    const [one] = pulls
    expect(new Set(streamsIn(one))).toEqual(new Set(STREAMS.map(({ id }) => id)))
    expect(one?.body).toMatchObject({ lane: 'live', region: 'us', connection })
    expect(one?.delaySeconds).toBe(spreadOf(tenant, 600))
    expect(backfills).toEqual([])
  })

  it('that comes twice sends nothing twice', async () => {
    await ticked()
    expect(await ticked()).toEqual({ pulls: [], backfills: [] })
  })

  it('sends again what nobody read within the lease', async () => {
    await ticked()
    later(15 * MINUTE)
    expect((await ticked()).pulls).toEqual([])
    later(6 * MINUTE)
    expect((await ticked()).pulls).toHaveLength(1)
  })

  it('finds a quarter-hourly stream due at every tick, although each read is later than its tick', async () => {
    const reads: string[][] = []
    for (let i = 0; i < 4; i++) {
      const { pulls } = await ticked()
      const due = streamsIn(pulls[0])
      reads.push(due)
      later(9 * MINUTE)
      await deliver(on, 'pulls', [message(tenant, connection, 'live', ...due.filter((id) => id.endsWith('.activity')))])
      later(6 * MINUTE)
    }
    expect(reads.map((due) => due.includes('anthropic.activity'))).toEqual([true, true, true, true])
  })

  it('leaves removed connections and paused streams alone', async () => {
    await updateStream(home.db, tenant, connection, 'anthropic.usage', { state: 'paused' })
    const [one] = (await ticked()).pulls
    expect(streamsIn(one)).not.toContain('anthropic.usage')
    later(60 * MINUTE)
    await updateConnection(home.db, tenant, connection, { state: 'removed' })
    expect(await ticked()).toEqual({ pulls: [], backfills: [] })
  })

  it('without a connection has no work', async () => {
    await makeTenant()
    const before = on.pulls.length
    await updateConnection(home.db, tenant, connection, { state: 'removed' })
    await tick(on.env, new Date())
    expect(mine(on.pulls.slice(before))).toEqual([])
  })

  it('sends a stalled backfill once, a message a stream', async () => {
    later(6 * MINUTE)
    const { backfills } = await ticked()
    const streams = backfills.map(streamsIn)
    const expected = STREAMS.filter(({ backfill }) => backfill.days > 0).map(({ id }) => [id])
    expect(streams.sort()).toEqual(expected.sort())
    expect((await ticked()).backfills).toEqual([])
  })

  it('that finds more connections than one question takes, takes them all', async () => {
    for (let i = 0; i < 3; i++) await connect(tenant, keyOf(on, 'admin'), `org-${i}`, 3)
    expect((await ticked()).pulls).toHaveLength(4)
  })
})

describe('the spread', () => {
  it('gives a tenant the same second each time, and tenants many different ones', () => {
    const names = Array.from({ length: 500 }, (_, at) => `tn_${at}`)
    const places = names.map((name) => spreadOf(name, 600))
    expect(names.map((name) => spreadOf(name, 600))).toEqual(places)
    expect(Math.min(...places)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...places)).toBeLessThan(600)
    expect(new Set(places).size).toBeGreaterThan(250)
  })

  it('of no seconds is no delay', () => {
    expect(spreadOf('tn_1', 0)).toBe(0)
  })
})
