// The last deliveries: what went where, whether it arrived, and why not.
import { count, plural } from '../../../format.ts'
import { ago, moment } from '../../../time.ts'
import { Empty } from '../../../ui/feedback.tsx'
import { Badge } from '../../../ui/marks.tsx'
import { type Column, Table } from '../../../ui/table.tsx'
import type { ReceiptDelivery } from './queries.ts'
import { dayWords, stateWords, toWords } from './words.ts'

export function Deliveries({ deliveries }: { deliveries: readonly ReceiptDelivery[] }) {
  if (deliveries.length === 0) {
    return (
      <Empty icon="clock" title="Nothing was sent yet">
        The first receipt follows within a quarter of an hour after an address is saved; a test at once.
      </Empty>
    )
  }
  return (
    <Table
      name="Deliveries"
      columns={columns}
      rows={deliveries}
      keyOf={(row) => `${row.receipt} ${row.channel} ${row.to ?? row.at} ${row.ended_at ?? ''}`}
      foot={<span>The last 20. A failed try is repeated after 1, 5 and 30 minutes, 2 and 5 hours; a test is not.</span>}
    />
  )
}

const columns: Column<ReceiptDelivery>[] = [
  {
    id: 'receipt',
    head: 'Receipt',
    cell: (row) => (
      <>
        <b className="nowrap">{dayWords(row.day)}</b>
        <span className="sub2 nowrap">{count(row.size)} records</span>
      </>
    ),
  },
  {
    id: 'to',
    head: 'To',
    cell: (row) => <span className={row.to === null ? 'dim' : 'break-all'}>{toWords(row)}</span>,
  },
  {
    id: 'state',
    head: 'State',
    cell: (row) => (
      <>
        <Badge tone={stateWords[row.state].tone}>{stateWords[row.state].word}</Badge>
        {row.why ? <span className="sub2">{row.why}</span> : null}
        {row.next_at && row.state === 'retrying' ? <span className="sub2">next try {ago(row.next_at)}</span> : null}
      </>
    ),
  },
  {
    id: 'tries',
    head: 'Tries',
    hide: 'p2',
    cell: (row) => <span className="small sub nowrap">{plural(row.attempts, 'try', 'tries')}</span>,
  },
  {
    id: 'at',
    head: 'When',
    hide: 'p2',
    cell: (row) => (
      <span className="nowrap" title={moment(row.ended_at ?? row.at)}>
        {ago(row.ended_at ?? row.at)}
      </span>
    ),
  },
]
