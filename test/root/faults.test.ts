import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { hex } from '../../worker/ledger/bytes.ts'
import { appendPending } from '../../worker/root/cut.ts'
import { cutDue, nextCut, takeLeaf } from '../../worker/root/pending.ts'
import type { Fate, Weather } from '../tenant/outage.ts'
import { judgeRoot, rootFile, rootLog } from './judge.ts'
import { Source, sources } from './leaves.ts'
import { clear, underRoot } from './weather.ts'

const FATES: Fate[] = ['fail', 'fail but persisted']
const HOUR = 3_600_000
const published = async () => (await rootLog().state()).published
const alarm = () => runInDurableObject(rootLog(), (_, state) => state.storage.getAlarm())
const dueOf = () => runInDurableObject(rootLog(), (_, { storage }) => cutDue(storage.sql))

afterEach(() => {
  vi.useRealTimers()
})

/** Three labels wait, and the object has just started. */
async function waiting(): Promise<Source[]> {
  const made = sources(3)
  for (const source of made) await source.next()
  await evictDurableObject(rootLog())
  return made
}

async function expectFound(made: Source[]): Promise<void> {
  for (const { label, made: leaves } of made) {
    const found = await rootLog().find(label, 0)
    expect(found.map(({ data }) => hex(data))).toEqual(leaves.map(hex))
  }
}

describe('every outgoing call of a cut', async () => {
  await (await waiting())[0]?.submit()
  const calls = await underRoot(clear, (instance) => instance.cut())

  it('is a known step: is the storage whole, tile and bundle, frozen, published', () => {
    // The object's start asks once, the cut asks again.
    const names = calls.map(({ method }) => method)
    expect(names).toEqual(['get', 'put', 'put', 'put', 'get', 'put'])
  })

  for (const fate of FATES) {
    it(`may ${fate}: the next round brings the same log, nothing lost and nothing twice`, async () => {
      for (let n = 0; n < calls.length; n++) {
        const before = await published()
        const made = await waiting()
        const weather: Weather = (call) => (call.n === n ? fate : undefined)
        await underRoot(weather, (instance) => instance.cut()).catch((error: unknown) =>
          expect(error).toBeInstanceOf(Error),
        )
        // More is taken meanwhile.
        const later = new Source()
        await later.next()
        await rootLog().cut()
        await expectFound([...made, later])
        expect((await judgeRoot()).leaves).toHaveLength(before + 4)
      }
    })

    it(`may ${fate} and the object go away with it`, async () => {
      for (let n = 0; n < calls.length; n++) {
        const before = await published()
        const made = await waiting()
        const weather: Weather = (call) => (call.n >= n ? fate : undefined)
        await underRoot(weather, (instance) => instance.cut()).catch(() => undefined)
        await evictDurableObject(rootLog())
        // What was begun is brought to its end before anything is added to it.
        await rootLog().cut()
        await expectFound(made)
        expect((await judgeRoot()).leaves).toHaveLength(before + 3)
      }
    })
  }
})

describe('a cut that was begun and is not published', () => {
  it('is nobody’s yet: no leaf of it is found, nothing is proven under it, no list shows it', async () => {
    const before = await published()
    const made = await waiting()
    const down: Weather = ({ method }) => (method === 'put' ? 'fail' : undefined)
    await underRoot(down, (instance) => instance.cut()).catch(() => undefined)
    expect((await rootLog().state()).size).toBe(before + 3)
    for (const { label } of made) expect(await rootLog().find(label, 0)).toEqual([])
    expect(await rootLog().proof(before)).toBeNull()
    expect(await rootLog().cutAt(before + 3)).toBeNull()
    expect((await rootLog().cuts(1e9, 1))[0]?.size).toBe(before)
    await rootLog().cut()
    await expectFound(made)
    expect((await rootLog().proof(before))?.size).toBe(before + 3)
  })
})

describe('the transaction of a cut', () => {
  it('leaves nothing behind at any statement that fails', async () => {
    const before = await published()
    const made = await waiting()
    await runInDurableObject(rootLog(), (_, { storage }) => {
      for (let failing = 0; ; failing++) {
        let n = 0
        const sql = {
          exec: (query: string, ...bindings: unknown[]) => {
            const cursor = storage.sql.exec(query, ...bindings)
            // Persisted but failed: the statement took effect, the transaction must take it back.
            if (n++ === failing) throw new Error('storage')
            return cursor
          },
        } as unknown as SqlStorage // the cut uses nothing else
        try {
          storage.transactionSync(() => appendPending(sql))
        } catch {
          continue
        }
        expect(failing).toBeGreaterThan(4)
        return
      }
    })
    await rootLog().cut()
    await expectFound(made)
    expect((await judgeRoot()).leaves).toHaveLength(before + 3)
  })
})

