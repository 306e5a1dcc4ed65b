// The connections: what each is, whether it works, what it opens. Enter opens one beside the list.
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ConnectionView } from '../../../../../worker/http/schemas/connections.ts'
import { kinds } from '../../../connections/kinds.ts'
import { backfillWords, connectionWords, organizationWords } from '../../../connections/words.ts'
import { unknown } from '../../../format.ts'
import { day } from '../../../time.ts'
import { ButtonLink } from '../../../ui/button.tsx'
import { Badge, Vendor } from '../../../ui/marks.tsx'
import { type Column, Table } from '../../../ui/table.tsx'

interface Props {
  connections: readonly ConnectionView[]
  chosen: string | undefined
  may: boolean
}

export function ConnectionsTable({ connections, chosen, may }: Props) {
  const navigate = useNavigate({ from: '/settings' })
  const columns = useMemo(() => columnsFor(may), [may])
  return (
    <Table
      name="Connections"
      columns={columns}
      hidden={chosen === undefined ? [] : ['opens', 'key', 'connected', 'organization']}
      rows={connections}
      keyOf={(row) => row.id}
      chosen={chosen}
      onOpen={(row) => void navigate({ search: (old) => ({ ...old, connection: row.id }) })}
      foot="A key can be replaced or removed, never read back: not here, not through the API, not in a log."
    />
  )
}

function columnsFor(may: boolean): Column<ConnectionView>[] {
  return [
    {
      id: 'connection',
      head: 'Connection',
      cell: (row) => (
        <>
          <Vendor id={kinds[row.kind].vendor}>
            <Link className="plain" to="/settings" search={(old) => ({ ...old, connection: row.id })}>
              {kinds[row.kind].name}
            </Link>
          </Vendor>
          <span className="sub2">“{row.name}”</span>
          <span className="sub2 only2">
            {organizationWords(row.organization)}, key <span className="mono nowrap">…{row.last4}</span>
          </span>
        </>
      ),
    },
    {
      id: 'organization',
      head: 'Organization at the vendor',
      hide: 'p2',
      cell: (row) => <span className="sub">{organizationWords(row.organization)}</span>,
    },
    { id: 'state', head: 'State', cell: (row) => <State row={row} /> },
    {
      id: 'opens',
      head: 'What it opens',
      hide: 'p2',
      cell: (row) => <span className="small sub">{row.opens.length === 0 ? unknown : row.opens.join(', ')}</span>,
    },
    { id: 'key', head: 'Key', hide: 'p2', className: 'mono nowrap', cell: (row) => `…${row.last4}` },
    {
      id: 'connected',
      head: 'Connected',
      hide: 'p2',
      cell: (row) => (
        <span className="small dim">
          {row.connected_by}, {day(row.connected_at.slice(0, 10))}
        </span>
      ),
    },
    {
      id: 'actions',
      head: 'Actions',
      hiddenHead: true,
      num: true,
      hide: 'p4',
      cell: (row) =>
        may ? (
          <ButtonLink size="sm" to="/settings" search={(old) => ({ ...old, part: 'integrations', replace: row.id })}>
            Replace key
          </ButtonLink>
        ) : null,
    },
  ]
}

function State({ row }: { row: ConnectionView }) {
  const { word, tone } = connectionWords[row.state]
  const reading = row.backfill.state === 'running' || row.backfill.state === 'paused'
  return (
    <>
      <Badge tone={tone}>{word}</Badge>
      {reading ? <span className="sub2">{backfillWords(row.backfill)}</span> : null}
    </>
  )
}
