// An R2 bucket in memory that counts operations by class and weighs what lies in it.
import { createHash } from 'node:crypto'

export type BucketCounts = { classA: number; classB: number }

type Stored = { bytes: Uint8Array; etag: string; sha256: Uint8Array }
type PutOptions = { onlyIf?: { etagDoesNotMatch?: string; etagMatches?: string }; sha256?: Uint8Array }

export class CountedBucket {
  readonly counts: BucketCounts = { classA: 0, classB: 0 }
  readonly #objects = new Map<string, Stored>()

  /** What the product sees. */
  get binding(): R2Bucket {
    return this as unknown as R2Bucket // the methods below are the ones that are called
  }

  /** Objects and bytes whose key the pattern fits. */
  weigh(pattern = /./): { objects: number; bytes: number } {
    const fits = [...this.#objects].filter(([key]) => pattern.test(key))
    return { objects: fits.length, bytes: fits.reduce((sum, [, { bytes }]) => sum + bytes.length, 0) }
  }

  async put(key: string, value: Uint8Array | string, options: PutOptions = {}): Promise<object | null> {
    this.counts.classA++
    const there = this.#objects.get(key)
    const { etagDoesNotMatch, etagMatches } = options.onlyIf ?? {}
    if (etagDoesNotMatch === '*' && there !== undefined) return null
    if (etagMatches !== undefined && there?.etag !== etagMatches) return null
    const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : new Uint8Array(value)
    const sha256 = new Uint8Array(createHash('sha256').update(bytes).digest())
    const stored = { bytes, sha256, etag: Buffer.from(sha256.subarray(0, 16)).toString('hex') }
    this.#objects.set(key, stored)
    return describe(key, stored)
  }

  async head(key: string): Promise<object | null> {
    this.counts.classB++
    const stored = this.#objects.get(key)
    return stored === undefined ? null : describe(key, stored)
  }

  async get(key: string): Promise<object | null> {
    this.counts.classB++
    const stored = this.#objects.get(key)
    if (stored === undefined) return null
    const bytes = new Uint8Array(stored.bytes)
    return {
      ...describe(key, stored),
      arrayBuffer: async () => bytes.buffer,
      text: async () => new TextDecoder().decode(bytes),
    }
  }

  /** Deletes are free. */
  async delete(keys: string | string[]): Promise<void> {
    for (const key of [keys].flat()) this.#objects.delete(key)
  }

  async list({ prefix = '', limit = 1000 }: { prefix?: string; limit?: number }): Promise<object> {
    this.counts.classA++
    const found = [...this.#objects].filter(([key]) => key.startsWith(prefix))
    return {
      objects: found.slice(0, limit).map(([key, stored]) => describe(key, stored)),
      truncated: found.length > limit,
    }
  }
}

const describe = (key: string, { bytes, etag, sha256 }: Stored) => ({
  key,
  etag,
  size: bytes.length,
  checksums: { sha256: sha256.buffer.slice(sha256.byteOffset, sha256.byteOffset + sha256.byteLength) },
})
