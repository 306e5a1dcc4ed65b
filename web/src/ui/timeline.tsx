// What happened to one thing, in order: newest last in custody, newest first elsewhere. The caller sorts.
import type { ReactNode } from 'react'
import { ProofGlyph, type ProofState, proofWords } from './proof.tsx'

export interface TimelineItem {
  readonly key: string
  readonly proof: ProofState
  readonly what: ReactNode
  readonly when: ReactNode
}

/** Proof glyph, event, time. */
export function Timeline({ items }: { items: readonly TimelineItem[] }) {
  return (
    <ol className="tl">
      {items.map((item) => (
        <li key={item.key}>
          <span className={`ic proof ${item.proof}`}>
            <ProofGlyph state={item.proof} />
            <span className="sr">{proofWords[item.proof]}:</span>
          </span>
          <span>{item.what}</span>
          <span className="small dim nowrap">{item.when}</span>
        </li>
      ))}
    </ol>
  )
}
