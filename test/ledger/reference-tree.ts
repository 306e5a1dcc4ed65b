// RFC 6962 section 2.1 word for word, slow and obvious: what the fast tree is compared with.
import { createHash } from 'node:crypto'
import type { HashReader } from '../../worker/ledger/proof.ts'
import { present } from './vectors.ts'

function sha(...parts: Uint8Array[]): Uint8Array {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}

/** MTH({d0}). */
export const referenceLeaf = (data: Uint8Array) => sha(Uint8Array.of(0), data)

function split(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** MTH over leaf hashes. */
export function referenceRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha()
  if (leaves.length === 1) return present(leaves[0])
  const k = split(leaves.length)
  return sha(Uint8Array.of(1), referenceRoot(leaves.slice(0, k)), referenceRoot(leaves.slice(k)))
}

/** PATH(m, D[n]). */
export function referencePath(m: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length === 1) return []
  const k = split(leaves.length)
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)]
  return m < k
    ? [...referencePath(m, left), referenceRoot(right)]
    : [...referencePath(m - k, right), referenceRoot(left)]
}

/** PROOF(m, D[n]) = SUBPROOF(m, D[n], true). */
export function referenceConsistency(m: number, leaves: readonly Uint8Array[], whole = true): Uint8Array[] {
  if (m === leaves.length) return whole ? [] : [referenceRoot(leaves)]
  const k = split(leaves.length)
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)]
  if (m <= k) return [...referenceConsistency(m, left, whole), referenceRoot(right)]
  return [...referenceConsistency(m - k, right, false), referenceRoot(left)]
}

/** Serves perfect subtrees from leaf hashes, each computed once; refuses what is not complete. */
export function memoryReader(leaves: readonly Uint8Array[]): HashReader {
  const known = new Map<string, Uint8Array>()
  const read = (level: number, index: number): Uint8Array => {
    const key = `${level}/${index}`
    const hash =
      known.get(key) ??
      (level === 0
        ? present(leaves[index], `leaf ${index}`)
        : sha(Uint8Array.of(1), read(level - 1, 2 * index), read(level - 1, 2 * index + 1)))
    known.set(key, hash)
    return hash
  }
  return read
}
