// Checks that one checkpoint extends another: both are signed by the pinned key, and the newer tree begins with the older one.
import { fromHex, hex, orUndefined } from '../../../worker/ledger/bytes.ts'
import type { Checkpoint } from '../../../worker/ledger/checkpoint.ts'
import { verifyConsistency } from '../../../worker/ledger/proof.ts'
import { count, plural } from '../format.ts'
import { claims } from './claims.ts'
import type { Store } from './memory.ts'
import type { Source } from './source.ts'
import { type Step, skipped, step } from './step.ts'
import { checkKey, checkSignature } from './trust.ts'

/** Sizes of two checkpoints, the older first. */
export interface Between {
  readonly from: number
  readonly to: number
}

export interface BetweenSource extends Pick<Source, 'head' | 'consistency'> {
  /** The signed checkpoint of this size as a C2SP note, or null where there is none. */
  note(size: number): Promise<string | null>
}

const claim = {
  id: 'between',
  title: 'The newer tree begins with the older one',
  rule: 'RFC 6962, 2.1.2',
} as const

/** Yields each step as it is done. Throws ApiError when the server does not answer: that is no verdict. */
export async function* verifyBetween(
  { from, to }: Between,
  source: BetweenSource,
  store: Store,
  now = new Date(),
): AsyncGenerator<Step> {
  const head = await source.head()
  const key = checkKey(store, head, now)
  yield key.step
  const signed: (Checkpoint | undefined)[] = []
  for (const [id, size] of [
    ['older', from],
    ['newer', to],
  ] as const) {
    const own = {
      id,
      title: `The checkpoint of size ${count(size)} is signed by that key`,
      rule: claims.signature.rule,
    }
    const note = await source.note(size)
    const found = note === null ? undefined : await checkSignature(note, head.tenant, key.key)
    const wrong = wrongOf(note, found?.checkpoint, size)
    yield found === undefined || wrong !== undefined
      ? step(own, { result: 'false', words: wrong ?? 'There is no such checkpoint.' })
      : { ...found.step, ...own }
    signed.push(wrong === undefined ? found?.checkpoint : undefined)
  }
  const [older, newer] = signed
  if (older === undefined || newer === undefined) {
    yield skipped(claim, 'Without two signed checkpoints there is nothing to compare.')
    return
  }
  yield checkBetween(older, newer, from === to ? [] : await source.consistency(from, to))
}

/** What keeps a note from being the checkpoint that was asked for; undefined where its own step says everything. */
function wrongOf(note: string | null, checkpoint: Checkpoint | undefined, size: number): string | undefined {
  if (note === null) return `The server has no checkpoint of ${count(size)} records.`
  if (checkpoint === undefined || checkpoint.size === size) return undefined
  return `The server gave a checkpoint of ${count(checkpoint.size)} records in its place.`
}

/** Follows the proof from both roots. `path` are hashes in hex. */
export function checkBetween(older: Checkpoint, newer: Checkpoint, path: readonly string[]): Step {
  const evidence = [
    ['Older', `${older.size} ${hex(older.root)}`] as const,
    ['Newer', `${newer.size} ${hex(newer.root)}`] as const,
    ...path.map((hash, level) => [`Hash ${level + 1}`, hash] as const),
  ]
  const hashes = orUndefined(() => path.map(fromHex))
  if (hashes === undefined || !verifyConsistency(older.size, newer.size, older.root, newer.root, hashes)) {
    const words = `The first ${count(older.size)} records are not the same under both: history was changed between them.`
    return step(claim, { result: 'false', words, evidence })
  }
  const words = `${plural(older.size, 'record')} unchanged, ${plural(newer.size - older.size, 'record')} added; ${plural(path.length, 'hash', 'hashes')} lead to both roots.`
  return step(claim, { result: 'ok', words, evidence })
}
