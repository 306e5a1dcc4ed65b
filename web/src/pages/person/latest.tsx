// The person's latest events in the days chosen, each leading to its record.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ActivityRow } from '../../../../worker/http/schemas/people.ts'
import type { DayRange } from '../../date-range.ts'
import { Failed } from '../../figures/failed.tsx'
import { count, plural } from '../../format.ts'
import { WithProof } from '../../records/proof-badge.tsx'
import { useProofOf } from '../../records/proof-of.ts'
import { ago, moment } from '../../time.ts'
import { Vendor } from '../../ui/marks.tsx'
import { Panel } from '../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { latestQuery } from './queries.ts'

const columns: readonly Column<ActivityRow>[] = [
  {
    id: 'at',
    head: 'When',
    hide: 'p4',
    cell: (row) => (
      <span className="dim nowrap" title={moment(row.at, { seconds: true })}>
        {ago(row.at)}
      </span>
    ),
  },
  {
    id: 'event',
    head: 'Event',
    cell: (row) => (
      <>
        <Vendor id={row.vendor}>{row.label}</Vendor>
        <span className="sub2 only4">{ago(row.at)}</span>
      </>
    ),
  },
  {
    id: 'record',
    head: 'Record',
    num: true,
    className: 'mono',
    cell: (row) => (
      <WithProof seq={row.seq}>
        <Link to="/ledger" search={{ record: row.seq }}>
          {count(row.seq)}
        </Link>
      </WithProof>
    ),
  },
]

interface Props {
  subject: string
  range: DayRange
  r: string | undefined
}

export function Latest({ subject, range, r }: Props) {
  const query = useQuery(latestQuery(subject, range))
  const proofOf = useProofOf()
  const answer = query.data
  return (
    <Panel
      title="Latest"
      end={
        answer && answer.total > 0 ? (
          <Link className="small" to="/activity" search={{ r: r ?? '28d', who: subject }}>
            All {plural(answer.total, 'event')}
          </Link>
        ) : null
      }
    >
      {query.isError && !answer ? (
        <Failed error={query.error} what="The latest events" onRetry={() => void query.refetch()} />
      ) : (
        <Waiting waiting={answer === undefined} skeleton={<SkeletonRows rows={8} />}>
          {() =>
            answer === undefined ? null : answer.rows.length === 0 ? (
              <p className="sub">No events in these days.</p>
            ) : (
              <Table
                name="Latest events"
                columns={columns}
                rows={answer.rows}
                keyOf={(row) => String(row.seq)}
                proof={(row) => proofOf(row.seq)}
              />
            )
          }
        </Waiting>
      )}
    </Panel>
  )
}
