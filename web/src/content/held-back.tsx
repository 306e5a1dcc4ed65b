// An erasure that a hold forbids: which holds, and the way to them.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { HoldView } from '../../../worker/http/schemas/content.ts'
import { plural } from '../format.ts'
import { day } from '../time.ts'
import { Note } from '../ui/feedback.tsx'
import { holdName } from './hold-words.ts'
import { holdsQuery } from './queries.ts'

export function HeldBack({ holds }: { holds: readonly HoldView[] }) {
  // What a matter is called lies sealed beside its record; the list of holds opens it.
  const named = useQuery({ ...holdsQuery, retry: false }).data?.holds ?? []
  const matterOf = (hold: HoldView) => hold.matter ?? named.find(({ id }) => id === hold.id)?.matter ?? 'A legal matter'
  return (
    <>
      <Note
        tone="warn"
        title={`${plural(holds.length, 'hold')} ${holds.length === 1 ? 'stands' : 'stand'} in the way.`}
      >
        Nothing can be erased while a hold stands. Release it first, if the matter is over.
      </Note>
      <ul className="needs">
        {holds.map((hold) => (
          <li key={hold.id}>
            <span className="grow">
              <b className="wrap-anywhere">{matterOf(hold)}</b>
              <span className="small dim block">
                on {holdName(hold)}, since {day(hold.placed_at.slice(0, 10))}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <p className="small">
        <Link to="/content" search={{ see: 'holds' }}>
          See all holds
        </Link>
      </p>
    </>
  )
}
