// A restated value: what stood, struck; what stands, underlined; both linked to their records by the caller.
import type { ReactNode } from 'react'

/** Old and new beside each other. */
export function Diff({ stood, stands }: { stood: ReactNode; stands: ReactNode }) {
  return (
    <span className="diff">
      <del>
        <span className="sr">stood </span>
        {stood}
      </del>
      <ins>
        <span className="sr">stands </span>
        {stands}
      </ins>
    </span>
  )
}
