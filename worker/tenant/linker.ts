// Inside the append's transaction: gives each record its place, its text, its leaf and its node in the tree, and keeps them for one write.
import type { RecordParts } from '../ledger/link.ts'
import { leafOfText, recordText } from '../ledger/link.ts'
import { appendLeaf, type CompactRange } from '../ledger/tree.ts'
import { nativeSha256 } from './native-hash.ts'
import type { Head } from './storage.ts'

/** One linked record on its way into storage. */
export type Linked = { text: string; leaf: Uint8Array }
/** Root of a full tile: level 1 covers 256 leaves. */
export type TileRoot = [level: number, index: number, hash: Uint8Array]

/** Levels at which node roots are stored: one per tile height. */
const TILE_HEIGHT = 8

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
/** Of 32 bytes. */
function hexOf(hash: Uint8Array): string {
  let out = ''
  for (const byte of hash) out += HEX[byte]
  return out
}

/** Appends a leaf hash to the tree's right edge, in place; roots of tiles that it completes go to `nodes`. */
export function growTree(range: CompactRange, leaf: Uint8Array, nodes: TileRoot[]): void {
  appendLeaf(range, leaf, nativeSha256, (level, index, hash) => {
    if (level % TILE_HEIGHT === 0) nodes.push([level / TILE_HEIGHT, index, hash])
  })
}

export class Linker {
  readonly records: Linked[] = []
  readonly nodes: TileRoot[] = []
  readonly head: Head
  readonly #tenant: string

  /** `head` is moved along; its `ingestedAt` is every record's. */
  constructor(tenant: string, head: Head) {
    this.#tenant = tenant
    this.head = head
  }

  /** Returns the record's seq. */
  link(parts: Omit<RecordParts, 'tenant' | 'seq' | 'prev' | 'ingestedAt'>): number {
    const { head } = this
    const seq = head.size
    const text = recordText({ ...parts, tenant: this.#tenant, seq, prev: head.leaf, ingestedAt: head.ingestedAt })
    const leaf = leafOfText(text, nativeSha256)
    growTree(head.range, leaf, this.nodes)
    head.leaf = hexOf(leaf)
    head.size = seq + 1
    this.records.push({ text, leaf })
    return seq
  }
}
