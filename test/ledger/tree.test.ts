// The compact range against the slow reference and three sets of vectors.
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromHex, hex, utf8 } from '../../worker/ledger/bytes.ts'
import { leafHash, nodeHash, type Sha256, sha256 } from '../../worker/ledger/hash.ts'
import {
  appendLeaf,
  type CompactRange,
  copyRange,
  emptyRange,
  hashCount,
  packRange,
  rootOf,
  unpackRange,
} from '../../worker/ledger/tree.ts'
import { memoryReader, referenceLeaf, referenceRoot } from './reference-tree.ts'
import { present, readJson } from './vectors.ts'

const leavesOf = (n: number) => Array.from({ length: n }, (_, i) => referenceLeaf(utf8(`leaf ${i}`)))

function rangeOf(leaves: readonly Uint8Array[]): CompactRange {
  const range = emptyRange()
  for (const leaf of leaves) appendLeaf(range, leaf)
  return range
}

describe('the compact range', () => {
  it('has the roots of the transparency-dev constants at every size', () => {
    type Roots = { leaves_hex: string[]; root_by_size_hex: string[]; leaf_hashes_hex: string[] }
    const vector = readJson<Roots>('rfc6962/roots.json')
    const range = emptyRange()
    expect(hex(rootOf(range))).toBe(vector.root_by_size_hex[0])
    vector.leaves_hex.forEach((data, i) => {
      const leaf = leafHash(fromHex(data))
      expect(hex(leaf), `leaf ${i}`).toBe(vector.leaf_hashes_hex[i])
      appendLeaf(range, leaf)
      expect(hex(rootOf(range)), `size ${i + 1}`).toBe(vector.root_by_size_hex[i + 1])
    })
  })

  it('has the roots of Go’s tlog at every size from 0 to 300', () => {
    const vector = readJson<{ Leaves: string[]; Roots: Record<string, string> }>('rfc6962/go-tlog-300.json')
    const range = emptyRange()
    expect(Object.keys(vector.Roots).length).toBe(301)
    expect(hex(rootOf(range))).toBe(vector.Roots['0'])
    for (const data of vector.Leaves) {
      appendLeaf(range, leafHash(fromHex(data)))
      expect(hex(rootOf(range)), `size ${range.size}`).toBe(vector.Roots[range.size])
    }
  })

  it('has the roots of the tree of 70,000 leaves', () => {
    const vector = readJson<{ prefix: string; size: number; roots: Record<string, string> }>('ledger/tree-large.json')
    const range = emptyRange()
    let compared = 0
    while (range.size < vector.size) {
      appendLeaf(range, leafHash(utf8(`${vector.prefix}${range.size}`)))
      const root = vector.roots[range.size]
      if (root === undefined) continue
      expect(hex(rootOf(range)), `size ${range.size}`).toBe(root)
      compared++
    }
    expect(compared).toBe(Object.keys(vector.roots).length)
  })

  it('has the reference’s root for any number of leaves', () => {
    const leaves = leavesOf(130)
    const range = emptyRange()
    for (const leaf of leaves) {
      appendLeaf(range, leaf)
      expect(hex(rootOf(range))).toBe(hex(referenceRoot(leaves.slice(0, range.size))))
    }
  })

  it('keeps one hash for each 1-bit of the size', () => {
    for (const [size, bits] of [
      [0, 0],
      [1, 1],
      [2, 1],
      [3, 2],
      [255, 8],
      [256, 1],
      [2 ** 40 + 1, 2],
      [2 ** 53 - 1, 53],
    ]) {
      expect(hashCount(present(size)), String(size)).toBe(bits)
    }
    for (let n = 0; n < 70; n++) expect(rangeOf(leavesOf(n)).hashes.length).toBe(hashCount(n))
  })

  it('goes on after being packed and unpacked as if nothing had been', () => {
    fc.assert(
      fc.property(fc.nat({ max: 300 }), fc.nat({ max: 40 }), (before, after) => {
        const leaves = leavesOf(before + after)
        const first = rangeOf(leaves.slice(0, before))
        const second = unpackRange(first.size, packRange(first))
        for (const leaf of leaves.slice(before)) appendLeaf(second, leaf)
        expect(second.size).toBe(before + after)
        expect(hex(rootOf(second))).toBe(hex(rootOf(rangeOf(leaves))))
      }),
      { numRuns: 30 },
    )
  })

  it('refuses packed bytes that cannot belong to the size', () => {
    expect(() => unpackRange(3, new Uint8Array(32))).toThrow(RangeError)
    expect(() => unpackRange(1, new Uint8Array(33))).toThrow(RangeError)
    expect(() => unpackRange(-1, new Uint8Array(0))).toThrow(RangeError)
    expect(() => unpackRange(1.5, new Uint8Array(32))).toThrow(RangeError)
    expect(unpackRange(0, new Uint8Array(0))).toEqual(emptyRange())
  })

  it('leaves the original alone when a copy grows', () => {
    const range = rangeOf(leavesOf(7))
    const before = hex(rootOf(range))
    const copy = copyRange(range)
    for (const leaf of leavesOf(20)) appendLeaf(copy, leaf)
    expect(range.size).toBe(7)
    expect(hex(rootOf(range))).toBe(before)
  })

  it('survives a structured clone', () => {
    const range = rangeOf(leavesOf(11))
    const clone = structuredClone(range)
    appendLeaf(clone, present(leavesOf(1)[0]))
    appendLeaf(range, present(leavesOf(1)[0]))
    expect(hex(rootOf(clone))).toBe(hex(rootOf(range)))
  })

  it('tells of every perfect subtree once, with its place and its hash', () => {
    const leaves = leavesOf(100)
    const reader = memoryReader(leaves)
    const seen = new Map<string, Uint8Array>()
    const range = emptyRange()
    for (const leaf of leaves) {
      appendLeaf(range, leaf, sha256, (level, index, hash) => {
        expect(seen.has(`${level}/${index}`)).toBe(false)
        seen.set(`${level}/${index}`, hash)
      })
    }
    expect(seen.size).toBe(50 + 25 + 12 + 6 + 3 + 1)
    for (const [place, hash] of seen) {
      const [level = 0, index = 0] = place.split('/').map(Number)
      expect(hash, place).toEqual(reader(level, index))
    }
  })

  it('stays exact where 32-bit arithmetic would not', () => {
    const size = 2 ** 33 + 3
    const hashes = [leavesOf(1), leavesOf(1), leavesOf(1)].map((l) => present(l[0]))
    const range: CompactRange = { size, hashes }
    appendLeaf(range, present(leavesOf(1)[0]))
    expect(range.size).toBe(2 ** 33 + 4)
    expect(range.hashes.length).toBe(2)
  })

  it('refuses a leaf that is not 32 bytes and a range that lost a hash', () => {
    expect(() => appendLeaf(emptyRange(), new Uint8Array(31))).toThrow(RangeError)
    expect(() => appendLeaf({ size: 1, hashes: [] }, new Uint8Array(32))).toThrow(RangeError)
  })

  it('gives the same tree with a faster SHA-256 injected', () => {
    const fast: Sha256 = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest())
    const range = emptyRange()
    for (const leaf of leavesOf(77)) appendLeaf(range, leaf, fast)
    expect(hex(rootOf(range, fast))).toBe(hex(rootOf(rangeOf(leavesOf(77)))))
  })
})

describe('the tree hashes', () => {
  it('refuse nodes over anything but two hashes', () => {
    expect(() => nodeHash(new Uint8Array(31), new Uint8Array(32))).toThrow(RangeError)
    expect(() => nodeHash(new Uint8Array(32), new Uint8Array(0))).toThrow(RangeError)
  })

  it('tell a leaf from a node over the same bytes', () => {
    const [a, b] = [new Uint8Array(32), new Uint8Array(32).fill(1)]
    expect(hex(leafHash(new Uint8Array([...a, ...b])))).not.toBe(hex(nodeHash(a, b)))
  })
})
