// The columns of the list of budgets.
import { Link } from '@tanstack/react-router'
import type { BudgetView } from '../../../../worker/http/schemas/budgets.ts'
import { money } from '../../format.ts'
import { dayRange } from '../../time.ts'
import { Amount } from '../../ui/amount.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Badge } from '../../ui/marks.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import type { Column } from '../../ui/table.tsx'
import { BudgetBar } from './bar.tsx'
import { basisWords, forecastWords, percentWords, periodWords, scopeNames, stateWords } from './words.ts'

export const columnsFor = (may: boolean, onRemove: (row: BudgetView) => void): Column<BudgetView>[] => [
  {
    id: 'name',
    head: 'Budget',
    cell: (row) => (
      <>
        {may ? (
          <Link className="plain font-medium" to="/budgets" search={{ edit: row.id }} resetScroll={false}>
            {row.name}
          </Link>
        ) : (
          <b>{row.name}</b>
        )}
        <span className="sub2">
          {row.scope === 'tenant' ? 'Everything' : `${row.label} · ${scopeNames[row.scope]}`}
        </span>
        <span className="only4 sub2">
          <Badge tone={stateWords[row.state].tone}>{stateWords[row.state].word}</Badge>
        </span>
      </>
    ),
  },
  {
    id: 'amount',
    head: 'Amount',
    num: true,
    hide: 'p4',
    cell: (row) => (
      <>
        <Amount nano={row.amount} />
        <span className="sub2">{periodWords[row.period]}</span>
      </>
    ),
  },
  {
    id: 'spent',
    head: 'Spent',
    cell: (row) => (
      <>
        <span className="row" title={basisWords[row.basis]}>
          <Amount nano={row.spent} partly={row.rows_without_price > 0} />
          <Provenance
            kind={
              row.basis === 'billed' && BigInt(row.estimated) >= BigInt(row.spent) && row.spent !== '0'
                ? 'estimate'
                : row.basis
            }
            bare
          />
          <span className="dim small nowrap">{percentWords(row.percent)}</span>
          <span className="only4 dim small nowrap">of {money(row.amount, { digits: 0 })}</span>
        </span>
        <BudgetBar budget={row} />
        <span className="sub2">{forecastWords(row)}</span>
      </>
    ),
  },
  {
    id: 'period',
    head: 'Period',
    hide: 'p2',
    cell: (row) => (
      <>
        <span className="nowrap">{dayRange(row.running.from, row.running.to)}</span>
        <span className="sub2">{leftWords(row.running.left)}</span>
      </>
    ),
  },
  {
    id: 'state',
    head: 'State',
    hide: 'p4',
    cell: (row) => <Badge tone={stateWords[row.state].tone}>{stateWords[row.state].word}</Badge>,
  },
  {
    id: 'alerts',
    head: 'Alerts',
    hide: 'p2',
    cell: (row) => (
      <>
        <Link className="plain nowrap" to="/budgets" search={{ tab: 'alerts', source: row.id }}>
          at {row.thresholds.map((one) => `${one}`).join(', ')} %
        </Link>
        <span className="sub2">
          {row.channels.length === 0
            ? 'shown here only'
            : row.channels.length === 1
              ? 'to one channel'
              : `to ${row.channels.length} channels`}
        </span>
      </>
    ),
  },
  ...(may
    ? [
        {
          id: 'remove',
          head: 'Remove',
          hiddenHead: true,
          cell: (row: BudgetView) => (
            <IconButton icon="close" name={`Remove ${row.name}`} onClick={() => onRemove(row)} />
          ),
        },
      ]
    : []),
]

const leftWords = (left: number): string => (left <= 0 ? 'ends today' : left === 1 ? 'a day left' : `${left} days left`)
