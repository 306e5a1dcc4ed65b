// The ledger object, one a tenant: serializes appends, answers reads, and settles (project, page out, checkpoint) from its alarm.
import { DurableObject } from 'cloudflare:workers'
import { isTenantId } from '../ids.ts'
import { hex } from '../ledger/bytes.ts'
import { consistencyProof, inclusionProof } from '../ledger/proof.ts'
import { type Home, homeOf, isRegion, logIdentity, type Region, rootKeys, rootLogOf } from '../region.ts'
import { openVault } from '../vault/keys.ts'
import { appendBatch, readCursor } from './append.ts'
import {
  checkpointAt,
  checkStanding,
  type Log,
  listCheckpoints,
  type Standing,
  type StoredCheckpoint,
  tenantVkey,
} from './checkpoint.ts'
import type { AppendResult, Batch, Unknown } from './draft.ts'
import { assignSubjects, countIdentities, type IdRange, missingIds, readUnknown } from './identities.ts'
import { projectedSize, restartProjection } from './project.ts'
import { CONFLICT, publishedSize } from './publish.ts'
import { hashReader, readEnvelopes } from './read.ts'
import { reportFailure } from './report.ts'
import { listRootLeaves, type RootLeaf, type RootLeaves, rootLeafCovering } from './root-found.ts'
import { type CheckStep, checkOn } from './self-check.ts'
import { isAtRest, isDue, isSettled, nextRound, QUIET_MS, RETRY_MS, type Settled, settleOnce } from './settle.ts'
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

export type RebuildStart = { ok: true; projected: number; size: number } | { ok: false; words: string }

export class TenantLedger extends DurableObject<Env> {
  readonly #sql: SqlStorage
  readonly #log: Log
  /** Compared with the archive since this object started. */
  #whole = false
  #lastAppend = 0
  #failures = 0
  #settling: Promise<unknown> = Promise.resolve()

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#sql = ctx.storage.sql
    this.#log = logIdentity(env)
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

  /** Once per start of this object, and until it is: is the published checkpoint a beginning of what is stored here? */
  async #standing(settling = false): Promise<Standing> {
    if (!this.#whole) {
      const standing = await checkStanding(this.#sql, this.#home().archive, this.#log, this.#tenant)
      if (standing.words !== undefined) return standing
      this.#whole = true
      // An alarm that was lost with the object's last life; a settling that is under way needs none.
      if (!settling && !isAtRest(this.#sql) && (await this.ctx.storage.getAlarm()) === null) {
        await this.ctx.storage.setAlarm(Date.now())
      }
    }
    return { words: readMeta(this.#sql, CONFLICT), known: true }
  }

  /** See appendBatch; `stopped` while the archive shows that this storage is not whole. */
  async append(batch: Batch): Promise<AppendResult> {
    const { words } = await this.#standing()
    if (words !== undefined) return { ok: false, code: 'stopped', words }
    const alarm = await this.ctx.storage.getAlarm()
    // Nothing awaits from here on: the records and the alarm that settles them are one commit.
    const result = this.ctx.storage.transactionSync(() => appendBatch(this.#sql, this.#tenant, batch, new Date()))
    if (!result.ok || result.first === null) return result
    this.#lastAppend = Date.now()
    if (alarm === null) await this.ctx.storage.setAlarm(this.#lastAppend + QUIET_MS)
    return result
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
    const { words } = await this.#standing()
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

  async records(first: number, last: number): Promise<ListedRecord[]> {
    return listRecords(this.#source(), first, last)
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

  /** The first leaf of the root log whose checkpoint covers `size` records, or null where none does yet. */
  async rootLeafCovering(size: number): Promise<RootLeaf | null> {
    return rootLeafCovering(this.#sql, rootLogOf(this.env), size)
  }

  override async alarm(): Promise<void> {
    const settled = await this.#settle(isDue(this.#sql, this.#lastAppend, Date.now()))
    if (settled === 'stopped') return
    const failed = settled === 'unknown' || settled.failed.length > 0
    this.#failures = failed ? this.#failures + 1 : 0
    const wait = nextRound(this.#sql, settled !== 'unknown' && settled.behind, this.#failures)
    if (wait !== undefined) await this.ctx.storage.setAlarm(Date.now() + wait)
  }

  /** One round, one at a time. A storage that was rolled back projects and publishes nothing; `unknown`: the archive could not be asked. */
  async #settle(publish: boolean): Promise<Settled | 'stopped' | 'unknown'> {
    return this.#alone(async () => {
      const { known } = await this.#standing(true)
      if (!this.#whole) return known ? 'stopped' : 'unknown'
      // A vault each round: it keeps keys in memory for a minute, and an erased one must not outlive that.
      const [home, tenant] = [this.#home(), this.#tenant]
      const vault = openVault({ bucket: home.vault, roots: rootKeys(this.env), tenant })
      const settling = { sql: this.#sql, home, vault, log: this.#log, root: rootLogOf(this.env), tenant }
      const settled = await settleOnce(settling, publish)
      for (const { step, error } of settled.failed) reportFailure(tenant, step, error)
      return settled
    })
  }

  /** Two settlings at once would do everything twice and put an older watermark behind a newer one. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#settling.then(work)
    this.#settling = done.catch(() => undefined)
    return done
  }

  /** Everything the alarm does, now, for the records that are here now: for rebuilds, tests and whoever wants a checkpoint over the last record. */
  async settle(): Promise<{ size: number; projected: number; checkpoint: number }> {
    const { size } = readHead(this.#sql)
    while (!isSettled(this.#sql, size)) {
      const settled = await this.#settle(true)
      if (settled === 'stopped') break
      if (settled === 'unknown') throw new Error('the archive cannot be read')
      for (const { step, error } of settled.failed) if (step !== 'root') throw error
    }
    return { size, projected: projectedSize(this.#sql), checkpoint: publishedSize(this.#sql) }
  }

  /** Drops the read models and lets the alarm build them again. Refused with words while the ledger is stopped: the screens are all there is. */
  async startRebuild(): Promise<RebuildStart> {
    return this.#alone(async () => {
      const { words } = await this.#standing()
      if (words !== undefined) return { ok: false, words }
      // Before the drop: should this object go away in the middle, the alarm brings it to the end.
      await this.ctx.storage.setAlarm(Date.now() + RETRY_MS)
      await restartProjection(this.#sql, this.#home(), this.#tenant)
      await this.ctx.storage.setAlarm(Date.now())
      return { ok: true, projected: projectedSize(this.#sql), size: readHead(this.#sql).size }
    })
  }

  /** One piece of the nightly self-check, see checkOn. Nothing settles meanwhile. */
  async selfCheck(): Promise<CheckStep> {
    const [home, root] = [this.#home(), rootLogOf(this.env)]
    return this.#alone(() => checkOn({ sql: this.#sql, home, log: this.#log, root, tenant: this.#tenant }))
  }

  /** Drops and rebuilds the read models; returns when every record is projected again. */
  async rebuild(): Promise<{ projected: number }> {
    const started = await this.startRebuild()
    if (!started.ok) throw new Error(`not rebuilt: ${started.words}`)
    const { projected } = await this.settle()
    return { projected }
  }
}
