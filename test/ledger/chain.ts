// A block chain with trivial proof of work, and a finished proof that ends in it, for tests.
import { concat } from '../../worker/ledger/bytes.ts'
import { sha256 } from '../../worker/ledger/hash.ts'
import { hasProofOfWork, parseHeader } from '../../worker/ledger/ots/header.ts'
import { chain, leafNode, type OtsNode, writeOts } from '../../worker/ledger/ots/proof.ts'
import { present } from './vectors.ts'

/** Every second nonce meets this target; it proves nothing. */
const TRIVIAL_BITS = 0x207fffff

/** Headers from `height` on, the first with this merkle root, 600 s apart. */
export function mineChain(merkleRoot: Uint8Array, height: number, count: number): Map<number, Uint8Array> {
  const headers = new Map<number, Uint8Array>()
  let prev: Uint8Array = new Uint8Array(32)
  for (let i = 0; i < count; i++) {
    const header = new Uint8Array(80)
    const view = new DataView(header.buffer)
    header.set(prev, 4)
    header.set(i === 0 ? merkleRoot : sha256(prev), 36)
    view.setUint32(68, 1_800_000_000 + 600 * i, true)
    view.setUint32(72, TRIVIAL_BITS, true)
    let nonce = 0
    while (!hasProofOfWork(present(parseHeader(header)))) view.setUint32(76, ++nonce, true)
    headers.set(height + i, header)
    prev = sha256(sha256(header))
  }
  return headers
}

/** A finished proof over a file's digest: nonce, sha256, attested by the block at `height` with this merkle root. */
export function stampOver(
  digest: Uint8Array,
  height: number,
): { root: OtsNode; ots: Uint8Array; merkleRoot: Uint8Array } {
  const nonce = new Uint8Array(16).fill(7)
  const root = chain(digest, [{ op: 'append', argument: nonce }, { op: 'sha256' }], (message) => ({
    ...leafNode(message),
    attestations: [{ type: 'bitcoin', height }],
  }))
  return { root, ots: writeOts(root), merkleRoot: sha256(concat(digest, nonce)) }
}
