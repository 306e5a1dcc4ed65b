// For whoever does not have the whole ledger: inclusion and consistency proofs, made from subtree hashes and checked from a root.
import { equal } from './bytes.ts'
import { HASH_BYTES, nodeHash, type Sha256, sha256 } from './hash.ts'

/**
 * The hash of the perfect subtree over leaves [index * 2^level, (index + 1) * 2^level); level 0 is a leaf hash.
 * Memory, a table of nodes or tiles can stand behind it.
 */
export type HashReader = (level: number, index: number) => Uint8Array | Promise<Uint8Array>

/** The largest power of two below n, as its exponent; n >= 2. Where RFC 6962 cuts a tree of n leaves in two. */
function splitLevel(n: number): number {
  let level = 0
  let width = 1
  while (width * 2 < n) {
    width *= 2
    level++
  }
  return level
}

/** Root of leaves [start, end) where `start` is aligned, as it is for every node of an RFC 6962 tree. */
async function rangeRoot(reader: HashReader, start: number, end: number, h: Sha256): Promise<Uint8Array> {
  if (end - start === 1) return reader(0, start)
  const level = splitLevel(end - start)
  const width = 2 ** level
  if (end - start === 2 * width) return reader(level + 1, start / (2 * width))
  const left = await reader(level, start / width)
  return nodeHash(left, await rangeRoot(reader, start + width, end, h), h)
}

function checkSizes(ok: boolean, ...sizes: number[]): void {
  if (!ok || !sizes.every((n) => Number.isSafeInteger(n) && n >= 0)) throw new RangeError('no such place in the tree')
}

/** The root of the first `size` leaves; `size` >= 1. */
export async function rootFrom(reader: HashReader, size: number, h: Sha256 = sha256): Promise<Uint8Array> {
  checkSizes(size >= 1, size)
  return rangeRoot(reader, 0, size, h)
}

/**
 * The path from leaf `seq` to the root at `size`, lowest first (RFC 6962 section 2.1.1). Throws RangeError unless 0 <= seq < size.
 */
export async function inclusionProof(
  reader: HashReader,
  seq: number,
  size: number,
  h: Sha256 = sha256,
): Promise<Uint8Array[]> {
  checkSizes(seq < size, seq, size)
  const path: Uint8Array[] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const middle = start + 2 ** splitLevel(end - start)
    if (seq < middle) {
      path.push(await rangeRoot(reader, middle, end, h))
      end = middle
    } else {
      path.push(await rangeRoot(reader, start, middle, h))
      start = middle
    }
  }
  return path.reverse()
}

/**
 * What shows that the tree of `to` leaves begins with the tree of `from` leaves (RFC 6962 section 2.1.2); empty when both are equal
 * or `from` is 0, which every tree extends. Throws RangeError unless 0 <= from <= to.
 */
export async function consistencyProof(
  reader: HashReader,
  from: number,
  to: number,
  h: Sha256 = sha256,
): Promise<Uint8Array[]> {
  checkSizes(from <= to, from, to)
  if (from === 0 || from === to) return []
  const path: Uint8Array[] = []
  let [start, end] = [0, to]
  let whole = true // the old tree's root is the root of [0, from): the verifier has it, so it is left out
  while (from !== end) {
    const middle = start + 2 ** splitLevel(end - start)
    if (from <= middle) {
      path.push(await rangeRoot(reader, middle, end, h))
      end = middle
    } else {
      path.push(await rangeRoot(reader, start, middle, h))
      start = middle
      whole = false
    }
  }
  if (!whole) path.push(await rangeRoot(reader, start, end, h))
  return path.reverse()
}

const isHash = (bytes: Uint8Array) => bytes.length === HASH_BYTES
const isSize = (n: number) => Number.isSafeInteger(n) && n >= 0

/** The root that this leaf hash at `seq` leads to under a tree of `size` leaves, or undefined when the path has the wrong length. */
export function rootFromInclusion(
  leaf: Uint8Array,
  seq: number,
  size: number,
  path: readonly Uint8Array[],
  h: Sha256 = sha256,
): Uint8Array | undefined {
  if (!isSize(seq) || !isSize(size) || seq >= size || !isHash(leaf) || !path.every(isHash)) return undefined
  let [node, last, hash] = [seq, size - 1, leaf]
  for (const sibling of path) {
    if (last === 0) return undefined
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash, h)
      // A node without right sibling is promoted: go up until it has a left one (RFC 9162 section 2.1.3.2).
      while (node % 2 === 0 && node !== 0) {
        node /= 2
        last = Math.floor(last / 2)
      }
    } else hash = nodeHash(hash, sibling, h)
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 ? hash : undefined
}

/** Whether the leaf hash stands at `seq` in the tree of `size` leaves with this root. Never throws. RFC 9162 section 2.1.3.2. */
export function verifyInclusion(
  leaf: Uint8Array,
  seq: number,
  size: number,
  path: readonly Uint8Array[],
  root: Uint8Array,
  h: Sha256 = sha256,
): boolean {
  const computed = rootFromInclusion(leaf, seq, size, path, h)
  return computed !== undefined && equal(computed, root)
}

/**
 * Whether the tree (`to`, `toRoot`) begins with the tree (`from`, `fromRoot`). Never throws. RFC 9162 section 2.1.4.2.
 * `from` must be at least 1: that a tree extends the empty one needs no proof, so the caller says so himself.
 */
export function verifyConsistency(
  from: number,
  to: number,
  fromRoot: Uint8Array,
  toRoot: Uint8Array,
  path: readonly Uint8Array[],
  h: Sha256 = sha256,
): boolean {
  if (!isSize(from) || !isSize(to) || from < 1 || from > to) return false
  if (!isHash(fromRoot) || !isHash(toRoot) || !path.every(isHash)) return false
  if (from === to) return path.length === 0 && equal(fromRoot, toRoot)
  let [node, last] = [from - 1, to - 1]
  while (node % 2 === 1) {
    node = (node - 1) / 2
    last = Math.floor(last / 2)
  }
  // When `from` is a power of two its root is itself a node of the new tree and not in the path.
  const [first, ...rest] = node === 0 ? [fromRoot, ...path] : path
  if (first === undefined) return false
  let [oldRoot, newRoot] = [first, first]
  for (const sibling of rest) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      oldRoot = nodeHash(sibling, oldRoot, h)
      newRoot = nodeHash(sibling, newRoot, h)
      while (node % 2 === 0 && node !== 0) {
        node /= 2
        last = Math.floor(last / 2)
      }
    } else newRoot = nodeHash(newRoot, sibling, h)
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && equal(oldRoot, fromRoot) && equal(newRoot, toRoot)
}
