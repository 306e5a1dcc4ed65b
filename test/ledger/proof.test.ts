// Proofs made and checked: the vectors of transparency-dev and Go, the slow reference, and every single mutation.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromB64, fromHex, hex, utf8 } from '../../worker/ledger/bytes.ts'
import { leafHash } from '../../worker/ledger/hash.ts'
import {
  consistencyProof,
  inclusionProof,
  rootFrom,
  rootFromInclusion,
  verifyConsistency,
  verifyInclusion,
} from '../../worker/ledger/proof.ts'
import { memoryReader, referenceConsistency, referenceLeaf, referencePath, referenceRoot } from './reference-tree.ts'
import { readJson } from './vectors.ts'

const leavesOf = (n: number) => Array.from({ length: n }, (_, i) => referenceLeaf(utf8(`leaf ${i}`)))
const hexes = (hashes: readonly Uint8Array[]) => hashes.map(hex)
const flip = (bytes: Uint8Array) => bytes.map((byte, i) => (i === 7 ? byte ^ 1 : byte))

describe('the vectors of transparency-dev', () => {
  it('for inclusion come out as they say, all 98', () => {
    type Case = {
      file: string
      leafIdx: number
      treeSize: number
      root: string
      leafHash: string
      proof: string[] | null
      wantErr: boolean
    }
    const cases = readJson<Case[]>('rfc6962/inclusion.json')
    expect(cases.length).toBe(98)
    for (const c of cases) {
      const path = (c.proof ?? []).map((hash) => fromB64(hash))
      const ok = verifyInclusion(fromB64(c.leafHash), c.leafIdx, c.treeSize, path, fromB64(c.root))
      expect(ok, c.file).toBe(!c.wantErr)
    }
  })

  it('for consistency come out as they say, all 98; from size 0 nothing is proven', () => {
    type Case = {
      file: string
      size1: number
      size2: number
      root1: string
      root2: string
      proof: string[] | null
      wantErr: boolean
    }
    const cases = readJson<Case[]>('rfc6962/consistency.json')
    expect(cases.length).toBe(98)
    for (const c of cases) {
      const path = (c.proof ?? []).map((hash) => fromB64(hash))
      const ok = verifyConsistency(c.size1, c.size2, fromB64(c.root1), fromB64(c.root2), path)
      // Its two roots are the 12 bytes "don't care 1": equal, but no hashes. We ask for 32 bytes first.
      const stricter = c.file.endsWith('sizes-are-equal-one-and-proof-is-empty.json')
      expect(ok, c.file).toBe(!c.wantErr && !stricter)
    }
  })
})

describe('the proofs of Go’s tlog', () => {
  type Inclusion = { Size: number; Index: number; Leaf: string; LeafHash: string; Root: string; Proof: string[] }
  type Consistency = { Size1: number; Size2: number; Root1: string; Root2: string; Proof: string[] }
  const vector = readJson<{ Leaves: string[]; Inclusion: Inclusion[]; Consistency: Consistency[] }>(
    'rfc6962/go-tlog-300.json',
  )
  const reader = memoryReader(vector.Leaves.map((data) => leafHash(fromHex(data))))

  it('for inclusion are made byte for byte and verify', async () => {
    expect(vector.Inclusion.length).toBe(60)
    for (const { Size, Index, Leaf, LeafHash, Root, Proof } of vector.Inclusion) {
      const name = `${Index} in ${Size}`
      expect(hex(leafHash(fromHex(Leaf))), name).toBe(LeafHash)
      expect(hexes(await inclusionProof(reader, Index, Size)), name).toEqual(Proof ?? [])
      expect(hex(await rootFrom(reader, Size)), name).toBe(Root)
      const path = (Proof ?? []).map((hash) => fromHex(hash))
      expect(verifyInclusion(fromHex(LeafHash), Index, Size, path, fromHex(Root)), name).toBe(true)
    }
  })

  it('for consistency are made byte for byte and verify', async () => {
    expect(vector.Consistency.length).toBe(60)
    for (const { Size1, Size2, Root1, Root2, Proof } of vector.Consistency) {
      const name = `${Size1} to ${Size2}`
      expect(hexes(await consistencyProof(reader, Size1, Size2)), name).toEqual(Proof ?? [])
      const path = (Proof ?? []).map((hash) => fromHex(hash))
      expect(verifyConsistency(Size1, Size2, fromHex(Root1), fromHex(Root2), path), name).toBe(true)
    }
  })
})

