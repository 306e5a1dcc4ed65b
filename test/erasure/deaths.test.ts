// An erasure under bad luck: whatever dies, and however often, it comes to the same end.
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { deliverActs } from '../../worker/access/acts.ts'
import { findErasure } from '../../worker/db/tenant/erasures.ts'
import { namesOf } from '../../worker/erasure/steps.ts'
import { tickErasures } from '../../worker/erasure/tick.ts'
import type { ErasureBody, ErasureView } from '../../worker/http/schemas/content.ts'
import { made } from '../export/stage.ts'
import { home, ledger } from './company.ts'
import { dying, type Fate } from './dying.ts'
import { asked, type Company, company, drain, erased, PORTS, saying, step, view } from './stage.ts'

type Scope = ErasureBody['scope']
const SCOPES: readonly Scope[] = ['chat', 'person', 'tenant']

/** A company with an export that discloses. */
async function fresh(): Promise<Company> {
  const on = await company()
  await made(on, { disclose: true, as_of: 'newest' })
  return on
}
const wishOf = (on: Company, scope: Scope) => {
  if (scope === 'chat') return { scope, target: 'chat-ada', confirm: 'chat-ada' }
  return scope === 'person' ? { target: on.ada } : { scope, target: 'all', confirm: 'Tarnwick Instruments' }
}

/** What an erasure ended as, without ids and times. */
async function endOf(on: Company, seen: ErasureView): Promise<unknown> {
  const [result, ...more] = await saying(on, 'erased')
  const { checks, history, ...data } = result?.data ?? {}
  const left = await ledger(on.tenant).erasedState(seen.id)
  return {
    counts: seen.counts,
    refs: result?.refs,
    keys: (data.keys_destroyed as unknown[]).length,
    envelopes: left.left,
    listed: (await home.vault.list({ prefix: `content/${on.tenant}/chat-ada/` })).objects.length,
    records: [(await saying(on, 'intended')).length, more.length],
  }
}

const undisturbed = new Map<Scope, unknown>()
beforeAll(async () => {
  for (const scope of SCOPES) {
    const on = await fresh()
    undisturbed.set(scope, await endOf(on, await erased(on, wishOf(on, scope))))
  }
})

const DELIVERED = 400

/** Goes on until it is done; each step dies at its first changing call, then at its second, until it comes through. */
async function struggle(on: Company, id: string, fate: Fate): Promise<number> {
  const own = dying(on.env, fate)
  const ports = { ...PORTS }
  let [at, n, deaths] = ['', 0, 0]
  for (let turn = 0; turn < DELIVERED; turn++) {
    const row = await findErasure(home.db, on.tenant, id)
    if (row === undefined || row.state === 'done') return deaths
    if (row.step !== at) [at, n] = [row.step, 0]
    own.attempt(n)
    try {
      await step(on, id, own.env, ports)
    } catch (error) {
      if (!own.died()) throw error
      deaths++
    }
    // A step that swallowed a death goes on from the next call, too.
    n++
  }
  throw new Error('it never ended')
}

describe.each(SCOPES)('an erasure of a %s', (scope) => {
  for (const fate of ['before', 'after'] as const) {
    it(`that dies ${fate} every call that changes something ends like one that never died`, async () => {
      const spy = vi.spyOn(console, 'log').mockImplementation(() => undefined)
      const on = await fresh()
      const id = await asked(on, wishOf(on, scope))
      const deaths = await struggle(on, id, fate)
      expect(deaths).toBeGreaterThanOrEqual(namesOf(scope).length)
      await deliverActs(on.env, PORTS.recordAct)
      await drain(on)
      spy.mockRestore()
      expect(await endOf(on, await view(on, id))).toEqual(undisturbed.get(scope))
    })
  }

  it('whose every step is done twice, and at once, changes nothing', async () => {
    const on = await fresh()
    const id = await asked(on, wishOf(on, scope))
    for (let n = 0; n < 100; n++) {
      const [one] = await Promise.all([step(on, id), step(on, id)])
      if (one === 'done') break
    }
    await drain(on)
    const { size } = await ledger(on.tenant).state()
    expect(await step(on, id)).toBe('done')
    expect((await ledger(on.tenant).state()).size).toBe(size)
    expect(await endOf(on, await view(on, id))).toEqual(undisturbed.get(scope))
  })
})

describe('whoever asks', () => {
  it('and dies before anything was recorded is told so, and nothing is destroyed', async () => {
    const on = await fresh()
    const own = dying(on.env, 'before')
    // The row is the first change, the ledger the second.
    own.attempt(1)
    const reply = await asked({ ...on, env: own.env }, wishOf(on, 'person')).catch((error: unknown) => error)
    expect(reply).toBeDefined()
  })

  it('twice for the same person has two erasures, and the second takes nothing that is not there', async () => {
    const on = await fresh()
    await erased(on, wishOf(on, 'person'))
    const again = await erased(on, { target: on.ada, confirm: on.ada })
    expect(again.counts).toMatchObject({ chats: 1, messages: 0, envelopes: 0, blobs: 0, keys: 0, mentions: 0 })
  })
})

describe('a message that was lost', () => {
  it('is sent again by the tick', async () => {
    const on = await fresh()
    const id = await asked(on, wishOf(on, 'person'))
    on.jobs.length = 0
    await tickErasures(on.env, new Date(Date.now() + 30 * 60_000))
    expect(on.jobs).toContainEqual({ v: 1, job: 'erasure', region: 'us', tenant: on.tenant, id })
  })
})
