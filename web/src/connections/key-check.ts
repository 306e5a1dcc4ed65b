// The state of a pasted key between Validate and Connect. The key itself stays in the field and is read only to send it.
import { useMutation } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { ValidateAnswer } from '../../../worker/http/schemas/connections.ts'
import { useMedia } from '../prefs/media.ts'
import { type KeyHint, keyHint, pastedKind } from './key-hint.ts'
import type { ConnectionKind } from './kinds.ts'
import { validateKey } from './queries.ts'

const lineMs = 110

export interface KeyCheck {
  readonly kind: ConnectionKind
  /** The field that holds the key; not React state, not a query's variable, so no cache keeps it. */
  readonly field: RefObject<HTMLInputElement | null>
  readonly filled: boolean
  /** What the prefix tells, when the key belongs elsewhere. */
  readonly hint: KeyHint | null
  readonly checking: boolean
  readonly answer: ValidateAnswer | null
  /** How many lines of the checklist are filled. */
  readonly shown: number
  /** Every line is filled: Connect may be pressed. */
  readonly settled: boolean
  readonly error: Error | null
  /** Nothing was pasted. */
  readonly empty: boolean
  /** Whether the vendor's organization was said to be EU-resident; null until that was asked. */
  readonly euResident: boolean | null
  readonly confirmEu: (resident: boolean) => void
  readonly check: () => void
  /** The key was changed: what was found belongs to another one. */
  readonly changed: () => void
  /** Puts a key into the field, from another one or (empty) out of the page. */
  readonly fill: (key: string) => void
  readonly clear: () => void
}

/** The kind may change while a key is in the field: then what was found for the other kind is gone, and the key stays. */
export function useKeyCheck(kind: ConnectionKind): KeyCheck {
  const field = useRef<HTMLInputElement>(null)
  const [shown, setShown] = useState(0)
  const [empty, setEmpty] = useState(false)
  const [pasted, setPasted] = useState<ReturnType<typeof pastedKind> | null>(null)
  const [said, setSaid] = useState<{ of: ConnectionKind; resident: boolean } | null>(null)
  const euResident = said?.of === kind ? said.resident : null
  const still = useMedia('(prefers-reduced-motion: reduce)')
  const asked = useMutation({
    mutationFn: (of: ConnectionKind) => validateKey(of, field.current?.value ?? '', euResident === true),
    gcTime: 0,
  })
  const ours = asked.variables === kind
  const answer = (ours && asked.data) || null
  const lines = answer?.checklist.length ?? 0
  const filled = still ? lines : Math.min(shown, lines)
  useEffect(() => {
    if (still || answer === null || shown >= lines) return
    const later = setTimeout(() => setShown(shown + 1), lineMs)
    return () => clearTimeout(later)
  }, [answer, shown, lines, still])
  const forget = () => {
    setEmpty(false)
    setShown(0)
    if (!asked.isIdle) asked.reset()
  }
  const changed = () => {
    const value = field.current?.value ?? ''
    setPasted(value === '' ? null : pastedKind(value))
    forget()
  }
  const fill = (key: string) => {
    if (field.current) field.current.value = key
    changed()
  }
  return {
    kind,
    field,
    filled: pasted !== null,
    hint: pasted === null ? null : keyHint(pasted, kind),
    checking: ours && asked.isPending,
    answer,
    shown: filled,
    settled: answer !== null && filled >= lines,
    error: ours ? asked.error : null,
    empty,
    euResident,
    confirmEu: (resident) => {
      setSaid({ of: kind, resident })
      // What was found stands on the other word.
      if (answer?.ok) forget()
    },
    check: () => {
      forget()
      if ((field.current?.value ?? '').trim() === '') setEmpty(true)
      else asked.mutate(kind)
    },
    changed,
    fill,
    clear: () => {
      setSaid(null)
      fill('')
    },
  }
}
