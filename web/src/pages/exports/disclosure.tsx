// What an export opens, in plain words before it happens: sealed fields leave us with the file and cannot be called back.
import { RadioGroup } from '../../ui/choice.tsx'
import { Note } from '../../ui/feedback.tsx'

interface Props {
  disclose: boolean
  /** The role may open sealed fields for people outside. */
  may: boolean
  onChange: (disclose: boolean) => void
}

export function Disclosure({ disclose, may, onChange }: Props) {
  return (
    <div className="exports-radios stack s2">
      <RadioGroup
        legend="Personal fields"
        value={disclose ? 'open' : 'sealed'}
        onChange={(value) => onChange(value === 'open')}
        options={[
          { value: 'sealed', label: 'Sealed', hint: 'Commitments only: nobody in it has a name.' },
          {
            value: 'open',
            label: 'Opened',
            hint: may ? 'Readable, with the names of people.' : 'Only an owner or admin may open them.',
            disabled: !may,
          },
        ]}
      />
      {disclose ? (
        <Note tone="warn" title="Whoever has the link reads and keeps it.">
          The file will hold every sealed field of these records as text (names, e-mail addresses, devices and network
          addresses, as far as vendors gave them), and a list of who stands behind each subject. Erasing somebody later
          does not reach copies that were fetched. The record says that fields were opened.
        </Note>
      ) : null}
    </div>
  )
}
