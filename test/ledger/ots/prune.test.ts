// Proofs cut back: what stays is a proof, what goes leaves no dead branch behind.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hex, utf8 } from '../../../worker/ledger/bytes.ts'
import { sha256 } from '../../../worker/ledger/hash.ts'
import {
  attestationsOf,
  chain,
  graft,
  leafNode,
  mergeNodes,
  nodeAt,
  type OtsNode,
  parseOts,
  prune,
  writeOts,
} from '../../../worker/ledger/ots/proof.ts'
import { present } from '../vectors.ts'

const digest = sha256(utf8('file'))
const branch = (n: number, height: number): OtsNode =>
  chain(digest, [{ op: 'append', argument: Uint8Array.of(n) }, { op: 'sha256' }], (message) => ({
    ...leafNode(message),
    attestations: [{ type: 'bitcoin', height }],
  }))
const heights = (root: OtsNode) =>
  attestationsOf(root).map(({ attestation }) => (attestation.type === 'bitcoin' ? attestation.height : -1))

describe('pruning', () => {
  it('keeps what is wanted and drops the branches that led to the rest', () => {
    const root = [1, 2, 3].map((n) => branch(n, n)).reduce(mergeNodes)
    const kept = present(prune(root, (attestation) => attestation.type === 'bitcoin' && attestation.height !== 2))
    expect(heights(kept)).toEqual([1, 3])
    expect(kept.branches).toHaveLength(2)
  })

  it('leaves nothing where nothing is wanted', () => {
    expect(prune(branch(1, 1), () => false)).toBeUndefined()
  })

  it('is told the message that each attestation attests', () => {
    const root = branch(1, 1)
    const message = present(attestationsOf(root)[0]).message
    expect(prune(root, (_, at) => hex(at) === hex(message))).toEqual(root)
  })

  it('makes of every proof one that can be written and read again', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(9)), { minLength: 1 }), fc.nat(9), (parts, limit) => {
        const root = parts.map(([n, height]) => branch(n, height)).reduce(mergeNodes)
        const kept = prune(root, (attestation) => attestation.type === 'bitcoin' && attestation.height <= limit)
        const wanted = heights(root).filter((height) => height <= limit)
        expect(kept === undefined ? [] : heights(kept)).toEqual(wanted)
        if (kept !== undefined) expect(parseOts(writeOts(kept)).ok).toBe(true)
      }),
    )
  })

  it('takes back what grafting gave', () => {
    const root = branch(1, 1)
    const at = present(attestationsOf(root)[0]).message
    const grown = graft(root, { ...leafNode(at), attestations: [{ type: 'bitcoin', height: 7 }] })
    expect(heights(grown)).toEqual([1, 7])
    expect(prune(grown, (attestation) => attestation.type === 'bitcoin' && attestation.height === 1)).toEqual(root)
  })
})

describe('a message', () => {
  it('is found wherever it stands, and nowhere else', () => {
    const root = mergeNodes(branch(1, 1), branch(2, 2))
    for (const { message } of attestationsOf(root)) expect(nodeAt(root, message)?.message).toEqual(message)
    expect(nodeAt(root, digest)).toBe(root)
    expect(nodeAt(root, sha256(digest))).toBeUndefined()
  })
})
