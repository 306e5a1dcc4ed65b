// After the leaf hash: the tenant's RFC 6962 tree, kept as a compact range so that an append costs two hashes on average.
import { concat } from './bytes.ts'
import { HASH_BYTES, nodeHash, type Sha256, sha256 } from './hash.ts'

/**
 * The right edge of a tree: the roots of its perfect subtrees, largest first, one for each 1-bit of `size`.
 * At most 53 hashes of 32 bytes, whatever the ledger's length. Plain data: it survives structured clone.
 */
export type CompactRange = { size: number; hashes: Uint8Array[] }

/** Told of each perfect subtree of height >= 1 as it becomes complete: it covers leaves [index * 2^level, (index + 1) * 2^level). */
export type OnNode = (level: number, index: number, hash: Uint8Array) => void

/** The range of a tree without leaves. */
export function emptyRange(): CompactRange {
  return { size: 0, hashes: [] }
}

/** A range of its own over the same hashes, to append to while the old one stays what it was. Hashes are never written to. */
export function copyRange(range: CompactRange): CompactRange {
  return { size: range.size, hashes: range.hashes.slice() }
}

/** Appends one leaf hash (32 bytes) in place. Sizes stay exact up to 2^53-1. */
export function appendLeaf(range: CompactRange, leaf: Uint8Array, h: Sha256 = sha256, onNode?: OnNode): void {
  if (leaf.length !== HASH_BYTES) throw new RangeError('a leaf hash has 32 bytes')
  let hash = leaf
  let index = range.size
  let level = 0
  // Each trailing 1-bit of the size is a finished subtree that the new leaf completes to one twice as high.
  while (index % 2 === 1) {
    const left = range.hashes.pop()
    if (left === undefined) throw new RangeError('the range has fewer hashes than its size says')
    hash = nodeHash(left, hash, h)
    index = (index - 1) / 2
    level++
    onNode?.(level, index, hash)
  }
  range.hashes.push(hash)
  range.size++
}

/** The root of the tree: subtrees folded from the right. The root of nothing is H("") (RFC 6962 section 2.1). */
export function rootOf(range: CompactRange, h: Sha256 = sha256): Uint8Array {
  let root = range.hashes.at(-1)
  if (root === undefined) return h(new Uint8Array(0))
  for (let i = range.hashes.length - 2; i >= 0; i--) root = nodeHash(range.hashes[i] ?? root, root, h)
  return root
}

/** How many hashes a range of this size has: the 1-bits of `size`. */
export function hashCount(size: number): number {
  let count = 0
  for (let n = size; n > 0; n = Math.floor(n / 2)) count += n % 2
  return count
}

/** The hashes one after another, 32 bytes each, for a blob column beside `size`. */
export function packRange(range: CompactRange): Uint8Array<ArrayBuffer> {
  return concat(...range.hashes)
}

/** The range that was packed. Throws RangeError when the bytes cannot belong to this size. */
export function unpackRange(size: number, packed: Uint8Array): CompactRange {
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError('no such size')
  if (packed.length !== hashCount(size) * HASH_BYTES) throw new RangeError('the bytes do not fit the size')
  const hashes: Uint8Array[] = []
  for (let at = 0; at < packed.length; at += HASH_BYTES) hashes.push(packed.slice(at, at + HASH_BYTES))
  return { size, hashes }
}
