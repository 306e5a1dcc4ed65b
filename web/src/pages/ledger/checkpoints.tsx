// The checkpoints, newest first, with what the outside has said of each: the anchor of the root checkpoint that holds it, its files.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { CheckpointList } from '../../../../worker/http/schemas/ledger.ts'
import { Failed } from '../../figures/failed.tsx'
import { count, range } from '../../format.ts'
import { AnchorFiles } from '../../records/anchor-files.tsx'
import { anchorStanding, anchorState } from '../../records/anchor-words.ts'
import { clock, day, moment } from '../../time.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Hash } from '../../ui/hash.tsx'
import { Panel } from '../../ui/page.tsx'
import { Proof, type ProofState } from '../../ui/proof.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { OutsideProof } from './anchor-cells.tsx'
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
    mark: <span className="dim">UTC</span>,
    hide: 'p4',
    cell: (row) => (
      <span className="sub nowrap" title={moment(row.at, { seconds: true })}>
        {day(Date.parse(row.at), { year: false })}, {clock(row.at, { seconds: true })}
      </span>
    ),
  },
  {
    id: 'state',
    head: 'State',
    cell: (row) => (
      <>
        <Proof state={proofOf(row)} word={anchorState(row.anchored)} />
        <span className="sub2 only2">{anchorStanding(row.anchored)}</span>
      </>
    ),
  },
  { id: 'outside', head: 'Outside proof', hide: 'p2', cell: (row) => <OutsideProof anchored={row.anchored} /> },
  { id: 'depth', head: 'Depth', num: true, hide: 'p2', cell: (row) => depthOf(row.anchored) },
  { id: 'files', head: 'Files', hiddenHead: true, num: true, cell: (row) => <AnchorFiles anchored={row.anchored} /> },
]

const proofOf = ({ anchored }: Row): ProofState => (anchored?.block === undefined ? 'checkpointed' : 'anchored')

/** What is buried may lie deeper by now: nobody asks any more. */
const depthOf = (anchored: Row['anchored']): string =>
  anchored?.above === undefined ? '' : `${anchored.state === 'buried' ? '≥ ' : ''}${count(anchored.above)}`

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
      title="Checkpoints and anchors"
      section
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
                proof={proofOf}
                cuts
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
