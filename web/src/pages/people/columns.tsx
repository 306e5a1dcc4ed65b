// Columns of the People table. Numbers lead to what they count.
import { Link } from '@tanstack/react-router'
import type { PersonRow } from '../../../../worker/http/schemas/people.ts'
import { count } from '../../format.ts'
import { ago, moment } from '../../time.ts'
import { Amount } from '../../ui/amount.tsx'
import { Avatar, Badge, Vendor } from '../../ui/marks.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import type { Column } from '../../ui/table.tsx'
import { nameOf, roleOf, shortSubject, stateTones, stateWords } from './words.ts'

const none = <span className="dim">–</span>

/** `r` goes along, so that what opens shows the same days. */
export function columnsOf(r: string | undefined): readonly Column<PersonRow>[] {
  const range = r ? { r } : {}
  return [
    {
      id: 'person',
      head: 'Person',
      sort: (row) => nameOf(row).toLowerCase(),
      cell: (row) => (
        <span className="row">
          <Avatar name={nameOf(row)} />
          <span className="min-w-0">
            <Link className="plain" to="/people/$personId" params={{ personId: row.subject }} search={range}>
              {nameOf(row)}
            </Link>
            <span className="sub2 cut">
              {row.name && row.email ? row.email : row.name ? '' : shortSubject(row.subject)}
            </span>
            <span className="sub2 only2">{stateWords[row.state]}</span>
          </span>
        </span>
      ),
    },
    {
      id: 'state',
      head: 'Directory',
      hide: 'p2',
      sort: (row) => stateWords[row.state],
      cell: (row) => (
        <>
          <Badge tone={stateTones[row.state]}>{stateWords[row.state]}</Badge>
          {row.role === null ? null : <span className="sub2">{roleOf(row)}</span>}
        </>
      ),
    },
    {
      id: 'vendors',
      head: 'Vendors',
      hide: 'p2',
      cell: (row) =>
        row.vendors.length === 0 ? (
          none
        ) : (
          <span className="row wrap">
            {row.vendors.map((vendor) => (
              <Vendor key={vendor} id={vendor} />
            ))}
          </span>
        ),
    },
    {
      id: 'last',
      head: 'Last active',
      hide: 'p4',
      firstDown: true,
      sort: (row) => row.last_active,
      cell: (row) =>
        row.last_active === null ? (
          none
        ) : (
          <span className="sub nowrap" title={moment(row.last_active)}>
            {ago(row.last_active)}
          </span>
        ),
    },
    {
      id: 'events',
      head: 'Events',
      num: true,
      sort: (row) => row.activities,
      cell: (row) => (
        <Link to="/activity" search={{ ...range, who: row.subject }}>
          {count(row.activities)}
        </Link>
      ),
    },
    {
      id: 'sessions',
      head: 'Code sessions',
      num: true,
      hide: 'p2',
      sort: (row) => row.code_sessions,
      cell: (row) => (
        <Link to="/sessions" search={{ ...range, who: row.subject }}>
          {count(row.code_sessions)}
        </Link>
      ),
    },
    {
      id: 'lines',
      head: 'Lines added',
      num: true,
      hide: 'p2',
      sort: (row) => row.lines_added,
      cell: (row) => count(row.lines_added),
    },
    {
      id: 'cost',
      head: 'Code cost',
      mark: <Provenance kind="estimate" bare />,
      num: true,
      hide: 'p4',
      sort: (row) => (row.code_estimate === null ? null : BigInt(row.code_estimate)),
      cell: (row) => (row.code_estimate === null ? none : <Amount nano={row.code_estimate} />),
    },
    {
      id: 'record',
      head: 'Record',
      num: true,
      hide: 'p2',
      className: 'mono',
      cell: (row) =>
        row.seq === null ? (
          none
        ) : (
          <Link to="/ledger" search={{ record: row.seq }}>
            {count(row.seq)}
          </Link>
        ),
    },
  ]
}
