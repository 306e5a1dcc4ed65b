// Columns of the People table. Numbers lead to what they count.
import { Link } from '@tanstack/react-router'
import type { PersonRow } from '../../../../worker/http/schemas/people.ts'
import { addEstimates, spendOrder, tokensOf } from '../../figures/spend.ts'
import { SpendAmount, SpendBar, SpendFigures } from '../../figures/spend.tsx'
import { count } from '../../format.ts'
import { Tokens } from '../../ui/amount.tsx'
import { Avatar, Badge } from '../../ui/marks.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import type { Column } from '../../ui/table.tsx'
import { lastActive, none } from './ago.tsx'
import { nameOf, roleOf, shortSubject, stateTones, stateWords } from './words.ts'

/** `r` goes along, so that what opens shows the same days. `rows` are all of the filter, for the sums. */
export function columnsOf(r: string | undefined, rows: readonly PersonRow[]): readonly Column<PersonRow>[] {
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
    lastActive,
    {
      id: 'events',
      head: 'Events',
      num: true,
      hide: 'p2',
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
      id: 'keys',
      head: 'Keys',
      num: true,
      hide: 'p2',
      sort: (row) => row.keys,
      cell: (row) => (
        <Link to="/people/$personId" params={{ personId: row.subject }} search={range} hash="keys">
          {count(row.keys)}
        </Link>
      ),
    },
    {
      id: 'tokens',
      head: 'Tokens',
      num: true,
      hide: 'p2',
      sort: (row) => (row.spend.length === 0 ? null : tokensOf(row.spend)),
      cell: (row) => (row.spend.length === 0 ? none : <Tokens value={String(tokensOf(row.spend))} />),
      sum: <Tokens value={String(tokensOf(rows.flatMap((row) => row.spend)))} />,
    },
    {
      id: 'vendors',
      head: 'By vendor',
      mark: <Provenance kind="estimate" bare />,
      hide: 'p2',
      cell: (row) =>
        row.spend.length === 0 ? (
          none
        ) : (
          <span className="spend-split">
            <SpendBar spend={row.spend} />
            <SpendFigures spend={row.spend} />
          </span>
        ),
    },
    {
      id: 'spend',
      head: 'Spend',
      mark: <Provenance kind="estimate" bare />,
      num: true,
      sort: spendOrder,
      cell: (row) => (
        <>
          {row.spend.length === 0 ? (
            none
          ) : (
            <Link to="/usage" search={{ ...range, person: [row.subject] }}>
              <SpendAmount estimate={row.estimate} used />
            </Link>
          )}
          <span className="only2">{row.spend.length > 1 ? <SpendFigures spend={row.spend} /> : null}</span>
        </>
      ),
      sum: (
        <SpendAmount
          estimate={addEstimates(rows.map((row) => row.estimate))}
          used={rows.some((row) => row.spend.length > 0)}
        />
      ),
    },
  ]
}
