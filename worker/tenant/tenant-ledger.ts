// The ledger object, one a tenant: serializes appends, answers reads, and settles (project, page out, checkpoint) from its alarm.
import { isTenantId } from '../ids.ts'
import { hex } from '../ledger/bytes.ts'
import { consistencyProof, inclusionProof } from '../ledger/proof.ts'
import { type Home, homeOf, isRegion, logIdentity, type Region, rootKeys, rootLogOf } from '../region.ts'
import { appendBatch, readCursor } from './append.ts'
import { type BatesPlace, batesPlace, takeBates } from './bates.ts'
import { checkpointAt, type Log, listCheckpoints, type StoredCheckpoint, tenantVkey } from './checkpoint.ts'
import { ContentLedger } from './content-ledger.ts'
import type { AppendResult, Batch, Unknown } from './draft.ts'
import type { Ground } from './erasing-ledger.ts'

import { type RevisionHistory, readHistories } from './histories.ts'
import { assignSubjects, countIdentities, type IdRange, missingIds, readUnknown } from './identities.ts'
import { type PagesAsk, type PagesFound, readPages } from './pages.ts'
import { hashReader, readEnvelopes } from './read.ts'
import {
  listRootLeaves,
  newestRootLeaves,
  type RootLeaf,
  type RootLeaves,
  rootLeafBefore,
  rootLeafCovering,
  rootLeavesFrom,
} from './root-found.ts'
import { type Place, type RebuildStart, Rounds } from './rounds.ts'
import type { CheckStep } from './self-check.ts'
import { createSchema, readHead, readMeta, writeMeta } from './storage.ts'
import { firstSince, readTally, type Tally } from './tally.ts'
import {
  type LedgerState,
  type ListedRecord,
  listRecords,
  type RecordView,
  type Source,
  storedState,
  viewRecord,
} from './views.ts'

export class TenantLedger extends ContentLedger {
  readonly #sql: SqlStorage
  readonly #log: Log
  readonly #rounds: Rounds

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#sql = ctx.storage.sql
    this.#log = logIdentity(env)
    this.#rounds = new Rounds(ctx.storage, this.#log, () => this.#place())
    createSchema(this.#sql)
  }

  /** The id that it was opened under: an alarm's event does not always bring the name. */
  get #tenant(): string {
    const name = this.ctx.id.name ?? readMeta(this.#sql, 'tenant')
    if (name === undefined || !isTenantId(name)) throw new Error('a ledger is reached by its tenant id')
    return name
  }

  #home(): Home {
    const region = readMeta(this.#sql, 'region')
    if (region === undefined || !isRegion(region)) throw new Error(`ledger of ${this.#tenant} was never opened`)
    return homeOf(this.env, region)
  }

  #place(): Place {
    return { tenant: this.#tenant, home: this.#home(), root: rootLogOf(this.env), roots: rootKeys(this.env) }
  }

  #source(): Source {
    return { sql: this.#sql, archive: this.#home().archive, tenant: this.#tenant }
  }

