import { describe, expect, it } from 'vitest'
import { fromHex } from '../../worker/ledger/bytes.ts'
import { rootFromInclusion, verifyConsistency, verifyInclusion } from '../../worker/ledger/proof.ts'
import { home, ledger, makeTenant } from '../support/tenants.ts'
import { page, usage, usages } from './drafts.ts'
import { bytesOf, judgePublished } from './judge.ts'

/** 600 records, published at sizes on both sides of a tile's edge. */
async function grown() {
  const tenant = await makeTenant()
  const sizes: number[] = []
  for (const size of [1, 2, 3, 7, 255, 256, 257, 511, 512, 513, 600]) {
    const { size: stands } = await ledger(tenant).state()
    // No page, no pull record: exactly this many.
    if (size > stands) {
      await ledger(tenant).append({ stream: 'anthropic.usage', drafts: usages(stands, size - stands) })
    }
    expect((await ledger(tenant).settle()).checkpoint).toBe(size)
    sizes.push(size)
  }
  return { tenant, sizes }
}

describe('a ledger of 600 records published eleven times', async () => {
  const { tenant, sizes } = await grown()

  it('has in R2, byte for byte, what its last checkpoint promises', async () => {
    expect((await judgePublished(tenant)).records).toHaveLength(600)
  })

  it('proves every record against the last checkpoint', async () => {
    const { leaves } = await judgePublished(tenant)
    const root = fromHex((await ledger(tenant).state()).checkpoint?.root ?? '')
    for (const [seq, leaf] of leaves.entries()) {
      const path = bytesOf(await ledger(tenant).inclusion(seq, 600))
      expect(verifyInclusion(leaf, seq, 600, path, root), `record ${seq}`).toBe(true)
    }
  })

  it('proves a record against every checkpoint that covers it', async () => {
    const { leaves } = await judgePublished(tenant)
    for (const size of sizes) {
      const checkpoint = await ledger(tenant).checkpointAt(size)
      const leaf = leaves[size - 1]
      if (leaf === undefined) throw new Error('no such leaf')
      const path = bytesOf(await ledger(tenant).inclusion(size - 1, size))
      expect(rootFromInclusion(leaf, size - 1, size, path)).toEqual(fromHex(checkpoint?.root ?? ''))
    }
    expect(await ledger(tenant).checkpointAt(4)).toBeNull()
  })

  it('proves every published size to be a beginning of every later one', async () => {
    for (const to of sizes) {
      for (const from of sizes.filter((size) => size <= to)) {
        const [old, new_] = await Promise.all([ledger(tenant).checkpointAt(from), ledger(tenant).checkpointAt(to)])
        const path = bytesOf(await ledger(tenant).consistency(from, to))
        const roots = [old, new_].map((checkpoint) => fromHex(checkpoint?.root ?? ''))
        const [a = new Uint8Array(), b = new Uint8Array()] = roots
        expect(verifyConsistency(from, to, a, b, path), `${from} to ${to}`).toBe(true)
      }
    }
  })

  it('numbers its checkpoints without gaps and lists them newest first', async () => {
    const listed = await ledger(tenant).checkpoints(Number.MAX_SAFE_INTEGER, 5)
    expect(listed.map(({ number, size }) => [number, size])).toEqual([
      [11, 600],
      [10, 513],
      [9, 512],
      [8, 511],
      [7, 257],
    ])
    expect((await ledger(tenant).checkpoints(7, 10)).map(({ size }) => size)).toEqual([3, 2, 1])
  })

  it('says of each record which checkpoint covers it first', async () => {
    const records = await ledger(tenant).records(0, 599)
    const at = (seq: number) => records[seq]?.checkpoint
    expect([at(0), at(1), at(254), at(255), at(256), at(513), at(599)]).toEqual([1, 2, 5, 6, 7, 11, 11])
    expect((await ledger(tenant).record(255))?.checkpoint?.size).toBe(256)
    await ledger(tenant).append({ stream: 'anthropic.usage', drafts: [usage('pending')] })
    expect((await ledger(tenant).records(600, 700)).map(({ seq, checkpoint }) => [seq, checkpoint])).toEqual([
      [600, null],
    ])
    expect((await ledger(tenant).record(600))?.checkpoint).toBeNull()
    expect(await ledger(tenant).record(601)).toBeNull()
  })

  it('keeps the partial files of every published size, because each checkpoint promises its own', async () => {
    for (const width of [1, 2, 3, 7, 255]) {
      expect(await home.archive.head(`${tenant}/tile/0/000.p/${width}`), `${width}`).not.toBeNull()
      expect(await home.archive.head(`${tenant}/tile/entries/000.p/${width}`), `${width}`).not.toBeNull()
    }
    expect(await home.archive.head(`${tenant}/tile/0/000.p/256`)).toBeNull()
  })

  it('stores every file with its checksum', async () => {
    const { objects } = await home.archive.list({ prefix: `${tenant}/tile/` })
    expect(objects.length).toBeGreaterThan(20)
    for (const { key } of objects) expect((await home.archive.head(key))?.checksums.sha256, key).toBeDefined()
  })
})

describe('a checkpoint', () => {
  it('is not signed again when nothing is new', async () => {
    const tenant = await makeTenant()
    await ledger(tenant).settle()
    const { checkpoint } = await ledger(tenant).state()
    await ledger(tenant).settle()
    expect((await ledger(tenant).state()).checkpoint).toEqual(checkpoint)
    expect(await ledger(tenant).checkpoints(1e9, 10)).toHaveLength(1)
  })

  it('covers what 30 pages brought when they were settled at once', async () => {
    const tenant = await makeTenant()
    await Promise.all([
      ...Array.from({ length: 30 }, (_, i) => ledger(tenant).append(page(usages(i * 20, 20)))),
      ledger(tenant).settle(),
      ledger(tenant).settle(),
    ])
    await ledger(tenant).settle()
    expect((await judgePublished(tenant)).records).toHaveLength(1 + 30 * 21)
  })
})
