// The ledger object, one a tenant: serializes appends, answers reads, and settles (project, page out, checkpoint) from its alarm.
import { DurableObject } from 'cloudflare:workers'
import { writeCheckpoints } from '../db/tenant/projection.ts'
import { isTenantId, newSubjectId } from '../ids.ts'
import { hex } from '../ledger/bytes.ts'
import { consistencyProof, inclusionProof } from '../ledger/proof.ts'
import { type Home, homeOf, isRegion, logIdentity, type Region, rootKeys } from '../region.ts'
import { openVault, type Vault } from '../vault/keys.ts'
import { appendBatch, readCursor, readUnknown } from './append.ts'
import {
  checkpointCovering,
  findRollback,
  type Log,
  latestCheckpoint,
  listCheckpoints,
  publishCheckpoint,
  type StoredCheckpoint,
  signCheckpoint,
  tenantVkey,
} from './checkpoint.ts'
import { type AppendResult, type Batch, type SealedDraft, type Unknown, VANISHED } from './draft.ts'
import { pageOut, prune } from './page-out.ts'
import { project, projectedSize, restartProjection } from './project.ts'
import { hashReader, readEnvelopes, readRange } from './read.ts'
import { createSchema, deleteMeta, oneRow, readHead, readMeta, writeMeta } from './storage.ts'
import { firstSince, readTally, type Tally } from './tally.ts'

/** A checkpoint is signed this long after the last append, so that a burst of pages makes one and not fifty. */
const QUIET_MS = 2_000
/** ... but while appends never pause, at least this often. */
const CHECKPOINT_MS = 30_000
/** Chunks of 500 records projected per alarm; the next alarm follows at once. */
const CHUNKS = 20
/** Records that stay in SQLite; older ones are pruned once R2 has them. 2 million of ~1.3 kB are a quarter of the 10 GB. */
const KEEP = 2_000_000
const RETRY_MS = 5_000

export type LedgerState = {
  size: number
  head: string | null
  projected: number
  state: 'running' | 'stopped'
  words: string | null
  firstAt: string | null
  recordsToday: number
  origin: string
  vkey: string
  checkpoint: StoredCheckpoint | null
}

export type RecordView = {
  seq: number
  text: string
  leaf: string
  envelope: Uint8Array | null
  checkpoint: StoredCheckpoint | null
  revisions: { seq: number; text: string }[]
}

export class TenantLedger extends DurableObject<Env> {
  readonly #sql: SqlStorage
  readonly #log: Log
  #checked = false

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#sql = ctx.storage.sql
    this.#log = logIdentity(env)
    createSchema(this.#sql)
  }

