// Some of many, in a box that scrolls: kinds, streams, workspaces.
import { Check } from '../../ui/choice.tsx'

interface Props {
  legend: string
  options: readonly { value: string; label: string }[]
  chosen: readonly string[]
  onChange: (values: string[]) => void
  mono?: boolean
}

/** What was chosen and is in no list stays among the options, so that it can be taken away. */
export function Choices({ legend, options, chosen, onChange, mono }: Props) {
  const unlisted = chosen.filter((value) => options.every((one) => one.value !== value))
  return (
    <fieldset className="exports-choices">
      <legend className="label mb-1">{legend}</legend>
      <div>
        {[...options, ...unlisted.map((value) => ({ value, label: value }))].map(({ value, label }) => (
          <Check
            key={value}
            label={<span className={mono ? 'mono small wrap-anywhere' : ''}>{label}</span>}
            checked={chosen.includes(value)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, value] : chosen.filter((other) => other !== value))
            }
          />
        ))}
      </div>
    </fieldset>
  )
}
