// Rows of a day that the vendor takes back: recorded as gone once the day was read to its end, and never before.
import { beforeEach, describe, expect, it } from 'vitest'
import { updateStream } from '../../worker/db/tenant/streams.ts'
import type { ConnectionId, TenantId } from '../../worker/ids.ts'
import { runWindow } from '../../worker/pull/live.ts'
import { connect, home, ledger, makeTenant } from '../support/tenants.ts'
import { draft, fails, page, type Script, scripted } from './scripted.ts'
import { later, MINUTE, recordsIn, stage } from './stage.ts'

const DAYS = ['2026-11-18', '2026-11-19', '2026-11-20']
const STREAM = 'anthropic.usage'

let tenant: TenantId
let connection: ConnectionId

beforeEach(async () => {
  stage()
  tenant = await makeTenant()
  connection = await connect(tenant, 'not-a-key', 'org-1', 10)
  const reached = { longReread: '2026-11-20', reachedTo: '2026-11-20T09:45:00.000Z' }
  await updateStream(home.db, tenant, connection, STREAM, reached)
})

const read = async (script: Script) => runWindow(await scripted(tenant, connection, script))
const both = DAYS.flatMap((day) => [draft(day, 'a'), draft(day, 'b')])
const gone = async () => {
  const records = await recordsIn(tenant, STREAM)
  return records.filter(({ data }) => data.vanished === true).map(({ id, rev }) => `${id} ${rev}`)
}
const rows = async () => {
  await ledger(tenant).settle()
  const { results } = await home.db
    .prepare("SELECT id FROM usage WHERE tenant = ? AND day <> '' ORDER BY id")
    .bind(tenant)
    .all()
  return results.map(({ id }) => id)
}

describe('a row that a daily stream no longer says', () => {
  it('is recorded as gone at the start of its day, and counts no more', async () => {
    await read(() => page(both, null, DAYS))
    later(15 * MINUTE)
    await read(() => page(both.slice(0, 3).concat(both.slice(4)), null, DAYS))
    expect(await gone()).toEqual(['2026-11-19/b 1'])
    const last = (await recordsIn(tenant, STREAM)).at(-1)
    expect(last).toMatchObject({ kind: 'usage', occurred_at: '2026-11-19T00:00:00.000Z', data: { vanished: true } })
    expect(await rows()).toHaveLength(5)
  })

  it('comes back with the next revision when the vendor says it again', async () => {
    await read(() => page(both, null, DAYS))
    later(15 * MINUTE)
    await read(() => page(both.slice(1), null, DAYS))
    expect(await rows()).toHaveLength(5)
    later(15 * MINUTE)
    await read(() => page(both, null, DAYS))
    expect((await recordsIn(tenant, STREAM)).at(-1)).toMatchObject({ id: '2026-11-18/a', rev: 2 })
    expect(await rows()).toHaveLength(6)
  })

  it('is not missed from a day whose rows go on with the next page', async () => {
    const split: Script = (ask) =>
      ask.token === null ? page(both.slice(0, 3), 'second', DAYS.slice(0, 2)) : page(both.slice(3), null, DAYS.slice(1))
    await read(split)
    later(15 * MINUTE)
    await read(split)
    expect(await gone()).toEqual([])
    expect(await rows()).toHaveLength(6)
  })

  it('of a day that came back empty is gone too', async () => {
    await read(() => page(both, null, DAYS))
    later(15 * MINUTE)
    await read(() => page(both.slice(2), null, DAYS))
    expect(await gone()).toEqual(['2026-11-18/a 1', '2026-11-18/b 1'])
  })

  it('stays where the answer says nothing of its day, or no day at all', async () => {
    await read(() => page(both, null, DAYS))
    later(15 * MINUTE)
    await read(() => page(both.slice(2, 4), null, DAYS.slice(1, 2)))
    later(15 * MINUTE)
    await read(() => page([], null))
    expect(await gone()).toEqual([])
  })

  it('stays when the read breaks off before the day has ended, or was begun in the middle', async () => {
    await read(() => page(both, null, DAYS))
    later(15 * MINUTE)
    await read((ask) =>
      ask.token === null ? page(both.slice(0, 1), 'second', DAYS.slice(0, 1)) : fails('unavailable'),
    )
    expect(await gone()).toEqual([])
    later(15 * MINUTE)
    // The dead run goes on at its page, where the first day's rows are no longer said; the whole read after it says all.
    await read((ask) => (ask.token === null ? page(both, null, DAYS) : page(both.slice(2), null, DAYS)))
    expect(await gone()).toEqual([])
  })

  it('of another organization is left alone', async () => {
    await read(() => page(both, null, DAYS))
    const other = await connect(tenant, 'not-a-key-either', 'org-2', 10)
    await runWindow(await scripted(tenant, other, () => page([draft('2026-11-18', 'c')], null, DAYS)))
    expect(await gone()).toEqual([])
  })
})
