// The calls of the ledger object that erasing takes: what stays out when a page comes in, and the steps of an erasure (worker/erasure).
import { DurableObject } from 'cloudflare:workers'
import type { Batch } from './draft.ts'
import {
  type Asked,
  type Begin,
  type Begun,
  beginErasure,
  isSubject,
  knownSubjects,
  liftErasure,
  markContent,
  type Resolved,
  releaseChats,
  resolveAsked,
} from './erased.ts'
import {
  chatsOf,
  dropEnvelopes,
  dropMentions,
  type ErasedState,
  erasedSeqs,
  erasedState,
  type Mention,
  takeTexts,
} from './erased-records.ts'
import {
  type Found,
  findOwn,
  nextTexts,
  type Other,
  type Others,
  type OtherText,
  othersSealed,
  othersTexts,
} from './erased-scan.ts'
import { readKnown } from './identities.ts'
import type { Source } from './views.ts'

type Stopped = { ok: false; code: 'stopped'; words: string }
/** What the object lends these calls. `commit`: one transaction that may append. */
export type Ground = {
  storage: DurableObjectStorage
  source: Source
  commit: <T>(work: () => T) => Promise<T | Stopped>
}

export abstract class ErasingLedger extends DurableObject<Env> {
  protected abstract ground(): Ground

  #change<T>(work: (sql: SqlStorage) => T): T {
    const { storage } = this.ground()
    return storage.transactionSync(() => work(storage.sql))
  }

  /** See resolveAsked. One synchronous turn. */
  resolve(asked: Asked): Resolved {
    return this.#change((sql) => resolveAsked(sql, asked))
  }

  /** See knownSubjects: gives nobody a subject. */
  knownSubjects(hashes: string[]): string[] {
    return knownSubjects(this.ground().source.sql, hashes)
  }

  isSubject(subject: string): boolean {
    return isSubject(this.ground().source.sql, subject)
  }

  /** Seq of the revision in force of (stream, id), null where there is none. */
  seqOf(stream: string, id: string): number | null {
    return readKnown(this.ground().source.sql, stream, [id]).get(id)?.seq ?? null
  }

  /** See beginErasure. */
  async beginErasure(wish: Begin): Promise<Begun | Stopped> {
    const { source, commit } = this.ground()
    return commit(() => beginErasure(source.sql, source.tenant, wish, new Date()))
  }

  /** See liftErasure. */
  async liftErasure(erasure: string, record: Batch): Promise<number | Stopped> {
    const { source, commit } = this.ground()
    return commit(() => liftErasure(source.sql, source.tenant, erasure, record, new Date()))
  }

  /** See findOwn: a stretch of the ledger a call. */
  async findOwn(erasure: string, subjects: string[], first: number): Promise<Found> {
    return findOwn(this.ground().source, erasure, subjects, first)
  }

  /** See markContent. */
  findContent(erasure: string, chats: string[] | null): void {
    this.#change((sql) => markContent(sql, erasure, chats))
  }

  /** See othersSealed: a stretch of the ledger a call. */
  async othersSealed(first: number): Promise<Others<Other>> {
    return othersSealed(this.ground().source, first)
  }

  /** Messages of others: those of a list, see othersTexts. */
  async othersTexts(erasure: string, seqs: number[]): Promise<OtherText[]> {
    return othersTexts(this.ground().source, erasure, seqs)
  }

  /** ... or the next ones of the ledger, see nextTexts. */
  async nextTexts(erasure: string, first: number): Promise<Others<OtherText>> {
    return nextTexts(this.ground().source, erasure, first)
  }

  /** See dropMentions. */
  dropMentions(erasure: string, mentions: Mention[]): void {
    this.#change((sql) => dropMentions(sql, erasure, mentions))
  }

  /** See takeTexts. */
  takeTexts(erasure: string, mentions: Mention[]): number[] {
    return this.#change((sql) => takeTexts(sql, erasure, mentions))
  }

  /** See dropEnvelopes: some thousand a call. */
  dropEnvelopes(erasure: string, whole: boolean): boolean {
    return this.#change((sql) => dropEnvelopes(sql, erasure, whole))
  }

  erasedSeqs(erasure: string, after: number, limit: number): number[] {
    return erasedSeqs(this.ground().source.sql, erasure, after, limit)
  }

  erasedChats(erasure: string, after: string, limit: number): string[] {
    return chatsOf(this.ground().source.sql, erasure, after, limit)
  }

  erasedState(erasure: string): ErasedState {
    return erasedState(this.ground().source.sql, erasure)
  }

  /** See releaseChats. */
  releaseChats(erasure: string): void {
    releaseChats(this.ground().source.sql, erasure)
  }
}
