// The calls of the ledger object for captured texts: their records, and legal holds, which are placed and released in the transaction of their record.
import { appendBatch } from './append.ts'
import type { AppendResult, Batch } from './draft.ts'
import { ErasingLedger } from './erasing-ledger.ts'
import { allHolds, type Held, type HoldScope, holdsOn, placeHold, releaseHold } from './holds.ts'
import { erasedAmong, isErased, type RecordAt, recordsAt, seqsBelow, titledRecords } from './records-at.ts'

/** `targets`: all subjects of the person, or the chat's id. */
export type HoldWish = { hold: string; scope: HoldScope; targets: string[] }

export abstract class ContentLedger extends ErasingLedger {
  /** See recordsAt. */
  async recordsAt(seqs: number[], sealed = false): Promise<RecordAt[]> {
    return recordsAt(this.ground().source, seqs, sealed)
  }

  /** See titledRecords. */
  async titledRecords(seqs: number[]): Promise<Record<number, RecordAt>> {
    return titledRecords(this.ground().source, seqs)
  }

  /** See seqsBelow. */
  seqsBelow(stream: string, prefix: string): number[] {
    return seqsBelow(this.ground().storage.sql, stream, prefix)
  }

  /** See erasedAmong, isErased: which of a chat's records are gone, and whether all of it is going. */
  erasedOf(chat: string, subject: string | null, seqs: number[]): { seqs: number[]; whole: boolean } {
    const { sql } = this.ground().storage
    return { seqs: erasedAmong(sql, seqs), whole: isErased(sql, chat, subject) }
  }

  /** Appends the record of a hold and holds, in one transaction: an erasure sees both or neither. The same record again does nothing. */
  async placeHold(record: Batch, { hold, scope, targets }: HoldWish): Promise<AppendResult> {
    return this.#with(record, (sql) => placeHold(sql, hold, scope, targets))
  }

  /** Appends the record of a release and lets go. The same record again does nothing. */
  async releaseHold(record: Batch, hold: string): Promise<AppendResult> {
    return this.#with(record, (sql) => releaseHold(sql, hold))
  }

  /** See holdsOn: what stands in the way of erasing any of these. */
  holdsOn(subjects: string[], chats: string[]): Held[] {
    return holdsOn(this.ground().storage.sql, subjects, chats)
  }

  allHolds(): Held[] {
    return allHolds(this.ground().storage.sql)
  }

  async #with(record: Batch, change: (sql: SqlStorage) => void): Promise<AppendResult> {
    const { source, storage, commit } = this.ground()
    return commit((): AppendResult => {
      const result = appendBatch(storage.sql, source.tenant, record, new Date())
      // Told twice, the second time changes nothing: the hold may have been released in between.
      if (result.ok && result.fresh > 0) change(storage.sql)
      return result
    })
  }
}
