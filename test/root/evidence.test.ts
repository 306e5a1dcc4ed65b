// What an export takes from the root log: the checkpoint to stand under, and the parts that prove it, by few questions however many there are.
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import type { TenantId } from '../../worker/ids.ts'
import { fromB64, fromHex, text } from '../../worker/ledger/bytes.ts'
import { parseNote } from '../../worker/ledger/note.ts'
import { rootLeafData } from '../../worker/ledger/rootlog.ts'
import { verifyTlogProof } from '../../worker/ledger/tlog-proof.ts'
import { rootHome } from '../../worker/region.ts'
import type { AnchorStage } from '../../worker/root/anchor/step.ts'
import { anchoredSize, rootPartsOf } from '../../worker/root/evidence.ts'
import { appendJournal } from '../../worker/root/journal.ts'
import { referenceLeaf } from '../ledger/reference-tree.ts'
import { ledger, makeTenant } from '../support/tenants.ts'
import { page, usage } from '../tenant/drafts.ts'
import { origin, rootKey, rootLog } from './judge.ts'

const block = { height: 921_337, hash: 'ab'.repeat(32), time: 1_900_000_000, above: 6 }

/** A cut's anchor came this far. */
const say = (size: number, state: AnchorStage) =>
  runInDurableObject(rootLog(), (_, { storage }) => appendJournal(storage.sql, size, { at: 0, state, block }))

/** The binding of an object, and by their names the questions that go through it. */
function heard<T extends object>(binding: T, calls: string[]): T {
  const through = (stub: object) =>
    new Proxy(stub, {
      get(_, method: string) {
        const asked = (stub as Record<string, (...args: unknown[]) => unknown>)[method] // a method of the object
        return (...args: unknown[]) => {
          calls.push(method)
          return asked?.(...args)
        }
      },
    })
  const getByName = (name: string) =>
    through((binding as unknown as { getByName(name: string): object }).getByName(name))
  return { getByName } as unknown as T // nothing else is asked of it
}

/** A tenant of five records over three cuts; the middle cut has two checkpoints, of which one is its leaf. */
describe('the evidence of a tenant', () => {
  let tenant: TenantId
  const sizes: number[] = []
  const cuts: number[] = []

  beforeAll(async () => {
    tenant = await makeTenant()
    for (const [at, checkpoints] of [1, 2, 1].entries()) {
      for (let n = 0; n < checkpoints; n++) {
        await ledger(tenant).append(page([usage(`cut-${at}-${n}`)]))
        sizes.push((await ledger(tenant).settle()).checkpoint)
      }
      cuts.push((await rootLog().cut()).published)
    }
  })
  const cut = (at: number) => cuts[at] ?? 0
  const size = (at: number) => sizes[at] ?? 0
  const standsUnder = () => anchoredSize(env, 'us', tenant)
  const partsOf = (of: number) => rootPartsOf(env, 'us', tenant)(of)

  /** The size of the cut under which the parts of a size stand, after the proof was checked with nothing else. */
  async function provenUnder(of: number): Promise<number> {
    const parts = await partsOf(of)
    const file = (name: string) => parts?.get(`data/root/${name}`) ?? new Uint8Array()
    const { index, label, salt } = JSON.parse(text(file('leaf.json'))) as { index: number; label: string; salt: string }
    const note = parseNote((await ledger(tenant).checkpointAt(of))?.note ?? '')?.text ?? ''
    const leaf = referenceLeaf(rootLeafData(fromHex(label), note, fromB64(salt)))
    const proof = text(file('proof.tlog-proof'))
    expect(await verifyTlogProof(proof, leaf, origin, [await rootKey()])).toMatchObject({ ok: true })
    expect(proof).toContain(`\nindex ${index}\n`)
    expect(proof.endsWith(text(file('checkpoint')))).toBe(true)
    return Number(text(file('checkpoint')).split('\n')[1])
  }

  it('is none for a ledger that no cut holds', async () => {
    expect(await anchoredSize(env, 'us', await makeTenant())).toBeNull()
    const later = await makeTenant()
    await ledger(later).settle()
    expect(await anchoredSize(env, 'us', later)).toBeNull()
    expect(await rootPartsOf(env, 'us', later)(1)).toBeNull()
  })

  it('is the newest checkpoint that a cut holds, while no anchor has come anywhere', async () => {
    expect(await standsUnder()).toBe(size(3))
    expect(await provenUnder(size(3))).toBe(cut(2))
    expect(await provenUnder(size(0))).toBe(cut(2))
  })

  it('is there for the checkpoints that are leaves, and for no size beside them', async () => {
    for (const of of [size(0), size(2), size(3)]) expect(await partsOf(of)).not.toBeNull()
    // Between two leaves, and beyond the last.
    for (const of of [size(1), size(3) + 1]) expect(await partsOf(of)).toBeNull()
  })

  it('is what the anchor that came farthest bears out: confirmed before submitted, buried before confirmed', async () => {
    await say(cut(1), 'confirmed')
    expect(await standsUnder()).toBe(size(2))
    expect(await provenUnder(size(0))).toBe(cut(1))
    await say(cut(0), 'buried')
    expect(await standsUnder()).toBe(size(0))
    expect(await provenUnder(size(0))).toBe(cut(0))
    // A checkpoint after the buried cut stands under the best of those that hold it.
    expect(await provenUnder(size(2))).toBe(cut(1))
    expect(await provenUnder(size(3))).toBe(cut(2))
    await say(cut(2), 'buried')
    expect(await standsUnder()).toBe(size(3))
  })

  it('passes over a buried cut from before the tenant', async () => {
    const young = await makeTenant()
    await ledger(young).settle()
    await rootLog().cut()
    expect(await anchoredSize(env, 'us', young)).toBe(1)
  })

  it('comes with the files of that cut, but never with headers whose proof is not there', async () => {
    const { archive } = rootHome(env)
    const folder = `root/cuts/${cut(2)}`
    await archive.put(`${folder}/headers.json`, '{"921337":"00"}')
    await archive.put(`${folder}/freetsa.tsr`, 'a token')
    const anchors = async () =>
      [...((await partsOf(size(3))) ?? new Map()).keys()].filter((path) => path.startsWith('data/anchors/'))
    expect(await anchors()).toEqual(['data/anchors/freetsa.tsr'])
    await archive.put(`${folder}/root.ots`, 'a proof')
    expect(await anchors()).toEqual(['freetsa.tsr', 'headers.json', 'root.ots'].map((name) => `data/anchors/${name}`))
  })

  it('takes two questions to choose and two a volume, however many leaves and cuts there are', async () => {
    const calls: string[] = []
    const listening = {
      ...env,
      ROOT_LOG: heard(env.ROOT_LOG, calls),
      TENANT_LEDGER: heard(env.TENANT_LEDGER, calls),
    }
    expect(await anchoredSize(listening, 'us', tenant)).toBe(size(3))
    expect(calls).toEqual(['cutsByProof', 'rootLeafBefore'])
    calls.length = 0
    const parts = rootPartsOf(listening, 'us', tenant)
    for (let volume = 0; volume < 3; volume++) expect(await parts(size(3))).not.toBeNull()
    expect(calls).toEqual([1, 2, 3].flatMap(() => ['rootLeafCovering', 'bestProof']))
  })
})
