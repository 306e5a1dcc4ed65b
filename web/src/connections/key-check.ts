// The state of a pasted key between Validate and Connect. The key itself stays in the field and is read only to send it.
import { useMutation } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { ValidateAnswer } from '../../../worker/http/schemas/connections.ts'
import { useMedia } from '../prefs/media.ts'
import { validateKey } from './queries.ts'

const lineMs = 110

export interface KeyCheck {
  /** The field that holds the key; not React state, not a query's variable, so no cache keeps it. */
  readonly field: RefObject<HTMLInputElement | null>
  readonly checking: boolean
  readonly answer: ValidateAnswer | null
  /** How many lines of the checklist are filled. */
  readonly shown: number
  /** Every line is filled: Connect may be pressed. */
  readonly settled: boolean
  readonly error: Error | null
  /** Nothing was pasted. */
  readonly empty: boolean
  readonly check: () => void
  /** The key was changed: what was found belongs to another one. */
  readonly changed: () => void
  /** Takes the key out of the page. */
  readonly clear: () => void
}

export function useKeyCheck(): KeyCheck {
  const field = useRef<HTMLInputElement>(null)
  const [shown, setShown] = useState(0)
  const [empty, setEmpty] = useState(false)
  const still = useMedia('(prefers-reduced-motion: reduce)')
  const asked = useMutation({ mutationFn: () => validateKey(field.current?.value ?? ''), gcTime: 0 })
  const answer = asked.data ?? null
  const lines = answer?.checklist.length ?? 0
  const filled = still ? lines : Math.min(shown, lines)
  useEffect(() => {
    if (still || answer === null || shown >= lines) return
    const later = setTimeout(() => setShown(shown + 1), lineMs)
    return () => clearTimeout(later)
  }, [answer, shown, lines, still])
  const changed = () => {
    setEmpty(false)
    setShown(0)
    if (!asked.isIdle) asked.reset()
  }
  return {
    field,
    checking: asked.isPending,
    answer,
    shown: filled,
    settled: answer !== null && filled >= lines,
    error: asked.error,
    empty,
    check: () => {
      changed()
      if ((field.current?.value ?? '').trim() === '') setEmpty(true)
      else asked.mutate()
    },
    changed,
    clear: () => {
      if (field.current) field.current.value = ''
      changed()
    },
  }
}
