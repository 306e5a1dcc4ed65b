// Names for screens: one sealed R2 object a tenant, the only place outside envelopes that knows who somebody is (docs/decisions/020-directory.md).
import { isSubjectId } from '../ids.ts'
import {
  type Directory,
  type DirectoryChanges,
  EMPTY_DIRECTORY,
  mergeChanges,
  removeMentions,
  removePerson,
  type TellsOf,
} from './directory-merge.ts'
import type { Vault } from './keys.ts'
import { changeSealed, readSealed, type SealedFile } from './sealed-file.ts'

export type { Directory, DirectoryChanges } from './directory-merge.ts'

/** Everybody's names. Empty where none were written yet. Throws VaultError `damaged` where the object does not open. */
export async function readDirectory(vault: Vault): Promise<Directory> {
  return readSealed(vault, fileOf(vault))
}

/** Adds what records say (see mergeChanges). Writes nothing where nothing is new. Throws VaultError `contended`: do it again later. */
export async function mergeDirectory(vault: Vault, changes: DirectoryChanges): Promise<void> {
  await changeSealed(vault, fileOf(vault), (directory) => mergeChanges(directory, changes))
}

/**
 * Takes an erased person out. `size` is the ledger's size at the erasure: a projection that had opened an older envelope just
 * before the key went cannot bring the name back. Throws VaultError `contended`: the erasure is not done, do it again.
 */
export async function removeSubject(vault: Vault, subject: string, size: number): Promise<void> {
  if (!isSubjectId(subject) || !Number.isSafeInteger(size) || size < 0) throw new RangeError('not a subject and a size')
  await changeSealed(vault, fileOf(vault), (directory) => removePerson(directory, subject, size))
}

/** Takes out what the entries of others and the labels tell of somebody. Doing it twice is fine. */
export async function forgetMentions(vault: Vault, tells: TellsOf): Promise<void> {
  await changeSealed(vault, fileOf(vault), (directory) => removeMentions(directory, tells))
}

const fileOf = (vault: Vault): SealedFile<Directory> => ({ path: `directory/${vault.tenant}`, empty: EMPTY_DIRECTORY })
