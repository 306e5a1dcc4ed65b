// Durable Objects in this process: the product's own TenantLedger over counted SQLite, its alarm rung by hand, and a root log that takes everything.
import { registerHooks } from 'node:module'
import type { TenantLedger } from '../../../worker/tenant/tenant-ledger.ts'
import { CountedSqlite } from './sqlite.ts'

const BASE = 'export class DurableObject { constructor(ctx, env) { this.ctx = ctx; this.env = env } }'

/** The runtime's module, which Node does not have. Registered before the product's class is loaded. */
registerHooks({
  resolve: (name, context, next) =>
    name === 'cloudflare:workers'
      ? { url: `data:text/javascript,${encodeURIComponent(BASE)}`, shortCircuit: true }
      : next(name, context),
})

/** An object's storage. */
export class Storage {
  readonly db = new CountedSqlite()
  alarm: number | null = null
  readonly sql = {
    exec: (text: string, ...values: Parameters<CountedSqlite['run']>[1]) => {
      const { rows } = this.db.run(text, values)
      return { toArray: () => rows, one: () => rows[0], [Symbol.iterator]: () => rows[Symbol.iterator]() }
    },
  }

  transactionSync<T>(work: () => T): T {
    return this.db.atomic(work)
  }

  async getAlarm(): Promise<number | null> {
    return this.alarm
  }

  /** Billed as a row written. */
  async setAlarm(at: number): Promise<void> {
    this.alarm = at
    this.db.counts.rowsWritten++
  }
}

export type LedgerObject = { object: TenantLedger; storage: Storage; calls: number; alarms: number }

/** Objects by name, made when they are first reached; each method call is one billed request. */
export class Ledgers {
  readonly all = new Map<string, LedgerObject>()
  readonly #env: () => Env
  readonly #make: typeof TenantLedger

  private constructor(make: typeof TenantLedger, env: () => Env) {
    this.#make = make
    this.#env = env
  }

  static async load(env: () => Env): Promise<Ledgers> {
    const { TenantLedger } = await import('../../../worker/tenant/tenant-ledger.ts')
    return new Ledgers(TenantLedger, env)
  }

  get(name: string): LedgerObject {
    const known = this.all.get(name)
    if (known !== undefined) return known
    const storage = new Storage()
    const ctx = { id: { name }, storage } as unknown as DurableObjectState // what the class asks of it
    const made = { object: new this.#make(ctx, this.#env()), storage, calls: 0, alarms: 0 }
    this.all.set(name, made)
    return made
  }

  getByName(name: string): TenantLedger {
    const made = this.get(name)
    return new Proxy(made.object, {
      get(object, method) {
        const value = Reflect.get(object, method) as unknown
        if (typeof value !== 'function') return value
        return async (...args: unknown[]) => {
          made.calls++
          return Reflect.apply(value, object, args) as unknown
        }
      },
    })
  }

  /** Rings every alarm that is due, again until none is. `moved` sets the clock to an alarm's time first. */
  async ring(until: number, moved: (at: number) => void): Promise<void> {
    for (const one of this.all.values()) {
      while (one.storage.alarm !== null && one.storage.alarm <= until) {
        moved(Math.max(one.storage.alarm, Date.now()))
        one.storage.alarm = null
        one.alarms++
        await one.object.alarm()
      }
    }
  }
}

const HOUR = 3_600_000

/** Takes every leaf, as the root log does: within an hour the newest of a label stands in place of the one before. */
export function openRootLog() {
  let hour = -1
  const submitted = { calls: 0, leaves: 0 }
  const submit = async () => {
    const now = Math.floor(Date.now() / HOUR)
    const replaced = now === hour
    hour = now
    submitted.calls++
    if (!replaced) submitted.leaves++
    return { ok: true, replaced }
  }
  return { submitted, namespace: { getByName: () => ({ submit, find: async () => [] }) } }
}
