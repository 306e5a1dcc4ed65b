// Consecutive records as they come in: each one's form, place and link, until the first that does not hold.
import { hex, utf8 } from '../../../worker/ledger/bytes.ts'
import { type LedgerRecord, NO_PREV, parseRecord, recordLeaf } from '../../../worker/ledger/record.ts'
import { appendLeaf, type CompactRange, emptyRange, rootOf } from '../../../worker/ledger/tree.ts'
import { count } from '../format.ts'
import { claims } from './claims.ts'
import { type Step, skipped, step } from './step.ts'

type Problem = { readonly claim: 'records' | 'links'; readonly words: string }

/** A run of records that starts at `from`; `before` is the text of the predecessor, null for record 0. */
export class Chain {
  /** How many records held so far. */
  taken = 0
  /** Leaf hash of the last record taken. */
  leaf: Uint8Array = new Uint8Array(32)
  /** What the first record that did not hold did wrong. */
  problem: Problem | null = null

  readonly #tenant: string
  readonly #from: number
  readonly #tree: CompactRange = emptyRange()
  readonly #identities = new Set<string>()
  #prev: string
  #ingestedAt = ''

  constructor(tenant: string, from: number, before: string | null) {
    this.#tenant = tenant
    this.#from = from
    this.#prev = before === null ? NO_PREV : hex(recordLeaf(utf8(before)))
  }

  /** Takes the next record; false when it does not hold, and then nothing more should be given. */
  take(text: string): boolean {
    const bytes = utf8(text)
    const seq = this.#from + this.taken
    const parsed = parseRecord(bytes)
    if (!parsed.ok)
      return this.#stop('records', `Record ${count(seq)} is not in the form of a record: ${parsed.detail}.`)
    const problem = this.#misplaced(parsed.record, seq)
    if (problem) return this.#stop('records', problem)
    if (parsed.record.prev !== this.#prev) {
      return this.#stop('links', `Record ${count(seq)} does not link to the bytes of record ${count(seq - 1)}.`)
    }
    this.leaf = recordLeaf(bytes)
    appendLeaf(this.#tree, this.leaf)
    this.#prev = hex(this.leaf)
    this.#ingestedAt = parsed.record.ingested_at
    this.taken += 1
    return true
  }

  /** Root of the tree of the records taken; the ledger's own only when the first was record 0. */
  root(): Uint8Array {
    return rootOf(this.#tree)
  }

  /** The two claims about the run as a whole. */
  steps(): { records: Step; links: Step } {
    const held = `${count(this.taken)} records recomputed here, byte for byte.`
    const { problem } = this
    if (problem?.claim === 'records') {
      const words = 'The run of records breaks off before its end.'
      return {
        records: step(claims.records, { result: 'false', words: problem.words }),
        links: skipped(claims.links, words),
      }
    }
    const records = step(claims.records, { result: 'ok', words: held })
    const linked = `${count(this.taken)} links, none missing.`
    const links = problem
      ? step(claims.links, { result: 'false', words: problem.words })
      : step(claims.links, { result: 'ok', words: linked })
    return { records, links }
  }

  #misplaced(record: LedgerRecord, seq: number): string | null {
    if (record.seq !== seq) return `Where record ${count(seq)} should be stands record ${count(record.seq)}.`
    if (record.tenant !== this.#tenant) return `Record ${count(seq)} belongs to another ledger.`
    if (record.ingested_at < this.#ingestedAt) return `Record ${count(seq)} was taken in before the one before it.`
    const identity = `${record.stream}\n${record.id}\n${record.rev}`
    if (this.#identities.has(identity)) return `Record ${count(seq)} is a second one of the same revision.`
    this.#identities.add(identity)
    return null
  }

  #stop(claim: Problem['claim'], words: string): false {
    this.problem = { claim, words }
    return false
  }
}