describe('an archive that is down for hours', () => {
  it('holds up cuts and nothing else, and the alarm tries on', async () => {
    const before = await published()
    const made = sources(5)
    await made[0]?.next()
    // Started while the archive answered.
    await rootLog().state()
    await runInDurableObject(rootLog(), (_, { storage }) =>
      storage.sql.exec("UPDATE meta SET value = '0' WHERE name = 'cut-due'"),
    )
    for (const source of made.slice(1)) {
      await underRoot(
        () => 'fail',
        async (instance) => {
          const leaf = source.make()
          await instance.tick()
          await instance.tick()
          expect(await instance.submit(leaf, null)).toMatchObject({ ok: false, code: 'stopped' })
        },
      )
      expect(await alarm()).not.toBeNull()
      expect(await source.submit()).toMatchObject({ ok: true })
    }
    expect(await published()).toBe(before)
    await rootLog().cut()
    await expectFound(made)
    expect((await judgeRoot()).leaves).toHaveLength(before + 5)
  })
})

describe('the hour of a cut', () => {
  it('is a multiple of the interval, whenever something came in', () => {
    expect([0, 1, HOUR - 1, HOUR, HOUR + 1].map((now) => nextCut(now, HOUR))).toEqual([
      HOUR,
      HOUR,
      HOUR,
      2 * HOUR,
      2 * HOUR,
    ])
  })

  it('is not put off by what keeps coming', async () => {
    const source = new Source()
    await runInDurableObject(rootLog(), (_, { storage: { sql } }) => {
      const [one, two] = [source.make(), source.make()]
      takeLeaf(sql, one, null, 1_000)
      takeLeaf(sql, two, one, 2_000)
    })
    expect(await dueOf()).toBe(1_000)
    await rootLog().cut()
    expect(await dueOf()).toBeUndefined()
  })

  it('is when the alarm cuts, and the cron in its place, and neither before', async () => {
    const before = await published()
    const source = new Source()
    const start = Math.floor(Date.now() / HOUR) * HOUR + HOUR / 2
    vi.useFakeTimers({ toFake: ['Date'], now: start })
    await underRoot(clear, async (instance) => void (await instance.submit(source.make(), null)), {
      ROOT_CUT_SECONDS: '3600',
    })
    expect(await dueOf()).toBe(start + HOUR / 2)
    vi.setSystemTime(start + HOUR / 2 - 1)
    await rootLog().tick()
    expect(await published()).toBe(before)
    vi.setSystemTime(start + HOUR / 2)
    await rootLog().tick()
    expect(await published()).toBe(before + 1)
    await rootLog().tick()
    expect(await rootLog().cuts(1e9, 1)).toMatchObject([{ size: before + 1 }])
  })

  it('is kept by the alarm that was set in the same commit as the leaf', async () => {
    const source = new Source()
    await source.next()
    expect(await alarm()).toBeLessThanOrEqual((await dueOf()) ?? 0)
    await evictDurableObject(rootLog())
    await runInDurableObject(rootLog(), (_, { storage }) =>
      storage.sql.exec("UPDATE meta SET value = '0' WHERE name = 'cut-due'"),
    )
    expect(await runDurableObjectAlarm(rootLog())).toBe(true)
    await expectFound([source])
    await judgeRoot()
  })

  it('comes once, however many ask', async () => {
    const before = (await rootLog().cuts(1e9, 1000)).length
    const made = sources(2)
    for (const source of made) await source.next()
    await Promise.all([rootLog().cut(), rootLog().cut(), rootLog().tick(), rootLog().cut()])
    expect(await rootLog().cuts(1e9, 1000)).toHaveLength(before + 1)
    await expectFound(made)
  })
})

describe('a frozen checkpoint', () => {
  it('is that file of its cut for ever, whatever came after', async () => {
    const cuts = await rootLog().cuts(1e9, 1000)
    expect(cuts.length).toBeGreaterThan(20)
    for (const { size, note } of cuts) {
      expect(new TextDecoder().decode((await rootFile(`cuts/${size}/checkpoint`)) ?? undefined)).toBe(note)
    }
  })
})
