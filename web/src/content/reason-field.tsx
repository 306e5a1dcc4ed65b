// The field for a reason, with its counter: reveal, erasure and export ask with the same one.
import { fieldProblem } from '../api/problems.ts'
import { Field, TextArea } from '../ui/field.tsx'
import { isReason, mostReason, reasonCount } from './reason.ts'

interface Props {
  value: string
  onChange: (typed: string) => void
  /** The button was pressed: what is too short is said now. */
  tried: boolean
  error?: unknown
}

export function ReasonField({ value, onChange, tried, error }: Props) {
  return (
    <Field
      label="Reason"
      end={<span className="dim">{reasonCount(value)}</span>}
      hint="It is sealed into the record and stays with it. Put no personal data of others in it."
      error={
        tried && !isReason(value) ? 'Say why in at least 20 characters.' : fieldProblem(error, 'reason', 'The reason')
      }
    >
      {(control) => (
        <TextArea
          {...control}
          rows={2}
          maxLength={mostReason}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
