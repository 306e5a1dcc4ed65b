// The proof of one record in a row: glyph and word, all of it on hover. Where the screen is narrow, the glyph stands alone.
import type { ReactNode } from 'react'
import { ProofGlyph } from '../ui/proof.tsx'
import './proof-badge.css'
import { useProofAt } from './proof-of.ts'

interface BadgeProps {
  seq: number
  /** The number of the first checkpoint over it, where the list knows it. */
  checkpoint?: number | null
  /** The glyph alone, also where there is room. */
  bare?: boolean
}

export function ProofBadge({ seq, checkpoint, bare }: BadgeProps) {
  const { state, word, words } = useProofAt(seq, checkpoint)
  return (
    <span className={`proof proof-badge ${state} ${bare ? 'glyph-only' : ''}`} title={words}>
      <ProofGlyph state={state} />
      <span className="word" aria-hidden="true">
        {word}
      </span>
      <span className="sr">{words}</span>
    </span>
  )
}

/** The number of a record, or the link to it, with its proof in front. */
export function WithProof({ seq, children }: { seq: number; children: ReactNode }) {
  return (
    <span className="with-proof">
      <ProofBadge seq={seq} bare />
      {children}
    </span>
  )
}
