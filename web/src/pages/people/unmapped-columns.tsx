// Columns of what belongs to nobody: what it is, where it was seen, what it used, whose it might be.
import { Link } from '@tanstack/react-router'
import type { UnmappedRow } from '../../../../worker/http/schemas/people.ts'
import { isUnpriced } from '../../figures/spend.ts'
import { SpendAmount } from '../../figures/spend.tsx'
import { count } from '../../format.ts'
import { sentence } from '../../records/words.ts'
import { ago } from '../../time.ts'
import { Tokens } from '../../ui/amount.tsx'
import { Button } from '../../ui/button.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import type { Column } from '../../ui/table.tsx'
import { lastActive, none } from './ago.tsx'
import { Identity } from './identity.tsx'
import { usageOf } from './identity-words.ts'
import { nameOf } from './words.ts'

interface Asked {
  /** The days, as the URL of what opens says them. */
  r: string
  /** Absent: this role links nothing. */
  onLink?: ((row: UnmappedRow) => void) | undefined
  /** Software: nobody is suggested for it, and only a key of it can be linked. */
  software?: boolean
}

export function unmappedColumns({ r, onLink, software = false }: Asked): readonly Column<UnmappedRow>[] {
  return [
    {
      id: 'identity',
      head: 'Identity',
      sort: (row) => row.label.toLowerCase(),
      cell: (row) => (
        <Identity row={row}>
          <span className="sub2 only4">
            <Spend row={row} r={r} /> <Provenance kind="estimate" bare />,{' '}
            {row.last_active === null ? 'never active' : ago(row.last_active)}
          </span>
          {row.suggestion ? <span className="sub2 only2">Perhaps {nameOf(row.suggestion)}</span> : null}
        </Identity>
      ),
    },
    {
      id: 'where',
      head: 'Seen in',
      hide: 'p2',
      sort: (row) => row.workspace_name ?? row.workspace,
      cell: (row) => (
        <>
          <span className="wrap-anywhere">{row.workspace_name ?? row.workspace ?? none}</span>
          {row.status === null ? null : <span className="sub2">{sentence(row.status)}</span>}
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
      cell: (row) =>
        row.kind === 'vendor_user' ? (
          <Link to="/activity" search={{ r, who: row.identity }}>
            {count(row.activities)}
          </Link>
        ) : row.activities === 0 ? (
          // Events name users, hardly ever a key: none counted is not none done.
          none
        ) : (
          count(row.activities)
        ),
    },
    {
      id: 'tokens',
      head: 'Tokens',
      num: true,
      hide: 'p2',
      sort: (row) => BigInt(row.tokens),
      cell: (row) => <Tokens value={row.tokens} />,
    },
    {
      id: 'spend',
      head: 'Spend',
      mark: <Provenance kind="estimate" bare />,
      num: true,
      hide: 'p4',
      sort: (row) => (isUnpriced(row.estimate) ? null : BigInt(row.estimate.nano)),
      cell: (row) => <Spend row={row} r={r} />,
    },
    ...(software ? [] : [perhaps]),
    ...(onLink ? [actions(onLink)] : []),
  ]
}

/** Leads to the use itself, of the vendor alone: a key's id says nothing of the other one. */
function Spend({ row, r }: { row: UnmappedRow; r: string }) {
  const use = usageOf(row)
  const used = BigInt(row.tokens) > 0n || BigInt(row.estimate.nano) > 0n || row.estimate.rows_without_price > 0
  const amount = <SpendAmount estimate={row.estimate} used={used} />
  if (use === null || !used) return amount
  const vendor = row.vendor === 'tallystick' || row.vendor === null ? undefined : row.vendor
  return (
    <Link to="/usage" search={{ r, vendor, ...use }}>
      {amount}
    </Link>
  )
}

const perhaps: Column<UnmappedRow> = {
  id: 'perhaps',
  head: 'Perhaps',
  hide: 'p2',
  cell: (row) =>
    row.suggestion === null ? (
      <span className="dim">Nobody we know</span>
    ) : (
      <>
        <Link className="plain" to="/people/$personId" params={{ personId: row.suggestion.subject }}>
          {nameOf(row.suggestion)}
        </Link>
        {row.suggestion.name && row.suggestion.email ? <span className="sub2">{row.suggestion.email}</span> : null}
      </>
    ),
}

const actions = (onLink: (row: UnmappedRow) => void): Column<UnmappedRow> => ({
  id: 'link',
  head: 'Actions',
  hiddenHead: true,
  num: true,
  cell: (row) =>
    row.kind === 'service_account' ? null : (
      <Button
        size="sm"
        icon="link"
        kind={row.linkable ? 'plain' : 'ghost'}
        aria-label={`Link to person: ${row.label}`}
        onClick={() => onLink(row)}
      >
        Link to person
      </Button>
    ),
})
