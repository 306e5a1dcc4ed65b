// "Verify in this browser" for one record: the seven claims of a record, from its bytes up to what this browser saw before.
import { hex } from '../../../worker/ledger/bytes.ts'
import type { Checkpoint } from '../../../worker/ledger/checkpoint.ts'
import { verifyInclusion } from '../../../worker/ledger/proof.ts'
import { parseTlogProof, type TlogProof } from '../../../worker/ledger/tlog-proof.ts'
import { count, plural } from '../format.ts'
import { claims } from './claims.ts'
import { checkForm, checkLeaf, checkLink } from './form.ts'
import { keepSeen, recall, type Store } from './memory.ts'
import type { Source } from './source.ts'
import { type Step, skipped, step } from './step.ts'
import { checkHistory, checkKey, checkSignature } from './trust.ts'

/** A record as the page shows it: its place, exact text and leaf hash in hex. */
export interface Shown {
  readonly seq: number
  readonly text: string
  readonly leaf: string
}

/** Yields each step as it is done, in order. Throws ApiError when the server does not answer: that is no verdict. */
export async function* verifyRecord(
  shown: Shown,
  source: Source,
  store: Store,
  now = new Date(),
): AsyncGenerator<Step> {
  const form = checkForm(shown.text, shown.seq)
  yield form.step
  const leaf = checkLeaf(shown.text, shown.leaf)
  yield leaf.step
  yield checkLink(form.record, shown.seq === 0 ? null : await source.text(shown.seq - 1))

  const head = await source.head()
  // Remembered before the proof is fetched: whatever the server signs after this must extend it.
  const memory = recall(store, head.tenant)
  const key = checkKey(store, head, now)
  yield key.step
  const tenant = form.record?.tenant ?? head.tenant
  const file = await source.proof(shown.seq)
  if (file === null) return yield* notCovered()
  const proof = parseTlogProof(file)
  if (proof === undefined) return yield* unreadable()
  const signed = await checkSignature(proof.checkpoint, tenant, key.key)
  yield signed.step
  if (signed.checkpoint === undefined) {
    yield skipped(claims.inclusion, 'Without a signed checkpoint there is no root to reach.')
    return yield skipped(claims.history, 'Without a signed checkpoint there is nothing to compare.')
  }
  const inclusion = checkInclusion(leaf.leaf, shown.seq, proof, signed.checkpoint)
  yield inclusion
  const history = await checkHistory(source, memory, signed.checkpoint)
  yield history
  const all = [form.step, leaf.step, key.step, inclusion, history]
  if (all.some((one) => one.result === 'false')) return
  keepSeen(store, head.tenant, {
    size: signed.checkpoint.size,
    root: hex(signed.checkpoint.root),
    at: now.toISOString(),
  })
}

/** Walks the path of the proof from the recomputed leaf and compares where it ends with the signed root. */
export function checkInclusion(leaf: Uint8Array, seq: number, proof: TlogProof, checkpoint: Checkpoint): Step {
  const evidence = [
    ['Root', hex(checkpoint.root)] as const,
    ...proof.hashes.map((hash, level) => [`Hash ${level + 1}`, hex(hash)] as const),
  ]
  if (proof.index !== seq) {
    const words = `The proof is for record ${count(proof.index)}, not for record ${count(seq)}.`
    return step(claims.inclusion, { result: 'false', words })
  }
  if (!verifyInclusion(leaf, seq, checkpoint.size, proof.hashes, checkpoint.root)) {
    const words = 'The path from these bytes does not lead to the signed root: they are not what was signed.'
    return step(claims.inclusion, { result: 'false', words, evidence })
  }
  const words = `${plural(proof.hashes.length, 'hash', 'hashes')} from the leaf up to the signed root.`
  return step(claims.inclusion, { result: 'ok', words, evidence })
}

function* notCovered(): Generator<Step> {
  const words = 'No checkpoint covers this record yet. One follows within seconds of the last record.'
  yield step(claims.signature, { result: 'undecided', words })
  yield skipped(claims.inclusion, 'It can be checked once a checkpoint covers it.')
  yield skipped(claims.history, 'It can be checked once a checkpoint covers it.')
}

function* unreadable(): Generator<Step> {
  yield step(claims.signature, { result: 'false', words: 'The proof file is not in the form of a C2SP tlog-proof.' })
  yield skipped(claims.inclusion, 'There is no path to follow.')
  yield skipped(claims.history, 'There is no checkpoint to compare.')
}
