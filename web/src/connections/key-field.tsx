// The field for a key: hidden while it is pasted, with a button to look and one to clear. Nothing offers to remember it.
import { useState } from 'react'
import { formProblem } from '../api/problems.ts'
import { IconButton } from '../ui/button.tsx'
import { Field, Input } from '../ui/field.tsx'
import type { KeyCheck } from './key-check.ts'

interface Props {
  check: KeyCheck
  label?: string
  /** A sentence that is not the vendor's or the API's: the wrong organization. */
  refused?: string | undefined
  disabled?: boolean
}

export function KeyField({ check, label = 'Admin key', refused, disabled }: Props) {
  const [seen, setSeen] = useState(false)
  const [filled, setFilled] = useState(false)
  return (
    <Field
      label={label}
      error={wordsOf(check, refused)}
      end={
        <a href="https://platform.claude.com/settings/admin-keys" target="_blank" rel="noreferrer">
          Where to find it
        </a>
      }
      hint="Claude Console → Settings → Admin keys. Only an admin of the organization can make one. It begins with sk-ant-admin01-."
    >
      {(control) => (
        <span className="relative block">
          <Input
            {...control}
            ref={check.field}
            mono
            className="pr-18"
            type={seen ? 'text' : 'password'}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            data-1p-ignore
            data-lpignore="true"
            disabled={disabled}
            onChange={(event) => {
              setFilled(event.target.value !== '')
              check.changed()
            }}
          />
          <span className="absolute top-0 right-1 flex h-full items-center">
            <IconButton
              icon="reveal"
              name={seen ? 'Hide key' : 'Show key'}
              aria-pressed={seen}
              onClick={() => setSeen(!seen)}
            />
            {filled ? (
              <IconButton
                icon="close"
                name="Clear key"
                disabled={disabled}
                onClick={() => {
                  check.clear()
                  setFilled(false)
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
