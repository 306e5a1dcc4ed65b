// What the page knows of one developer's day beyond a single record: models, and the records it was added up from.
import { Link } from '@tanstack/react-router'
import type { SessionRow } from '../../../../worker/http/schemas/people.ts'
import { count } from '../../format.ts'
import { Amount, Tokens } from '../../ui/amount.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { type Column, Table } from '../../ui/table.tsx'

const columns: readonly Column<SessionRow['models'][number]>[] = [
  { id: 'model', head: 'Model', cell: (use) => <span className="mono">{use.model}</span> },
  { id: 'tokens', head: 'Tokens', num: true, cell: (use) => <Tokens value={use.tokens} /> },
  {
    id: 'cost',
    head: 'Cost',
    mark: <Provenance kind="estimate" bare />,
    num: true,
    cell: (use) => <Amount nano={use.estimate} />,
  },
]

export function SessionLead({ row }: { row: SessionRow }) {
  const others = row.records.filter((seq) => seq !== row.seq)
  return (
    <section className="stack" aria-label="This day">
      <Table name="Models of this day" columns={columns} rows={row.models} keyOf={(use) => use.model} />
      {others.length > 0 ? (
        <p className="small sub">
          The day is added up from {count(row.records.length)} records, one a terminal. The others:{' '}
          {others.map((seq, index) => (
            <span key={seq}>
              {index > 0 ? ', ' : ''}
              <Link className="mono" to="/ledger" search={{ record: seq }}>
                {count(seq)}
              </Link>
            </span>
          ))}
          .
        </p>
      ) : null}
    </section>
  )
}
