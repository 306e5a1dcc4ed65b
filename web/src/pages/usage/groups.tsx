// The rows of the Usage page: one a group, by the dimension of the tab, with the sum of the whole filter.
import { useMemo } from 'react'
import type { UsageAnswer } from '../../../../worker/http/schemas/usage.ts'
import { GroupCell, ShareCell, TrendCell } from '../../figures/group-cells.tsx'
import { groupId, paintGroups } from '../../figures/groups.ts'
import { ratio } from '../../figures/ratio.ts'
import { atLeast, count, money, percent, plural, tokens } from '../../format.ts'
import { Amount, Tokens } from '../../ui/amount.tsx'
import { Vendor } from '../../ui/marks.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import type { Dimension, UsageSearch } from './ask.ts'
import { isUnknown } from './stats.tsx'
import { cachedShare, inputOf } from './sums.ts'
import { dimensionNames, groupCount, isMono } from './words.ts'

type Group = UsageAnswer['groups'][number]

interface UsageGroupsProps {
  answer: UsageAnswer
  by: Dimension
  search: UsageSearch
  closed: number
  set: (next: Partial<UsageSearch>) => void
}

/** Opening a row opens its records. */
export function UsageGroups({ answer, by, search, closed, set }: UsageGroupsProps) {
  const { totals, groups } = answer
  const columns = useMemo(() => columnsOf(answer, by, closed), [answer, by, closed])
  const unpriced = totals.estimate.rows_without_price
  return (
    <Table
      name={`Usage by ${dimensionNames[by].toLowerCase()}`}
      columns={columns}
      rows={groups}
      keyOf={groupId}
      sort={search.sort ?? '-tokens'}
      onSort={(sort) => set({ sort: sort === '-tokens' ? undefined : sort })}
      chosen={search.of}
      onOpen={(group) => set({ of: groupId(group), rows: undefined })}
      sums={groupCount(by, by === 'person' ? groups.filter(({ key }) => key !== '').length : groups.length)}
      foot={
        <>
          <span>The sum covers the whole filter.</span>
          {unpriced > 0 ? <span>“≥” because {plural(unpriced, 'row')} have no price.</span> : null}
          {by === 'person' ? <span>{personWords(groups)}</span> : null}
        </>
      }
    />
  )
}

/** By person the vendor counts in a report of its own, or names people only in some rows. */
function personWords(groups: readonly Group[]): string {
  return groups.some(({ key }) => key === '')
    ? 'People come from a report of their own; its sums may differ from those by model.'
    : 'Only use that the vendor names a person for is counted here.'
}

function columnsOf({ totals, groups }: UsageAnswer, by: Dimension, closed: number): Column<Group>[] {
  const paints = paintGroups(groups)
  const all = BigInt(totals.tokens.total)
  const largest = Math.max(0, ...groups.map((group) => ratio(group.tokens.total, all) ?? 0))
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
          <GroupCell label={group.label} paint={paints.get(groupId(group))} mono={isMono(by) && group.key !== ''} />
          <span className="only2 sub2">
            <Amount
              nano={isUnknown(group) ? null : group.estimate.nano}
              partly={group.estimate.rows_without_price > 0}
            />{' '}
            {isUnknown(group) ? null : <Provenance kind="estimate" />}
          </span>
        </>
      ),
      sort: (group) => group.label.toLowerCase(),
    },
    ...(vendors.size > 1 ? [vendor] : []),
    {
      id: 'input',
      head: 'Input',
      num: true,
      hide: 'p2',
      cell: (group) => <Tokens value={String(inputOf(group.tokens))} />,
      sort: (group) => inputOf(group.tokens),
      sum: tokens(inputOf(totals.tokens)),
    },
    {
      id: 'cached',
      head: 'of it cached',
      num: true,
      hide: 'p2',
      cell: (group) => <span className="dim">{percent(cachedShare(group.tokens), 0)}</span>,
      sort: (group) => cachedShare(group.tokens),
      sum: percent(cachedShare(totals.tokens), 0),
    },
    {
      id: 'output',
      head: 'Output',
      num: true,
      hide: 'p4',
      cell: (group) => <Tokens value={group.tokens.output} />,
      sort: (group) => BigInt(group.tokens.output),
      sum: tokens(BigInt(totals.tokens.output)),
    },
    {
      id: 'tokens',
      head: 'Tokens',
      num: true,
      cell: (group) => <Tokens value={group.tokens.total} />,
      sort: (group) => BigInt(group.tokens.total),
      sum: tokens(all),
    },
    {
      id: 'share',
      head: 'Share',
      hide: 'p2',
      width: 136,
      cell: (group) => <ShareCell share={ratio(group.tokens.total, all)} of={largest} />,
    },
    {
      id: 'cost',
      head: 'Cost',
      mark: <Provenance kind="estimate" bare />,
      num: true,
      hide: 'p2',
      cell: (group) => (
        <Amount nano={isUnknown(group) ? null : group.estimate.nano} partly={group.estimate.rows_without_price > 0} />
      ),
      sort: (group) => (isUnknown(group) ? null : BigInt(group.estimate.nano)),
      sum: isUnknown(totals) ? '–' : atLeast(money(totals.estimate.nano), totals.estimate.rows_without_price > 0),
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
