// The bill lines behind a number of the Costs page.
import { useInfiniteQuery } from '@tanstack/react-query'
import type { CostRow } from '../../../../worker/http/schemas/costs.ts'
import { RecordCell, RecordsPanel } from '../../figures/records-panel.tsx'
import { unknown } from '../../format.ts'
import { day } from '../../time.ts'
import { Amount } from '../../ui/amount.tsx'
import { Vendor } from '../../ui/marks.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import type { Column } from '../../ui/table.tsx'
import type { CostFilterAsk } from './ask.ts'
import { costRowsQuery } from './queries.ts'
import { kindWords } from './words.ts'

const columns: readonly Column<CostRow>[] = [
  { id: 'day', head: 'Day', cell: (row) => <span className="nowrap">{day(row.day, { year: false })}</span> },
  {
    id: 'line',
    head: 'Line item / description',
    cell: (row) => (
      <>
        <span className="wrap-anywhere">{row.description ?? kindWords(row.cost_type ?? 'not stated')}</span>
        <span className="only2 sub2">
          {[row.workspace_name, row.token_type && kindWords(row.token_type)].filter(Boolean).join(', ')}
        </span>
      </>
    ),
  },
  { id: 'vendor', head: 'Vendor', hide: 'p2', cell: (row) => <Vendor id={row.vendor} /> },
  { id: 'workspace', head: 'Workspace / project', hide: 'p2', cell: (row) => row.workspace_name },
  {
    id: 'kind',
    head: 'Kind',
    hide: 'p2',
    cell: (row) => <span className="dim">{kindWords(row.token_type ?? row.cost_type ?? unknown)}</span>,
  },
  {
    id: 'billed',
    head: 'Billed',
    mark: <Provenance kind="billed" bare />,
    num: true,
    cell: (row) => <Amount nano={row.billed} />,
  },
  { id: 'record', head: 'Record', num: true, cell: (row) => <RecordCell seq={row.seq} rev={row.rev} /> },
]

/** The list for one filter. */
export function CostRecords({ filter, title, onClose }: { filter: CostFilterAsk; title: string; onClose: () => void }) {
  const query = useInfiniteQuery(costRowsQuery(filter))
  return (
    <RecordsPanel
      title={title}
      query={query}
      columns={columns}
      onClose={onClose}
      csv={{ path: '/api/costs.csv', query: filter }}
    />
  )
}
