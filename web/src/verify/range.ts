// "Verify a range in this browser": every record from first to last is downloaded, hashed and linked, then tied to the signed tree.
import { text as decode, hex, orUndefined } from '../../../worker/ledger/bytes.ts'
import type { Checkpoint } from '../../../worker/ledger/checkpoint.ts'
import { decodeEntries } from '../../../worker/ledger/entries.ts'
import { TILE_WIDTH } from '../../../worker/ledger/tile.ts'
import { parseTlogProof, type TlogProof } from '../../../worker/ledger/tlog-proof.ts'
import { count } from '../format.ts'
import { Chain } from './chain.ts'
import { claims } from './claims.ts'
import { keepChecked, keepSeen, recall, type Store } from './memory.ts'
import { checkInclusion } from './record.ts'
import type { Source } from './source.ts'
import { type Step, skipped, step } from './step.ts'
import { checkHistory, checkKey, checkSignature } from './trust.ts'

/** Both ends included; `to` must be covered by a checkpoint. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** A finished step, or how many records have been checked so far. */
export type RangeEvent = { readonly step: Step } | { readonly done: number }

/** Yields the steps in order, and progress in between. Throws ApiError when the server does not answer. */
export async function* verifyRange(
  range: Range,
  source: Source,
  store: Store,
  now = new Date(),
): AsyncGenerator<RangeEvent> {
  const head = await source.head()
  const memory = recall(store, head.tenant)
  const key = checkKey(store, head, now)
  yield { step: key.step }
  const file = await source.proof(range.to)
  const proof = file === null ? undefined : parseTlogProof(file)
  if (proof === undefined) {
    const words = 'The server gave no readable proof for the last record of the range.'
    yield { step: step(claims.signature, { result: file === null ? 'undecided' : 'false', words }) }
    return
  }
  const signed = await checkSignature(proof.checkpoint, head.tenant, key.key)
  yield { step: signed.step }
  if (signed.checkpoint === undefined) return yield* withoutCheckpoint()

  const { checkpoint } = signed
  const before = range.from === 0 ? null : await source.text(range.from - 1)
  const chain = new Chain(head.tenant, range.from, before)
  for await (const texts of bundles(range, checkpoint.size, source)) {
    for (const text of texts) if (!chain.take(text)) break
    yield { done: chain.taken }
    if (chain.problem) break
  }
  const { records, links } = chain.steps()
  yield { step: records }
  yield { step: links }
  const tied = chain.problem
    ? skipped(claims.last, 'The records before it do not hold.')
    : checkLast(chain, range.to, proof, checkpoint)
  yield { step: tied }

  const whole = range.from === 0 && range.to === checkpoint.size - 1
  const rebuilt = whole && !chain.problem ? [checkRoot(chain, checkpoint.root)] : []
  const newest = range.to === head.size - 1 && !chain.problem ? [checkHead(chain, head.head)] : []
  for (const one of [...rebuilt, ...newest]) yield { step: one }
  const history = await checkHistory(source, memory, checkpoint)
  yield { step: history }

  const all = [key.step, records, links, tied, ...rebuilt, ...newest, history]
  if (all.some((one) => one.result === 'false')) return
  const at = now.toISOString()
  keepSeen(store, head.tenant, { size: checkpoint.size, root: hex(checkpoint.root), at })
  keepChecked(store, head.tenant, { ...range, at })
}

/** Each record holds the hash of the one before, so the last one's place in the tree fixes all of them. */
function checkLast(chain: Chain, seq: number, proof: TlogProof, checkpoint: Checkpoint): Step {
  const { result, words, evidence } = checkInclusion(chain.leaf, seq, proof, checkpoint)
  return step(claims.last, { result, words, ...(evidence && { evidence }) })
}

/** The exact texts of the range, bundle by bundle; what is in no bundle is asked for record by record. */
async function* bundles({ from, to }: Range, size: number, source: Source): AsyncGenerator<string[]> {
  for (let index = Math.floor(from / TILE_WIDTH); index * TILE_WIDTH <= to; index++) {
    const start = index * TILE_WIDTH
    const bytes = await source.bundle(index, Math.min(TILE_WIDTH, size - start))
    const entries = bytes === null ? undefined : orUndefined(() => decodeEntries(bytes)?.map(decode))
    const first = Math.max(from, start)
    const last = Math.min(to, start + TILE_WIDTH - 1)
    if (entries !== undefined && entries.length > last - start) {
      yield entries.slice(first - start, last - start + 1)
      continue
    }
    for (let seq = first; seq <= last; seq++) yield [await source.text(seq)]
  }
}

function checkRoot(chain: Chain, signed: Uint8Array): Step {
  const [computed, expected] = [hex(chain.root()), hex(signed)]
  const evidence = [['Rebuilt here', computed] as const, ['Signed', expected] as const]
  const same = computed === expected
  const words = same
    ? `All ${count(chain.taken)} records, from the first to the last that is signed.`
    : 'The records downloaded here make another tree than the one that was signed.'
  return step(claims.root, { result: same ? 'ok' : 'false', words, evidence })
}

function checkHead(chain: Chain, shown: string | null): Step {
  const computed = hex(chain.leaf)
  const evidence = [['Computed here', computed] as const, ['Shown', shown ?? '–'] as const]
  const same = computed === shown
  const words = same ? 'Nothing stands after it.' : 'The head that the ledger shows has another hash.'
  return step(claims.head, { result: same ? 'ok' : 'false', words, evidence })
}

function* withoutCheckpoint(): Generator<RangeEvent> {
  const words = 'Without a signed checkpoint there is nothing to tie them to.'
  for (const claim of [claims.records, claims.links, claims.last, claims.history]) yield { step: skipped(claim, words) }
}
