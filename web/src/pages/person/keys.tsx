// API keys that this person made, whatever became of them.
import { Link } from '@tanstack/react-router'
import type { PersonAnswer } from '../../../../worker/http/schemas/people.ts'
import { count } from '../../format.ts'
import { useProofOf } from '../../records/proof-of.ts'
import { sentence } from '../../records/words.ts'
import { useMay } from '../../shell/may.ts'
import { day } from '../../time.ts'
import { Badge } from '../../ui/marks.tsx'
import { Panel } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'

type Row = PersonAnswer['keys'][number]

const columns: readonly Column<Row>[] = [
  {
    id: 'name',
    head: 'Key',
    cell: (row) => (
      <>
        <span className="strong">{row.name}</span>
        <span className="sub2 only4">{sentence(row.status)}</span>
      </>
    ),
  },
  {
    id: 'status',
    head: 'State',
    hide: 'p4',
    cell: (row) => <Badge tone={row.status === 'active' ? 'ok' : 'plain'}>{sentence(row.status)}</Badge>,
  },
  {
    id: 'made',
    head: 'Made',
    cell: (row) => (
      <span className="sub nowrap">{row.created_at === null ? '–' : day(Date.parse(row.created_at))}</span>
    ),
  },
  {
    id: 'record',
    head: 'Record',
    num: true,
    className: 'mono',
    cell: (row) => <RecordNumber seq={row.seq} />,
  },
]

/** Leads to the record where the role opens the ledger; the number stands either way. */
function RecordNumber({ seq }: { seq: number }) {
  if (!useMay('read:ledger')) return count(seq)
  return (
    <Link to="/ledger" search={{ record: seq }}>
      {count(seq)}
    </Link>
  )
}

export function Keys({ keys }: { keys: readonly Row[] }) {
  const proofOf = useProofOf()
  return (
    <Panel title="Keys made" end={<span className="small dim">{count(keys.length)}</span>}>
      {keys.length === 0 ? (
        <p className="sub">No API key is known to be made by this person.</p>
      ) : (
        <Table
          name="Keys made"
          columns={columns}
          rows={keys}
          keyOf={(row) => row.key}
          proof={(row) => proofOf(row.seq)}
        />
      )}
    </Panel>
  )
}
