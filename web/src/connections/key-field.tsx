// The field for a key: hidden while it is pasted, with a button to look and one to clear. Nothing offers to remember it.
import { useState } from 'react'
import { formProblem } from '../api/problems.ts'
import { IconButton } from '../ui/button.tsx'
import { Field, Input } from '../ui/field.tsx'
import type { KeyCheck } from './key-check.ts'
import { kinds } from './kinds.ts'
import { regionRefusal } from './region.ts'

interface Props {
  check: KeyCheck
  label: string
  /** A sentence that is not the vendor's or the API's: the wrong organization. */
  refused?: string | undefined
  disabled?: boolean
}

export function KeyField({ check, label, refused, disabled }: Props) {
  const [seen, setSeen] = useState(false)
  const { page, hint, begins, vendorName } = kinds[check.kind]
  return (
    <Field
      label={label}
      error={wordsOf(check, refused)}
      end={
        <a href={page} target="_blank" rel="noreferrer">
          Where to find it
          <span className="sr">, at {vendorName}</span>
        </a>
      }
      hint={
        <>
          {hint} It begins with <span className="mono nowrap">{begins}</span>
        </>
      }
    >
      {(control) => (
        <span className="relative block">
          <Input
            {...control}
            ref={check.field}
            mono
            className="pr-18"
            type={seen ? 'text' : 'password'}
            placeholder={`${begins}…`}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            data-1p-ignore
            data-lpignore="true"
            disabled={disabled}
            onChange={check.changed}
          />
          <span className="absolute top-0 right-1 flex h-full items-center">
            <IconButton
              icon="reveal"
              name={seen ? 'Hide key' : 'Show key'}
              aria-pressed={seen}
              onClick={() => setSeen(!seen)}
            />
            {check.filled ? (
              <IconButton
                icon="close"
                name="Clear key"
                disabled={disabled}
                onClick={() => {
                  check.clear()
                  check.field.current?.focus()
                }}
              />
            ) : null}
          </span>
        </span>
      )}
    </Field>
  )
}

function wordsOf(check: KeyCheck, refused: string | undefined) {
  if (check.empty) return 'Paste a key first.'
  // Nothing is wrong with the key itself then: the question about the region stands below.
  if (regionRefusal(check) !== null) return undefined
  const problem = check.answer?.problem
  if (problem) {
    return (
      <>
        <b>{problem.message}</b> {problem.remedy}
      </>
    )
  }
  if (refused !== undefined) return refused
  return formProblem(check.error)
}
