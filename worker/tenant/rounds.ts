// The working life of a ledger object: is its storage whole, when does its alarm come, and one round of settling at a time, again until it is done.
import type { Home } from '../region.ts'
import { openVault, type RootKeys } from '../vault/keys.ts'
import { checkStanding, type Log, type Standing } from './checkpoint.ts'
import { projectedSize, restartProjection } from './project.ts'
import { CONFLICT, publishedSize } from './publish.ts'
import { reportFailure } from './report.ts'
import type { RootPort } from './root-leaf.ts'
import { type CheckStep, checkOn } from './self-check.ts'
import { isAtRest, isDue, isSettled, nextRound, QUIET_MS, type Settled, settleOnce } from './settle.ts'
import { readHead, readMeta } from './storage.ts'
import { OneAtATime, retryMs } from './turns.ts'

export type RebuildStart = { ok: true; projected: number; size: number } | { ok: false; words: string }
/** Whose ledger it is, where it lies, and what it works with; asked anew each time, as an object may live before it is opened. */
export type Place = { tenant: string; home: Home; root: RootPort; roots: RootKeys }

export class Rounds {
  readonly #storage: DurableObjectStorage
  readonly #sql: SqlStorage
  readonly #log: Log
  readonly #place: () => Place
  /** Two settlings at once would do everything twice and put an older watermark behind a newer one. */
  readonly #turns = new OneAtATime()
  /** Compared with the archive since this object started. */
  #whole = false
  #lastAppend = 0
  #failures = 0

  constructor(storage: DurableObjectStorage, log: Log, place: () => Place) {
    this.#storage = storage
    this.#sql = storage.sql
    this.#log = log
    this.#place = place
  }

  /** Once per start of this object, and until it is: is the published checkpoint a beginning of what is stored here? */
  async standing(settling = false): Promise<Standing> {
    if (!this.#whole) {
      const { tenant, home } = this.#place()
      const standing = await checkStanding(this.#sql, home.archive, this.#log, tenant)
      if (standing.words !== undefined) return standing
      this.#whole = true
      // An alarm that was lost with the object's last life; a settling that is under way needs none.
      if (!settling && !isAtRest(this.#sql) && (await this.#storage.getAlarm()) === null) {
        await this.#storage.setAlarm(Date.now())
      }
    }
    return { words: readMeta(this.#sql, CONFLICT), known: true }
  }

  /** Records came in: settled after a pause, unless an alarm is set. Sets it before anything is awaited. */
  async appended(alarm: number | null): Promise<void> {
    this.#lastAppend = Date.now()
    if (alarm === null) await this.#storage.setAlarm(this.#lastAppend + QUIET_MS)
  }

  /** The alarm's work: one round, and the alarm for the next where one is needed. */
  async next(): Promise<void> {
    const settled = await this.#settle(isDue(this.#sql, this.#lastAppend, Date.now()))
    if (settled === 'stopped') return
    const failed = settled === 'unknown' || settled.failed.length > 0
    this.#failures = failed ? this.#failures + 1 : 0
    const wait = nextRound(this.#sql, settled !== 'unknown' && settled.behind, this.#failures)
    if (wait !== undefined) await this.#storage.setAlarm(Date.now() + wait)
  }

  /** One round, one at a time. A storage that was rolled back projects and publishes nothing; `unknown`: the archive could not be asked. */
  async #settle(publish: boolean): Promise<Settled | 'stopped' | 'unknown'> {
    return this.#turns.run(async () => {
      const { known } = await this.standing(true)
      if (!this.#whole) return known ? 'stopped' : 'unknown'
      // A vault each round: it keeps keys in memory for a minute, and an erased one must not outlive that.
      const { tenant, home, root, roots } = this.#place()
      const vault = openVault({ bucket: home.vault, roots, tenant })
      const settled = await settleOnce({ sql: this.#sql, home, vault, log: this.#log, root, tenant }, publish)
      for (const { step, error } of settled.failed) reportFailure(tenant, step, error)
      return settled
    })
  }

  /** Everything the alarm does, now, for the records that are here now. Throws what a step threw, the root log's aside: that may wait. */
  async untilSettled(): Promise<{ size: number; projected: number; checkpoint: number }> {
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
  startRebuild(): Promise<RebuildStart> {
    return this.#turns.run(async () => {
      const { words } = await this.standing()
      if (words !== undefined) return { ok: false, words }
      const { tenant, home } = this.#place()
      // Before the drop: should this object go away in the middle, the alarm brings it to the end.
      await this.#storage.setAlarm(Date.now() + retryMs(1))
      await restartProjection(this.#sql, home, tenant)
      await this.#storage.setAlarm(Date.now())
      return { ok: true, projected: projectedSize(this.#sql), size: readHead(this.#sql).size }
    })
  }

  /** One piece of the nightly self-check, see checkOn. Nothing settles meanwhile. */
  selfCheck(): Promise<CheckStep> {
    const { tenant, home, root } = this.#place()
    return this.#turns.run(() => checkOn({ sql: this.#sql, home, log: this.#log, root, tenant }))
  }
}
