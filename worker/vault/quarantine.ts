// Answers of vendors that did not parse, kept whole: sealed under the tenant's key, because nobody knows what stands in them.
import { sha256 } from '../ledger/hash.ts'
import type { Vault } from './keys.ts'
import { openObject, sealObject } from './object.ts'

const ID = /^[A-Za-z0-9._-]{1,200}$/

function pathOf(vault: Vault, id: string): string {
  if (!ID.test(id)) throw new RangeError('not a quarantine id')
  return `quarantine/${vault.tenant}/${id}`
}

/** Seals the raw bytes of an answer. The same id again replaces them. Stored as kind `credential`: the one kind without a commitment. */
export async function keepQuarantined(vault: Vault, id: string, body: Uint8Array): Promise<void> {
  const request = { kind: 'credential', ref: `quarantine/${id}`, tenant: vault.tenant } as const
  const object = await sealObject({ ...request, key: await vault.tenantKey(), plaintext: body })
  await vault.bucket.put(pathOf(vault, id), object, { sha256: sha256(object) })
}

/** The raw bytes, or undefined when there is nothing under this id or it cannot be opened. */
export async function readQuarantined(vault: Vault, id: string): Promise<Uint8Array | undefined> {
  const stored = await vault.bucket.get(pathOf(vault, id))
  if (stored === null) return undefined
  const object = new Uint8Array(await stored.arrayBuffer())
  const key = await vault.tenantKey()
  const opened = await openObject({ key, kind: 'credential', ref: `quarantine/${id}`, tenant: vault.tenant, object })
  return opened.ok ? opened.plaintext : undefined
}
