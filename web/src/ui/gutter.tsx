// The stick upright, left of any list of records: left half ours, right half public. Checkpoint rows cut it.
import { type ProofState, proofWords } from './proof.tsx'

/** The first cell of a row. `cut` for checkpoint rows. The word is there for screen readers. */
export function Gutter({ state, cut }: { state: ProofState; cut?: boolean }) {
  const look = state === 'erased' ? 'anchored' : state
  return (
    <td className={`gutter ${look} ${cut ? 'cut' : ''}`}>
      <i />
      <span className="sr">{proofWords[state]}</span>
    </td>
  )
}
