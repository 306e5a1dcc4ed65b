// Bitcoin's own hashing: everything twice, and a tree that pairs an odd node with itself.
import { sha256 } from '@noble/hashes/sha2.js'

export const once = (bytes: Uint8Array): Uint8Array => sha256(bytes)
export const twice = (bytes: Uint8Array): Uint8Array => sha256(sha256(bytes))

export function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** A step of an OpenTimestamps proof, as calendars write it. */
export type Move = { readonly append: Uint8Array } | { readonly prepend: Uint8Array } | 'sha256'

/** Root of a merkle tree and, leaf by leaf, the moves that lead to it; `hash` is once for calendars, twice for blocks. */
export function merkle(
  leaves: readonly Uint8Array[],
  hash: 'once' | 'twice',
): { root: Uint8Array; paths: readonly Move[][] } {
  const after: Move[] = hash === 'once' ? ['sha256'] : ['sha256', 'sha256']
  const digest = hash === 'once' ? once : twice
  const paths: Move[][] = leaves.map(() => [])
  let level = leaves.map((node, place) => ({ node, below: [place] }))
  while (level.length > 1) {
    const above: typeof level = []
    for (let at = 0; at < level.length; at += 2) {
      const left = level[at]
      if (left === undefined) break
      const right = level[at + 1]
      const partner = right?.node ?? left.node
      for (const place of left.below) paths[place]?.push({ append: partner }, ...after)
      for (const place of right?.below ?? []) paths[place]?.push({ prepend: left.node }, ...after)
      above.push({ node: digest(join(left.node, partner)), below: [...left.below, ...(right?.below ?? [])] })
    }
    level = above
  }
  return { root: level[0]?.node ?? new Uint8Array(32), paths }
}
