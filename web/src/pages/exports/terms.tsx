// How long a link lives and how often it opens: the same two fields for a new export and for a new link.
import { fieldProblem } from '../../api/problems.ts'
import { moment } from '../../time.ts'
import { Field, Input } from '../../ui/field.tsx'
import { Segments } from '../../ui/segments.tsx'

const lives = [
  { value: '1', label: '1 day' },
  { value: '7', label: '7' },
  { value: '14', label: '14' },
  { value: '30', label: '30' },
  { value: '90', label: '90' },
] as const

interface Props {
  days: number
  limit: string
  onChange: (next: { days?: number; limit?: string }) => void
  error: unknown
  /** What is wrong with the limit as typed. */
  wrong: string | undefined
}

export function LinkTermsFields({ days, limit, onChange, error, wrong }: Props) {
  const value = lives.find((one) => one.value === String(days))?.value ?? '14'
  return (
    <div className="exports-two">
      <div className="field">
        <span className="lab">Link ends after</span>
        <div>
          <Segments
            label="Link ends after, days"
            value={value}
            onChange={(next) => onChange({ days: Number(next) })}
            options={lives}
          />
        </div>
        <span className="hint">{moment(Date.now() + days * 86_400_000)}</span>
      </div>
      <Field
        label="Downloads allowed"
        hint="Of each file. Empty: no limit."
        error={wrong ?? fieldProblem(error, 'max_downloads', 'The limit')}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            placeholder="no limit"
            value={limit}
            onChange={(event) => onChange({ limit: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}
