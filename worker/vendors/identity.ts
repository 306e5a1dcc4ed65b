// What makes an aggregate row the same row tomorrow: a hash of its dimensions, with nothing personal in it.
import type { SubjectId } from '../ids.ts'
import { hex, utf8 } from '../ledger/bytes.ts'
import { sha256 } from '../ledger/hash.ts'
import { canonicalize, type JsonObject } from '../ledger/jcs.ts'
import type { Draft } from './stream.ts'

/** The first 32 hex digits of SHA-256 over the canonical JSON of the dimensions. 128 bits: two rows never meet by chance. */
export const dimensionHash = (dimensions: JsonObject): string =>
  hex(sha256(utf8(canonicalize(dimensions))).subarray(0, 16))

/** Enough of a hash to know a row again in the same bucket: 64 bits, so that 10,000 rows meet by chance once in 10^11 times. */
const MARK = 16

/**
 * Gives each row of a page its id. Rows that say the same about the same dimensions, which the vendors do not rule out, are
 * told apart by their order (`…/2`), so that none is taken for a restatement of the other and lost from a sum. Where the rows
 * of one prefix go on on another page, the marks of those before make the ids the same as if they had stood on one.
 */
export class RowIds {
  private readonly seen = new Map<string, number>()

  constructor(prefix = '', marks: readonly string[] = []) {
    for (const mark of marks) this.count(`${prefix}/${mark}`)
  }

  /** `<prefix>/<hash of dimensions>`; with `person`, a text that tells people apart in this page only, the subject joins the hash. */
  of(prefix: string, dimensions: JsonObject, person?: string): Draft['id'] {
    const hash = dimensionHash(dimensions)
    const told = person === undefined ? hash : dimensionHash({ hash, person: person.toLowerCase() })
    const turn = this.count(`${prefix}/${told.slice(0, MARK)}`)
    const tail = turn === 1 ? '' : `/${turn}`
    if (person === undefined) return `${prefix}/${hash}${tail}`
    return (subject: SubjectId | undefined) =>
      `${prefix}/${dimensionHash({ ...dimensions, subject: subject ?? null })}${tail}`
  }

  /** One mark a row that was given an id under `prefix` so far, here and on the pages before. Nothing personal is in it. */
  marks(prefix: string): string[] {
    return [...this.seen].flatMap(([key, times]) =>
      key.startsWith(`${prefix}/`) ? Array<string>(times).fill(key.slice(prefix.length + 1)) : [],
    )
  }

  private count(key: string): number {
    const turn = (this.seen.get(key) ?? 0) + 1
    this.seen.set(key, turn)
    return turn
  }
}
