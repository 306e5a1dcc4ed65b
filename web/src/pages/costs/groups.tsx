// The rows of the Costs page: one a group, by the dimension of the tab, with the sum of the whole filter.
import { useMemo } from 'react'
import type { CostsAnswer } from '../../../../worker/http/schemas/costs.ts'
import { GroupCell, ShareCell, TrendCell } from '../../figures/group-cells.tsx'
import { groupId, paintGroups } from '../../figures/groups.ts'
import { ratio } from '../../figures/ratio.ts'
import { atLeast, count, money, percent, unknown } from '../../format.ts'
import { Amount } from '../../ui/amount.tsx'
import { Vendor } from '../../ui/marks.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import type { CostSearch, Dimension } from './ask.ts'
import { dimensionNames, groupCount, groupLabel, isMono } from './words.ts'

type Group = CostsAnswer['groups'][number]
type Sums = CostsAnswer['totals']

interface CostGroupsProps {
  answer: CostsAnswer
  by: Dimension
  search: CostSearch
  closed: number
  set: (next: Partial<CostSearch>) => void
}

/** Opening a row opens its bill lines. */
export function CostGroups({ answer, by, search, closed, set }: CostGroupsProps) {
  const columns = useMemo(() => columnsOf(answer, by, closed), [answer, by, closed])
  const isCompared = answer.groups.some((group) => group.estimate !== null)
  return (
    <Table
      name={`Costs by ${dimensionNames[by].toLowerCase()}`}
      columns={columns}
      rows={answer.groups}
      keyOf={groupId}
      sort={search.sort ?? '-billed'}
      onSort={(sort) => set({ sort: sort === '-billed' ? undefined : sort })}
      chosen={search.of}
      onOpen={(group) => set({ of: groupId(group), rows: undefined })}
      hidden={isCompared ? [] : ['estimate', 'difference']}
      sums={groupCount(by, answer.groups.length)}
      foot={
        <>
          <span>The sum covers the whole filter.</span>
          {isCompared || answer.totals.estimate === null ? null : (
            <span>Usage knows no {dimensionNames[by].toLowerCase()}, so there is no estimate here.</span>
          )}
        </>
      }
    />
  )
}

function columnsOf({ totals, groups }: CostsAnswer, by: Dimension, closed: number): Column<Group>[] {
  const paints = paintGroups(groups)
  const shares = groups.map((group) => ratio(group.billed, totals.billed) ?? 0)
  const largest = Math.max(0, ...shares)
  const vendors = new Set(groups.map((group) => group.vendor))
  const vendor: Column<Group> = {
    id: 'vendor',
    head: 'Vendor',
    hide: 'p2',
    cell: (group) => <Vendor id={group.vendor} />,
    sort: (group) => group.vendor,
  }
  return [
    {
      id: 'group',
      head: dimensionNames[by],
      cell: (group) => (
        <>
          <GroupCell
            label={groupLabel(by, group.label)}
            paint={paints.get(groupId(group))}
            mono={isMono(by) && group.key !== ''}
          />
          {estimateWords(group) === unknown ? null : (
            <span className="only2 sub2">
              {estimateWords(group)} <Provenance kind="estimate" />
            </span>
          )}
        </>
      ),
      sort: (group) => group.label.toLowerCase(),
    },
    ...(vendors.size > 1 ? [vendor] : []),
    {
      id: 'billed',
      head: 'Billed',
      mark: <Provenance kind="billed" bare />,
      num: true,
      cell: (group) => <Amount nano={group.billed} />,
      sort: (group) => BigInt(group.billed),
      sum: money(totals.billed),
    },
    {
      id: 'estimate',
      head: 'Expected',
      mark: <Provenance kind="estimate" bare />,
      num: true,
      hide: 'p2',
      cell: estimateWords,
      sort: (group) => (group.estimate === null ? null : BigInt(group.estimate.nano)),
      sum: estimateWords(totals),
    },
    {
      id: 'difference',
      head: 'Difference',
      num: true,
      hide: 'p2',
      cell: (group) => differenceWords(group),
      sort: (group) => (group.difference === null ? null : BigInt(group.difference)),
      sum: differenceWords(totals),
    },
    {
      id: 'share',
      head: 'Share',
      hide: 'p2',
      width: 136,
      cell: (group) => <ShareCell share={ratio(group.billed, totals.billed)} of={largest} />,
    },
    {
      id: 'trend',
      head: 'Trend',
      hide: 'p2',
      width: 96,
      cell: (group) => <TrendCell series={group.series} closed={closed} />,
    },
    {
      id: 'records',
      head: 'Records',
      num: true,
      hide: 'p2',
      className: 'mono',
      cell: (group) => count(group.records),
      sort: (group) => group.records,
      sum: count(totals.records),
    },
  ]
}

/** Usage without any price, or no usage at all, expects nothing that is known: that is no zero. */
function estimateWords({ estimate, difference }: Pick<Sums, 'estimate' | 'difference'>): string {
  if (estimate === null || (difference === null && estimate.nano === '0')) return unknown
  return atLeast(money(estimate.nano), estimate.rows_without_price > 0)
}

/** Signed, with its share of the bill: a cent off a dollar is another thing than a cent off a thousand. */
function differenceWords({ difference, billed }: Pick<Sums, 'difference' | 'billed'>): string {
  if (difference === null) return unknown
  const share = ratio(difference, billed)
  const words = money(difference, { sign: true })
  return share === null || Math.abs(share) < 0.0005 ? words : `${words} (${percent(share)})`
}
