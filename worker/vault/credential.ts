// A vendor's key, write-only: sealed when a connection is made, unsealed for the length of one call, and returned by nothing.
import { isConnectionId } from '../ids.ts'
import { text, utf8 } from '../ledger/bytes.ts'
import { sha256 } from '../ledger/hash.ts'
import type { Vault } from './keys.ts'
import { type OpenCode, openObject, sealObject } from './object.ts'

/** `absent`: never sealed, or destroyed. The others: what lies there is not this connection's credential. */
export type CredentialCode = 'absent' | OpenCode
export type CredentialUse<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: CredentialCode }

/** Seals a connection's credential, in place of the one before. Throws RangeError on an empty one or a bad connection id. */
export async function sealCredential(vault: Vault, connection: string, secret: string): Promise<void> {
  const path = credentialPath(vault, connection)
  if (secret === '' || !secret.isWellFormed()) throw new RangeError('not a credential')
  const request = { kind: 'credential', ref: credentialRef(connection), tenant: vault.tenant } as const
  const object = await sealObject({ ...request, key: await vault.tenantKey(), plaintext: utf8(secret) })
  await vault.bucket.put(path, object, { sha256: sha256(object) })
}

/**
 * Lends the credential to `use` and returns what that returns. `use` must not keep the secret nor put it into its result or its errors.
 * What `use` throws passes through.
 */
export async function withCredential<T>(
  vault: Vault,
  connection: string,
  use: (secret: string) => Promise<T>,
): Promise<CredentialUse<T>> {
  const stored = await vault.bucket.get(credentialPath(vault, connection))
  if (stored === null) return { ok: false, code: 'absent' }
  const object = new Uint8Array(await stored.arrayBuffer())
  const request = { kind: 'credential', ref: credentialRef(connection), tenant: vault.tenant } as const
  const opened = await openObject({ ...request, key: await vault.tenantKey(), object })
  if (!opened.ok) return opened
  return { ok: true, value: await use(text(opened.plaintext)) }
}

/** Destroys a connection's credential. Doing it twice is fine. */
export async function destroyCredential(vault: Vault, connection: string): Promise<void> {
  await vault.bucket.delete(credentialPath(vault, connection))
}

/** What the object is bound to (LEDGER section 6). */
function credentialRef(connection: string): string {
  return `connection/${connection}`
}

function credentialPath(vault: Vault, connection: string): string {
  if (!isConnectionId(connection)) throw new RangeError('not a connection id')
  return `credentials/${vault.tenant}/${connection}`
}
