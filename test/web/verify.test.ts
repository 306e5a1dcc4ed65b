// "Verify in this browser": a good ledger is proven, and each step is false when exactly its own claim is broken.
import { describe, expect, it } from 'vitest'
import { keepSeen, pin, recall, type Store } from '../../web/src/verify/memory.ts'
import { verifyRecord } from '../../web/src/verify/record.ts'
import type { Source } from '../../web/src/verify/source.ts'
import { type Step, verdictOf } from '../../web/src/verify/step.ts'
import { leafOf, makeStore, makeTexts, serve, tenant } from './verify-ledger.ts'

const texts = makeTexts(11)
const at = (seq: number): string => texts[seq] ?? ''
const shown = (seq: number) => ({ seq, text: at(seq), leaf: leafOf(at(seq)) })
const otherSeed = new Uint8Array(32).fill(6)

async function record(source: Source, store: Store, what = shown(6)): Promise<Step[]> {
  const steps: Step[] = []
  for await (const one of verifyRecord(what, source, store)) steps.push(one)
  return steps
}

/** A store that has checked the first `size` records before. */
async function visited(size = 5): Promise<Store> {
  const store = makeStore()
  await record(await serve(texts.slice(0, size)), store, shown(1))
  return store
}

const results = (steps: readonly Step[]) => Object.fromEntries(steps.map((one) => [one.id, one.result]))
const allOk = {
  form: 'ok',
  leaf: 'ok',
  link: 'ok',
  key: 'ok',
  signature: 'ok',
  inclusion: 'ok',
  history: 'ok',
}

