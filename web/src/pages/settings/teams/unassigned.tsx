// What no rule catches yet, largest first, each one click away from a team.
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { resolveRange } from '../../../date-range.ts'
import { dayOf } from '../../../time.ts'
import { Amount } from '../../../ui/amount.tsx'
import { Button } from '../../../ui/button.tsx'
import { Empty, ErrorPanel } from '../../../ui/feedback.tsx'
import { Vendor } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { Provenance } from '../../../ui/provenance.tsx'
import { SkeletonRows, Waiting } from '../../../ui/skeleton.tsx'
import { type Column, Table } from '../../../ui/table.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { type Unassigned, unassignedQuery } from './queries.ts'
import { kindWord, unassignedKey } from './words.ts'

type List = 'workspaces' | 'keys' | 'people'
const tabs: readonly { value: List; label: string }[] = [
  { value: 'workspaces', label: 'Workspaces and projects' },
  { value: 'keys', label: 'Keys' },
  { value: 'people', label: 'People' },
]

interface Props {
  may: boolean
  onAssign: (found: Unassigned) => void
}

export function UnassignedPanel({ may, onAssign }: Props) {
  const [list, setList] = useState<List>('workspaces')
  const [range] = useState(() => resolveRange('28d', dayOf(Date.now())))
  const query = useQuery(unassignedQuery(range))
  const rows = query.data?.[list]
  return (
    <Panel title="Not assigned yet" sub="What no rule caught in the last 28 days: it goes into the shared pool.">
      {query.error && !query.data ? (
        <ErrorPanel what="What is unassigned" error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Tabs label="Not assigned yet" value={list} onChange={setList} items={tabs}>
          <Waiting waiting={rows === undefined} skeleton={<SkeletonRows rows={4} />}>
            {() => (rows ? <UnassignedTable list={list} rows={rows} may={may} onAssign={onAssign} /> : null)}
          </Waiting>
        </Tabs>
      )}
    </Panel>
  )
}

function UnassignedTable({ list, rows, may, onAssign }: Props & { list: List; rows: readonly Unassigned[] }) {
  const columns = useMemo(() => columnsOf(list, may, onAssign), [list, may, onAssign])
  if (rows.length === 0) {
    return (
      <Empty title="Nothing is left">Every dollar of these days has a team, as far as it can be told by {list}.</Empty>
    )
  }
  return <Table name="Not assigned yet" columns={columns} rows={rows} keyOf={unassignedKey} />
}

const columnsOf = (list: List, may: boolean, onAssign: Props['onAssign']): Column<Unassigned>[] => [
  {
    id: 'what',
    head: list === 'people' ? 'Person' : list === 'keys' ? 'Key' : 'Workspace or project',
    cell: (found) => (
      <>
        <b>{found.label}</b>
        <span className="sub2">{kindWord(found)}</span>
      </>
    ),
  },
  {
    id: 'vendor',
    head: 'Vendor',
    hide: 'p4',
    cell: ({ vendor }) => (vendor === null ? <span className="dim">Both</span> : <Vendor id={vendor} />),
  },
  {
    id: 'nano',
    head: list === 'workspaces' ? 'Billed' : 'Use',
    mark: <Provenance kind={list === 'workspaces' ? 'allocated' : 'estimate'} bare />,
    num: true,
    cell: ({ nano }) => <Amount nano={nano} />,
  },
  {
    id: 'assign',
    head: 'Assign',
    hiddenHead: true,
    num: true,
    cell: (found) =>
      may ? (
        <Button size="sm" aria-label={`Assign ${found.label}`} onClick={() => onAssign(found)}>
          Assign
        </Button>
      ) : null,
  },
]
