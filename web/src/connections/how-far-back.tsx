// How far back chats are read: all that the vendor still has, or from a day on. Only content has a choice; figures go back 90 days.
import { RadioGroup } from '../ui/choice.tsx'
import { Field, Input } from '../ui/field.tsx'

interface Props {
  /** Empty is all. */
  from: string
  onChange: (from: string) => void
  today: string
}

export function HowFarBack({ from, onChange, today }: Props) {
  return (
    <div className="stack s3">
      <RadioGroup
        legend="Chats to read"
        value={from === '' ? 'all' : 'from'}
        onChange={(value) => onChange(value === 'all' ? '' : firstDay(today))}
        options={[
          { value: 'all', label: 'All', hint: 'As far back as Anthropic keeps them.' },
          { value: 'from', label: 'Changed since a day', hint: 'Older chats are not captured.' },
        ]}
      />
      {from === '' ? null : (
        <Field label="First day, UTC">
          {(control) => (
            <Input
              {...control}
              type="date"
              max={today}
              value={from}
              onChange={(event) => onChange(event.target.value)}
            />
          )}
        </Field>
      )}
    </div>
  )
}

/** The same day a year ago: what most begin with. */
export const firstDay = (today: string): string => {
  const day = today.slice(5) === '02-29' ? '02-28' : today.slice(5)
  return `${Number(today.slice(0, 4)) - 1}-${day}`
}
