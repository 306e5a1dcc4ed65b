// Everything of one person: whoever is chosen stands for all of their identities.
import { useQuery } from '@tanstack/react-query'
import { resolveRange } from '../../date-range.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/feedback.tsx'
import { PersonPicker } from '../people/person-picker.tsx'
import { peopleQuery } from '../people/queries.ts'
import { nameOf } from '../people/words.ts'
import '../people/people.css'

interface Props {
  /** A subject, empty for everybody. */
  person: string
  onChange: (person: string) => void
}

export default function OnePerson({ person, onChange }: Props) {
  const query = useQuery(peopleQuery({ ...resolveRange('90d'), state: undefined, q: undefined }))
  const chosen = query.data?.people.find(({ subject, subjects }) => subject === person || subjects.includes(person))
  return (
    <div className="stack s1">
      <span className="label">Person; none chosen is everybody</span>
      {person === '' ? null : (
        <span className="row small">
          {chosen ? nameOf(chosen) : <span className="mono wrap-anywhere">{person}</span>}
          <Button size="sm" onClick={() => onChange('')}>
            Everybody
          </Button>
        </span>
      )}
      {query.isError && !query.data ? (
        <ErrorPanel what="The people" error={query.error} onRetry={() => void query.refetch()} />
      ) : person === '' ? (
        <PersonPicker
          people={query.data?.people}
          chosen={chosen}
          first={undefined}
          onChoose={({ subject }) => onChange(subject)}
        />
      ) : null}
    </div>
  )
}
