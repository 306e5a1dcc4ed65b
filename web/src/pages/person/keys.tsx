// API keys that this person holds, whatever became of them, with the use that names no user and therefore counts here.
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { PersonAnswer } from '../../../../worker/http/schemas/people.ts'
import { SpendAmount } from '../../figures/spend.tsx'
import { count } from '../../format.ts'
import { useProofOf } from '../../records/proof-of.ts'
import { sentence } from '../../records/words.ts'
import { useMay } from '../../shell/may.ts'
import { day } from '../../time.ts'
import { Tokens } from '../../ui/amount.tsx'
import { Badge, Vendor } from '../../ui/marks.tsx'
import { Panel } from '../../ui/page.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { RecordNumber } from './record-number.tsx'

type Row = PersonAnswer['keys'][number]

const isUsed = (row: Row): boolean =>
  BigInt(row.tokens) > 0n || BigInt(row.estimate.nano) > 0n || row.estimate.rows_without_price > 0

interface Props {
  keys: readonly Row[]
  r: string | undefined
}

export function Keys({ keys, r }: Props) {
  const proofOf = useProofOf()
  const seesUsage = useMay('read:usage')
  const columns = useMemo(() => columnsOf(seesUsage ? (r ?? '28d') : null), [r, seesUsage])
  const active = keys.filter((key) => key.status === 'active').length
  return (
    <Panel
      title="Keys held"
      end={
        <span className="small dim">
          {count(keys.length)}, {count(active)} active
        </span>
      }
      {...(keys.length > 0
        ? { sub: 'Activity of keys this person holds: the use below names no user, so it counts as theirs.' }
        : {})}
    >
      {keys.length === 0 ? (
        <p className="sub">No API key is known to be held by this person.</p>
      ) : (
        <Table
          name="Keys held"
          columns={columns}
          rows={keys}
          keyOf={(row) => `${row.vendor}:${row.key}`}
          proof={(row) => proofOf(row.seq)}
        />
      )}
    </Panel>
  )
}

/** `r` null: this role opens no usage, so the numbers lead nowhere. */
function columnsOf(r: string | null): readonly Column<Row>[] {
  return [
    {
      id: 'name',
      head: 'Key',
      cell: (row) => (
        <>
          <Vendor id={row.vendor}>
            <span className="strong wrap-anywhere">{row.name}</span>
          </Vendor>
          <span className="sub2">{row.how === 'linked' ? 'linked by hand' : 'the vendor names the holder'}</span>
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
      hide: 'p2',
      cell: (row) => (
        <span className="sub nowrap">{row.created_at === null ? '–' : day(Date.parse(row.created_at))}</span>
      ),
    },
    {
      id: 'tokens',
      head: 'Tokens',
      num: true,
      hide: 'p4',
      cell: (row) => (isUsed(row) ? <Tokens value={row.tokens} /> : <span className="dim">–</span>),
    },
    {
      id: 'spend',
      head: 'Spend',
      mark: <Provenance kind="estimate" bare />,
      num: true,
      cell: (row) => <KeySpend row={row} r={r} />,
    },
    {
      id: 'record',
      head: 'Record',
      num: true,
      hide: 'p2',
      className: 'mono',
      cell: (row) => <RecordNumber seq={row.seq} />,
    },
  ]
}

function KeySpend({ row, r }: { row: Row; r: string | null }) {
  const amount = <SpendAmount estimate={row.estimate} used={isUsed(row)} />
  if (r === null || !isUsed(row) || row.vendor === 'tallystick') return amount
  return (
    <Link to="/usage" search={{ r, vendor: row.vendor, key: [row.key] }}>
      {amount}
    </Link>
  )
}
