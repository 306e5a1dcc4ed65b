// From how far proof reaches and a record's place: what stands behind that record. One answer of the API serves every row of every list.
import { queryOptions } from '@tanstack/react-query'
import type { LedgerHead } from '../../../worker/http/schemas/ledger.ts'
import type { Anchored, ProofReach } from '../../../worker/http/schemas/rootlog.ts'
import { api } from '../api/client.ts'
import { count } from '../format.ts'
import type { ProofState } from '../ui/proof-state.ts'
import type { StickCut } from '../ui/stick.tsx'
import { anchorStanding, blockName, blockWord, depthWords } from './anchor-words.ts'

/** Shared by all screens. Anchors move in minutes at most. */
export const reachQuery = queryOptions({
  queryKey: ['ledger', 'reach'],
  queryFn: ({ signal }) => api.get<ProofReach>('/api/ledger/reach', { signal }),
  refetchInterval: 30_000,
  retry: false,
})

/** `word` stands in a row, `words` say all of it: on hover, and for screen readers. */
export interface ProofOfRecord {
  readonly state: ProofState
  readonly word: string
  readonly words: string
  /** Of `words`, what stands outside the ledger; null while nothing does. */
  readonly outside: string | null
}

/** What can be said of places: a whole reach, or only the checkpoint while that is all that is known. */
export type Reach = Pick<ProofReach, 'places' | 'anchored'> & { readonly checkpoint: Checkpoint | null }
type Checkpoint = NonNullable<ProofReach['checkpoint']>

/** Before the reach is read, or where it cannot be: the head says which records are signed. */
export const reachOfHead = (head: Pick<LedgerHead, 'checkpoint'> | undefined): Reach => ({
  checkpoint: head?.checkpoint ?? null,
  places: [],
  anchored: null,
})

/** The first place in the root log that covers a record, of those that are listed. Places come newest first. */
const placeOf = ({ places }: Reach, seq: number): Anchored | undefined =>
  places.findLast(({ checkpoint_size }) => checkpoint_size > seq)

/** What stands behind record `seq`. `own`: the number of the first checkpoint over it, where the list knows it. */
export function proofAt(reach: Reach, seq: number, own?: number | null): ProofOfRecord {
  const { checkpoint, anchored } = reach
  if (checkpoint === null || seq >= checkpoint.size) {
    const words = 'Recorded; the checkpoint that signs it follows within seconds'
    return { state: 'pending', word: 'Recorded', words, outside: null }
  }
  const number = count(own ?? checkpoint.number)
  const signed = `In checkpoint ${number}`
  const place = placeOf(reach, seq)
  // Older than every place that is listed: the newest one that is in a block holds the record too.
  const inBlock =
    place?.block !== undefined ? place : anchored !== null && seq < anchored.checkpoint_size ? anchored : null
  if (inBlock !== null) {
    const outside = `anchored in ${blockName(inBlock)}${depthWords(inBlock)}`
    return { state: 'anchored', word: blockWord(inBlock), words: `${signed} · ${outside}`, outside }
  }
  if (place === undefined) {
    return { state: 'checkpointed', word: `Checkpoint ${number}`, words: signed, outside: null }
  }
  const outside = anchorStanding(place)
  return { state: 'checkpointed', word: 'Anchor pending', words: `${signed} · ${outside}`, outside }
}

/** Up to when the public half of the stick exists, in milliseconds: the time of the newest anchored checkpoint. */
export const anchoredUntil = ({ anchored }: Pick<Reach, 'anchored'>): number | null =>
  anchored === null ? null : Date.parse(anchored.checkpoint_at)

/** Checkpoints as cuts of the stick; wide where a block confirmed that very checkpoint. */
export function stickCuts(checkpoints: readonly { at: string; size: number; anchored: Anchored | null }[]): StickCut[] {
  return checkpoints.map(({ at, size, anchored }) => ({
    at: Date.parse(at),
    kind: anchored?.block !== undefined && anchored.checkpoint_size === size ? 'block' : 'checkpoint',
  }))
}
