// How far a record of a list is proven, from its place and the newest checkpoint: lists of events have no more than that.
import { useQuery } from '@tanstack/react-query'
import { headQuery } from '../shell/queries.ts'
import type { ProofState } from '../ui/proof-state.ts'

/** Answers the state of any record of this ledger. Nothing is anchored in this version. */
export function useProofOf(): (seq: number) => ProofState {
  const size = useQuery(headQuery).data?.checkpoint?.size ?? 0
  return (seq) => (seq < size ? 'checkpointed' : 'pending')
}
