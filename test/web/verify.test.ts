// "Verify in this browser": a good ledger is proven, and each step is false when exactly its own claim is broken.
import { describe, expect, it } from 'vitest'
import { keepSeen, pin, recall, type Store } from '../../web/src/verify/memory.ts'
import { verifyRange } from '../../web/src/verify/range.ts'
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

async function range(source: Source, store: Store, from: number, to: number): Promise<Step[]> {
  const steps: Step[] = []
  for await (const event of verifyRange({ from, to }, source, store)) if ('step' in event) steps.push(event.step)
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

describe('a range', () => {
  const long = makeTexts(600)

  it('is proven whole: every leaf, every link, the rebuilt root and the head', async () => {
    const store = await visited()
    const steps = await range(await serve(long), store, 0, 599)
    expect(results(steps)).toEqual({
      key: 'ok',
      signature: 'ok',
      records: 'ok',
      links: 'ok',
      last: 'ok',
      root: 'ok',
      head: 'ok',
      history: 'ok',
    })
    expect(recall(store, tenant)?.checked).toMatchObject({ from: 0, to: 599 })
  })

  it('is proven in part without claiming root or head', async () => {
    const steps = await range(await serve(long), await visited(), 250, 520)
    expect(Object.keys(results(steps))).toEqual(['key', 'signature', 'records', 'links', 'last', 'history'])
    expect(verdictOf(steps, '').result).toBe('proven')
  })

  it('reads record by record where the server has no bundle', async () => {
    const source = { ...(await serve(long)), bundle: async () => null }
    expect(verdictOf(await range(source, await visited(), 255, 258), '').result).toBe('proven')
  })

  it('names the record whose bytes are wrong', async () => {
    const broken = long.with(300, (long[300] ?? '').replace('"v":1', '"v":2'))
    const source = { ...(await serve(long)), bundle: (await serve(broken)).bundle }
    const steps = await range(source, await visited(), 0, 599)
    expect(results(steps)).toMatchObject({ records: 'false', links: 'skipped', last: 'skipped' })
    expect(verdictOf(steps, '').words).toContain('Record 300')
  })

  it('names the record that does not link', async () => {
    const broken = long.with(300, (long[300] ?? '').replace('"mark":"true"', '"mark":"else"'))
    const source = { ...(await serve(long)), bundle: (await serve(broken)).bundle }
    const steps = await range(source, await visited(), 0, 599)
    expect(results(steps)).toMatchObject({ records: 'ok', links: 'false', last: 'skipped' })
    expect(verdictOf(steps, '').words).toContain('Record 301')
  })

  it('is false when the last record is not in the signed tree, although all links hold', async () => {
    const source = { ...(await serve(long)), bundle: (await serve(makeTexts(600, 599))).bundle }
    const steps = await range(source, await visited(), 10, 599)
    expect(results(steps)).toMatchObject({ records: 'ok', links: 'ok', last: 'false', head: 'false' })
  })

  it('is false when a record is missing', async () => {
    const source = { ...(await serve(long)), bundle: (await serve(long.toSpliced(40, 1))).bundle }
    expect(verdictOf(await range(source, await visited(), 0, 100), '').words).toContain('Where record 40 should be')
  })

  it('is false when the record before the first one has other bytes', async () => {
    const source = { ...(await serve(long)), text: async () => at(2) }
    expect(results(await range(source, await visited(), 100, 120)).links).toBe('false')
  })

  it('keeps nothing of a range that does not hold', async () => {
    const store = await visited()
    const source = { ...(await serve(long)), bundle: (await serve(makeTexts(600, 599))).bundle }
    await range(source, store, 10, 599)
    expect(recall(store, tenant)).toMatchObject({ seen: { size: 5 }, checked: null })
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
