// Under a field: the key in it is of another kind. Where it belongs, it can be taken.
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/feedback.tsx'
import type { KeyCheck } from './key-check.ts'
import { type ConnectionKind, kinds } from './kinds.ts'

interface Props {
  check: KeyCheck
  /** Takes the key over; without it the field is the only one here. */
  onMove?: ((to: ConnectionKind) => void) | undefined
}

export function Misplaced({ check: { hint, answer, checking }, onMove }: Props) {
  if (hint === null || checking) return null
  const to = onMove === undefined ? undefined : hint.belongs
  // The refusal says what the key is; only the way out is left to say.
  const words = answer?.problem ? 'The key can be taken over as it is.' : hint.words
  if (answer?.ok || (answer?.problem && to === undefined)) return null
  return (
    <Note
      tone="info"
      live
      end={
        to && onMove ? (
          <Button size="sm" onClick={() => onMove(to)}>
            Use the {kinds[to].tab} card
          </Button>
        ) : null
      }
    >
      {words}
    </Note>
  )
}
