// Who is connected: with which client, since when, how many turns, and the last one.
import { useMemo } from 'react'
import { count } from '../../../format.ts'
import { ago, day } from '../../../time.ts'
import { Button } from '../../../ui/button.tsx'
import { Empty } from '../../../ui/feedback.tsx'
import { type Column, Table } from '../../../ui/table.tsx'
import type { ConnectedPerson } from './queries.ts'

interface Props {
  people: readonly ConnectedPerson[]
  may: boolean
  onRevoke: (person: ConnectedPerson) => void
}

export function PeopleTable({ people, may, onRevoke }: Props) {
  const columns = useMemo(() => columnsFor(may, onRevoke), [may, onRevoke])
  if (people.length === 0) {
    return (
      <Empty icon="none" title="Nobody is connected">
        Everybody who approves the connector stands here, with the turns they report.
      </Empty>
    )
  }
  return <Table name="Connected people" columns={columns} rows={people} keyOf={(row) => row.user} />
}

function columnsFor(may: boolean, onRevoke: Props['onRevoke']): Column<ConnectedPerson>[] {
  const all: Column<ConnectedPerson>[] = [
    {
      id: 'person',
      head: 'Person',
      cell: (row) => (
        <>
          <b>{row.name || row.email}</b>
          {row.name ? <span className="sub2">{row.email}</span> : null}
        </>
      ),
    },
    {
      id: 'client',
      head: 'Client',
      hide: 'p2',
      cell: (row) =>
        row.clients.map(({ name, scopes, since }) => (
          <span key={`${name} ${since}`} className="block">
            <bdi>{name}</bdi>{' '}
            <span className="small dim">
              {scopes.includes('ledger:read') ? 'reads' : 'reports'}, since {day(since.slice(0, 10))}
            </span>
          </span>
        )),
    },
    { id: 'turns', head: 'Turns', num: true, cell: (row) => count(row.turns) },
    {
      id: 'last',
      head: 'Last turn',
      hide: 'p4',
      cell: (row) => (row.last_turn === null ? '–' : ago(row.last_turn)),
    },
  ]
  if (!may) return all
  const end: Column<ConnectedPerson> = {
    id: 'end',
    head: 'Actions',
    hiddenHead: true,
    num: true,
    cell: (row) => (
      <Button size="sm" kind="ghost" onClick={() => onRevoke(row)}>
        Revoke
      </Button>
    ),
  }
  return [...all, end]
}
