// A small ledger made with the ledger's own functions, and a server over it that can be told to lie in one way.

import type { Store } from '../../web/src/verify/memory.ts'
import type { Source } from '../../web/src/verify/source.ts'
import { hex, utf8 } from '../../worker/ledger/bytes.ts'
import { signCheckpoint } from '../../worker/ledger/checkpoint.ts'
import { publicKeyOf } from '../../worker/ledger/ed25519.ts'
import { encodeEntries } from '../../worker/ledger/entries.ts'
import { nodeHash } from '../../worker/ledger/hash.ts'
import { recordText } from '../../worker/ledger/link.ts'
import { consistencyProof, inclusionProof, rootFrom } from '../../worker/ledger/proof.ts'
import { NO_PREV, recordLeaf } from '../../worker/ledger/record.ts'
import { formatTlogProof } from '../../worker/ledger/tlog-proof.ts'
import { formatVkey } from '../../worker/ledger/vkey.ts'

export const tenant = `tn_${'0'.repeat(26)}`
const origin = `log.example.com/${tenant}`
const seed = new Uint8Array(32).fill(5)

/** The text of record `seq`; `mark` goes into its data, so that another mark is another history. */
function textOf(seq: number, prev: string, mark: string): string {
  return recordText({
    tenant,
    seq,
    prev,
    ingestedAt: `2026-11-20T14:${String(10 + Math.floor(seq / 60)).padStart(2, '0')}:${String(seq % 60).padStart(2, '0')}.000Z`,
    kind: 'activity',
    stream: 'anthropic.activity',
    id: `activity_${seq}`,
    rev: 0,
    occurredAt: '2026-11-20T14:00:00.000Z',
    dataJson: JSON.stringify({ mark }),
  })
}

/** `count` linked records; from `changedFrom` on they belong to another history. */
export function makeTexts(count: number, changedFrom = count): string[] {
  const texts: string[] = []
  let prev = NO_PREV
  for (let seq = 0; seq < count; seq++) {
    const text = textOf(seq, prev, seq >= changedFrom ? 'other' : 'true')
    texts.push(text)
    prev = leafOf(text)
  }
  return texts
}

export const leafOf = (text: string): string => hex(recordLeaf(utf8(text)))

/** A subtree's hash straight from the leaves: slow and plain, as a reference should be. */
function readerOf(leaves: readonly Uint8Array[]) {
  const subtree = (level: number, index: number): Uint8Array =>
    level === 0
      ? (leaves[index] ?? new Uint8Array())
      : nodeHash(subtree(level - 1, 2 * index), subtree(level - 1, 2 * index + 1))
  return subtree
}

/** Serves `texts` truthfully under a checkpoint over the first `size` of them. */
export async function serve(
  texts: readonly string[],
  options: { size?: number; seed?: Uint8Array } = {},
): Promise<Source> {
  const { size = texts.length, seed: signer = seed } = options
  const leaves = texts.map((text) => recordLeaf(utf8(text)))
  const reader = readerOf(leaves)
  const note = await signCheckpoint({ origin, size, root: await rootFrom(reader, size) }, signer)
  const vkey = formatVkey(origin, await publicKeyOf(signer))
  const last = leaves.at(-1)
  return {
    head: async () => ({ tenant, vkey, size: texts.length, head: last ? hex(last) : null }),
    text: async (seq) => texts[seq] ?? '',
    proof: async (seq) =>
      seq >= size
        ? null
        : formatTlogProof({ index: seq, hashes: await inclusionProof(reader, seq, size), checkpoint: note }),
    consistency: async (from, to) => (await consistencyProof(reader, from, to)).map(hex),
    bundle: async (index, width) => {
      const part = texts.slice(index * 256, index * 256 + width)
      return part.length === 0 ? null : encodeEntries(part.map(utf8))
    },
  }
}

/** A browser's storage in memory. */
export function makeStore(): Store {
  const kept = new Map<string, string>()
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }
}
