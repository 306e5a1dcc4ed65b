// The root log object, one of the installation: takes tenants' blinded leaves, cuts them into the tree on the hour, answers where they stand.
import { DurableObject } from 'cloudflare:workers'
import { hex } from '../ledger/bytes.ts'
import { rootOrigin } from '../ledger/checkpoint.ts'
import { consistencyProof, inclusionProof } from '../ledger/proof.ts'
import { logIdentity, rootHome } from '../region.ts'
import {
  checkpointAt,
  checkStanding,
  type Log,
  listCheckpoints,
  type Standing,
  type StoredCheckpoint,
  tenantVkey,
} from '../tenant/checkpoint.ts'
import { CONFLICT, publishedSize } from '../tenant/publish.ts'
import { hashReader } from '../tenant/read.ts'
import { reportFailure } from '../tenant/report.ts'
import type { Included, Taken } from '../tenant/root-leaf.ts'
import { createSchema, readHead, readMeta } from '../tenant/storage.ts'
import { OneAtATime, retryMs } from '../tenant/turns.ts'
import { anchorDue, anchorPorts, dueAnchors, nextAnchor } from './anchoring.ts'
import { cutOnce, isUnfinished } from './cut.ts'
import { ROOT } from './files.ts'
import { type AnchorView, listJournal, viewAnchor } from './journal.ts'
import { findLeaves, ROOT_LEAVES } from './leaves.ts'
import { newestAttested, type Outside, outsideOf } from './outside.ts'
import { cutDue, nextCut, takeLeaf } from './pending.ts'
import { cutsByProof } from './ranking.ts'
import { ROOT_SCHEMA } from './schema.ts'

/** A cut as lists show it; `anchor` is null before its first step. */
export type Cut = StoredCheckpoint & { anchor: AnchorView | null }
export type RootState = { origin: string; vkey: string; size: number; published: number; words: string | null }
/** What a C2SP tlog-proof is made of; hashes in hex. */
export type RootProof = { size: number; note: string; hashes: string[] }

export class RootLog extends DurableObject<Env> {
  readonly #sql: SqlStorage
  readonly #log: Log
  /** Two rounds at once would cut twice. */
  readonly #turns = new OneAtATime()
  /** Compared with the archive since this object started. */
  #whole = false
  #failures = 0

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#sql = ctx.storage.sql
    this.#log = logIdentity(env)
    createSchema(this.#sql, ROOT_SCHEMA)
  }