describe('one record', () => {
  it('is proven in all seven steps once the browser has been here before', async () => {
    const steps = await record(await serve(texts), await visited())
    expect(results(steps)).toEqual(allOk)
    expect(verdictOf(steps, 'record 6').result).toBe('proven')
  })

  it('is proven in every place of the tree', async () => {
    const store = await visited(11)
    for (let seq = 0; seq < texts.length; seq++) {
      expect(results(await record(await serve(texts), store, shown(seq)))).toEqual(allOk)
    }
  })

  it('leaves key and history undecided on a first visit, and says so in the verdict', async () => {
    const steps = await record(await serve(texts), makeStore())
    expect(results(steps)).toEqual({ ...allOk, key: 'undecided', history: 'undecided' })
    expect(verdictOf(steps, 'record 6')).toMatchObject({ result: 'undecided' })
    expect(verdictOf(steps, 'record 6').words).toMatch(/^5 of 7 claims proven: record 6; 2 could not be decided/)
  })

  it('is false when its bytes are not canonical', async () => {
    const loose = at(6).replace('"v":1', '"v": 1')
    const steps = await record(await serve(texts), await visited(), { seq: 6, text: loose, leaf: leafOf(loose) })
    expect(results(steps)).toMatchObject({ form: 'false', link: 'skipped', inclusion: 'false' })
    expect(verdictOf(steps, '').words).toContain('canonical')
  })

  it('is false when its bytes are not a record of the profile', async () => {
    const wrong = at(6).replace('"kind":"activity"', '"kind":"gossip"')
    const [form] = await record(await serve(texts), await visited(), { seq: 6, text: wrong, leaf: leafOf(wrong) })
    expect(form).toMatchObject({ id: 'form', result: 'false' })
  })

  it('is false when the bytes are those of another place', async () => {
    const [form] = await record(await serve(texts), await visited(), { ...shown(7), seq: 6 })
    expect(form).toMatchObject({ id: 'form', result: 'false' })
    expect(form?.words).toContain('they are record 7')
  })

  it('is false when the leaf that was shown is another', async () => {
    const steps = await record(await serve(texts), await visited(), { ...shown(6), leaf: leafOf(at(5)) })
    expect(results(steps)).toEqual({ ...allOk, leaf: 'false' })
  })

  it('is false when the record before it has other bytes', async () => {
    const source = { ...(await serve(texts)), text: async () => at(4) }
    expect(results(await record(source, await visited()))).toEqual({ ...allOk, link: 'false' })
  })

  it('is false when the server gives another key than the pinned one, and the pinned one goes on being used', async () => {
    const steps = await record(await serve(texts, { seed: otherSeed }), await visited())
    expect(results(steps)).toMatchObject({ key: 'false', signature: 'false', inclusion: 'skipped', history: 'skipped' })
    expect(verdictOf(steps, '').words).toContain('another key')
  })

  it('is false when the checkpoint was changed after it was signed', async () => {
    const honest = await serve(texts)
    const proof = async (seq: number) => (await honest.proof(seq))?.replace('\n11\n', '\n12\n') ?? null
    const steps = await record({ ...honest, proof }, await visited())
    expect(results(steps)).toMatchObject({ key: 'ok', signature: 'false', inclusion: 'skipped' })
  })

  it('is false when the checkpoint is another ledger’s', async () => {
    const store = makeStore()
    const honest = await serve(texts)
    const elsewhere = { ...(await honest.head()), tenant: `tn_${'1'.repeat(26)}` }
    const foreign = at(6).replaceAll(tenant, elsewhere.tenant)
    const what = { seq: 6, text: foreign, leaf: leafOf(foreign) }
    expect(results(await record({ ...honest, head: async () => elsewhere }, store, what)).signature).toBe('false')
  })

  it('is false when the proof file cannot be read', async () => {
    const steps = await record({ ...(await serve(texts)), proof: async () => 'nothing' }, await visited())
    expect(results(steps)).toMatchObject({ signature: 'false', inclusion: 'skipped', history: 'skipped' })
  })

  it('is false when the bytes are another history’s than the signed one', async () => {
    const [, , , , , , other = ''] = makeTexts(11, 6)
    const steps = await record(await serve(texts), await visited(), { seq: 6, text: other, leaf: leafOf(other) })
    expect(results(steps)).toEqual({ ...allOk, inclusion: 'false' })
  })

  it('is false when the proof is for another place', async () => {
    const honest = await serve(texts)
    const steps = await record({ ...honest, proof: () => honest.proof(5) }, await visited())
    expect(results(steps)).toEqual({ ...allOk, inclusion: 'false' })
  })

  it('is false when the ledger is shorter than this browser saw it', async () => {
    const store = await visited(11)
    const steps = await record(await serve(texts.slice(0, 9)), store)
    expect(results(steps)).toEqual({ ...allOk, history: 'false' })
    expect(verdictOf(steps, '').words).toContain('went back')
  })

  it('is false when what this browser saw was changed, whether the size grew or not', async () => {
    for (const size of [8, 11]) {
      const store = makeStore()
      await record(await serve(makeTexts(size, 3)), store, { seq: 1, text: at(1), leaf: leafOf(at(1)) })
      const steps = await record(await serve(texts), store)
      expect(results(steps)).toEqual({ ...allOk, history: 'false' })
      expect(recall(store, tenant)?.seen?.size).toBe(size)
    }
  })

  it('is false when the consistency proof is not hex', async () => {
    const source = { ...(await serve(texts)), consistency: async () => ['nonsense'] }
    expect(results(await record(source, await visited())).history).toBe('false')
  })

  it('is undecided, not false, while no checkpoint covers it', async () => {
    const steps = await record(await serve(texts, { size: 6 }), await visited())
    expect(results(steps)).toMatchObject({ link: 'ok', signature: 'undecided', inclusion: 'skipped' })
    expect(verdictOf(steps, '').result).toBe('undecided')
  })
})

describe('what the browser remembers', () => {
  it('never lets a smaller checkpoint replace a larger one', () => {
    const store = makeStore()
    pin(store, tenant, 'key', '2026-11-20T14:00:00.000Z')
    keepSeen(store, tenant, { size: 9, root: 'a', at: '2026-11-20T14:00:00.000Z' })
    keepSeen(store, tenant, { size: 8, root: 'b', at: '2026-11-20T15:00:00.000Z' })
    expect(recall(store, tenant)?.seen).toMatchObject({ size: 9, root: 'a' })
  })

  it('forgets what the old key signed when a person pins another one', async () => {
    const store = await visited()
    pin(store, tenant, 'another', '2026-11-20T14:00:00.000Z')
    expect(recall(store, tenant)).toMatchObject({ vkey: 'another', seen: null, checked: null })
  })

  it('reads what is not its own as a first visit', () => {
    const store = makeStore()
    store.setItem(`tallystick.ledger.${tenant}`, '{"vkey":7}')
    expect(recall(store, tenant)).toBeNull()
    store.setItem(`tallystick.ledger.${tenant}`, 'not json')
    expect(recall(store, tenant)).toBeNull()
  })

  it('works without storage, as a first visit each time', async () => {
    const closed: Store = {
      getItem: () => null,
      setItem: () => {
        throw new Error('forbidden')
      },
    }
    expect(results(await record(await serve(texts), closed)).key).toBe('undecided')
  })
})
