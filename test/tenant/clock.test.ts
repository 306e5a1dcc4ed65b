import { afterEach, describe, expect, it, vi } from 'vitest'
import { ledger, makeTenant } from '../support/tenants.ts'
import { page, pull, usage } from './drafts.ts'
import { judgeRecords } from './judge.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** Only the clock: timers of the platform go on. */
const at = (instant: string) => vi.useFakeTimers({ toFake: ['Date'], now: new Date(instant) })

describe('the time of a record', () => {
  it('never decreases, whatever the clock does', async () => {
    const tenant = await makeTenant()
    at('2031-05-05T12:00:00.000Z')
    await ledger(tenant).append(page([usage('a')]))
    at('2031-05-05T11:00:00.000Z')
    await ledger(tenant).append(page([usage('b')]))
    const { records } = await judgeRecords(tenant)
    expect(records.at(-1)?.ingested_at).toBe('2031-05-05T12:00:00.000Z')
    at('2031-05-05T13:00:00.000Z')
    await ledger(tenant).append(page([usage('c')]))
    expect((await judgeRecords(tenant)).records.at(-1)?.ingested_at).toBe('2031-05-05T13:00:00.000Z')
  })
})

describe('polls in vain', () => {
  it('make one record a stream and day, once the day is over', async () => {
    const tenant = await makeTenant()
    at('2031-01-01T10:00:00.000Z')
    for (let i = 0; i < 3; i++) expect(await ledger(tenant).append(page([]))).toMatchObject({ first: null, size: 1 })
    await ledger(tenant).append(page([], { stream: 'anthropic.costs' }))
    at('2031-01-02T10:00:00.000Z')
    expect(await ledger(tenant).append(page([]))).toMatchObject({ first: 1, size: 3 })
    const { records } = await judgeRecords(tenant)
    expect(records.slice(1).map(({ stream, id, data }) => [stream, id, data.polls])).toEqual([
      ['anthropic.costs', 'polls/2031-01-01', 1],
      ['anthropic.usage', 'polls/2031-01-01', 3],
    ])
    expect(records[1]?.data).toEqual({ endpoint: pull.endpoint, items: 0, polls: 1 })
  })

  it('count a page whose items are all known as in vain', async () => {
    const tenant = await makeTenant()
    at('2031-01-01T10:00:00.000Z')
    await ledger(tenant).append(page([usage('a')]))
    await ledger(tenant).append(page([usage('a')]))
    at('2031-01-02T10:00:00.000Z')
    await ledger(tenant).append(page([usage('b')]))
    const { records } = await judgeRecords(tenant)
    expect(records.map(({ id }) => id)).toEqual(['created', 'pull/1', 'a', 'polls/2031-01-01', 'pull/4', 'b'])
  })

  it('never make a second record of one day when the clock steps back over midnight', async () => {
    const tenant = await makeTenant()
    for (const instant of [
      '2031-01-01T23:59:00Z',
      '2031-01-02T00:01:00Z',
      '2031-01-01T23:58:00Z',
      '2031-01-03T00:01:00Z',
    ]) {
      at(instant)
      await ledger(tenant).append(page([]))
    }
    const { records } = await judgeRecords(tenant)
    expect(records.slice(1).map(({ id, data }) => [id, data.polls])).toEqual([
      ['polls/2031-01-01', 1],
      ['polls/2031-01-02', 2],
    ])
  })

  it('are not counted for acts, which have no page', async () => {
    const tenant = await makeTenant()
    at('2031-01-01T10:00:00.000Z')
    await ledger(tenant).append({ stream: 'tallystick.token', drafts: [] })
    at('2031-01-02T10:00:00.000Z')
    expect(await ledger(tenant).append(page([usage('a')]))).toMatchObject({ size: 3 })
  })
})
