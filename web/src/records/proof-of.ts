// What stands behind a record of a list, from its place alone: lists of events have no more than that.
import { useQuery } from '@tanstack/react-query'
import { headQuery } from '../shell/queries.ts'
import type { ProofState } from '../ui/proof-state.ts'
import { type ProofOfRecord, proofAt, type Reach, reachOfHead, reachQuery } from './reach.ts'

/** How far proof reaches today; what the head says of it while nothing more is known. */
export function useReach(): Reach {
  const head = useQuery(headQuery).data
  return useQuery(reachQuery).data ?? reachOfHead(head)
}

/** Answers the state of any record of this ledger, for the gutter of a list. */
export function useProofOf(): (seq: number) => ProofState {
  const reach = useReach()
  return (seq) => proofAt(reach, seq).state
}

/** What stands behind one record. `checkpoint`: the number of the first one over it, where it is known. */
export function useProofAt(seq: number, checkpoint?: number | null): ProofOfRecord {
  return proofAt(useReach(), seq, checkpoint)
}
