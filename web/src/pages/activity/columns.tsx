// Columns of the list of events.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ActivityRow } from '../../../../worker/http/schemas/people.ts'
import { count } from '../../format.ts'
import { ProofBadge } from '../../records/proof-badge.tsx'
import { clock, moment } from '../../time.ts'
import { Vendor } from '../../ui/marks.tsx'
import type { Column } from '../../ui/table.tsx'
import { type EventRow, moreWords, whoWords } from './rows.ts'

const of = (cell: (event: ActivityRow) => ReactNode) => (row: EventRow) =>
  row.type === 'event' ? cell(row.event) : null

const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone

export const columns: readonly Column<EventRow>[] = [
  {
    id: 'time',
    head: 'Time',
    width: 76,
    cell: of((event) => (
      <span className="dim nowrap" title={moment(event.at, { zone: localZone, seconds: true })}>
        {clock(event.at, { seconds: true })}
      </span>
    )),
  },
  {
    id: 'event',
    head: 'Event',
    cell: of((event) => (
      <>
        <span className="strong">{event.label}</span>
        <span className="sub2">
          {moreWords(event)}
          <span className="only2">{whoWords(event).words}</span>
        </span>
      </>
    )),
  },
  { id: 'who', head: 'Who', hide: 'p2', cell: of((event) => <Who event={event} />) },
  { id: 'from', head: 'From', hide: 'p2', cell: of((event) => <Vendor id={event.vendor} />) },
  { id: 'proof', head: 'Proof', hide: 'p2', cell: of((event) => <ProofBadge seq={event.seq} />) },
  {
    id: 'record',
    head: 'Record',
    num: true,
    className: 'mono',
    cell: of((event) => (
      <>
        <Link to="/activity" search={(old) => ({ ...old, record: event.seq })} resetScroll={false}>
          {count(event.seq)}
        </Link>
        <span className="only2">
          <ProofBadge seq={event.seq} bare />
        </span>
      </>
    )),
  },
]

function Who({ event }: { event: ActivityRow }) {
  const { words, subject } = whoWords(event)
  if (subject === null) return <span className="dim">{words}</span>
  return (
    <Link className="plain nowrap" to="/people/$personId" params={{ personId: subject }}>
      {words}
    </Link>
  )
}
