import { describe, expect, it } from 'vitest'
import { fromHex, hex } from '../../worker/ledger/bytes.ts'
import { verifyConsistency } from '../../worker/ledger/proof.ts'
import { leavesOf } from '../../worker/ledger/rootlog.ts'
import { formatTlogProof, verifyTlogProof } from '../../worker/ledger/tlog-proof.ts'
import { bytesOf } from '../tenant/judge.ts'
import { judgeRoot, origin, rootKey, rootLog } from './judge.ts'
import { Source, sources } from './leaves.ts'

/** Sizes on both sides of a tile's edge. */
const SIZES = [1, 2, 3, 7, 255, 256, 257, 511, 513, 600]

const published = async () => (await rootLog().state()).published

describe('a root log that was cut ten times', async () => {
  for (const size of SIZES) {
    await Promise.all(sources(size - (await published())).map((source) => source.next()))
    expect(await rootLog().cut()).toEqual({ published: size })
  }

  it('has in the archive, byte for byte, what every cut promises', async () => {
    const { leaves } = await judgeRoot()
    expect(leaves).toHaveLength(600)
    expect((await rootLog().cuts(1e9, 100)).map(({ size }) => size)).toEqual([...SIZES].reverse())
  })

  it('proves leaves under the first cut that covers them and under the last', async () => {
    const { hashes } = await judgeRoot()
    const keys = [await rootKey()]
    for (const [index, hash] of hashes.entries()) {
      if (index % 13 > 0 && !SIZES.includes(index) && !SIZES.includes(index + 1)) continue
      const first = SIZES.find((size) => size > index)
      for (const size of [undefined, 600]) {
        const proof = await rootLog().proof(index, size)
        expect(proof?.size).toBe(size ?? first)
        const file = formatTlogProof({ index, hashes: bytesOf(proof?.hashes ?? []), checkpoint: proof?.note ?? '' })
        expect((await verifyTlogProof(file, hash, origin, keys)).ok, `leaf ${index}`).toBe(true)
        const other = hash.map((byte) => byte ^ 1)
        expect((await verifyTlogProof(file, other, origin, keys)).ok).toBe(false)
      }
    }
  })

  it('proves every cut to be a beginning of every later one', async () => {
    const roots = new Map((await rootLog().cuts(1e9, 100)).map(({ size, root }) => [size, fromHex(root)]))
    const none = new Uint8Array()
    for (const to of SIZES) {
      for (const from of SIZES.filter((size) => size <= to)) {
        const path = bytesOf(await rootLog().consistency(from, to))
        expect(verifyConsistency(from, to, roots.get(from) ?? none, roots.get(to) ?? none, path)).toBe(true)
      }
    }
  })

  it('has no proof for what is not there', async () => {
    expect(await rootLog().proof(600)).toBeNull()
    expect(await rootLog().proof(5, 5)).toBeNull()
    expect(await rootLog().proof(5, 4)).toBeNull()
    expect(await rootLog().cutAt(4)).toBeNull()
    expect((await rootLog().cutAt(7))?.number).toBe(4)
    expect((await rootLog().cuts(256, 2)).map(({ size }) => size)).toEqual([255, 7])
  })

  it('is not cut again when nothing waits', async () => {
    expect(await rootLog().cut()).toEqual({ published: 600 })
    expect(await rootLog().cuts(1e9, 100)).toHaveLength(10)
  })
})

describe('a leaf that waits', () => {
  it('gives way to the newest of its label: a busy tenant has one leaf a cut', async () => {
    const before = await published()
    const [busy, quiet] = [new Source(), new Source()]
    for (let n = 0; n < 20; n++) await busy.next()
    const last = await busy.next()
    await quiet.next()
    await rootLog().cut()
    const { leaves } = await judgeRoot()
    expect(leaves.slice(before).map(hex).sort()).toEqual([last, quiet.made[0] ?? last].map(hex).sort())
    expect(leavesOf(busy.label, leaves)).toHaveLength(1)
  })

  it('may be handed over as often as one likes, before the cut and after', async () => {
    const before = await published()
    const source = new Source()
    source.make()
    for (let n = 0; n < 3; n++) expect(await source.submit()).toEqual({ ok: true, replaced: false })
    await rootLog().cut()
    for (let n = 0; n < 3; n++) expect(await source.submit()).toEqual({ ok: true, replaced: false })
    expect(await rootLog().cut()).toEqual({ published: before + 1 })
  })

  it('never comes after a newer one of its label, however late its copy arrives', async () => {
    const source = new Source()
    const first = await source.next()
    const second = await source.next()
    expect(await rootLog().submit(first, null)).toEqual({ ok: false, code: 'behind', last: second })
    await rootLog().cut()
    expect(await rootLog().submit(first, null)).toEqual({ ok: false, code: 'behind', last: second })
    const third = await source.next()
    expect(await rootLog().submit(second, first)).toEqual({ ok: false, code: 'behind', last: third })
    await rootLog().cut()
    const found = await rootLog().find(source.label, 0)
    expect(found.map(({ data }) => hex(data))).toEqual([second, third].map(hex))
  })

  it('follows what stands last, or is told what that is', async () => {
    const source = new Source()
    const first = await source.next()
    const stray = new Uint8Array([...source.label, ...new Uint8Array(32)])
    for (const after of [null, stray]) {
      expect(
        await rootLog().submit(
          stray.map((byte, at) => (at > 40 ? 7 : byte)),
          after,
        ),
      ).toEqual({
        ok: false,
        code: 'behind',
        last: first,
      })
    }
    const nobody = new Source()
    expect(await rootLog().submit(nobody.make(), first)).toEqual({ ok: false, code: 'behind', last: null })
  })

  it('says when it took the place of one that will never be included', async () => {
    const source = new Source()
    source.make()
    expect(await source.submit()).toEqual({ ok: true, replaced: false })
    source.make()
    expect(await source.submit()).toEqual({ ok: true, replaced: true })
    await rootLog().cut()
    source.make()
    expect(await source.submit()).toEqual({ ok: true, replaced: false })
  })

  it('is found only once a published checkpoint covers it', async () => {
    const source = new Source()
    const leaf = await source.next()
    expect(await rootLog().find(source.label, 0)).toEqual([])
    const { published: size } = await rootLog().cut()
    const [found] = await rootLog().find(source.label, 0)
    expect([found?.size, hex(found?.data ?? leaf.subarray(1))]).toEqual([size, hex(leaf)])
    expect(await rootLog().find(source.label, (found?.index ?? 0) + 1)).toEqual([])
  })
})

describe('the order of a cut', () => {
  it('is that of the leaf hashes, whoever came first', async () => {
    const before = await published()
    for (const source of sources(30)) await source.next()
    await rootLog().cut()
    const { hashes } = await judgeRoot()
    const own = hashes.slice(before).map(hex)
    expect(own).toHaveLength(30)
    expect(own).toEqual([...own].sort())
  })
})