  /** Fixes the region; the first call wins and a later one with another region is refused. */
  open(region: Region): { ok: boolean } {
    const known = readMeta(this.#sql, 'region')
    if (known === undefined) {
      writeMeta(this.#sql, 'tenant', this.#tenant)
      writeMeta(this.#sql, 'region', region)
    }
    return { ok: known === undefined || known === region }
  }

  /** See appendBatch; `stopped` while the archive shows that this storage is not whole. */
  async append(batch: Batch): Promise<AppendResult> {
    return this.#commit(() => appendBatch(this.#sql, this.#tenant, batch, new Date()))
  }

  /** Runs what may append in one transaction, unless the ledger is stopped. */
  async #commit<T>(work: () => T): Promise<T | { ok: false; code: 'stopped'; words: string }> {
    const { words } = await this.#rounds.standing()
    if (words !== undefined) return { ok: false, code: 'stopped', words }
    const alarm = await this.ctx.storage.getAlarm()
    // Nothing awaits from here on: the records and the alarm that settles them are one commit.
    const before = readHead(this.#sql).size
    const result = this.ctx.storage.transactionSync(work)
    if (readHead(this.#sql).size > before) await this.#rounds.appended(alarm)
    return result
  }

  protected override ground(): Ground {
    return { storage: this.ctx.storage, source: this.#source(), commit: (work) => this.#commit(work) }
  }

  /** What of these (id, value) pairs is new here, with the revision each will get. */
  unknown(stream: string, asked: { id: string; value: string }[]): Unknown[] {
    return readUnknown(this.#sql, stream, asked)
  }

  cursor(name: string): string | null {
    return readCursor(this.#sql, name)
  }

  /** See missingIds: what vanished at the vendor. */
  missing(stream: string, scope: string, seen: string[], range?: IdRange): { id: string; rev: number }[] {
    return missingIds(this.#sql, stream, scope, seen, range)
  }

  /** See assignSubjects. One synchronous turn. */
  subjects(people: string[][]): string[] {
    return this.ctx.storage.transactionSync(() => assignSubjects(this.#sql, people))
  }

  /** What a stream has: identities in all, and those written in the last 24 hours. */
  streamCounts(streams: string[]): { stream: string; records: number; recent: number }[] {
    return countIdentities(this.#sql, streams, firstSince(this.#sql, new Date(Date.now() - 86_400_000).toISOString()))
  }

  /** Answers in every state: a stopped ledger says why. */
  async state(): Promise<LedgerState> {
    const { words } = await this.#rounds.standing()
    return {
      ...storedState(this.#sql, new Date()),
      state: words === undefined ? 'running' : 'stopped',
      words: words ?? null,
      origin: `${this.#log.origin}/${this.#tenant}`,
      vkey: await tenantVkey(this.#log, this.#tenant),
    }
  }

  /** When records came in since an instant, at most 400 of them, and checkpoints. */
  tally(from: string): Tally {
    return readTally(this.#sql, from)
  }

  /** See batesPlace: where the page numbers of an export's volume begin. */
  batesPlace({ prefix, key }: { prefix: string; key: string }): BatesPlace {
    return batesPlace(this.#sql, prefix, key)
  }

  /** See takeBates. One synchronous turn. */
  takeBates(taking: Parameters<typeof takeBates>[1]): boolean {
    return this.ctx.storage.transactionSync(() => takeBates(this.#sql, taking))
  }

  async records(first: number, last: number): Promise<ListedRecord[]> {
    return listRecords(this.#source(), first, last)
  }

  /** See readPages. */
  async pages(asked: PagesAsk): Promise<PagesFound> {
    return readPages(this.#source(), asked)
  }

  /** See readHistories: since when the ledger knows what these records stand for. */
  histories(seqs: number[]): RevisionHistory[] {
    return readHistories(this.#sql, seqs)
  }

  async record(seq: number): Promise<RecordView | null> {
    return viewRecord(this.#source(), seq)
  }

  /** The encrypted envelopes of these records, where they have one. Callers ask for some hundred at a time. */
  envelopes(seqs: number[]): { seq: number; object: Uint8Array }[] {
    return [...readEnvelopes(this.#sql, seqs)].map(([seq, object]) => ({ seq, object }))
  }

  checkpoints(before: number, limit: number): StoredCheckpoint[] {
    return listCheckpoints(this.#sql, before, limit)
  }

  checkpointAt(size: number): StoredCheckpoint | null {
    return checkpointAt(this.#sql, size) ?? null
  }

  /** Path of hashes (hex), lowest first. The caller checked 0 <= seq < size <= the ledger's size. */
  async inclusion(seq: number, size: number): Promise<string[]> {
    return (await inclusionProof(hashReader(this.#sql), seq, size)).map(hex)
  }

  async consistency(from: number, to: number): Promise<string[]> {
    return (await consistencyProof(hashReader(this.#sql), from, to)).map(hex)
  }

  /** See listRootLeaves: where this tenant stands in the root log, with the salts that open its leaves. */
  async rootLeaves(from: number, limit: number): Promise<RootLeaves> {
    return listRootLeaves(this.#sql, rootLogOf(this.env), from, limit)
  }

  /** See rootLeavesFrom: the leaves that cover `size` records and more. */
  async rootLeavesFrom(size: number, limit: number): Promise<RootLeaf[]> {
    return rootLeavesFrom(this.#sql, rootLogOf(this.env), size, limit)
  }

  /** See newestRootLeaves. */
  async newestRootLeaves(limit: number): Promise<RootLeaf[]> {
    return newestRootLeaves(this.#sql, rootLogOf(this.env), limit)
  }

  /** The first leaf of the root log whose checkpoint covers `size` records, or null where none does yet. */
  async rootLeafCovering(size: number): Promise<RootLeaf | null> {
    return rootLeafCovering(this.#sql, rootLogOf(this.env), size)
  }

  /** See rootLeafBefore: of the sizes of some root checkpoints, in the order given, the first that holds a leaf; its last leaf. */
  async rootLeafBefore(indexes: number[]): Promise<RootLeaf | null> {
    return rootLeafBefore(this.#sql, rootLogOf(this.env), indexes)
  }

  override async alarm(): Promise<void> {
    await this.#rounds.next()
  }

  /** Everything the alarm does, now: for rebuilds, tests and whoever wants a checkpoint over the last record. */
  async settle(): Promise<{ size: number; projected: number; checkpoint: number }> {
    return this.#rounds.untilSettled()
  }

  /** See Rounds.startRebuild: drops the read models, the alarm builds them again. */
  async startRebuild(): Promise<RebuildStart> {
    return this.#rounds.startRebuild()
  }

  /** One piece of the nightly self-check, see checkOn. Nothing settles meanwhile. */
  async selfCheck(): Promise<CheckStep> {
    return this.#rounds.selfCheck()
  }

  /** Drops and rebuilds the read models; returns when every record is projected again. */
  async rebuild(): Promise<{ projected: number }> {
    const started = await this.startRebuild()
    if (!started.ok) throw new Error(`not rebuilt: ${started.words}`)
    const { projected } = await this.settle()
    return { projected }
  }
}
