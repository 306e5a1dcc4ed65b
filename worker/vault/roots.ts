// The root keys: Worker secrets by epoch, the only keys that are not in R2. They wrap tenant keys and nothing else.
import { importKey, type ObjectKey } from './object.ts'
import { VaultError } from './wrapped-key.ts'

/** 32 bytes for each epoch; `epoch` is the one that wraps from now on. Older ones stay until every tenant key is rewrapped. */
export type RootKeys = { readonly epoch: number; readonly roots: ReadonlyMap<number, Uint8Array> }

const ROOT_ID = /^root\/([1-9][0-9]{0,5})$/

/** The id that stands in the header of a tenant key. */
export function rootId(epoch: number): string {
  return `root/${epoch}`
}

/** The epoch of a root key's id. Throws VaultError `damaged` where the id is not one of ours. */
export function epochOf(id: string): number {
  const epoch = ROOT_ID.exec(id)?.[1]
  if (epoch === undefined) throw new VaultError('damaged', `a tenant key wrapped by ${id}`)
  return Number(epoch)
}

/** The root key of an epoch. Throws VaultError `root_missing` where it is not configured, RangeError where it has not 32 bytes. */
export async function rootKey(keys: RootKeys, epoch: number): Promise<ObjectKey> {
  const bytes = keys.roots.get(epoch)
  if (bytes === undefined) throw new VaultError('root_missing', `the secret ROOT_KEY_${epoch} is not set`)
  return importKey(rootId(epoch), bytes)
}
