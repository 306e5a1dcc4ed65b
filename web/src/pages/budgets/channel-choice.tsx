// Which channels something goes to: a box for each that exists, or the way to make the first.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check } from '../../ui/choice.tsx'
import { channelsQuery } from './queries.ts'
import { kindWords } from './words.ts'

interface Props {
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}

export function ChannelChoice({ chosen, onChange }: Props) {
  const channels = useQuery(channelsQuery).data?.channels
  const turn = (id: string, on: boolean) => onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id))
  return (
    <fieldset className="stack">
      <legend className="label mb-1">Alerts go to</legend>
      {channels?.length === 0 ? (
        <p className="small sub">
          No channel yet: alerts are shown here only.{' '}
          <Link className="underline underline-offset-3" to="/budgets" search={{ tab: 'channels', begin: 'channel' }}>
            Add a channel
          </Link>
        </p>
      ) : (
        <div className="channel-choice">
          {channels?.map(({ id, name, kind, off }) => (
            <Check
              key={id}
              label={name}
              hint={off === null ? kindWords[kind] : `${kindWords[kind]}, switched off`}
              checked={chosen.includes(id)}
              onChange={(event) => turn(id, event.target.checked)}
            />
          ))}
        </div>
      )}
    </fieldset>
  )
}
