// Answers of a vendor that could not be read: kept whole, with their hash; the cursor has not moved.
import type { StreamList } from '../../../../../worker/http/schemas/connections.ts'
import { count } from '../../../format.ts'
import { moment } from '../../../time.ts'
import { Hash } from '../../../ui/hash.tsx'
import { Panel } from '../../../ui/page.tsx'
import { type Column, Table } from '../../../ui/table.tsx'
import { StreamName } from './stream-name.tsx'

type Row = StreamList['quarantined'][number]

const columns: Column<Row>[] = [
  {
    id: 'at',
    head: 'When',
    cell: (row) => (
      <>
        <span className="p4:whitespace-nowrap">{moment(row.at)}</span>
        <span className="sub2 only2">{row.why}</span>
      </>
    ),
  },
  {
    id: 'stream',
    head: 'Stream',
    cell: (row) => (
      <>
        <StreamName stream={row.stream} whole />
        <span className="sub2 mono break-all">{row.endpoint}</span>
      </>
    ),
  },
  { id: 'why', head: 'Why', hide: 'p2', cell: (row) => <span className="small sub">{row.why}</span> },
  { id: 'bytes', head: 'Bytes', num: true, hide: 'p2', cell: (row) => count(row.bytes) },
  { id: 'hash', head: 'SHA-256', hide: 'p4', cell: (row) => <Hash value={row.sha256} what="hash of the answer" /> },
]

export function Quarantined({ rows }: { rows: readonly Row[] }) {
  return (
    <Panel
      section
      title="Set aside"
      sub="These answers did not parse. Each is kept whole, sealed, with its hash; its stream waits at the same place, and nothing is lost. We look at them; when the reader understands them, reading goes on."
    >
      <Table name="Answers that were set aside" columns={columns} rows={rows} keyOf={(row) => row.id} />
    </Panel>
  )
}
