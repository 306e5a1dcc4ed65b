// The job under bad luck: messages that come twice or at once, and a death before or after every call that changes something.

import { createMessageBatch } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { deliverActs } from '../../worker/access/acts.ts'
import { listDeadLetters } from '../../worker/db/tenant/dead-letters.ts'
import { consumeDeadJobs } from '../../worker/export/consume.ts'
import { stepExport } from '../../worker/export/job.ts'
import { LIMITS } from '../../worker/export/limits.ts'
import { JobMessage } from '../../worker/export/message.ts'
import {
  addUsage,
  ask,
  deliver,
  drain,
  filesOf,
  judge,
  ledger,
  PORTS,
  type Stage,
  stage,
  troubles,
  view,
} from './stage.ts'

const SMALL = { ...PORTS, limits: { ...LIMITS, bundle: { bytes: 1e6, records: 200, span: 1000 } }, tilesAStep: 1 }

async function asked(): Promise<{ on: Stage; id: string; message: JobMessage }> {
  const on = await stage()
  await addUsage(on, 0, 300)
  const id = await ask(on)
  return { on, id, message: JobMessage.parse(on.jobs.shift()) }
}

/** Everything that an export may end as: offered once, whole, recorded once. */
async function expectMade(on: Stage, id: string): Promise<void> {
  const seen = await view(on, id)
  expect([seen.state, seen.records]).toEqual(['ready', seen.checkpoint_size])
  for (const bytes of await filesOf(on, id)) expect(troubles(await judge(on, bytes))).toEqual([])
  const { size } = await ledger(on.tenant).state()
  const texts = (await ledger(on.tenant).records(0, size - 1)).map(({ text }) => text)
  expect(texts.filter((text) => text.includes('"action":"made"'))).toHaveLength(1)
}

describe('a message', () => {
  it('that comes twice at every step changes nothing', async () => {
    const { on, id, message } = await asked()
    let standing = 'more'
    for (let n = 0; standing === 'more' && n < 40; n++) {
      const [a] = await Promise.all([stepExport(on.env, message, SMALL), stepExport(on.env, message, SMALL)])
      standing = a
    }
    await expectMade(on, id)
    const { size } = await ledger(on.tenant).state()
    for (let n = 0; n < 3; n++) expect(await stepExport(on.env, message, SMALL)).toBe('done')
    expect((await ledger(on.tenant).state()).size).toBe(size)
  })

  it('of an export or tenant that is not there does nothing', async () => {
    const { on, message } = await asked()
    expect(await stepExport(on.env, { ...message, id: `exp_${'0'.repeat(26)}` }, PORTS)).toBe('done')
    expect(await stepExport(on.env, { ...message, region: 'eu' }, PORTS)).toBe('done')
  })

  it('that nobody can read is kept for an operator', async () => {
    const on = await stage()
    const spy = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { explicitAcks } = await deliver(on, { job: 'bake' })
    spy.mockRestore()
    expect(explicitAcks).toHaveLength(1)
  })

  it('that failed as often as it may fails the export with words', async () => {
    const { on, id, message } = await asked()
    const spy = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const batch = createMessageBatch('jobs-dead', [{ id: 'dead-1', timestamp: new Date(), attempts: 1, body: message }])
    await consumeDeadJobs(on.env, batch)
    spy.mockRestore()
    expect(await view(on, id)).toMatchObject({ state: 'failed', words: expect.stringContaining('could not be made') })
    expect(await stepExport(on.env, message, PORTS)).toBe('done')
  })
})

describe('a dead job of another kind', () => {
  it('is kept in the region that it speaks of, and only there', async () => {
    const on = await stage()
    const spy = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const body = { v: 1, job: 'turn', region: 'eu', tenant: on.tenant, id: 'turn/x' }
    const batch = createMessageBatch('jobs-dead', [{ id: 'dead-eu', timestamp: new Date(), attempts: 1, body }])
    await consumeDeadJobs(on.env, batch)
    spy.mockRestore()
    const kept = (db: D1Database) =>
      listDeadLetters(db).then((rows) => rows.filter(({ id }) => id === 'dead-eu').length)
    expect([await kept(on.env.TENANTS_EU), await kept(on.env.TENANTS_US)]).toEqual([1, 0])
  })
})

class Died extends Error {}
type Fate = 'before' | 'after'

/** The stage's bindings, of which the n-th changing call dies. */
function dying(on: Stage, n: number, fate: Fate): { env: Env; count: () => number } {
  let calls = 0
  const through = async <T>(work: () => Promise<T>): Promise<T> => {
    const mine = calls++
    if (mine === n && fate === 'before') throw new Died()
    const result = await work()
    if (mine === n) throw new Died()
    return result
  }
  const database = (db: D1Database): D1Database =>
    new Proxy(db, {
      get(target, name) {
        if (name === 'prepare') {
          return (query: string) =>
            /^\s*(insert|update|delete)/i.test(query) ? statement(target.prepare(query)) : target.prepare(query)
        }
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  const statement = (one: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(one, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        if (name === 'bind') return (...values: unknown[]) => statement(target.bind(...values))
        return (...args: unknown[]) => through(() => value.apply(target, args))
      },
    })
  const bucket = new Proxy(env.EXPORTS_US, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return name === 'put' ? (...args: unknown[]) => through(() => value.apply(target, args)) : value.bind(target)
    },
  })
  const bindings = {
    ...on.env,
    EXPORTS_US: bucket,
    TENANTS_US: database(on.env.TENANTS_US),
    CONTROL: database(on.env.CONTROL),
  }
  return { env: bindings, count: () => calls }
}

/** How many changing calls one export makes. */
async function callsOfOne(): Promise<number> {
  const { on, message } = await asked()
  const { env: own, count } = dying(on, -1, 'before')
  while ((await stepExport(own, message, SMALL)) === 'more');
  return count()
}

describe('a death at any call that changes something', async () => {
  const calls = await callsOfOne()

  it('has places to strike: the pin, each look, each volume and its row, the act, the offer', () => {
    expect(calls).toBeGreaterThan(9)
  })

  for (const fate of ['before', 'after'] as const) {
    it(`${fate} it took effect is made good by the next delivery`, async () => {
      const spy = vi.spyOn(console, 'log').mockImplementation(() => undefined)
      for (let n = 0; n < calls; n++) {
        const { on, id, message } = await asked()
        const { env: own } = dying(on, n, fate)
        for (let step = 0; step < 40; step++) {
          const standing = await stepExport(own, message, SMALL).catch((error: unknown) => {
            if (!(error instanceof Error)) throw error
            return 'died'
          })
          if (standing === 'done') break
        }
        // What waits in the outbox goes with the cron's next round.
        await deliverActs(on.env, PORTS.recordAct)
        await expectMade(on, id)
      }
      spy.mockRestore()
    })
  }
})

describe('the queue', () => {
  it('gets a message again while there is more to do, and a failure comes back later', async () => {
    const { on, id, message } = await asked()
    await deliver(on, message, SMALL)
    expect(on.jobs).toEqual([message])
    const spy = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const broken = { ...on, env: dying(on, 0, 'before').env }
    const { retryMessages } = await deliver(broken, message, SMALL, 3)
    spy.mockRestore()
    expect(retryMessages).toHaveLength(1)
    expect(on.jobs).toHaveLength(1)
    await drain(on, SMALL)
    await expectMade(on, id)
  })
})
