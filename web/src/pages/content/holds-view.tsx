// Holds: what may not be erased, why, since when, and the way to release it.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { HoldView } from '../../../../worker/http/schemas/content.ts'
import { holdName, inOrder, stands } from '../../content/hold-words.ts'
import { holdsQuery } from '../../content/queries.ts'
import { ReleaseDialog } from '../../content/release-dialog.tsx'
import { whoName } from '../../content/who.ts'
import { count } from '../../format.ts'
import { WithProof } from '../../records/proof-badge.tsx'
import { day, moment } from '../../time.ts'
import { Button } from '../../ui/button.tsx'
import { WithDrawer } from '../../ui/drawer.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Badge } from '../../ui/marks.tsx'
import { PageHead } from '../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { HoldSomebody } from './hold-somebody.tsx'
import { OpenMessage } from './open-message.tsx'
import type { ContentSearch, SetSearch } from './search.ts'
import { ContentTabs } from './tabs.tsx'
import { Unread } from './unread.tsx'

export function HoldsView({ search, set }: { search: ContentSearch; set: SetSearch }) {
  const query = useQuery(holdsQuery)
  const [placing, setPlacing] = useState(false)
  const [releasing, setReleasing] = useState<HoldView | null>(null)
  const columns = useMemo(() => columnsOf(setReleasing), [])
  const rows = query.data ? inOrder(query.data.holds) : undefined
  const place = (
    <Button kind="primary" icon="hold" onClick={() => setPlacing(true)}>
      Place a hold
    </Button>
  )
  return (
    <WithDrawer
      drawer={
        search.record === undefined ? null : <OpenMessage seq={search.record} messages={[]} search={search} set={set} />
      }
    >
      <PageHead title="Content" actions={place}>
        What stands under a hold cannot be erased, neither by hand nor by age. Each hold and each release is a record.
      </PageHead>
      <ContentTabs see="holds" />
      {query.isError && !rows ? (
        <Unread error={query.error} what="The holds" onRetry={() => void query.refetch()} />
      ) : (
        <Waiting waiting={rows === undefined} skeleton={<SkeletonRows rows={5} />}>
          {() =>
            rows === undefined ? null : rows.length === 0 ? (
              <Empty icon="hold" title="No hold was placed yet">
                Place one on a person or a chat when a matter begins: “Place a hold” above, or in the menu of a chat or
                person.
              </Empty>
            ) : (
              <Table name="Holds" columns={columns} rows={rows} keyOf={(row) => row.id} />
            )
          }
        </Waiting>
      )}
      {placing ? <HoldSomebody onClose={() => setPlacing(false)} /> : null}
      {releasing ? <ReleaseDialog hold={releasing} onClose={() => setReleasing(null)} /> : null}
    </WithDrawer>
  )
}

const columnsOf = (onRelease: (hold: HoldView) => void): readonly Column<HoldView>[] => [
  {
    id: 'on',
    head: 'On',
    cell: (row) => (
      <>
        <OnWhat row={row} />
        <span className="sub2 only2">
          {row.matter ?? 'no matter named'}, since {day(row.placed_at.slice(0, 10))}
        </span>
      </>
    ),
  },
  {
    id: 'matter',
    head: 'Matter',
    hide: 'p2',
    cell: (row) => (
      <>
        <bdi className="wrap-anywhere">{row.matter ?? '–'}</bdi>
        {row.reason ? <span className="sub2 wrap-anywhere">{row.reason}</span> : null}
      </>
    ),
  },
  {
    id: 'state',
    head: 'State',
    cell: (row) => (
      <>
        <Badge tone={stands(row) ? 'info' : 'plain'}>{stands(row) ? 'Stands' : 'Released'}</Badge>
        {row.released_at === null ? null : (
          <span className="sub2 p4">
            {day(row.released_at.slice(0, 10))}, {whoName(row.released_by)}
          </span>
        )}
      </>
    ),
  },
  {
    id: 'placed',
    head: 'Placed',
    hide: 'p2',
    cell: (row) => (
      <span title={moment(row.placed_at)}>
        {day(row.placed_at.slice(0, 10))}
        <span className="sub2">{whoName(row.placed_by)}</span>
      </span>
    ),
  },
  {
    id: 'record',
    head: 'Record',
    num: true,
    hide: 'p4',
    className: 'mono',
    cell: ({ seq }) =>
      seq === null ? (
        '–'
      ) : (
        <WithProof seq={seq}>
          <Link from="/content" to="/content" search={(old) => ({ ...old, record: seq })} resetScroll={false}>
            {count(seq)}
          </Link>
        </WithProof>
      ),
  },
  {
    id: 'act',
    head: 'Actions',
    hiddenHead: true,
    num: true,
    cell: (row) =>
      stands(row) ? (
        <Button size="sm" aria-label={`Release the hold on ${holdName(row)}`} onClick={() => onRelease(row)}>
          Release
        </Button>
      ) : null,
  },
]

function OnWhat({ row }: { row: HoldView }) {
  if (row.scope === 'chat') {
    return (
      <Link className="plain" to="/content" search={{ chat: row.chat ?? undefined }}>
        One chat
        <span className="sub2 mono break-all">{row.chat}</span>
      </Link>
    )
  }
  if (row.person === null) return <span className="dim">A person who is not named any more</span>
  return (
    <Link className="plain" to="/people/$personId" params={{ personId: row.person.subject }}>
      <bdi className="strong">{whoName(row.person)}</bdi>
      <span className="sub2">all chats and records</span>
    </Link>
  )
}
