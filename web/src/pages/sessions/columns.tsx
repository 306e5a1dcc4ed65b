// Columns of the Sessions table: one row a developer and day.
import { Link } from '@tanstack/react-router'
import type { SessionRow, SessionsAnswer } from '../../../../worker/http/schemas/people.ts'
import { count, percent } from '../../format.ts'
import { ProofBadge, WithProof } from '../../records/proof-badge.tsx'
import { day } from '../../time.ts'
import { Amount, Tokens } from '../../ui/amount.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import type { Column } from '../../ui/table.tsx'
import { acceptedShare, developerOf, terminalName } from './words.ts'

/** The sum row covers the whole filter, from the API. */
export function columnsOf(totals: SessionsAnswer['totals']): readonly Column<SessionRow>[] {
  return [
    {
      id: 'day',
      head: 'Day',
      cell: (row) => (
        <>
          <span className="sub nowrap">{day(row.day, { year: false })}</span>
          <span className="only2">
            <ProofBadge seq={row.seq} bare />
          </span>
        </>
      ),
    },
    { id: 'who', head: 'Developer', cell: (row) => <Developer row={row} /> },
    {
      id: 'where',
      head: 'Where',
      hide: 'p2',
      cell: (row) => (
        <span className="sub">
          {row.terminals.map(terminalName).join(', ') || '–'}
          {row.remote ? ', remote' : ''}
        </span>
      ),
    },
    { id: 'sessions', head: 'Sessions', num: true, cell: (row) => count(row.sessions), sum: count(totals.sessions) },
    {
      id: 'lines',
      head: 'Lines',
      num: true,
      hide: 'p4',
      cell: (row) => <Lines {...row} />,
      sum: <Lines {...totals} />,
    },
    {
      id: 'commits',
      head: 'Commits',
      num: true,
      hide: 'p2',
      cell: (row) => count(row.commits),
      sum: count(totals.commits),
    },
    {
      id: 'pulls',
      head: 'Pull requests',
      num: true,
      hide: 'p2',
      cell: (row) => count(row.pull_requests),
      sum: count(totals.pull_requests),
    },
    {
      id: 'accepted',
      head: 'Accepted',
      num: true,
      hide: 'p2',
      cell: (row) => <Accepted {...row} />,
      sum: <Accepted {...totals} />,
    },
    {
      id: 'tokens',
      head: 'Tokens',
      num: true,
      hide: 'p4',
      cell: (row) => <Tokens value={row.tokens} />,
      sum: <Tokens value={totals.tokens} />,
    },
    {
      id: 'cost',
      head: 'Cost',
      mark: <Provenance kind="estimate" bare />,
      num: true,
      cell: (row) => <Amount nano={row.estimate} />,
      sum: <Amount nano={totals.estimate} />,
    },
    {
      id: 'record',
      head: 'Record',
      num: true,
      hide: 'p2',
      className: 'mono',
      cell: (row) => <WithProof seq={row.seq}>{count(row.seq)}</WithProof>,
    },
  ]
}

function Developer({ row }: { row: SessionRow }) {
  const name = developerOf(row)
  if (!row.who) return <span className="mono">{name}</span>
  return (
    <Link className="plain" to="/people/$personId" params={{ personId: row.who.subject }}>
      {name}
    </Link>
  )
}

function Lines({ lines_added, lines_removed }: { lines_added: number; lines_removed: number }) {
  return (
    <span className="nowrap">
      +{count(lines_added)} <span className="dim">−{count(lines_removed)}</span>
    </span>
  )
}

function Accepted(row: { accepted: number; rejected: number }) {
  const words = `${count(row.accepted)} of ${count(row.accepted + row.rejected)} suggestions`
  return <span title={words}>{percent(acceptedShare(row), 0)}</span>
}
