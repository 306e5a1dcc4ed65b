// Bad weather between a ledger object and its bindings: a call fails before it took effect, or after ("fail, but persisted").
import { runInDurableObject } from 'cloudflare:test'
import type { TenantId } from '../../worker/ids.ts'
import type { TenantLedger } from '../../worker/tenant/tenant-ledger.ts'
import { ledger } from '../support/tenants.ts'

/** One outgoing call of the object; `n` counts them all. */
export type Call = { n: number; binding: 'archive' | 'vault' | 'db'; method: string }
export type Fate = 'fail' | 'fail but persisted' | undefined
export type Weather = (call: Call) => Fate

export class Lost extends Error {
  override readonly name = 'Lost'
}

export type Through = <T>(method: string, work: () => Promise<T>) => Promise<T>

export function bucketUnder(bucket: R2Bucket, through: Through): R2Bucket {
  const methods = {
    get: (...args: Parameters<R2Bucket['get']>) => through('get', () => bucket.get(...args)),
    head: (key: string) => through('head', () => bucket.head(key)),
    put: (...args: Parameters<R2Bucket['put']>) => through('put', () => bucket.put(...args)),
    list: (options?: R2ListOptions) => through('list', () => bucket.list(options)),
  }
  return methods as unknown as R2Bucket // the ledger uses no other methods, and the overloads of get and put stay the real ones
}

function databaseUnder(db: D1Database, through: Through): D1Database {
  const methods = {
    batch: (statements: D1PreparedStatement[]) => through('batch', () => db.batch(statements)),
    prepare: (query: string) => db.prepare(query),
  }
  return methods as unknown as D1Database // as above
}

type Opened = { env: Env }

/** Runs `work` inside the object of a tenant while its archive, vault and database suffer the weather. Returns the calls that were made. */
export async function under(
  tenant: TenantId,
  weather: Weather,
  work: (instance: TenantLedger) => Promise<unknown>,
): Promise<Call[]> {
  const calls: Call[] = []
  const through =
    (binding: Call['binding']): Through =>
    async (method, call) => {
      const made = { n: calls.length, binding, method }
      calls.push(made)
      const fate = weather(made)
      if (fate === 'fail') throw new Lost()
      const result = await call()
      if (fate === 'fail but persisted') throw new Lost()
      return result
    }
  await runInDurableObject(ledger(tenant), async (instance) => {
    const opened = instance as unknown as Opened // env is protected; only tests reach in
    const { env } = opened
    opened.env = {
      ...env,
      LEDGER_US: bucketUnder(env.LEDGER_US, through('archive')),
      VAULT_US: bucketUnder(env.VAULT_US, through('vault')),
      TENANTS_US: databaseUnder(env.TENANTS_US, through('db')),
    }
    try {
      await work(instance)
    } finally {
      opened.env = env
    }
  })
  return calls
}