describe('the tree of 70,000 leaves', () => {
  type Large = {
    prefix: string
    size: number
    roots: Record<string, string>
    inclusion: { index: number; size: number; path: string[] }[]
    consistency: { from: number; to: number; path: string[] }[]
  }
  const vector = readJson<Large>('ledger/tree-large.json')
  const leaves = Array.from({ length: vector.size }, (_, i) => referenceLeaf(utf8(`${vector.prefix}${i}`)))
  const reader = memoryReader(leaves)

  it('has the proofs of the vectors', async () => {
    expect(vector.inclusion.length).toBeGreaterThan(5)
    for (const { index, size, path } of vector.inclusion) {
      expect(hexes(await inclusionProof(reader, index, size)), `${index} in ${size}`).toEqual(path)
    }
    expect(vector.consistency.length).toBeGreaterThan(5)
    for (const { from, to, path } of vector.consistency) {
      expect(hexes(await consistencyProof(reader, from, to)), `${from} to ${to}`).toEqual(path)
      const roots = [await rootFrom(reader, from), await rootFrom(reader, to)] as const
      expect(
        verifyConsistency(
          from,
          to,
          ...roots,
          path.map((hash) => fromHex(hash)),
        ),
      ).toBe(true)
    }
  })
})

describe('an inclusion proof', () => {
  it('is the reference’s and verifies, for every leaf of every size up to 40', async () => {
    const leaves = leavesOf(40)
    for (let size = 1; size <= leaves.length; size++) {
      const tree = leaves.slice(0, size)
      const root = referenceRoot(tree)
      for (let seq = 0; seq < size; seq++) {
        const path = await inclusionProof(memoryReader(tree), seq, size)
        expect(hexes(path)).toEqual(hexes(referencePath(seq, tree)))
        expect(verifyInclusion(leaves[seq] ?? root, seq, size, path, root)).toBe(true)
      }
    }
  })

  it('fails with any hash changed, dropped, doubled or moved, at another place, in another size, for another leaf or root', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 200 }), fc.nat(), fc.nat(), async (size, a, b) => {
        const leaves = leavesOf(size)
        const seq = a % size
        const leaf = leaves[seq] ?? leaves[0] ?? new Uint8Array(32)
        const root = referenceRoot(leaves)
        const path = await inclusionProof(memoryReader(leaves), seq, size)
        const at = b % path.length
        const holds = (l = leaf, s = seq, n = size, p: Uint8Array[] = path, r = root) => verifyInclusion(l, s, n, p, r)
        expect(holds()).toBe(true)
        expect(holds(flip(leaf))).toBe(false)
        expect(holds(leaf, (seq + 1) % size)).toBe(false)
        expect(holds(leaf, seq, size, path.toSpliced(at, 1, flip(path[at] ?? root)))).toBe(false)
        expect(holds(leaf, seq, size, path.toSpliced(at, 1))).toBe(false)
        expect(holds(leaf, seq, size, path.toSpliced(at, 0, path[at] ?? root))).toBe(false)
        expect(holds(leaf, seq, size, [...path, root])).toBe(false)
        expect(holds(leaf, seq, size, path, flip(root))).toBe(false)
      }),
      { numRuns: 60 },
    )
  })

  it('is undefined or false, never an error, for places and hashes that cannot be', () => {
    const hash = new Uint8Array(32)
    expect(rootFromInclusion(hash, 1, 1, [])).toBeUndefined()
    expect(rootFromInclusion(hash, -1, 1, [])).toBeUndefined()
    expect(rootFromInclusion(hash, 0.5, 2, [hash])).toBeUndefined()
    expect(rootFromInclusion(hash, 0, 0, [])).toBeUndefined()
    expect(rootFromInclusion(new Uint8Array(31), 0, 1, [])).toBeUndefined()
    expect(rootFromInclusion(hash, 0, 2, [new Uint8Array(33)])).toBeUndefined()
    expect(verifyInclusion(hash, 0, 1, [], new Uint8Array(0))).toBe(false)
  })

  it('verifies beyond 2^32 leaves, where 32-bit shifts would go wrong', () => {
    // A leaf alone at the end of a tree of 2^40 + 1: its path is the one perfect subtree to its left.
    const [left, leaf] = [leavesOf(2)[0] ?? new Uint8Array(32), leavesOf(2)[1] ?? new Uint8Array(32)]
    const root = referenceRoot([left, leaf])
    expect(verifyInclusion(leaf, 2 ** 40, 2 ** 40 + 1, [left], root)).toBe(true)
    expect(verifyInclusion(leaf, 0, 2 ** 40 + 1, [left], root)).toBe(false)
  })
})

