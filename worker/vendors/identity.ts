// What makes an aggregate row the same row tomorrow: a hash of its dimensions, with nothing personal in it.
import type { SubjectId } from '../ids.ts'
import { hex, utf8 } from '../ledger/bytes.ts'
import { sha256 } from '../ledger/hash.ts'
import { canonicalize, type JsonObject } from '../ledger/jcs.ts'
import type { Draft } from './stream.ts'

/** The first 32 hex digits of SHA-256 over the canonical JSON of the dimensions. 128 bits: two rows never meet by chance. */
export const dimensionHash = (dimensions: JsonObject): string =>
  hex(sha256(utf8(canonicalize(dimensions))).subarray(0, 16))

/**
 * Gives each row of a page its id. Rows that say the same about the same dimensions, which the vendors do not rule out, are
 * told apart by their order (`…/2`), so that none is taken for a restatement of the other and lost from a sum.
 */
export class RowIds {
  private readonly seen = new Map<string, number>()

  /** `<prefix>/<hash of dimensions>`; with `person`, a text that tells people apart in this page only, the subject joins the hash. */
  of(prefix: string, dimensions: JsonObject, person?: string): Draft['id'] {
    const plain = `${prefix}/${dimensionHash(dimensions)}`
    const key = person === undefined ? plain : `${plain} ${person.toLowerCase()}`
    const turn = (this.seen.get(key) ?? 0) + 1
    this.seen.set(key, turn)
    const tail = turn === 1 ? '' : `/${turn}`
    if (person === undefined) return plain + tail
    return (subject: SubjectId | undefined) =>
      `${prefix}/${dimensionHash({ ...dimensions, subject: subject ?? null })}${tail}`
  }
}
