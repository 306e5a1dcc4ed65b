// Keys in memory, so that a pull with a thousand envelopes of one person reads and imports that person's key once.

/** How long a key may be used without asking R2 again: what an erasure has to wait for in a process that keeps its vault. */
export const CACHE_MS = 60_000

type Entry<T> = { readonly value: Promise<T>; readonly at: number }

/** Promises by name, for at most CACHE_MS. A failure, or undefined, is forgotten at once: the next call tries again. */
export class KeyCache<T> {
  readonly #entries = new Map<string, Entry<T>>()
  readonly #now: () => number
  constructor(now: () => number) {
    this.#now = now
  }

  /** The value under a name, made by `make` where there is none; concurrent calls share one making. */
  get(name: string, make: () => Promise<T>): Promise<T> {
    const known = this.peek(name)
    if (known !== undefined) return known
    const entry = { value: make(), at: this.#now() }
    this.#entries.set(name, entry)
    const drop = () => {
      // Only its own entry: forget() and a newer call may have come between.
      if (this.#entries.get(name) === entry) this.#entries.delete(name)
    }
    entry.value.then((value) => {
      if (value === undefined) drop()
    }, drop)
    return entry.value
  }

  peek(name: string): Promise<T> | undefined {
    const entry = this.#entries.get(name)
    if (entry === undefined) return undefined
    if (this.#now() - entry.at < CACHE_MS) return entry.value
    this.#entries.delete(name)
    return undefined
  }

  clear(): void {
    this.#entries.clear()
  }

  forget(name: string): void {
    this.#entries.delete(name)
  }
}
