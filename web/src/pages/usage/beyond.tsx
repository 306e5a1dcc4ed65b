// Beyond tokens: images, audio, storage, sessions and searches, each in its own unit. A row leads to its records.
import { Link } from '@tanstack/react-router'
import type { UsageAnswer } from '../../../../worker/http/schemas/usage.ts'
import { productName } from '../../../../worker/vendors/product-words.ts'
import { quantityWords } from '../../figures/quantity.ts'
import { count, plural } from '../../format.ts'
import { Amount } from '../../ui/amount.tsx'
import { Vendor } from '../../ui/marks.tsx'
import { Panel } from '../../ui/page.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import type { UsageSearch } from './ask.ts'
import { isUnknown } from './sums.ts'

type Other = UsageAnswer['other'][number]

const columnsOf = (search: UsageSearch): readonly Column<Other>[] => [
  {
    id: 'product',
    head: 'Service',
    cell: (one) => (
      <>
        <span className="strong">{productName(one.product)}</span>
        <span className="sub2">
          <Vendor id={one.vendor} />
        </span>
      </>
    ),
  },
  {
    id: 'quantity',
    head: 'Quantity',
    num: true,
    cell: (one) => (
      <span title={`${count(BigInt(one.quantity))} ${one.unit.replaceAll('_', ' ')}`}>
        {quantityWords(one.quantity, one.unit, { days: true })}
      </span>
    ),
  },
  {
    id: 'cost',
    head: 'Cost',
    mark: <Provenance kind="estimate" bare />,
    num: true,
    cell: (one) => (
      <Amount nano={isUnknown(one) ? null : one.estimate.nano} partly={one.estimate.rows_without_price > 0} />
    ),
  },
  {
    id: 'records',
    head: 'Records',
    num: true,
    hide: 'p4',
    className: 'mono',
    cell: (one) => (
      <Link
        to="/usage"
        search={{
          ...search,
          vendor: one.vendor === 'tallystick' ? undefined : one.vendor,
          product: [one.product],
          rows: '1',
        }}
        resetScroll={false}
      >
        {count(one.records)}
      </Link>
    ),
  },
]

/** Under the rows: what has no price, and the searches, which stand in rows of tokens too. */
export function BeyondTokens({ answer, search }: { answer: UsageAnswer; search: UsageSearch }) {
  const { other, totals } = answer
  const unpriced = other.reduce((sum, one) => sum + one.estimate.rows_without_price, 0)
  const searches = BigInt(totals.web_searches)
  return (
    <Panel title="Beyond tokens" sub="Counted in a unit of its own; not in the tokens above.">
      {other.length === 0 ? (
        <p className="sub">Nothing but tokens in these days.</p>
      ) : (
        <Table
          name="Beyond tokens"
          columns={columnsOf(search)}
          rows={other}
          keyOf={(one) => `${one.vendor}:${one.product}:${one.unit}`}
        />
      )}
      <p className="small dim mt-2">
        {searches > 0n
          ? `Also ${plural(searches, 'web search', 'web searches')}, whose price is part of their rows’ cost. `
          : ''}
        {unpriced > 0 ? `No price is known for ${plural(unpriced, 'row')} here; the sum above leaves them out.` : ''}
      </p>
    </Panel>
  )
}
