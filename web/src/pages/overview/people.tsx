// Who spent most, over the vendors that the screen shows. People are not scored; the number leads to the usage behind it.
import { Link } from '@tanstack/react-router'
import type { OverviewAnswer } from '../../../../worker/http/schemas/overview.ts'
import { estimateWords } from '../../figures/spend.ts'
import { SpendAmount, SpendBar } from '../../figures/spend.tsx'
import { Avatar } from '../../ui/marks.tsx'
import { Panel } from '../../ui/page.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { vendorNames } from '../../ui/vendors.ts'

type Person = OverviewAnswer['top_people'][number]

const nameOf = (person: Person): string => person.name ?? person.email ?? 'Name erased or unknown'

/** `Anthropic $12.40, OpenAI ≥ $3.10`, for those who do not see the bar, and on hover. */
const spendWords = (person: Person): string =>
  person.spend.map(({ vendor, estimate }) => `${vendorNames[vendor]} ${estimateWords(estimate)}`).join(', ')

const columnsOf = (r: string | undefined): readonly Column<Person>[] => [
  {
    id: 'person',
    head: 'Person',
    cell: (person) => (
      <span className="row">
        <Avatar name={nameOf(person)} />
        <Link
          className="plain cut"
          to="/people/$personId"
          params={{ personId: person.subject }}
          search={r ? { r } : {}}
        >
          {nameOf(person)}
        </Link>
      </span>
    ),
  },
  {
    id: 'vendors',
    head: 'Vendors',
    width: 80,
    cell: (person) => (
      <span title={spendWords(person)}>
        <span className="sr">{spendWords(person)}</span>
        <SpendBar spend={person.spend} />
      </span>
    ),
  },
  {
    id: 'spend',
    head: 'Spend',
    mark: <Provenance kind="estimate" bare />,
    num: true,
    cell: (person) => (
      <Link className="plain" to="/usage" search={{ ...(r ? { r } : {}), person: [person.subject], show: 'cost' }}>
        <SpendAmount estimate={person.estimate} used={person.spend.length > 0} />
      </Link>
    ),
  },
]

/** At most six; the rest are on People. */
export function TopPeople({ people, r }: { people: readonly Person[]; r: string | undefined }) {
  const unpriced = people.some((person) => person.estimate.rows_without_price > 0)
  return (
    <Panel
      title="People by spend"
      mark={<Provenance kind="estimate" />}
      end={
        <Link className="small" to="/people" search={r ? { r } : {}}>
          All people
        </Link>
      }
    >
      {people.length === 0 ? (
        <p className="sub">No use names a person in these days.</p>
      ) : (
        <Table
          name="People by spend"
          columns={columnsOf(r)}
          rows={people}
          keyOf={(person) => person.subject}
          foot={unpriced ? <span>“≥” where some use has no price.</span> : undefined}
        />
      )}
    </Panel>
  )
}
