// Which records of the ledger an export takes, in the order in which they stand there: what its filter selects, and with it the pull
// records of the pages that brought it.
import type { LedgerRecord } from '../ledger/record.ts'
import { type Selection, selects, tellsOf } from './filter.ts'

/**
 * Is shown every record of a stretch, ascending, each once. A page's pull record stands right before its records and says nothing of
 * their days, so it waits until one of them is of a carried stream and of the period. Whoever stops while one waits looks at it again.
 */
export class Picker<T> {
  readonly #selects: (record: LedgerRecord) => boolean
  readonly #tellsOf: (record: LedgerRecord) => boolean
  readonly #along: boolean
  #pull: { seq: number; as: T } | undefined

  constructor(selection: Selection) {
    this.#selects = selects(selection)
    this.#tellsOf = tellsOf(selection)
    this.#along = selection.gap_statements === true
  }

  /** Whether the records that come next decide about a pull that was shown already. */
  get waits(): boolean {
    return this.#pull !== undefined
  }

  /** What is taken now that `record` was seen, ascending; `as`: what to hand out for it. */
  take(record: LedgerRecord, as: T): T[] {
    const taken: T[] = []
    const pull = this.#pull
    if (pull !== undefined && record.source?.pull !== pull.seq) this.#pull = undefined
    else if (pull !== undefined && this.#tellsOf(record)) {
      taken.push(pull.as)
      this.#pull = undefined
    }
    if (this.#selects(record)) taken.push(as)
    else if (this.#along && record.kind === 'pull' && record.data.page_sha256 !== undefined)
      this.#pull = { seq: record.seq, as }
    return taken
  }
}
