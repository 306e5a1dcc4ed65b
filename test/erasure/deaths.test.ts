// An erasure under bad luck: whatever dies, and however often, it comes to the same end.
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { deliverActs } from '../../worker/access/acts.ts'
import { findErasure, listErasures } from '../../worker/db/tenant/erasures.ts'
import { startErasure, type Wish } from '../../worker/erasure/begin.ts'
import { namesOf } from '../../worker/erasure/steps.ts'
import { tickErasures } from '../../worker/erasure/tick.ts'
import type { ErasureBody, ErasureView } from '../../worker/http/schemas/content.ts'
import { homeOf } from '../../worker/region.ts'
import { ledgerOf } from '../../worker/tenant/reach.ts'
import { made } from '../export/stage.ts'
import { home, ledger, vault } from './company.ts'
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
    const row = await died(on, 1, 'before')
    expect([row?.state, row?.step]).toEqual(['queued', 'intent'])
    await resumed(on)
    expect(await findErasure(home.db, on.tenant, row?.id ?? '')).toMatchObject({
      state: 'refused',
      words: expect.stringContaining('Ask again'),
    })
    expect(await saying(on, 'intended')).toEqual([])
    expect((await home.vault.list({ prefix: `content/${on.tenant}/chat-ada/` })).objects).toHaveLength(2)
  })

  it('and dies right after it was recorded gets what they asked for', async () => {
    const on = await fresh()
    const row = await died(on, 1, 'after')
    expect([row?.state, row?.step]).toEqual(['queued', 'intent'])
    await resumed(on)
    expect((await view(on, row?.id ?? '')).state).toBe('done')
    expect(await saying(on, 'intended')).toHaveLength(1)
  })

  it('twice for the same person has two erasures, and the second takes nothing that is not there', async () => {
    const on = await fresh()
    await erased(on, wishOf(on, 'person'))
    const again = await erased(on, { target: on.ada, confirm: on.ada })
    expect(again.counts).toMatchObject({ chats: 1, messages: 0, envelopes: 0, blobs: 0, keys: 0, mentions: 0 })
  })
})

/** Asks, and dies at the n-th change: the first is the row, the second the call that marks and records. */
async function died(on: Company, n: number, fate: Fate) {
  const own = dying(on.env, fate)
  own.attempt(n)
  const ground = { env: own.env, home: homeOf(own.env, 'us'), tenant: on.tenant, vault: vault(on.tenant) }
  const wish: Wish = {
    scope: 'person',
    subjects: [on.ada],
    chats: ['chat-ada'],
    mentions: 'erase',
    reasonCode: 'request',
    requestedBy: null,
    reason: 'Asked for by letter.',
    who: { userId: 'usr_1', email: 'owner@example.com' },
  }
  // The subject of who asks is known already, as it is at the front door.
  await PORTS.recordAct(on.env, on.tenant, {
    kind: 'tenant',
    stream: 'tallystick.tenant',
    id: 'x',
    data: {},
    who: wish.who ?? never(),
  })
  const ledgerStub = ledgerOf(ground.home, on.tenant)
  await expect(startErasure({ ...ground, ledger: ledgerStub, now: new Date() }, wish)).rejects.toThrow()
  return (await listErasures(home.db, on.tenant, null, 1))[0]
}
const never = (): never => {
  throw new Error('it was given')
}

/** The tick finds what lost its message. */
async function resumed(on: Company): Promise<void> {
  on.jobs.length = 0
  await tickErasures(on.env, new Date(Date.now() + 30 * 60_000))
  await drain(on)
}

describe('what a late pull sealed', () => {
  it('after the end goes once such a pull must be over', async () => {
    const on = await fresh()
    await erased(on, wishOf(on, 'person'))
    await vault(on.tenant).subjectKey(on.ada)
    const place = `content/${on.tenant}/chat-ada/late/0`
    await home.vault.put(place, 'x')
    await tickErasures(on.env, new Date(Date.now() + 5 * 60_000))
    expect(await home.vault.head(place)).not.toBeNull()
    await tickErasures(on.env, new Date(Date.now() + 30 * 60_000))
    expect(await home.vault.head(place)).toBeNull()
    expect(await home.vault.head(`keys/${on.tenant}/sub/${on.ada}`)).toBeNull()
  })

  it('before the end is found by the verification, which destroys once more', async () => {
    const on = await fresh()
    const id = await asked(on, wishOf(on, 'person'))
    const spy = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    for (let late = false; ; ) {
      const row = await findErasure(home.db, on.tenant, id)
      if (row?.state === 'done') break
      if (row?.step === 'verify' && !late) {
        late = true
        await vault(on.tenant).subjectKey(on.ada)
      }
      await step(on, id)
    }
    expect(spy.mock.calls.join()).toContain('erasure_again')
    spy.mockRestore()
    expect(await home.vault.head(`keys/${on.tenant}/sub/${on.ada}`)).toBeNull()
    expect(await saying(on, 'erased')).toHaveLength(1)
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