  get #tenant(): string {
    const name = this.ctx.id.name
    if (name === undefined || !isTenantId(name)) throw new Error('a ledger is reached by its tenant id')
    return name
  }

  #home(): Home {
    const region = readMeta(this.#sql, 'region')
    if (region === undefined || !isRegion(region)) throw new Error(`ledger of ${this.#tenant} was never opened`)
    return homeOf(this.env, region)
  }

  /** Made anew for each settling: a vault that is kept goes on opening what was erased meanwhile. */
  #openVault(): Vault {
    return openVault({ bucket: this.#home().vault, roots: rootKeys(this.env), tenant: this.#tenant })
  }

  /** Fixes the region; the first call wins and a later one with another region is refused. */
  open(region: Region): { ok: boolean } {
    const known = readMeta(this.#sql, 'region')
    if (known === undefined) writeMeta(this.#sql, 'region', region)
    return { ok: known === undefined || known === region }
  }

  /** Once per start of this object: is the published checkpoint a beginning of what is stored here? */
  async #check(): Promise<string | undefined> {
    if (!this.#checked) {
      const words = await findRollback(this.#sql, this.#home().archive, this.#log, this.#tenant)
      if (words === undefined) deleteMeta(this.#sql, 'stopped')
      else writeMeta(this.#sql, 'stopped', words)
      this.#checked = true
    }
    return readMeta(this.#sql, 'stopped')
  }

  /** See appendBatch. The check before it awaits; the transaction after it does not. */
  async append(batch: Batch): Promise<AppendResult> {
    const words = await this.#check()
    if (words !== undefined) return { ok: false, code: 'stopped', words }
    const result = this.ctx.storage.transactionSync(() => appendBatch(this.#sql, this.#tenant, batch, new Date()))
    if (result.ok && result.first !== null) await this.#wake()
    return result
  }

  async #wake(): Promise<void> {
    this.#lastAppend = Date.now()
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + QUIET_MS)
  }
  #lastAppend = 0

  /** What of these (id, value) pairs is new here, with the revision each will get. */
  unknown(stream: string, asked: { id: string; value: string }[]): Unknown[] {
    return readUnknown(this.#sql, stream, asked)
  }

  cursor(name: string): string | null {
    return readCursor(this.#sql, name)
  }

  /** Inventory ids in force of one organization (`scope`) that are not among `seen`: they vanished at the vendor. */
  missing(stream: string, scope: string, seen: string[]): { id: string; rev: number }[] {
    const here = new Set(seen)
    return this.#sql
      .exec<{ id: string; rev: number }>(
        'SELECT id, rev FROM identity WHERE stream = ? AND scope = ? AND value <> ?',
        stream,
        scope,
        VANISHED,
      )
      .toArray()
      .filter(({ id }) => !here.has(id))
      .map(({ id, rev }) => ({ id, rev: rev + 1 }))
  }

  /**
   * Subjects of people: each entry lists keyed hashes of one person's identities, strongest first. The first known one decides; all of them
   * then point there. One synchronous turn, so two pulls never make two subjects of one person.
   */
  subjects(people: string[][]): string[] {
    return this.ctx.storage.transactionSync(() =>
      people.map((identities) => {
        const known = identities
          .map(
            (identity) =>
              oneRow(this.#sql.exec<{ subject: string }>('SELECT subject FROM subject WHERE identity = ?', identity))
                ?.subject,
          )
          .find((subject) => subject !== undefined)
        const subject = known ?? newSubjectId()
        for (const identity of identities)
          this.#sql.exec('INSERT OR IGNORE INTO subject VALUES (?, ?)', identity, subject)
        return subject
      }),
    )
  }

  /** What a stream has: identities in all, and those written in the last 24 hours. */
  streamCounts(streams: string[]): { stream: string; records: number; recent: number }[] {
    const since = firstSince(this.#sql, new Date(Date.now() - 86_400_000).toISOString())
    return streams.map((stream) => {
      const row = oneRow(
        this.#sql.exec<{ n: number; recent: number | null }>(
          'SELECT COUNT(*) AS n, SUM(seq >= ?) AS recent FROM identity WHERE stream = ?',
          since,
          stream,
        ),
      )
      return { stream, records: row?.n ?? 0, recent: row?.recent ?? 0 }
    })
  }

  async state(): Promise<LedgerState> {
    const words = (await this.#check()) ?? null
    const { size, leaf } = readHead(this.#sql)
    const at = (seq: number) =>
      oneRow(
        this.#sql.exec<{ at: string | null }>("SELECT bytes ->> 'ingested_at' AS at FROM record WHERE seq = ?", seq),
      )?.at ?? null
    return {
      size,
      head: size === 0 ? null : leaf,
      projected: projectedSize(this.#sql),
      state: words === null ? 'running' : 'stopped',
      words,
      firstAt: readMeta(this.#sql, 'first_at') ?? at(0),
      recordsToday: size - firstSince(this.#sql, new Date().toISOString().slice(0, 10)),
      origin: `${this.#log.origin}/${this.#tenant}`,
      vkey: await tenantVkey(this.#log, this.#tenant),
      checkpoint: latestCheckpoint(this.#sql) ?? null,
    }
  }

  /** When records came in since an instant, at most 400 of them, and checkpoints. */
  tally(from: string): Tally {
    return readTally(this.#sql, from, 400)
  }

  /** Exact texts and leaf hashes of a range, at most 1,000 records. */
  async records(
    first: number,
    last: number,
  ): Promise<{ seq: number; text: string; leaf: string; checkpoint: number | null }[]> {
    const stored = await readRange(this.#sql, this.#home().archive, this.#tenant, first, Math.min(last, first + 999))
    const sizes = this.#sql
      .exec<{ size: number; number: number }>(
        'SELECT size, number FROM checkpoint WHERE size > ? ORDER BY size LIMIT 1001',
        first,
      )
      .toArray()
    return stored.map(({ seq, text, leaf }) => ({
      seq,
      text,
      leaf: hex(leaf),
      checkpoint: sizes.find(({ size }) => size > seq)?.number ?? null,
    }))
  }

  async record(seq: number): Promise<RecordView | null> {
    const [stored] = await this.#range(seq, seq)
    if (stored === undefined) return null
    const revisions: { seq: number; text: string }[] = []
    let prior = stored.prior
    // Newest first; a value restated more than 50 times shows its last 50.
    while (prior !== null && revisions.length < 50) {
      const [before] = await this.#range(prior, prior)
      if (before === undefined) break
      revisions.push({ seq: before.seq, text: before.text })
      prior = before.prior
    }
    return {
      seq,
      text: stored.text,
      leaf: hex(stored.leaf),
      envelope: readEnvelopes(this.#sql, [seq]).get(seq) ?? null,
      checkpoint: checkpointCovering(this.#sql, seq + 1) ?? null,
      revisions,
    }
  }

  #range(first: number, last: number) {
    return readRange(this.#sql, this.#home().archive, this.#tenant, first, last)
  }

  checkpoints(before: number, limit: number): StoredCheckpoint[] {
    return listCheckpoints(this.#sql, before, limit)
  }

  checkpointAt(size: number): StoredCheckpoint | null {
    return (
      oneRow(
        this.#sql.exec<StoredCheckpoint>('SELECT size, number, root, note, at FROM checkpoint WHERE size = ?', size),
      ) ?? null
    )
  }

  /** Path of hashes (hex), lowest first. The caller checked 0 <= seq < size <= the ledger's size. */
  async inclusion(seq: number, size: number): Promise<string[]> {
    return (await inclusionProof(hashReader(this.#sql), seq, size)).map(hex)
  }

  async consistency(from: number, to: number): Promise<string[]> {
    return (await consistencyProof(hashReader(this.#sql), from, to)).map(hex)
  }

  override async alarm(): Promise<void> {
    try {
      await this.#settle(false)
    } catch (error) {
      // The platform retries an alarm six times only; we do for ever. Names and places, never contents.
      console.error(
        JSON.stringify({
          event: 'settle_failed',
          tenant: this.#tenant,
          error: error instanceof Error ? error.name : 'unknown',
        }),
      )
      await this.ctx.storage.setAlarm(Date.now() + RETRY_MS)
    }
  }

  /** Everything the alarm does, now and to the end: for rebuilds, tests and a reader who wants a checkpoint over the last record. */
  async settle(): Promise<{ size: number; projected: number; checkpoint: number }> {
    while (!(await this.#settle(true))) {
      // Another round: more records than one alarm projects.
    }
    return {
      size: readHead(this.#sql).size,
      projected: projectedSize(this.#sql),
      checkpoint: latestCheckpoint(this.#sql)?.size ?? 0,
    }
  }

  async #settle(now: boolean): Promise<boolean> {
    const home = this.#home()
    const projected = await project(this.#sql, home, this.#openVault(), this.#tenant, CHUNKS)
    const last = latestCheckpoint(this.#sql)
    const waited = Date.now() - Date.parse(last?.at ?? readMeta(this.#sql, 'opened_at') ?? '2020-01-01T00:00:00Z')
    const quiet = Date.now() - this.#lastAppend >= QUIET_MS
    if (now || quiet || waited >= CHECKPOINT_MS) await this.#publish(home)
    await prune(this.#sql, home.archive, this.#tenant, KEEP)
    const done = projected && latestCheckpoint(this.#sql)?.size === readHead(this.#sql).size
    if (!done && !now) await this.ctx.storage.setAlarm(Date.now() + (projected ? QUIET_MS : 0))
    return done || readHead(this.#sql).size === 0
  }

  /** Files before the checkpoint that promises them; the checkpoint here before the one in R2. Any step may be done again. */
  async #publish(home: Home): Promise<void> {
    const signed = await signCheckpoint(this.#sql, this.#log, this.#tenant, new Date())
    const checkpoint = signed ?? latestCheckpoint(this.#sql)
    if (checkpoint === undefined || checkpoint.size <= Number(readMeta(this.#sql, 'published') ?? 0)) return
    await pageOut(this.#sql, home.archive, this.#tenant, checkpoint.size)
    await publishCheckpoint(home.archive, this.#tenant, checkpoint)
    await writeCheckpoints(home.db, this.#tenant, [checkpoint])
    writeMeta(this.#sql, 'published', String(checkpoint.size))
  }

  /** Drops the read models and lets the alarm build them again; returns at once. */
  async startRebuild(): Promise<{ projected: number; size: number }> {
    await restartProjection(this.#sql, this.#home(), this.#tenant)
    await this.ctx.storage.setAlarm(Date.now())
    return { projected: projectedSize(this.#sql), size: readHead(this.#sql).size }
  }

  /** Drops and rebuilds the read models; returns when every record is projected again. */
  async rebuild(): Promise<{ projected: number }> {
    const home = this.#home()
    await restartProjection(this.#sql, home, this.#tenant)
    const { projected } = await this.settle()
    let before = Number.MAX_SAFE_INTEGER
    for (;;) {
      const rows = listCheckpoints(this.#sql, before, 500)
      await writeCheckpoints(home.db, this.#tenant, rows)
      const oldest = rows.at(-1)
      if (oldest === undefined) return { projected }
      before = oldest.size
    }
  }

  /** Single acts outside of any page: sealed already, each id once. */
  async act(stream: string, draft: SealedDraft): Promise<AppendResult> {
    return this.append({ stream, drafts: [draft] })
  }
}
