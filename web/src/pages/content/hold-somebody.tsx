// Places a hold on somebody who is chosen in the dialog itself.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PersonRow } from '../../../../worker/http/schemas/people.ts'
import { HoldDialog } from '../../content/hold-dialog.tsx'
import { resolveRange } from '../../date-range.ts'
import { Button } from '../../ui/button.tsx'
import '../people/people.css'
import { PersonPicker } from '../people/person-picker.tsx'
import { peopleQuery } from '../people/queries.ts'
import { nameOf } from '../people/words.ts'

export function HoldSomebody({ onClose }: { onClose: () => void }) {
  const people = useQuery(peopleQuery({ ...resolveRange('90d'), state: undefined, q: undefined })).data?.people
  const [person, setPerson] = useState<PersonRow | null>(null)
  return (
    <HoldDialog
      scope="person"
      target={person?.subject ?? null}
      name={person ? nameOf(person) : null}
      onClose={onClose}
      chooser={
        person ? (
          <span className="row">
            <span className="grow">{nameOf(person)}</span>
            <Button size="sm" onClick={() => setPerson(null)}>
              Somebody else
            </Button>
          </span>
        ) : (
          <PersonPicker people={people} chosen={undefined} first={undefined} onChoose={setPerson} />
        )
      }
    />
  )
}