describe('a consistency proof', () => {
  it('is the reference’s and verifies, for every pair of sizes up to 40', async () => {
    const leaves = leavesOf(40)
    for (let to = 1; to <= leaves.length; to++) {
      const tree = leaves.slice(0, to)
      for (let from = 1; from <= to; from++) {
        const path = await consistencyProof(memoryReader(tree), from, to)
        expect(hexes(path), `${from} to ${to}`).toEqual(hexes(referenceConsistency(from, tree)))
        expect(verifyConsistency(from, to, referenceRoot(tree.slice(0, from)), referenceRoot(tree), path)).toBe(true)
      }
    }
  })

  it('is empty from nothing and to itself', async () => {
    const reader = memoryReader(leavesOf(5))
    expect(await consistencyProof(reader, 0, 5)).toEqual([])
    expect(await consistencyProof(reader, 5, 5)).toEqual([])
  })

  it('fails with any hash changed, dropped or added, or when an old leaf was changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 150 }), fc.nat(), fc.nat(), async (to, a, b) => {
        const leaves = leavesOf(to)
        const from = 1 + (a % (to - 1))
        const path = await consistencyProof(memoryReader(leaves), from, to)
        const [oldRoot, newRoot] = [referenceRoot(leaves.slice(0, from)), referenceRoot(leaves)]
        const at = b % path.length
        const holds = (p: Uint8Array[], o = oldRoot, n = newRoot, f = from, t = to) => verifyConsistency(f, t, o, n, p)
        expect(holds(path)).toBe(true)
        expect(holds(path.toSpliced(at, 1, flip(path[at] ?? oldRoot)))).toBe(false)
        expect(holds(path.toSpliced(at, 1))).toBe(false)
        expect(holds([...path, newRoot])).toBe(false)
        expect(holds(path, flip(oldRoot))).toBe(false)
        expect(holds(path, oldRoot, flip(newRoot))).toBe(false)
        const rewritten = leaves.toSpliced(b % from, 1, flip(leaves[b % from] ?? oldRoot))
        const lie = await consistencyProof(memoryReader(rewritten), from, to)
        expect(holds(lie, oldRoot, referenceRoot(rewritten))).toBe(false)
      }),
      { numRuns: 60 },
    )
  })

  it('refuses sizes in the wrong order, size 0, and hashes of another length', () => {
    const hash = new Uint8Array(32)
    expect(verifyConsistency(2, 1, hash, hash, [])).toBe(false)
    expect(verifyConsistency(0, 0, hash, hash, [])).toBe(false)
    expect(verifyConsistency(1, 1, hash, hash, [])).toBe(true)
    expect(verifyConsistency(1, 1, hash, hash, [hash])).toBe(false)
    expect(verifyConsistency(1, 1, new Uint8Array(0), new Uint8Array(0), [])).toBe(false)
    expect(verifyConsistency(3, 4, hash, hash, [])).toBe(false)
  })
})

describe('a prover', () => {
  it('throws for places outside the tree, because only a bug can ask', async () => {
    const reader = memoryReader(leavesOf(4))
    await expect(inclusionProof(reader, 4, 4)).rejects.toThrow(RangeError)
    await expect(inclusionProof(reader, -1, 4)).rejects.toThrow(RangeError)
    await expect(consistencyProof(reader, 5, 4)).rejects.toThrow(RangeError)
    await expect(rootFrom(reader, 0)).rejects.toThrow(RangeError)
  })
})
