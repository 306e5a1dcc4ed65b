// How far proof reaches, told once for all records of a ledger; the checkpoints with their anchors; and a record's opening in the root log.
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { readReach } from '../../worker/http/routes/anchored.ts'
import { CheckpointList } from '../../worker/http/schemas/ledger.ts'
import { ProofReach, RootProof } from '../../worker/http/schemas/rootlog.ts'
import { isTenantId, type TenantId } from '../../worker/ids.ts'
import { fromHex } from '../../worker/ledger/bytes.ts'
import { leafHash } from '../../worker/ledger/hash.ts'
import { parseNote } from '../../worker/ledger/note.ts'
import { rootLeafData } from '../../worker/ledger/rootlog.ts'
import { verifyTlogProof } from '../../worker/ledger/tlog-proof.ts'
import type { AnchorEvent } from '../../worker/root/anchor/state.ts'
import { appendJournal } from '../../worker/root/journal.ts'
import { vouchersOf } from '../../worker/root/outside.ts'
import { origin, rootKey, rootLog } from '../root/judge.ts'
import { home, ledger } from '../support/tenants.ts'
import { page, usage } from '../tenant/drafts.ts'
import { type Browser, expectErrorShape, newTenant, openLedger } from './harness.ts'

const at = Date.parse('2031-01-01T00:00:00Z')
const block = (height: number) => ({ height, hash: 'ab'.repeat(32), time: at / 1000, above: 6 })
const say = (size: number, event: AnchorEvent) =>
  runInDurableObject(rootLog(), (_, { storage }) => appendJournal(storage.sql, size, event))

