// Finds a person by name or address and chooses one: type, arrows, Enter.
import { Command } from 'cmdk'
import { useState } from 'react'
import type { PersonRow } from '../../../../worker/http/schemas/people.ts'
import { count } from '../../format.ts'
import { Icon } from '../../ui/icon.tsx'
import { Avatar } from '../../ui/marks.tsx'
import { findPeople } from './identity-words.ts'
import { nameOf, shortSubject, stateWords } from './words.ts'

/** More than fit on a screen are found faster with another letter. */
const most = 50

interface Props {
  /** Undefined while they are read: typing can begin before. */
  people: readonly PersonRow[] | undefined
  chosen: PersonRow | undefined
  /** Stands on top while nothing is typed. */
  first: string | undefined
  onChoose: (person: PersonRow) => void
}

export function PersonPicker({ people, chosen, first, onChoose }: Props) {
  const [typed, setTyped] = useState('')
  const found = findPeople(people ?? [], typed, first)
  return (
    <Command className="picker" label="Person" shouldFilter={false} loop>
      <Command.Input
        value={typed}
        onValueChange={setTyped}
        placeholder="Name or e-mail"
        aria-label="Find a person by name or address"
      />
      <Command.List label="People">
        <Command.Empty>{people === undefined ? 'Reading the people …' : `Nobody is called “${typed}”`}</Command.Empty>
        {found.slice(0, most).map((person) => (
          <Command.Item key={person.subject} value={person.subject} onSelect={() => onChoose(person)}>
            <Avatar name={nameOf(person)} />
            <span className="grow min-w-0">
              {nameOf(person)}
              <span className="sub2 cut">
                {person.name && person.email ? person.email : shortSubject(person.subject)}
                {person.state === 'member' ? '' : `, ${stateWords[person.state].toLowerCase()}`}
              </span>
            </span>
            {person.subject === first ? <span className="tiny dim nowrap">perhaps</span> : null}
            {person.subject === chosen?.subject ? (
              <span className="row tiny nowrap">
                <Icon name="check" size={14} />
                chosen
              </span>
            ) : null}
          </Command.Item>
        ))}
      </Command.List>
      {found.length > most ? <p className="more">{count(found.length - most)} more; type another letter.</p> : null}
    </Command>
  )
}
