// The usage rows behind a number of the Usage page.
import { useInfiniteQuery } from '@tanstack/react-query'
import type { UsageRow } from '../../../../worker/http/schemas/usage.ts'
import { productName } from '../../../../worker/vendors/product-words.ts'
import { quantityWords } from '../../figures/quantity.ts'
import { RecordCell, RecordsPanel } from '../../figures/records-panel.tsx'
import { tokens, unknown } from '../../format.ts'
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
    id: 'product',
    head: 'Product',
    hide: 'p2',
    cell: (row) => (row.product === null ? <None /> : productName(row.product)),
  },
  {
    id: 'model',
    head: 'Model',
    cell: (row) => (
      <>
        <span className="mono wrap-anywhere">{row.model ?? 'not stated'}</span>
        <span className="only2 sub2">
          {[row.product && productName(row.product), row.workspace_name, row.key_name].filter(Boolean).join(', ')}
        </span>
        <span className="only4 sub2">{amountWords(row)}</span>
      </>
    ),
  },
  {
    id: 'workspace',
    head: 'Workspace / project',
    hide: 'p2',
    cell: (row) => (
      <>
        {row.workspace_name}
        <span className="sub2 wrap-anywhere">{row.key_name}</span>
      </>
    ),
  },
  { id: 'tier', head: 'Tier', hide: 'p2', cell: (row) => <span className="dim">{tierWords(row)}</span> },
  { id: 'requests', head: 'Requests', num: true, hide: 'p2', cell: (row) => <Tokens value={row.requests} /> },
  {
    id: 'input',
    head: 'Input',
    num: true,
    hide: 'p2',
    cell: (row) => <Tokens value={inTokens(row) ? String(inputOf(row.tokens)) : null} />,
  },
  {
    id: 'output',
    head: 'Output',
    num: true,
    hide: 'p2',
    cell: (row) => <Tokens value={inTokens(row) ? row.tokens.output : null} />,
  },
  {
    id: 'tokens',
    head: 'Tokens',
    num: true,
    hide: 'p4',
    cell: (row) => <Tokens value={inTokens(row) ? row.tokens.total : null} />,
  },
  {
    id: 'quantity',
    head: 'Quantity',
    num: true,
    hide: 'p4',
    cell: (row) => quantityOf(row) ?? <None />,
  },
  {
    id: 'cost',
    head: 'Cost',
    mark: <Provenance kind="estimate" bare />,
    num: true,
    cell: (row) => <Amount nano={row.estimate} />,
  },
  { id: 'record', head: 'Record', num: true, cell: (row) => <RecordCell seq={row.seq} rev={row.rev} /> },
]

/** Rows in a unit of their own count no tokens: that is nothing, not zero. */
const inTokens = ({ unit, tokens: counted }: UsageRow): boolean => unit === null || counted.total !== '0'

function quantityOf({ quantity, unit }: UsageRow): string | null {
  return quantity === null || unit === null ? null : quantityWords(quantity, unit)
}

/** Under the model on small screens, where the columns of numbers have no room. */
const amountWords = (row: UsageRow): string => quantityOf(row) ?? `${tokens(BigInt(row.tokens.total))} tokens`

function None() {
  return <span className="dim">{unknown}</span>
}

/** Columns that none of the rows has a value for: not every vendor counts requests or sells anything but tokens. */
function emptyColumns(rows: readonly UsageRow[]): string[] {
  return (['product', 'requests', 'quantity'] as const).filter((one) => rows.every((row) => row[one] === null))
}

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
      hidden={emptyColumns}
      onClose={onClose}
      csv={{ path: '/api/usage.csv', query: filter }}
    />
  )
}