describe('the reach of a ledger’s proof', () => {
  let browser: Browser
  let tenant: TenantId
  const cuts: number[] = []
  const sizes: number[] = []
  const read = async () => ProofReach.parse((await browser.get('/api/ledger/reach')).body)
  const list = async (query = '') =>
    CheckpointList.parse((await browser.get(`/api/ledger/checkpoints${query}`)).body).checkpoints

  beforeAll(async () => {
    const made = await newTenant()
    browser = made.owner.browser
    if (!isTenantId(made.tenantId)) throw new Error('no tenant id')
    tenant = made.tenantId
    await openLedger(tenant)
    await ledger(tenant).settle()
  })

  it('is nothing outside before the first cut', async () => {
    const reach = await read()
    expect(reach).toMatchObject({ network: 'regtest', places: [], anchored: null })
    expect(reach.checkpoint?.size).toBe(reach.size)
    expect((await list()).map(({ anchored }) => anchored)).toEqual([null])
    expectErrorShape(await browser.get('/api/ledger/records/0/root-proof'), 404, 'not_found')
  })

  it('lists the places in the root log newest first, each for the records below its size', async () => {
    for (const name of ['a', 'b', 'c']) {
      await ledger(tenant).append(page([usage(name)]))
      sizes.push((await ledger(tenant).settle()).size)
      cuts.push((await rootLog().cut()).published)
    }
    const { places, anchored } = await read()
    expect(places.map((one) => [one.checkpoint_size, one.root_size, one.state])).toEqual(
      [2, 1, 0].map((index) => [sizes[index], cuts[index], 'included']),
    )
    expect(anchored).toBeNull()
  })

  it('gives each checkpoint the place that covers it, page after page', async () => {
    const whole = await list()
    // The first checkpoint was never cut: the next one stands for it.
    expect(whole.map(({ anchored }) => anchored?.root_size)).toEqual([cuts[2], cuts[1], cuts[0], cuts[0]])
    expect(whole.at(-1)?.anchored?.checkpoint_size).toBe(sizes[0])
    const first = CheckpointList.parse((await browser.get('/api/ledger/checkpoints?limit=2')).body)
    expect([...first.checkpoints, ...(await list(`?limit=2&cursor=${first.next_cursor}`))]).toEqual(whole)
  })

  it('lets a later cut that is in a block speak for the earlier ones that are not', async () => {
    await say(cuts[0] ?? 0, { at, state: 'pending' })
    await say(cuts[1] ?? 0, { at, state: 'confirmed', block: block(100) })
    const reach = await read()
    expect(reach.anchored).toMatchObject({ checkpoint_size: sizes[1], root_size: cuts[1], block: 100 })
    expect(reach.places.map((one) => [one.state, one.block])).toEqual([
      ['included', undefined],
      ['confirmed', 100],
      ['confirmed', 100],
    ])
    expect((await list()).map(({ anchored }) => anchored?.block)).toEqual([undefined, 100, 100, 100])
  })

  it('goes back to the own anchor when the block is gone', async () => {
    await say(cuts[1] ?? 0, { at, state: 'pending' })
    expect((await read()).anchored).toBeNull()
    expect((await list()).map(({ anchored }) => anchored?.state)).toEqual(['included', 'pending', 'pending', 'pending'])
  })

  it('takes the earliest block for each, and no alert for a state', async () => {
    await say(cuts[0] ?? 0, { at, state: 'buried', block: block(90) })
    await say(cuts[2] ?? 0, { at, state: 'buried', block: block(120) })
    await say(cuts[2] ?? 0, { at, state: 'buried', alert: 'token_missing', detail: 'none came' })
    const reach = await read()
    expect(reach.places.map((one) => one.block)).toEqual([120, 120, 90])
    expect(reach.anchored?.block).toBe(120)
  })

  it('finds a place that a block attests behind more places than are listed', async () => {
    await say(cuts[2] ?? 0, { at, state: 'pending' })
    for (let extra = 0; extra < 60; extra++) {
      await ledger(tenant).append(page([usage(`extra ${extra}`)]))
      await ledger(tenant).settle()
      await rootLog().cut()
    }
    const { places, anchored } = await read()
    expect([places.length, places.some(({ block }) => block !== undefined)]).toEqual([60, false])
    expect(anchored).toMatchObject({ checkpoint_size: sizes[0], block: 90 })
  })

  it('says which chain it is: a local one is never called Bitcoin’s', async () => {
    const names = async (setting: string | undefined) => {
      const set = { ...env, BITCOIN_NETWORK: setting } as Env // one setting of this test's own
      const { network, places } = await readReach(set, home, tenant)
      return [...new Set([network, ...places.map((place) => place.network)])]
    }
    expect(await names('regtest')).toEqual(['regtest'])
    expect(await names('mainnet')).toEqual(['mainnet'])
    expect(await names(undefined)).toEqual(['mainnet'])
  })

  it('opens a record’s place in the root log to whoever may read the record', async () => {
    const proof = RootProof.parse((await browser.get('/api/ledger/records/0/root-proof')).body)
    expect(proof).toMatchObject({ checkpoint_size: sizes[0], root_size: cuts[0] })
    const note = parseNote(proof.checkpoint)
    if (note === undefined) throw new Error('no note')
    const leaf = leafHash(rootLeafData(fromHex(proof.label), note.text, fromHex(proof.salt)))
    expect(await verifyTlogProof(proof.proof, leaf, origin, [await rootKey()])).toMatchObject({ ok: true })
    const other = await newTenant()
    await openLedger(other.tenantId)
    expectErrorShape(await other.owner.browser.get('/api/ledger/records/0/root-proof'), 404, 'not_found')
  })
})

describe('who vouched for a cut', () => {
  const turn = { tries: 0, due: 0 }
  const state = {
    v: 1,
    state: 'submitted',
    since: at,
    roundAt: at,
    rounds: 1,
    nonce: '',
    ots: null,
    headers: {},
    doubted: [],
  } as const

  it('is counted from the anchoring’s own state', () => {
    const turns = {
      'submit one': { ...turn, done: true as const },
      'submit two': turn,
      'upgrade one': turn,
      blocks: turn,
    }
    const written = { 'root.ots': 'x', 'tsa.example-1.tsr': 'x' }
    expect(vouchersOf({ ...state, cosignatures: ['a', 'b'], turns, written, headers: {}, doubted: [] })).toEqual({
      calendars: { asked: 2, promised: 1 },
      tokens: 1,
      witnesses: 2,
    })
  })

  it('has no calendars once none is asked any more', () => {
    const none = { ...state, cosignatures: [], turns: {}, written: {}, headers: {}, doubted: [] }
    expect(vouchersOf(none)).toEqual({ calendars: null, tokens: 0, witnesses: 0 })
  })
})
