// Bindings under which an erasure dies at every call that changes something, once each, before or after it took effect.

class Died extends Error {}
export type Fate = 'before' | 'after'

/** Calls of the ledger object that change something. */
const CHANGING = new Set([
  'append',
  'beginErasure',
  'findOwn',
  'findContent',
  'dropMentions',
  'takeTexts',
  'dropEnvelopes',
  'releaseChats',
  'settle',
])

/** `attempt` begins a try that dies at its n-th call; `died`: whether it did. A library may have wrapped what was thrown. */
export type Dying = { env: Env; attempt: (n: number) => void; died: () => boolean }

export function dying(given: Env, fate: Fate): Dying {
  let [calls, strike] = [0, -1]
  const through = async <T>(work: () => Promise<T>): Promise<T> => {
    const mine = calls++
    if (mine === strike && fate === 'before') throw new Died()
    const result = await work()
    if (mine === strike) throw new Died()
    return result
  }
  const wrapped = <T extends object>(target: T, changes: (name: string) => boolean): T =>
    new Proxy(target, {
      get(inner, name) {
        const value: unknown = Reflect.get(inner, name)
        if (typeof value !== 'function') return value
        // A stub's methods are proxies themselves: they are called, never bound.
        if (!changes(String(name))) return (...args: unknown[]) => Reflect.apply(value, inner, args)
        return (...args: unknown[]) => through(() => Promise.resolve(Reflect.apply(value, inner, args)))
      },
    })
  const statement = (one: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(one, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        if (name === 'bind') return (...values: unknown[]) => statement(target.bind(...values))
        return (...args: unknown[]) => through(() => Promise.resolve(Reflect.apply(value, target, args)))
      },
    })
  const database = (db: D1Database): D1Database =>
    new Proxy(db, {
      get(target, name) {
        if (name === 'prepare') {
          return (query: string) =>
            /^\s*(insert|update|delete)/i.test(query) ? statement(target.prepare(query)) : target.prepare(query)
        }
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  const bucket = (one: R2Bucket): R2Bucket => wrapped(one, (name) => name === 'put' || name === 'delete')
  const objects = new Proxy(given.TENANT_LEDGER, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (name === 'getByName') return (id: string) => wrapped(target.getByName(id), (method) => CHANGING.has(method))
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  const env = {
    ...given,
    TENANTS_US: database(given.TENANTS_US),
    CONTROL: database(given.CONTROL),
    VAULT_US: bucket(given.VAULT_US),
    EXPORTS_US: bucket(given.EXPORTS_US),
    TENANT_LEDGER: objects,
  }
  return {
    env,
    attempt(n) {
      calls = 0
      strike = n
    },
    died: () => strike >= 0 && calls > strike,
  }
}
