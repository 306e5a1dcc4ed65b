// What is proven about a record: two halves of the stick, always beside a word. The glyph is hidden from screen readers.
import { useEffect, useRef, useState } from 'react'
import { type ProofState, proofWords } from './proof-state.ts'

export { type ProofState, proofWords } from './proof-state.ts'

const upper = 'M1.5.5h13v4.7h-3.3L8 1.9 4.8 5.2H1.5z'

/** The 16 × 12 glyph alone. `closing` draws the lower half shut once, when a checkpoint becomes anchored. */
export function ProofGlyph({ state, size = 1, closing }: { state: ProofState; size?: number; closing?: boolean }) {
  return (
    <svg width={16 * size} height={12 * size} viewBox="0 0 16 12" aria-hidden="true">
      {state === 'pending' ? (
        <path d="M2 1h12v3.7H2zM2 7.3h12V11H2z" fill="none" stroke="currentColor" strokeDasharray="2 1.5" />
      ) : null}
      {state === 'checkpointed' || state === 'anchored' ? <path d={upper} fill="currentColor" /> : null}
      {state === 'checkpointed' ? (
        <path d="M2 11h12V7.3h-2.6L8 10.6 4.6 7.3H2z" fill="none" stroke="currentColor" />
      ) : null}
      {state === 'anchored' ? (
        <path className={closing ? 'closing' : ''} d="M1.5 11.5h13V6.8h-3.3L8 10.1 4.8 6.8H1.5z" fill="currentColor" />
      ) : null}
      {state === 'failed' ? (
        <path d="M1.5.5h13v4.7h-7L5.2 2.2 3 5.2H1.5zM1.5 11.5h13V6.8H13l-2.2 3-2.3-3h-7z" fill="currentColor" />
      ) : null}
      {state === 'erased' ? (
        <>
          <path d="M2 1h12v4h-2.8M4.8 5H2V1M2 7v4h12V7h-2.8M4.8 7H2" fill="none" stroke="currentColor" />
          <path d="M8 2.8 11.2 6 8 9.2 4.8 6z" fill="currentColor" />
        </>
      ) : null}
    </svg>
  )
}

/** Glyph and word. `word` says more: "in checkpoint 4,210", "16 blocks deep". `bare` keeps the word for screen readers. */
export function Proof({ state, word = proofWords[state], bare }: { state: ProofState; word?: string; bare?: boolean }) {
  const before = useRef(state)
  const [closing, setClosing] = useState(false)
  useEffect(() => {
    if (before.current !== 'anchored' && state === 'anchored') setClosing(true)
    before.current = state
  }, [state])
  return (
    <span className={`proof ${state}`} title={bare ? word : undefined}>
      <ProofGlyph state={state} closing={closing} />
      {bare ? <span className="sr">{word}</span> : word}
    </span>
  )
}
