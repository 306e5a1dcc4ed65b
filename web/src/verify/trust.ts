// Steps about who signs: the key this browser pinned, the signed checkpoint, and the checkpoint it saw before.
import { fromHex, hex, orUndefined } from '../../../worker/ledger/bytes.ts'
import { type Checkpoint, type CheckpointCode, openCheckpoint } from '../../../worker/ledger/checkpoint.ts'
import { verifyConsistency } from '../../../worker/ledger/proof.ts'
import { parseVkey, type VerifierKey } from '../../../worker/ledger/vkey.ts'
import { count } from '../format.ts'
import { moment } from '../time.ts'
import { claims } from './claims.ts'
import { type Memory, pin, recall, type Store } from './memory.ts'
import type { Source } from './source.ts'
import { type Step, skipped, step } from './step.ts'

/** The key to check with: the pinned one whatever the server now says; undefined when there is none that can be read. */
export interface KeyFound {
  readonly step: Step
  readonly key: VerifierKey | undefined
}

/**
 * Compares the key that the server gives with the pinned one. At first sight it is pinned and the step is undecided:
 * a key that nobody compared proves only that things do not change from now on.
 */
export function checkKey(store: Store, head: { tenant: string; vkey: string }, now: Date): KeyFound {
  const given = parseVkey(head.vkey)
  const memory = recall(store, head.tenant)
  if (memory === null) {
    if (given === undefined) {
      return {
        step: step(claims.key, { result: 'false', words: 'The server gives a key that cannot be read.' }),
        key: given,
      }
    }
    pin(store, head.tenant, head.vkey, now.toISOString())
    const words = `First visit: key ${given.id} is pinned from now on. Compare it with one you got another way.`
    return { step: step(claims.key, { result: 'undecided', words }), key: given }
  }
  const pinned = parseVkey(memory.vkey)
  if (memory.vkey !== head.vkey) {
    const words = `The server now gives another key than the one this browser pinned on ${moment(memory.pinnedAt)}.`
    const evidence = [['Pinned', memory.vkey] as const, ['Given now', head.vkey] as const]
    return { step: step(claims.key, { result: 'false', words, evidence }), key: pinned }
  }
  const words = `Key ${pinned?.id ?? ''}, pinned on ${moment(memory.pinnedAt)}.`
  return { step: step(claims.key, { result: 'ok', words, evidence: [['Key', memory.vkey]] }), key: pinned }
}

const codeWords: Record<CheckpointCode, string> = {
  malformed: 'The checkpoint is not in the form of a C2SP checkpoint.',
  wrong_origin: 'The checkpoint is of another ledger.',
  bad_signature: 'The signature on the checkpoint is false: the pinned key did not sign this text.',
  no_known_key: 'The checkpoint is not signed by the pinned key.',
}

/** The signed checkpoint in a note, if its signature by `key` is good and its origin is this tenant's. */
export async function checkSignature(
  note: string,
  tenant: string,
  key: VerifierKey | undefined,
): Promise<{ step: Step; checkpoint?: Checkpoint }> {
  if (key === undefined) return { step: skipped(claims.signature, 'There is no key to check it with.') }
  if (!key.name.endsWith(`/${tenant}`)) {
    const words = 'The key is named for another ledger than the one the record says it is in.'
    const evidence = [['Key name', key.name] as const, ['Tenant', tenant] as const]
    return { step: step(claims.signature, { result: 'false', words, evidence }) }
  }
  const opened = await openCheckpoint(note, key.name, [key], { extensions: true })
  if (!opened.ok) {
    const evidence = [['Checkpoint', note] as const]
    return { step: step(claims.signature, { result: 'false', words: codeWords[opened.code], evidence }) }
  }
  const { checkpoint } = opened
  const evidence = [['Root', hex(checkpoint.root)] as const, ['Origin', checkpoint.origin] as const]
  const words = `Size ${count(checkpoint.size)}, Ed25519 signature good.`
  return { step: step(claims.signature, { result: 'ok', words, evidence }), checkpoint }
}

/**
 * Compares a signed checkpoint with the newest one that this browser checked before. `memory` is what was remembered
 * before the checkpoint was fetched, so an honest server can only have grown since.
 */
export async function checkHistory(source: Source, memory: Memory | null, now: Checkpoint): Promise<Step> {
  const seen = memory?.seen ?? null
  if (seen === null) {
    const words = 'First checkpoint that this browser checks. It is kept, and the next one must extend it.'
    return step(claims.history, { result: 'undecided', words })
  }
  const evidence = [
    ['Seen before', `${seen.size} ${seen.root}`] as const,
    ['Now', `${now.size} ${hex(now.root)}`] as const,
  ]
  const when = moment(seen.at)
  if (now.size < seen.size) {
    const words = `On ${when} this browser saw ${count(seen.size)} records; the newest checkpoint now has ${count(now.size)}. The ledger went back.`
    return step(claims.history, { result: 'false', words, evidence })
  }
  const asked = now.size === seen.size ? [] : await source.consistency(seen.size, now.size)
  const before = orUndefined(() => fromHex(seen.root))
  const path = orUndefined(() => asked.map(fromHex))
  if (before && path && verifyConsistency(seen.size, now.size, before, now.root, path)) {
    const words =
      now.size === seen.size
        ? `The same ${count(now.size)} records as on ${when}.`
        : `The ${count(seen.size)} records of ${when} stand unchanged at the start of these ${count(now.size)}.`
    return step(claims.history, { result: 'ok', words, evidence })
  }
  const words = `The first ${count(seen.size)} records are not those that this browser saw on ${when}. History was changed.`
  return step(claims.history, { result: 'false', words, evidence })
}
