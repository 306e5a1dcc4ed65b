// The rows of the Costs page: one a group, by the dimension of the tab, with the sum of the whole filter.
import { useMemo } from 'react'
import type { CostsAnswer } from '../../../../worker/http/schemas/costs.ts'
import { dimensionName, groupCount } from '../../figures/dimension-words.ts'
import { GroupCell, shareColumn, trendAndRecords, vendorColumns } from '../../figures/group-columns.tsx'
import { groupId, paintGroups } from '../../figures/groups.ts'
import { ratio } from '../../figures/ratio.ts'
import { atLeast, money, percent, unknown } from '../../format.ts'
import { Amount } from '../../ui/amount.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import type { CostSearch, Dimension } from './ask.ts'
import { isMono, withWords } from './words.ts'

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
  const { vendor } = search
  const columns = useMemo(() => columnsOf(answer, by, closed, vendor), [answer, by, closed, vendor])
  const isCompared = answer.groups.some((group) => group.estimate !== null)
  return (
    <Table
      name={`Costs by ${dimensionName(by, vendor).toLowerCase()}`}
      columns={columns}
      rows={withWords(by, answer.groups)}
      keyOf={groupId}
      sort={search.sort ?? '-billed'}
      onSort={(sort) => set({ sort: sort === '-billed' ? undefined : sort })}
      chosen={search.of}
      onOpen={(group) => set({ of: groupId(group), rows: undefined })}
      hidden={isCompared ? [] : ['estimate', 'difference']}
      sums={groupCount(by, answer.groups.length, vendor)}
      foot={
        <>
          <span>The sum covers the whole filter.</span>
          {isCompared || answer.totals.estimate === null ? null : (
            <span>Usage knows no {dimensionName(by, vendor).toLowerCase()}, so there is no estimate here.</span>
          )}
        </>
      }
    />
  )
}

function columnsOf(
  { totals, groups }: CostsAnswer,
  by: Dimension,
  closed: number,
  vendor: CostSearch['vendor'],
): Column<Group>[] {
  const paints = paintGroups(groups)
  return [
    {
      id: 'group',
      head: dimensionName(by, vendor),
      cell: (group) => (
        <>
          <GroupCell label={group.label} paint={paints.get(groupId(group))} mono={isMono(by) && group.key !== ''} />
          {estimateWords(group) === unknown ? null : (
            <span className="only2 sub2">
              {estimateWords(group)} <Provenance kind="estimate" />
            </span>
          )}
        </>
      ),
      sort: (group) => group.label.toLowerCase(),
    },
    ...vendorColumns(groups),
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
    shareColumn(groups, (group) => group.billed, totals.billed),
    ...trendAndRecords<Group>(closed, totals.records),
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
