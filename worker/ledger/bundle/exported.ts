// Between check 3 and those after it: what they need of each record, in columns; the records themselves are let go of line by line.
import { fromHex } from '../bytes.ts'
import { HASH_BYTES } from '../hash.ts'
import { canonicalize } from '../jcs.ts'
import type { LedgerRecord } from '../record.ts'

/** A record's place in the tree: its own leaf, and the one that it names as its predecessor's. */
export type Place = { readonly seq: number; readonly leaf: Uint8Array; readonly prev: Uint8Array }
/** What a record committed to; `fields` = JCS of the names. Bytes, because a piece of a line would keep the whole line in memory. */
type SealedFields = { readonly commit: Uint8Array; readonly fields: string }
type SealedText = { readonly commit: Uint8Array; readonly sha256: Uint8Array | undefined; readonly bytes: number }

/** The exported records, in the order of their lines: about 100 bytes each, 300 where something is sealed. */
export class ExportedRecords {
  readonly sealed = new Map<number, SealedFields>()
  readonly content = new Map<number, SealedText>()
  /** Seqs that an exported erasure refers to. */
  readonly erased = new Set<number>()
  private readonly seqs: number[] = []
  private readonly leaves: Uint8Array
  private readonly prevs: Uint8Array
  private readonly names = new Map<string, string>()

  /** Room for at most `capacity` records. */
  constructor(capacity: number) {
    this.leaves = new Uint8Array(capacity * HASH_BYTES)
    this.prevs = new Uint8Array(capacity * HASH_BYTES)
  }

  /** Throws RangeError beyond the capacity. */
  add({ seq, prev, kind, refs, sealed, content }: LedgerRecord, leaf: Uint8Array): void {
    const at = this.seqs.length * HASH_BYTES
    this.leaves.set(leaf, at)
    this.prevs.set(fromHex(prev), at)
    this.seqs.push(seq)
    if (kind === 'erasure') for (const ref of refs ?? []) this.erased.add(ref)
    if (sealed !== undefined) {
      this.sealed.set(seq, { commit: fromHex(sealed.commit), fields: this.once(canonicalize(sealed.fields)) })
    }
    if (content !== undefined) {
      const { commit, sha256, bytes } = content
      this.content.set(seq, { commit: fromHex(commit), sha256: sha256 && fromHex(sha256), bytes })
    }
  }

  get length(): number {
    return this.seqs.length
  }

  /** Most records seal the same few fields. */
  private once(names: string): string {
    const known = this.names.get(names)
    if (known === undefined) this.names.set(names, names)
    return known ?? names
  }

  *[Symbol.iterator](): Generator<Place> {
    for (const [i, seq] of this.seqs.entries()) {
      const [from, to] = [i * HASH_BYTES, (i + 1) * HASH_BYTES]
      yield { seq, leaf: this.leaves.subarray(from, to), prev: this.prevs.subarray(from, to) }
    }
  }
}
