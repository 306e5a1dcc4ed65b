// What a FOCUS export holds: its files, and rows beyond the lines of the bill.
import { Check } from '../../ui/choice.tsx'
import { GroupError } from '../../ui/form-error.tsx'
import type { Wish } from './wish.ts'

interface Props {
  wish: Wish
  set: (next: Partial<Wish>) => void
  wrong: string | undefined
}

const files = [
  { value: 'csv', label: 'CSV', hint: 'Decimals as plain text.' },
  { value: 'parquet', label: 'Parquet', hint: 'DECIMAL(38,15), exact.' },
] as const

export function FocusFields({ wish: { focus }, set, wrong }: Props) {
  const change = (next: Partial<Wish['focus']>) => set({ focus: { ...focus, ...next } })
  return (
    <>
      <div className="exports-radios">
        <fieldset>
          <legend className="label mb-1">Files, as of the newest record</legend>
          {files.map(({ value, label, hint }) => (
            <Check
              key={value}
              label={label}
              hint={hint}
              checked={focus.files.includes(value)}
              onChange={(event) =>
                change({
                  files: files
                    .map((one) => one.value)
                    .filter((one) => (one === value ? event.target.checked : focus.files.includes(one))),
                })
              }
            />
          ))}
        </fieldset>
        <GroupError words={wrong} />
      </div>
      <div className="exports-radios">
        <fieldset>
          <legend className="label mb-1">Rows</legend>
          <Check
            label="Split lines by API key"
            hint="Where use is known by key; marked allocated, parts sum to the line."
            checked={focus.by_key}
            onChange={(event) => change({ by_key: event.target.checked })}
          />
          <Check
            label="With estimates"
            hint="Use that no bill line covers; marked estimate, the sum is then more than the bill."
            checked={focus.estimates}
            onChange={(event) => change({ estimates: event.target.checked })}
          />
        </fieldset>
      </div>
    </>
  )
}
