// What people and systems did last, beside the ledger's own cut.
import { Link, useNavigate } from '@tanstack/react-router'
import type { OverviewAnswer } from '../../../../worker/http/schemas/overview.ts'
import { count } from '../../format.ts'
import { WithProof } from '../../records/proof-badge.tsx'
import { useReach } from '../../records/proof-of.ts'
import { clock, day, dayOf, moment } from '../../time.ts'
import { Vendor } from '../../ui/marks.tsx'
import { Panel } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { whoWords } from '../activity/rows.ts'
import { type LedgerRow, ledgerRows } from './rows.ts'

const eventOf = (row: LedgerRow) => (row.kind === 'event' ? row.event : null)

const columns: readonly Column<LedgerRow>[] = [
  {
    id: 'time',
    head: 'Time',
    mark: <span className="dim">UTC</span>,
    cell: (row) => <EventTime at={eventOf(row)?.at} />,
    width: 96,
  },
  {
    id: 'event',
    head: 'Event',
    cell: (row) => (
      <>
        <span className="wrap-anywhere">{eventOf(row)?.label}</span>
        <span className="only4 sub2">{who(row)}</span>
      </>
    ),
  },
  { id: 'who', head: 'Who', hide: 'p4', cell: who },
  {
    id: 'from',
    head: 'From',
    hide: 'p2',
    cell: (row) => {
      const event = eventOf(row)
      return event ? <Vendor id={event.vendor} /> : null
    },
  },
  {
    id: 'record',
    head: 'Record',
    num: true,
    hide: 'p2',
    cell: (row) => {
      const event = eventOf(row)
      return event ? (
        <WithProof seq={event.seq}>
          <Link className="mono" to="/ledger" search={{ record: event.seq }}>
            {count(event.seq)}
          </Link>
        </WithProof>
      ) : null
    },
  },
]

/** Opening a row opens its record. */
export function LatestActivity({ answer }: { answer: OverviewAnswer }) {
  const navigate = useNavigate()
  const reach = useReach()
  const rows = ledgerRows(answer, reach)
  return (
    <Panel
      title="What people and systems did"
      end={
        <Link className="small" to="/activity">
          All activity
        </Link>
      }
    >
      {rows.length === 0 ? (
        <p className="sub">Nobody did anything on record in these days.</p>
      ) : (
        <Table
          name="What people and systems did"
          columns={columns}
          rows={rows}
          keyOf={(row) => row.key}
          proof={(row) => row.proof}
          wide={(row) =>
            row.kind === 'checkpoint'
              ? {
                  kind: 'checkpoint',
                  proof: row.proof,
                  first: <EventTime at={row.at} />,
                  content: row.words,
                }
              : null
          }
          onOpen={(row) =>
            row.kind === 'event' ? void navigate({ to: '/activity', search: { record: row.event.seq } }) : undefined
          }
        />
      )}
    </Panel>
  )
}

function who(row: LedgerRow): string {
  const event = eventOf(row)
  return event === null ? '' : whoWords(event).words
}

/** The hour today, the day before that; the whole of it on hover. */
function EventTime({ at }: { at: string | undefined }) {
  if (at === undefined) return null
  const isToday = dayOf(new Date(at)) === dayOf(Date.now())
  return (
    <time className="dim nowrap" dateTime={at} title={moment(at, { seconds: true })}>
      {isToday ? clock(at) : `${day(at, { year: false })}, ${clock(at)}`}
    </time>
  )
}
