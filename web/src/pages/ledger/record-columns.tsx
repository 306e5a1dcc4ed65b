// Columns of the list of records.
import type { RecordSummary } from '../../../../worker/http/schemas/ledger.ts'
import { count } from '../../format.ts'
import { ProofBadge } from '../../records/proof-badge.tsx'
import { kindName } from '../../records/words.ts'
import { moment } from '../../time.ts'
import type { Column } from '../../ui/table.tsx'
import type { LedgerRow } from './rows.ts'

/** Cells of record rows; checkpoint rows are drawn over the whole width. */
const of = (cell: (record: RecordSummary) => React.ReactNode) => (row: LedgerRow) =>
  row.type === 'record' ? cell(row.record) : null

export const columns: readonly Column<LedgerRow>[] = [
  { id: 'seq', head: 'Record', className: 'mono', width: 88, cell: of((record) => count(record.seq)) },
  {
    id: 'kind',
    head: 'Kind',
    cell: of((record) => (
      <>
        <span className="strong">{kindName(record.kind)}</span>
        {record.rev > 0 ? <span className="dim"> revision {record.rev}</span> : null}
        <span className="sub2 only2 mono">{record.stream}</span>
        <span className="sub2 cut record-id">{record.id}</span>
      </>
    )),
  },
  {
    id: 'stream',
    head: 'Stream',
    hide: 'p2',
    cell: of((record) => <span className="mono nowrap">{record.stream}</span>),
  },
  {
    id: 'proof',
    head: 'Proof',
    cell: of((record) => <ProofBadge seq={record.seq} checkpoint={record.checkpoint} />),
  },
  {
    id: 'at',
    head: 'Taken in',
    hide: 'p4',
    cell: of((record) => <span className="sub nowrap">{moment(record.ingested_at, { seconds: true })}</span>),
  },
  {
    id: 'bytes',
    head: 'Bytes',
    num: true,
    hide: 'p2',
    cell: of((record) => (
      <>
        {count(record.bytes)}
        {record.sealed ? <span className="sub2">sealed fields</span> : null}
      </>
    )),
  },
]
