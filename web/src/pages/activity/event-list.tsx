// The list of events with the stick upright beside it.
import type { ActivityRow } from '../../../../worker/http/schemas/people.ts'
import { count } from '../../format.ts'
import { useProofOf } from '../../records/proof-of.ts'
import { day } from '../../time.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/marks.tsx'
import { Table } from '../../ui/table.tsx'
import { columns } from './columns.tsx'
import { rowsOf } from './rows.ts'

interface Props {
  events: readonly ActivityRow[]
  total: number
  severalDays: boolean
  open: number | undefined
  onOpen: (seq: number) => void
  /** Fetches the next page; undefined when all are here. */
  older: (() => void) | undefined
  busy: boolean
}

export function EventList({ events, total, severalDays, open, onOpen, older, busy }: Props) {
  const proofOf = useProofOf()
  return (
    <Table
      name="Events"
      columns={columns}
      rows={rowsOf(events, severalDays)}
      keyOf={(row) => row.key}
      proof={(row) => (row.type === 'event' ? proofOf(row.event.seq) : 'checkpointed')}
      wide={(row) => (row.type === 'day' ? { kind: 'group', content: day(row.day, { weekday: true }) } : null)}
      chosen={open === undefined ? undefined : String(open)}
      onOpen={(row) => row.type === 'event' && onOpen(row.event.seq)}
      foot={
        <>
          <span>
            1–{count(events.length)} of {count(total)}
          </span>
          {older ? (
            <Button size="sm" kind="ghost" busy={busy} onClick={older}>
              Older
            </Button>
          ) : null}
          <span className="end p2">
            <Kbd>j</Kbd> <Kbd>k</Kbd> move, <Kbd>Enter</Kbd> open, <Kbd>v</Kbd> verify
          </span>
        </>
      }
    />
  )
}
