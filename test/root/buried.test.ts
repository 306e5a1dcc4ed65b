// A cut on its way to the chain: the object's part of anchoring, with the simulator as calendars, chain and explorers.
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { fromHex, text } from '../../worker/ledger/bytes.ts'
import { sha256 } from '../../worker/ledger/hash.ts'
import { verifyAnchor } from '../../worker/ledger/ots/verify.ts'
import { rootHome } from '../../worker/region.ts'
import type { Simulator } from '../simulator/app.ts'
import { simulateOutside } from '../support/outside.ts'
import type { Weather } from '../tenant/outage.ts'
import { judgeRoot, rootFile, rootLog } from './judge.ts'
import { Source } from './leaves.ts'
import { clear, underRoot } from './weather.ts'

const HOUR = 3_600_000
const on = { ANCHORS: 'on' } satisfies Partial<Env>
let simulator: Simulator
let now = Date.parse('2031-01-01T00:00:00Z')

beforeAll(() => {
  simulator = simulateOutside()
})
afterEach(() => {
  vi.useRealTimers()
})

const knob = (body: object) =>
  simulator.fetch(
    new Request('http://sim/__sim/knobs', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )

/** An hour later: what is due by then. */
async function hourLater(weather: Weather = clear): Promise<void> {
  now += HOUR
  vi.useFakeTimers({ toFake: ['Date'], now })
  await underRoot(weather, (instance) => instance.tick(), on)
}

/** Hours go by and blocks come until the anchor is in this state. */
async function until(size: number, state: string): Promise<void> {
  for (let hour = 0; hour < 12; hour++) {
    if ((await rootLog().cutAt(size))?.anchor?.state === state) return
    await knob({ bitcoin_mine: 6 })
    await hourLater()
  }
  throw new Error(`never ${state}: ${JSON.stringify(await rootLog().journal(1e9, 10))}`)
}

async function cut(): Promise<number> {
  await new Source().next()
  return (await rootLog().cut()).published
}

describe('the anchor of a cut', () => {
  it('waits while anchoring is switched off, and nobody is asked', async () => {
    const size = await cut()
    const asked = vi.spyOn(globalThis, 'fetch')
    await rootLog().tick()
    expect(asked).not.toHaveBeenCalled()
    asked.mockRestore()
    expect((await rootLog().cutAt(size))?.anchor).toBeNull()
  })

  it('is buried in the chain after some hours, and its files prove it to anybody', async () => {
    const size = await cut()
    await until(size, 'buried')
    const block = (await rootLog().cutAt(size))?.anchor?.block
    expect(block).toMatchObject({ height: expect.any(Number), hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
    const [checkpoint, ots, headers] = [
      await rootFile(`cuts/${size}/checkpoint`),
      await rootFile(`cuts/${size}/root.ots`),
      await rootFile(`cuts/${size}/headers.json`),
    ]
    const listed = Object.entries(JSON.parse(text(headers ?? new Uint8Array())) as Record<string, string>)
    const chain = new Map(listed.map(([height, header]) => [Number(height), fromHex(header)]))
    const digest = sha256(checkpoint ?? new Uint8Array())
    const verdict = verifyAnchor(ots ?? new Uint8Array(), digest, chain, { regtest: true })
    expect(verdict.result).toBe('ok')
    expect(verifyAnchor(ots ?? new Uint8Array(), sha256(digest), chain, { regtest: true }).result).toBe('false')
    await judgeRoot()
  })

  it('leaves a line in the journal for each change of state, in order, and is left alone afterwards', async () => {
    const { published } = await rootLog().state()
    const lines = (await rootLog().journal(1e9, 1000)).filter(({ size }) => size === published).reverse()
    const states = lines.map(({ state }) => state)
    const order = ['submitted', 'pending', 'confirmed', 'buried']
    expect(states).toEqual(order.filter((state) => states.includes(state)))
    expect(states.at(-1)).toBe('buried')
    expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).sort())
    const asked = vi.spyOn(globalThis, 'fetch')
    for (let hour = 0; hour < 3; hour++) await hourLater()
    expect(asked).not.toHaveBeenCalled()
    asked.mockRestore()
  })

  it('whose files the archive refuses is taken up again: state and journal move only once the files are there', async () => {
    const size = await cut()
    const stored = () =>
      runInDurableObject(rootLog(), (_, { storage }) =>
        storage.sql.exec('SELECT state FROM anchor WHERE size = ?', size).one(),
      )
    const down: Weather = ({ method }) => (method === 'put' ? 'fail' : undefined)
    await hourLater(down)
    expect(await stored()).toEqual({ state: null })
    expect((await rootLog().cutAt(size))?.anchor).toBeNull()
    expect(await rootFile(`cuts/${size}/root.ots`)).toBeNull()
    await until(size, 'buried')
    expect(await rootFile(`cuts/${size}/root.ots`)).not.toBeNull()
  })

  it('is opened for every cut, also where the object went away between two steps of one', async () => {
    const sizes = (await rootLog().cuts(1e9, 100)).map(({ size }) => size)
    const opened = await runInDurableObject(rootLog(), (_, { storage }) =>
      storage.sql.exec<{ size: number }>('SELECT size FROM anchor ORDER BY size DESC').toArray(),
    )
    expect(opened.map(({ size }) => size)).toEqual(sizes)
  })

  it('does not hold up cuts while the outside is silent', async () => {
    await knob({ calendar_down: ['a', 'b', 'c'], bitcoin_down: ['one', 'two'] })
    const size = await cut()
    await hourLater()
    expect(await rootFile(`cuts/${size}/root.ots`)).toBeNull()
    const next = await cut()
    expect(next).toBe(size + 1)
    await knob({ calendar_down: [], bitcoin_down: [] })
    await until(size, 'buried')
    await until(next, 'buried')
    await judgeRoot()
  })

  it('lies with the cut’s other files under root/ and nowhere else', async () => {
    const { objects } = await rootHome(env).archive.list({ prefix: 'root/cuts/' })
    for (const { key } of objects) {
      expect(key).toMatch(/^root\/cuts\/[1-9][0-9]*\/(checkpoint|root\.ots|headers\.json)$/)
    }
  })
})
