// Who used Claude Code most, by its estimated cost. People are not scored; the number leads to the person.
import { Link } from '@tanstack/react-router'
import type { OverviewAnswer } from '../../../../worker/http/schemas/overview.ts'
import { count } from '../../format.ts'
import { Amount } from '../../ui/amount.tsx'
import { Avatar } from '../../ui/marks.tsx'
import { Panel } from '../../ui/page.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { type Column, Table } from '../../ui/table.tsx'

type Person = OverviewAnswer['top_people'][number]

const nameOf = (person: Person): string => person.name ?? person.email ?? 'Name erased or unknown'

const columns: readonly Column<Person>[] = [
  {
    id: 'person',
    head: 'Person',
    cell: (person) => (
      <span className="row">
        <Avatar name={nameOf(person)} />
        <Link className="plain cut" to="/people/$personId" params={{ personId: person.subject }}>
          {nameOf(person)}
        </Link>
      </span>
    ),
  },
  { id: 'sessions', head: 'Sessions', num: true, cell: (person) => count(person.sessions) },
  { id: 'cost', head: 'Cost', num: true, cell: (person) => <Amount nano={person.code_estimate} /> },
]

/** At most six; the rest are on People. */
export function TopPeople({ people, r }: { people: readonly Person[]; r: string | undefined }) {
  return (
    <Panel
      title="Claude Code by person"
      mark={<Provenance kind="estimate" />}
      end={
        <Link className="small" to="/people" search={r ? { r } : {}}>
          All people
        </Link>
      }
    >
      {people.length === 0 ? (
        <p className="sub">No Claude Code session names a person in these days.</p>
      ) : (
        <Table name="Claude Code by person" columns={columns} rows={people} keyOf={(person) => person.subject} />
      )}
    </Panel>
  )
}
