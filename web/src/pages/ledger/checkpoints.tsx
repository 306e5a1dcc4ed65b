// The checkpoints, newest first: each one's number, reach, root and time, and the way to the records it was the first to cover.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { CheckpointList } from '../../../../worker/http/schemas/ledger.ts'
import { Failed } from '../../figures/failed.tsx'
import { count, range } from '../../format.ts'
import { moment } from '../../time.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Hash } from '../../ui/hash.tsx'
import { Panel } from '../../ui/page.tsx'
import { Proof } from '../../ui/proof.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { checkpointPages } from './queries.ts'
import { coveredBy } from './rows.ts'

type Row = CheckpointList['checkpoints'][number] & { readonly first: number; readonly last: number }

const columns: readonly Column<Row>[] = [
  { id: 'number', head: 'Checkpoint', cell: (row) => <b className="strong">{count(row.number)}</b> },
  { id: 'size', head: 'Size', num: true, cell: (row) => count(row.size) },
  {
    id: 'covers',
    head: 'New in it',
    hide: 'p4',
    cell: (row) => (
      <Link className="nowrap" to="/ledger" search={{ from: row.first, to: row.last }} hash="records">
        {range(count(row.first), count(row.last))}
      </Link>
    ),
  },
  { id: 'root', head: 'Root', hide: 'p2', cell: (row) => <Hash value={row.root} what="root" /> },
  {
    id: 'at',
    head: 'Signed',
    cell: (row) => <span className="sub">{moment(row.at, { seconds: true })}</span>,
  },
  {
    id: 'state',
    head: 'State',
    hide: 'p2',
    cell: () => <Proof state="checkpointed" word="Signed, not anchored yet" />,
  },
]

export function Checkpoints({ onCompare }: { onCompare: () => void }) {
  const query = useInfiniteQuery(checkpointPages)
  const list = query.data?.pages.flatMap((page) => page.checkpoints)
  const total = query.data?.pages[0]?.total ?? 0
  // What is new in a checkpoint shows only beside the one under it, so the last one fetched waits for the next page.
  const shown = query.hasNextPage ? list?.slice(0, -1) : list
  const rows = shown?.map((one, index): Row => {
    const { from, to } = coveredBy(one.size, list?.[index + 1])
    return { ...one, first: from, last: to }
  })
  return (
    <Panel
      title="Checkpoints"
      end={
        rows && rows.length > 0 ? (
          <>
            <span className="small dim">
              last {count(rows.length)} of {count(total)}
            </span>
            {total > 1 ? (
              <Button size="sm" onClick={onCompare}>
                Compare two
              </Button>
            ) : null}
          </>
        ) : null
      }
    >
      {query.isError && !rows ? (
        <Failed error={query.error} what="The checkpoints" onRetry={() => void query.refetch()} />
      ) : (
        <Waiting waiting={rows === undefined} skeleton={<SkeletonRows rows={5} />}>
          {() =>
            rows === undefined ? null : rows.length === 0 ? (
              <Empty icon="clock" title="No checkpoint yet">
                The first one is signed a few seconds after the first record.
              </Empty>
            ) : (
              <Table
                name="Checkpoints"
                columns={columns}
                rows={rows}
                keyOf={(row) => String(row.number)}
                proof={() => 'checkpointed'}
                foot={
                  query.hasNextPage ? (
                    <Button
                      size="sm"
                      kind="ghost"
                      busy={query.isFetchingNextPage}
                      onClick={() => void query.fetchNextPage()}
                    >
                      Older checkpoints
                    </Button>
                  ) : null
                }
              />
            )
          }
        </Waiting>
      )}
    </Panel>
  )
}
