// The usage rows behind a number of the Usage page.
import { useInfiniteQuery } from '@tanstack/react-query'
import type { UsageRow } from '../../../../worker/http/schemas/usage.ts'
import { RecordCell, RecordsPanel } from '../../figures/records-panel.tsx'
import { day } from '../../time.ts'
import { Amount, Tokens } from '../../ui/amount.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import type { Column } from '../../ui/table.tsx'
import type { UsageFilterAsk } from './ask.ts'
import { usageRowsQuery } from './queries.ts'
import { inputOf } from './sums.ts'

const columns: readonly Column<UsageRow>[] = [
  {
    id: 'day',
    head: 'Day',
    cell: (row) => <span className="nowrap">{day(row.day, { year: false })}</span>,
  },
  {
    id: 'model',
    head: 'Model',
    cell: (row) => (
      <>
        <span className="mono wrap-anywhere">{row.model ?? 'not stated'}</span>
        <span className="only2 sub2">
          {row.workspace_name}, {row.key_name}
        </span>
      </>
    ),
  },
  { id: 'workspace', head: 'Workspace', hide: 'p2', cell: (row) => row.workspace_name },
  { id: 'key', head: 'Key', hide: 'p2', cell: (row) => <span className="wrap-anywhere">{row.key_name}</span> },
  { id: 'tier', head: 'Tier', hide: 'p2', cell: (row) => <span className="dim">{tierWords(row)}</span> },
  {
    id: 'input',
    head: 'Input',
    num: true,
    hide: 'p2',
    cell: (row) => <Tokens value={String(inputOf(row.tokens))} />,
  },
  { id: 'output', head: 'Output', num: true, hide: 'p2', cell: (row) => <Tokens value={row.tokens.output} /> },
  { id: 'tokens', head: 'Tokens', num: true, hide: 'p4', cell: (row) => <Tokens value={row.tokens.total} /> },
  {
    id: 'cost',
    head: 'Cost',
    mark: <Provenance kind="estimate" bare />,
    num: true,
    cell: (row) => <Amount nano={row.estimate} />,
  },
  { id: 'record', head: 'Record', num: true, cell: (row) => <RecordCell seq={row.seq} rev={row.rev} /> },
]

/** The tier and what else changes a price: long context, region, speed. */
function tierWords({ tier, context_window, inference_geo, speed }: UsageRow): string {
  const parts = [tier, context_window, inference_geo, speed].filter((part) => part !== null && part !== 'not_available')
  return parts.length === 0 ? 'not stated' : parts.join(', ')
}

/** The list for one filter. */
export function UsageRecords({
  filter,
  title,
  onClose,
}: {
  filter: UsageFilterAsk
  title: string
  onClose: () => void
}) {
  const query = useInfiniteQuery(usageRowsQuery(filter))
  return (
    <RecordsPanel
      title={title}
      query={query}
      columns={columns}
      onClose={onClose}
      csv={{ path: '/api/usage.csv', query: filter }}
    />
  )
}
