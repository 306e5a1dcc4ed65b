// Names for screens: one sealed R2 object a tenant, the only place outside envelopes that knows who somebody is (docs/decisions/020-directory.md).
import { isSubjectId } from '../ids.ts'
import { text, utf8 } from '../ledger/bytes.ts'
import { commit, envelopeOf } from '../ledger/commitment.ts'
import { sha256 } from '../ledger/hash.ts'
import {
  type Directory,
  type DirectoryChanges,
  EMPTY_DIRECTORY,
  mergeChanges,
  removePerson,
} from './directory-merge.ts'
import { SALT_BYTES } from './header.ts'
import { type Vault, VaultError } from './keys.ts'
import { openObject, sealObject } from './object.ts'

export type { Directory, DirectoryChanges } from './directory-merge.ts'

/** Writers of one tenant are few: an alarm, an erasure, a rebuild. Ten tries with growing waits take some seconds. */
const ATTEMPTS = 10
/** R2 takes one write a second to the same key. */
const WAIT_MS = 100

/** Everybody's names. Empty where none were written yet. Throws VaultError `damaged` where the object does not open. */
export async function readDirectory(vault: Vault): Promise<Directory> {
  return (await load(vault)).directory
}

/** Adds what records say (see mergeChanges). Writes nothing where nothing is new. Throws VaultError `contended`: do it again later. */
export async function mergeDirectory(vault: Vault, changes: DirectoryChanges): Promise<void> {
  await change(vault, (directory) => mergeChanges(directory, changes))
}

/**
 * Takes an erased person out. `size` is the ledger's size at the erasure: a projection that had opened an older envelope just
 * before the key went cannot bring the name back. Throws VaultError `contended`: the erasure is not done, do it again.
 */
export async function removeSubject(vault: Vault, subject: string, size: number): Promise<void> {
  if (!isSubjectId(subject) || !Number.isSafeInteger(size) || size < 0) throw new RangeError('not a subject and a size')
  await change(vault, (directory) => removePerson(directory, subject, size))
}

type Loaded = { readonly directory: Directory; readonly etag: string | undefined }

async function change(vault: Vault, next: (directory: Directory) => Directory): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { directory, etag } = await load(vault)
    const changed = next(directory)
    if (changed === directory) return
    const object = await seal(vault, changed)
    const onlyIf = etag === undefined ? { etagDoesNotMatch: '*' } : { etagMatches: etag }
    if ((await vault.bucket.put(pathOf(vault), object, { onlyIf, sha256: sha256(object) })) !== null) return
    await scheduler.wait(Math.random() * WAIT_MS * (attempt + 1))
  }
  throw new VaultError('contended', pathOf(vault))
}

async function load(vault: Vault): Promise<Loaded> {
  const stored = await vault.bucket.get(pathOf(vault))
  if (stored === null) return { directory: EMPTY_DIRECTORY, etag: undefined }
  const object = new Uint8Array(await stored.arrayBuffer())
  const ref = pathOf(vault)
  const opened = await openObject({ key: await vault.tenantKey(), kind: 'envelope', ref, tenant: vault.tenant, object })
  if (!opened.ok) throw new VaultError('damaged', `${ref} (${opened.code})`)
  // Nobody but seal() below holds the key that this object was opened with.
  const { fields } = JSON.parse(text(opened.plaintext)) as { fields: Directory }
  return { directory: fields, etag: stored.etag }
}

/** An envelope like any other, bound to the directory's own path, which no record's `<stream>/<id>/<rev>` can equal: a stream has a dot. */
async function seal(vault: Vault, directory: Directory): Promise<Uint8Array<ArrayBuffer>> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
  const key = await vault.tenantKey()
  const plaintext = utf8(envelopeOf(directory, salt))
  const ref = pathOf(vault)
  return sealObject({ key, kind: 'envelope', ref, tenant: vault.tenant, commit: commit(directory, salt), plaintext })
}

function pathOf(vault: Vault): string {
  return `directory/${vault.tenant}`
}
