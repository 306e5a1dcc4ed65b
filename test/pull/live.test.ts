// The live lane: windows read again, dead runs taken up, lists swept, and nothing that falls between two reads.
import { beforeEach, describe, expect, it } from 'vitest'
import { updateStream } from '../../worker/db/tenant/streams.ts'
import type { ConnectionId, TenantId } from '../../worker/ids.ts'
import { runInventory, runWindow } from '../../worker/pull/live.ts'
import { recordRead } from '../../worker/pull/outcome.ts'
import type { Ask } from '../../worker/vendors/stream.ts'
import { connect, home, ledger, makeTenant } from '../support/tenants.ts'
import { daysIn, draft, fails, page, scripted } from './scripted.ts'
import { HOUR, headOf, later, recordsIn, rowOf, stage } from './stage.ts'

let tenant: TenantId
let connection: ConnectionId

beforeEach(async () => {
  stage()
  tenant = await makeTenant()
  connection = await connect(tenant, 'not-a-key', 'org-1', 10)
  for (const stream of ['anthropic.usage', 'anthropic.activity']) {
    await updateStream(home.db, tenant, connection, stream, {
      longReread: '2026-11-20',
      reachedTo: '2026-11-20T09:45:00.000Z',
    })
  }
})

const whole = (ask: Ask) => page(daysIn(ask).map((day) => draft(day)))
const idsOf = async (stream: string) => (await recordsIn(tenant, stream)).map(({ id }) => id)

describe('a daily stream', () => {
  it('reads its last days each time and adds only what is new or was restated', async () => {
    await runWindow(await scripted(tenant, connection, whole))
    expect(await idsOf('anthropic.usage')).toEqual(['2026-11-18/row', '2026-11-19/row', '2026-11-20/row'])
    const before = await headOf(tenant)
    await runWindow(await scripted(tenant, connection, whole))
    expect(await headOf(tenant)).toEqual(before)
    const restated = (ask: Ask) =>
      page(daysIn(ask).map((day) => draft(day, 'row', day.endsWith('19') ? { output: 7 } : {})))
    await runWindow(await scripted(tenant, connection, restated))
    const last = (await recordsIn(tenant, 'anthropic.usage')).at(-1)
    expect(last).toMatchObject({ id: '2026-11-19/row', rev: 1, data: { output: 7 } })
    expect((await headOf(tenant)).size).toBe(before.size + 2)
  })

  it('takes the longer look once a day, and says so', async () => {
    await updateStream(home.db, tenant, connection, 'anthropic.usage', { longReread: '2026-11-19' })
    const job = await scripted(tenant, connection, whole)
    expect(await runWindow(job)).toEqual({ end: 'done', long: true })
    expect(job.asked[0]?.window).toEqual({ from: '2026-10-21', to: '2026-11-21' })
  })

  it('that died inside a window goes on at its page and then looks at the whole window again', async () => {
    const dying = (ask: Ask) => (ask.token === null ? page([draft('2026-11-18')], 'second') : fails('unavailable'))
    expect(await runWindow(await scripted(tenant, connection, dying))).toMatchObject({ end: 'fault' })
    later(3 * HOUR)
    const job = await scripted(tenant, connection, (ask) =>
      ask.token === null ? page([draft('2026-11-18', 'late')], 'second') : page([draft('2026-11-20')]),
    )
    expect(await runWindow(job)).toMatchObject({ end: 'done' })
    expect(job.asked.map(({ token }) => token)).toEqual(['second', null, 'second'])
    expect(await idsOf('anthropic.usage')).toEqual(['2026-11-18/row', '2026-11-20/row', '2026-11-18/late'])
  })

  it('begins anew where the vendor refuses the page of the run that died', async () => {
    await runWindow(
      await scripted(tenant, connection, (ask) => (ask.token === null ? page([], 'old') : fails('timeout'))),
    )
    const job = await scripted(tenant, connection, (ask) => (ask.token === 'old' ? fails('not_found') : whole(ask)))
    expect(await runWindow(job)).toMatchObject({ end: 'done' })
    expect(job.asked.map(({ token }) => token)).toEqual(['old', null])
  })

  it('ends where pages lead in a circle', async () => {
    const circle = (ask: Ask) => page([], ask.token === 'a' ? 'b' : 'a')
    expect(await runWindow(await scripted(tenant, connection, circle))).toMatchObject({ end: 'fault' })
  })

  it('read twice at once is read once', async () => {
    const paged = (ask: Ask) => (ask.token === null ? page([draft('2026-11-18')], 'x') : page([draft('2026-11-19')]))
    const jobs = await Promise.all([1, 2].map(() => scripted(tenant, connection, paged)))
    const ends = await Promise.all(jobs.map((job) => runWindow(job)))
    expect(ends.map(({ end }) => end)).toContain('done')
    expect((await idsOf('anthropic.usage')).sort()).toEqual(['2026-11-18/row', '2026-11-19/row'])
  })
})

