// One sealed JSON object a tenant in R2, read whole and changed by compare-and-swap: the directory and the search keys are kept so.
import { text, utf8 } from '../ledger/bytes.ts'
import { commit, envelopeOf } from '../ledger/commitment.ts'
import { sha256 } from '../ledger/hash.ts'
import type { JsonObject } from '../ledger/jcs.ts'
import { SALT_BYTES } from './header.ts'
import { type Vault, VaultError } from './keys.ts'
import { openObject, sealObject } from './object.ts'

/** Writers of one tenant are few: an alarm, an erasure, a rebuild. Ten tries with growing waits take some seconds. */
const ATTEMPTS = 10
/** R2 takes one write a second to the same key. */
const WAIT_MS = 100

/** `path`: its key in the vault bucket, `<what>/<tenant>`. `empty`: what it holds before anything was written. */
export type SealedFile<T extends JsonObject> = { readonly path: string; readonly empty: T }

type Loaded<T> = { readonly value: T; readonly etag: string | undefined }

/** What it holds. Throws VaultError `damaged` where the object does not open. */
export async function readSealed<T extends JsonObject>(vault: Vault, file: SealedFile<T>): Promise<T> {
  return (await load(vault, file)).value
}

/**
 * Replaces what it holds by what `next` makes of it, and returns that. Writes nothing where `next` gives back the very same value.
 * Throws VaultError `contended` where others kept writing: do it again later.
 */
export async function changeSealed<T extends JsonObject>(
  vault: Vault,
  file: SealedFile<T>,
  next: (value: T) => T,
): Promise<T> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { value, etag } = await load(vault, file)
    const changed = next(value)
    if (changed === value) return value
    const object = await seal(vault, file.path, changed)
    const onlyIf = etag === undefined ? { etagDoesNotMatch: '*' } : { etagMatches: etag }
    if ((await vault.bucket.put(file.path, object, { onlyIf, sha256: sha256(object) })) !== null) return changed
    await scheduler.wait(Math.random() * WAIT_MS * (attempt + 1))
  }
  throw new VaultError('contended', file.path)
}

async function load<T extends JsonObject>(vault: Vault, { path, empty }: SealedFile<T>): Promise<Loaded<T>> {
  const stored = await vault.bucket.get(path)
  if (stored === null) return { value: empty, etag: undefined }
  const object = new Uint8Array(await stored.arrayBuffer())
  const key = await vault.tenantKey()
  const opened = await openObject({ key, kind: 'envelope', ref: path, tenant: vault.tenant, object })
  if (!opened.ok) throw new VaultError('damaged', `${path} (${opened.code})`)
  // Nobody but seal() below holds the key that this object was opened with.
  const { fields } = JSON.parse(text(opened.plaintext)) as { fields: T }
  return { value: fields, etag: stored.etag }
}

/** An envelope like any other, bound to its own path, which no record's `<stream>/<id>/<rev>` can equal: a stream has a dot. */
async function seal(vault: Vault, path: string, value: JsonObject): Promise<Uint8Array<ArrayBuffer>> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
  const key = await vault.tenantKey()
  const plaintext = utf8(envelopeOf(value, salt))
  return sealObject({ key, kind: 'envelope', ref: path, tenant: vault.tenant, commit: commit(value, salt), plaintext })
}
