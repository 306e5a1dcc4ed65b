// Two checkpoints compared in the browser: a ledger that grew is proven, one that changed is named, signatures come first.
import { describe, expect, it } from 'vitest'
import { type Between, type BetweenSource, verifyBetween } from '../../web/src/verify/between.ts'
import type { Store } from '../../web/src/verify/memory.ts'
import { type Step, verdictOf } from '../../web/src/verify/step.ts'
import { parseTlogProof } from '../../worker/ledger/tlog-proof.ts'
import { makeStore, makeTexts, serve } from './verify-ledger.ts'

const texts = makeTexts(40)

/** A server over the ledger; `changedFrom` gives every checkpoint above `upTo` another history. */
async function source(
  options: { changedFrom?: number; upTo?: number; seed?: Uint8Array } = {},
): Promise<BetweenSource> {
  const { changedFrom, upTo = 20, seed } = options
  const other = changedFrom === undefined ? texts : makeTexts(40, changedFrom)
  const whole = await serve(other)
  return {
    head: whole.head,
    consistency: whole.consistency,
    async note(size) {
      const history = size > upTo ? other : texts
      const served = await serve(history, { size, ...(seed && size > upTo ? { seed } : {}) })
      return parseTlogProof((await served.proof(size - 1)) ?? '')?.checkpoint ?? null
    },
  }
}

async function steps(between: Between, from: BetweenSource, store: Store = makeStore()): Promise<Step[]> {
  const all: Step[] = []
  for await (const one of verifyBetween(between, from, store)) all.push(one)
  return all
}
const results = (all: readonly Step[]) => Object.fromEntries(all.map((one) => [one.id, one.result]))

describe('two checkpoints', () => {
  it('are proven to be one ledger that grew, for every pair of sizes', async () => {
    const honest = await source()
    const store = makeStore()
    await steps({ from: 1, to: 2 }, honest, store)
    for (const [from, to] of [
      [1, 2],
      [1, 40],
      [7, 8],
      [8, 16],
      [20, 40],
      [39, 40],
    ] as const) {
      const all = await steps({ from, to }, honest, store)
      expect(results(all), `${from} ${to}`).toEqual({ key: 'ok', older: 'ok', newer: 'ok', between: 'ok' })
      expect(verdictOf(all, '').result).toBe('proven')
    }
  })
  it('are false when a record under the older one was changed before the newer was signed', async () => {
    const all = await steps({ from: 20, to: 40 }, await source({ changedFrom: 5 }))
    expect(results(all)).toMatchObject({ older: 'ok', newer: 'ok', between: 'false' })
    expect(verdictOf(all, '').words).toContain('The first 20 records are not the same')
  })
  it('are proven when only records after the older one differ', async () => {
    expect(results(await steps({ from: 20, to: 40 }, await source({ changedFrom: 20 })))).toMatchObject({
      between: 'ok',
    })
  })
  it('are not compared when the pinned key did not sign one of them', async () => {
    const all = await steps({ from: 20, to: 40 }, await source({ seed: new Uint8Array(32).fill(6) }))
    expect(results(all)).toMatchObject({ older: 'ok', newer: 'false', between: 'skipped' })
  })
  it('are not compared when the server has none of that size, or gives another', async () => {
    const honest = await source()
    const none = await steps({ from: 20, to: 40 }, { ...honest, note: async () => null })
    expect(results(none)).toMatchObject({ older: 'false', newer: 'false', between: 'skipped' })
    const swapped = await steps({ from: 20, to: 40 }, { ...honest, note: () => honest.note(20) })
    expect(results(swapped)).toMatchObject({ older: 'ok', newer: 'false', between: 'skipped' })
  })
  it('are false, not an error, when the proof is no list of hashes', async () => {
    const all = await steps({ from: 20, to: 40 }, { ...(await source()), consistency: async () => ['zz'] })
    expect(results(all)).toMatchObject({ between: 'false' })
  })
  it('leave a first visit undecided about the key, and pin it', async () => {
    const store = makeStore()
    expect(results(await steps({ from: 1, to: 2 }, await source(), store)).key).toBe('undecided')
    expect(results(await steps({ from: 1, to: 2 }, await source(), store)).key).toBe('ok')
  })
})
