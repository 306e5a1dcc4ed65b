// "Verify a range in this browser": every record of a good run is proven, and the first wrong one is named.
import { describe, expect, it } from 'vitest'
import { recall, type Store } from '../../web/src/verify/memory.ts'
import { verifyRange } from '../../web/src/verify/range.ts'
import { verifyRecord } from '../../web/src/verify/record.ts'
import type { Source } from '../../web/src/verify/source.ts'
import { type Step, verdictOf } from '../../web/src/verify/step.ts'
import { leafOf, makeStore, makeTexts, serve, tenant } from './verify-ledger.ts'

const texts = makeTexts(11)
const at = (seq: number): string => texts[seq] ?? ''

async function range(source: Source, store: Store, from: number, to: number): Promise<Step[]> {
  const steps: Step[] = []
  for await (const event of verifyRange({ from, to }, source, store)) if ('step' in event) steps.push(event.step)
  return steps
}

/** A store that has checked the first five records before. */
async function visited(): Promise<Store> {
  const store = makeStore()
  const shown = { seq: 1, text: at(1), leaf: leafOf(at(1)) }
  for await (const _ of verifyRecord(shown, await serve(texts.slice(0, 5)), store));
  return store
}

const results = (steps: readonly Step[]) => Object.fromEntries(steps.map((one) => [one.id, one.result]))

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
