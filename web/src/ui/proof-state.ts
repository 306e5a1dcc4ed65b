// How far a record is proven, and the words for it.

export type ProofState = 'pending' | 'checkpointed' | 'anchored' | 'failed' | 'erased'

/** The words of each state; also what the gutter says. */
export const proofWords: Record<ProofState, string> = {
  pending: 'Pending',
  checkpointed: 'Checkpointed',
  anchored: 'Anchored',
  failed: 'Proof failed',
  erased: 'Erased, provable',
}
