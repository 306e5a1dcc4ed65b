// Vaults for tests: a tenant of its own each, over the local bucket, with root keys that are published here.
import { env } from 'cloudflare:workers'
import { newTenantId } from '../../worker/ids.ts'
import { openVault, type RootKeys, type Vault, type VaultOptions } from '../../worker/vault/keys.ts'
import { importKey, openObject, readHeader } from '../../worker/vault/object.ts'

export const bucket = env.VAULT_US

/** Root keys for the epochs given; the last one wraps. */
export function rootsOf(...epochs: number[]): RootKeys {
  return { epoch: epochs.at(-1) ?? 0, roots: new Map(epochs.map((epoch) => [epoch, rootBytes(epoch)])) }
}

export function rootBytes(epoch: number): Uint8Array {
  return new Uint8Array(32).fill(epoch)
}

export function newVault(options: Partial<VaultOptions> = {}): Vault {
  return openVault({ bucket, roots: rootsOf(1), tenant: newTenantId(), ...options })
}

/** The same tenant as somebody else sees it: nothing in memory. */
export function again(vault: Vault, options: Partial<VaultOptions> = {}): Vault {
  return newVault({ tenant: vault.tenant, ...options })
}

export async function bytesAt(path: string): Promise<Uint8Array | undefined> {
  const stored = await bucket.get(path)
  return stored === null ? undefined : new Uint8Array(await stored.arrayBuffer())
}

/** Every object that carries the tenant's id in its path. */
export async function objectsOf(tenant: string): Promise<{ path: string; bytes: Uint8Array; metadata: string }[]> {
  const { objects } = await bucket.list()
  const out: { path: string; bytes: Uint8Array; metadata: string }[] = []
  for (const { key, customMetadata, httpMetadata } of objects.filter(({ key }) => key.includes(tenant))) {
    out.push({
      path: key,
      bytes: (await bytesAt(key)) ?? new Uint8Array(0),
      metadata: JSON.stringify({ customMetadata, httpMetadata }),
    })
  }
  return out
}

/** The raw bytes of a wrapped key, taken out the way only a holder of the wrapping key can. */
export async function rawKey(tenant: string, path: string, wrappingBytes: Uint8Array): Promise<Uint8Array> {
  const object = await bytesAt(path)
  const header = object === undefined ? undefined : readHeader(object)
  if (object === undefined || header === undefined) throw new Error(`no wrapped key at ${path}`)
  const key = await importKey(header.key, wrappingBytes)
  const opened = await openObject({ key, kind: 'key', ref: header.ref, tenant, object })
  if (!opened.ok) throw new Error(opened.code)
  return opened.plaintext
}

export type Hooks = {
  get?: (path: string) => unknown
  put?: (path: string) => unknown
  list?: () => unknown
}

/** The same bucket, with something happening just before a call: how a race is made to happen every time. */
export function hooked(hooks: Hooks): R2Bucket {
  return new Proxy(bucket, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return async (...args: unknown[]) => {
        if (name === 'get') await hooks.get?.(String(args[0]))
        if (name === 'put') await hooks.put?.(String(args[0]))
        if (name === 'list') await hooks.list?.()
        return Reflect.apply(value, target, args)
      }
    },
  })
}

/** Calls made through a hooked bucket, as `get <path>` and `put <path>`. */
export function counting(): { bucket: R2Bucket; calls: string[] } {
  const calls: string[] = []
  const hooks: Hooks = {
    get: (path) => calls.push(`get ${path}`),
    put: (path) => calls.push(`put ${path}`),
    list: () => calls.push('list'),
  }
  return { bucket: hooked(hooks), calls }
}

/** Whether `needle` stands anywhere in `haystack`. */
export function contains(haystack: Uint8Array, needle: Uint8Array): boolean {
  for (let at = 0; at + needle.length <= haystack.length; at++) {
    if (needle.every((byte, i) => haystack[at + i] === byte)) return true
  }
  return false
}

/** A copy with one bit turned over. */
export function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice()
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}