  /** Is the published root checkpoint a beginning of what is stored here? Asked at every start, and again before every cut. */
  async #standing(anew: boolean): Promise<Standing> {
    if (anew || !this.#whole) {
      const { archive } = rootHome(this.env)
      const standing = await checkStanding(this.#sql, archive, this.#log, ROOT, ROOT_LEAVES.hashes)
      this.#whole = standing.words === undefined
      if (!this.#whole) return standing
    }
    return { words: readMeta(this.#sql, CONFLICT), known: true }
  }

  /** See takeLeaf; `stopped` while the archive shows that this storage is not whole. */
  async submit(data: Uint8Array, after: Uint8Array | null): Promise<Taken> {
    if ((await this.#standing(false)).words !== undefined) return { ok: false, code: 'stopped' }
    const alarm = await this.ctx.storage.getAlarm()
    const due = nextCut(Date.now(), rootHome(this.env).cutMs)
    // Nothing awaits from here on: the leaf and the alarm that cuts it are one commit.
    const taken = this.ctx.storage.transactionSync(() => takeLeaf(this.#sql, data, after, due))
    if (taken.ok && (alarm === null || alarm > due)) await this.ctx.storage.setAlarm(due)
    return taken
  }

  /** See findLeaves: what was included under a label from an index on. */
  find(label: Uint8Array, from: number): Included[] {
    return findLeaves(this.#sql, label, from, publishedSize(this.#sql))
  }

  /** That leaf `index` stands in the tree of `size` leaves, a published cut's; the first that covers it unless told. Null where there is none. */
  async proof(index: number, size?: number): Promise<RootProof | null> {
    const published = publishedSize(this.#sql)
    const [first] = this.#sql
      .exec<{ size: number }>('SELECT size FROM checkpoint WHERE size > ? ORDER BY size LIMIT 1', index)
      .toArray()
    const checkpoint = checkpointAt(this.#sql, size ?? first?.size ?? 0)
    if (checkpoint === undefined || checkpoint.size > published || checkpoint.size <= index) return null
    const hashes = await inclusionProof(hashReader(this.#sql, ROOT_LEAVES.hashes), index, checkpoint.size)
    return { size: checkpoint.size, note: checkpoint.note, hashes: hashes.map(hex) }
  }

  /** See cutsByProof. */
  cutsByProof(): number[] {
    return cutsByProof(this.#sql, publishedSize(this.#sql))
  }

  /** That leaf `index` stands in the cut whose anchor has come farthest, of those that cover it. Null where none does. */
  async bestProof(index: number): Promise<RootProof | null> {
    const best = this.cutsByProof().find((size) => size > index)
    return this.proof(index, best)
  }

  /** Path of hashes (hex) between two sizes. The caller checked 0 <= from <= to <= the size. */
  async consistency(from: number, to: number): Promise<string[]> {
    return (await consistencyProof(hashReader(this.#sql, ROOT_LEAVES.hashes), from, to)).map(hex)
  }

  /** The published cut of exactly this size. */
  cutAt(size: number): Cut | null {
    const checkpoint = size > publishedSize(this.#sql) ? undefined : checkpointAt(this.#sql, size)
    return checkpoint === undefined ? null : this.#view(checkpoint)
  }

  /** Published cuts of sizes below `before`, newest first. */
  cuts(before: number, limit: number): Cut[] {
    const below = Math.min(before, publishedSize(this.#sql) + 1)
    return listCheckpoints(this.#sql, below, limit).map((checkpoint) => this.#view(checkpoint))
  }

  /** See outsideOf: which anchor speaks for each of these cuts, and the newest cut that a block attests. */
  outside(sizes: number[]): { of: Map<number, Outside>; attested: number | null } {
    const published = publishedSize(this.#sql)
    return { of: outsideOf(this.#sql, sizes, published), attested: newestAttested(this.#sql, published) ?? null }
  }

  #view(checkpoint: StoredCheckpoint): Cut {
    return { ...checkpoint, anchor: viewAnchor(this.#sql, checkpoint.size) }
  }

  /** See listJournal: what became of the anchors, newest first. */
  journal(before: number, limit: number): ReturnType<typeof listJournal> {
    return listJournal(this.#sql, before, limit)
  }

  /** Answers in every state: a stopped log says why. */
  async state(): Promise<RootState> {
    const { words } = await this.#standing(false)
    return {
      origin: rootOrigin(this.#log.origin),
      vkey: await tenantVkey(this.#log, ROOT),
      size: readHead(this.#sql).size,
      published: publishedSize(this.#sql),
      words: words ?? null,
    }
  }

  /** Everything that is due: the alarm's work, also for the cron, which finds an alarm that was lost. */
  async tick(): Promise<void> {
    await this.#turns.run(() => this.#round(Date.now()))
  }

  override async alarm(): Promise<void> {
    await this.tick()
  }

  /** A cut of what waits now, whatever the hour. Throws where it cannot be brought to its end. */
  async cut(): Promise<{ published: number }> {
    await this.#turns.run(() => this.#cut())
    await this.#turns.run(() => this.#wake())
    return { published: publishedSize(this.#sql) }
  }

  async #round(now: number): Promise<void> {
    let failed = false
    const step = async (name: string, work: () => Promise<void>): Promise<void> => {
      try {
        await work()
      } catch (error) {
        failed = true
        reportFailure(ROOT, name, error)
      }
    }
    if (isUnfinished(this.#sql) || (cutDue(this.#sql) ?? now + 1) <= now) await step('cut', () => this.#cut())
    const due = rootHome(this.env).anchors ? dueAnchors(this.#sql, now) : []
    for (const size of due) await step('anchor', () => this.#anchor(size))
    this.#failures = failed ? this.#failures + 1 : 0
    await this.#wake()
  }

  async #cut(): Promise<void> {
    const { words, known } = await this.#standing(true)
    // A conflict of an unfinished cut is tried again, as it may have been put right; a storage that is not whole is left alone.
    if (!this.#whole) throw new Error(known ? `the root log is stopped: ${words}` : 'the archive cannot be read')
    const { archive } = rootHome(this.env)
    await cutOnce({ storage: this.ctx.storage, archive, log: this.#log }, Date.now())
  }

  async #anchor(size: number): Promise<void> {
    if ((await this.#standing(false)).words !== undefined) throw new Error('the root log is stopped')
    const { archive } = rootHome(this.env)
    await anchorDue({ storage: this.ctx.storage, archive, ports: anchorPorts(this.env, this.#sql) }, size)
  }

  /** Sets the alarm for what comes next: a retry, the next cut, the next anchor. */
  async #wake(): Promise<void> {
    const now = Date.now()
    const cut = isUnfinished(this.#sql) ? now : cutDue(this.#sql)
    const anchor = rootHome(this.env).anchors ? nextAnchor(this.#sql) : undefined
    const times = [cut, anchor].filter((time) => time !== undefined)
    if (times.length === 0) return
    const next = Math.min(...times)
    await this.ctx.storage.setAlarm(this.#failures > 0 ? Math.max(next, now + retryMs(this.#failures)) : next)
  }
}