describe('a feed', () => {
  const activity = { stream: 'anthropic.activity' }
  const event = (name: string) => ({ ...draft('2026-11-20', name), kind: 'activity' as const })

  it('overlaps two hours with the read before, and seven days once a day', async () => {
    const job = await scripted(tenant, connection, () => page([event('a')]), activity)
    await runWindow(job)
    expect(job.asked[0]).toMatchObject({ since: '2026-11-20T07:45:00.000Z' })
    await updateStream(home.db, tenant, connection, 'anthropic.activity', { longReread: '2026-11-19' })
    const long = await scripted(tenant, connection, () => page([event('a'), event('b')]), activity)
    await runWindow(long)
    expect(long.asked[0]).not.toHaveProperty('since')
    expect(long.asked[0]?.window.from).toBe('2026-11-14')
    expect(await idsOf('anthropic.activity')).toEqual(['2026-11-20/a', '2026-11-20/b'])
  })

  it('that could not be read for weeks begins where it got through last', async () => {
    await updateStream(home.db, tenant, connection, 'anthropic.activity', {
      reachedTo: '2026-10-01T12:00:00.000Z',
      longReread: '2026-10-01',
    })
    const job = await scripted(tenant, connection, () => page([]), activity)
    await runWindow(job)
    expect(job.asked[0]?.window.from).toBe('2026-10-01')
    await recordRead(job, true)
    expect(await rowOf(tenant, connection, 'anthropic.activity')).toMatchObject({
      reachedTo: '2026-11-20T10:00:00.000Z',
      longReread: '2026-11-20',
      state: 'catching_up',
    })
  })
})

describe('an inventory', () => {
  const rooms = { stream: 'anthropic.workspaces' }
  const room = (name: string) => ({
    ...draft('2026-11-01', name),
    id: name,
    kind: 'workspace' as const,
    data: { name },
  })
  const list = (...names: string[]) => scripted(tenant, connection, () => page(names.map(room)), rooms)
  const history = async (stream = rooms.stream) =>
    (await recordsIn(tenant, stream)).map(({ id, rev, data }) => [id, rev, data.vanished === true ? 'gone' : 'there'])

  it('records what vanished, and what came back', async () => {
    await runInventory(await list('a', 'b'))
    await runInventory(await list('a'))
    await runInventory(await list('a'))
    await runInventory(await list('a', 'b'))
    expect(await history()).toEqual([
      ['a', 0, 'there'],
      ['b', 0, 'there'],
      ['b', 1, 'gone'],
      ['b', 2, 'there'],
    ])
  })

  it('records that the last one vanished, from a list that is empty', async () => {
    await runInventory(await list('a'))
    await runInventory(await list())
    expect(await history()).toEqual([
      ['a', 0, 'there'],
      ['a', 1, 'gone'],
    ])
  })

  it('takes nothing for vanished before the list was read to its end', async () => {
    await runInventory(await list('a', 'b', 'c'))
    const half = (ask: Ask) => (ask.token === null ? page([room('a')], 'x') : fails('unavailable'))
    expect(await runInventory(await scripted(tenant, connection, half, rooms))).toMatchObject({ end: 'fault' })
    const paged = (ask: Ask) => (ask.token === null ? page([room('a')], 'x') : page([room('c')]))
    await runInventory(await scripted(tenant, connection, paged, rooms))
    expect((await history()).slice(3)).toEqual([['b', 1, 'gone']])
  })

  it('takes nothing of another organization for vanished', async () => {
    const other = await connect(tenant, 'not-a-key', 'org-2', 10)
    await runInventory(await list('a'))
    await runInventory(await scripted(tenant, other, () => page([room('z')]), rooms))
    await runInventory(await list('a'))
    expect(await history()).toEqual([
      ['a', 0, 'there'],
      ['z', 0, 'there'],
    ])
  })

  it('that never ends is given up', async () => {
    const endless = (ask: Ask) => page([], String(Number(ask.token ?? 0) + 1))
    const job = await scripted(tenant, connection, endless, rooms)
    expect(await runInventory(job)).toMatchObject({ end: 'fault' })
    expect(job.asked).toHaveLength(100)
  })
})

describe('a cursor', () => {
  it('moves only with an append', async () => {
    await runWindow(await scripted(tenant, connection, () => fails('forbidden')))
    expect(await ledger(tenant).cursor(`${connection}/anthropic.usage/live`)).toBeNull()
  })
})
