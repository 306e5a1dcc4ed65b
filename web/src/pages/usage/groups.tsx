// The rows of the Usage page: one a group, by the dimension of the tab, with the sum of the whole filter.
import { useMemo } from 'react'
import type { UsageAnswer } from '../../../../worker/http/schemas/usage.ts'
import { dimensionName, groupCount } from '../../figures/dimension-words.ts'
import { GroupCell, shareColumn, trendAndRecords, vendorColumns } from '../../figures/group-columns.tsx'
import { groupId, paintGroups } from '../../figures/groups.ts'
import { atLeast, money, percent, plural, tokens, unknown } from '../../format.ts'
import { Amount, Tokens } from '../../ui/amount.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import type { Dimension, UsageSearch } from './ask.ts'
import { cachedShare, inputOf, isUnknown } from './sums.ts'
import { isMono } from './words.ts'

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
  const { vendor } = search
  const columns = useMemo(() => columnsOf(answer, by, closed, vendor), [answer, by, closed, vendor])
  const hidden = groups.every((group) => group.requests === null) ? ['requests'] : []
  const unpriced = totals.estimate.rows_without_price
  return (
    <Table
      name={`Usage by ${dimensionName(by, vendor).toLowerCase()}`}
      columns={columns}
      rows={groups}
      hidden={hidden}
      keyOf={groupId}
      sort={search.sort ?? '-tokens'}
      onSort={(sort) => set({ sort: sort === '-tokens' ? undefined : sort })}
      chosen={search.of}
      onOpen={(group) => set({ of: groupId(group), rows: undefined })}
      sums={groupCount(by, peopleAmong(by, groups), vendor)}
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

/** The empty key stands for nobody; somebody with use at both vendors is one person in two rows. */
function peopleAmong(by: Dimension, groups: readonly Group[]): number {
  if (by !== 'person') return groups.length
  return new Set(groups.map(({ key }) => key).filter((key) => key !== '')).size
}

/** By person the vendor counts in a report of its own, or names people only in some rows. */
function personWords(groups: readonly Group[]): string {
  return groups.some(({ key }) => key === '')
    ? 'People come from a report of their own; its sums may differ from those by model.'
    : 'Only use that the vendor names a person for is counted here.'
}

function columnsOf(
  { totals, groups }: UsageAnswer,
  by: Dimension,
  closed: number,
  vendor: UsageSearch['vendor'],
): Column<Group>[] {
  const paints = paintGroups(groups)
  return [
    {
      id: 'group',
      head: dimensionName(by, vendor),
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
    ...vendorColumns(groups),
    {
      id: 'requests',
      head: 'Requests',
      num: true,
      hide: 'p2',
      cell: (group) => <Tokens value={group.requests} />,
      sort: (group) => (group.requests === null ? null : BigInt(group.requests)),
      sum: totals.requests === null ? unknown : tokens(BigInt(totals.requests)),
    },
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
      sum: tokens(BigInt(totals.tokens.total)),
    },
    shareColumn(groups, (group) => group.tokens.total, totals.tokens.total),
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
      sum: isUnknown(totals) ? unknown : atLeast(money(totals.estimate.nano), totals.estimate.rows_without_price > 0),
    },
    ...trendAndRecords<Group>(closed, totals.records),
  ]
}
