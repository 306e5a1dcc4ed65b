// The Usage page: tokens as the vendors report them, by day and one dimension, down to the records.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { UsageAnswer } from '../../../../worker/http/schemas/usage.ts'
import { resolveRange } from '../../date-range.ts'
import { closedPart, comparisonOf } from '../../figures/days.ts'
import { EmptyCause } from '../../figures/empty-cause.tsx'
import { Failed, Stale } from '../../figures/failed.tsx'
import { FiguresSkeleton } from '../../figures/page-skeleton.tsx'
import { isStated } from '../../figures/stated.ts'
import { useMay } from '../../shell/may.ts'
import { isOpen } from '../../shell/places.ts'
import { meQuery } from '../../shell/queries.ts'
import { dayOf, daysBetween } from '../../time.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Waiting } from '../../ui/skeleton.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import {
  askOf,
  asksForPeople,
  type Dimension,
  dimensions,
  filterOf,
  furtherLists,
  isFurther,
  noFilter,
  noRows,
  rowsAskOf,
  type UsageSearch,
} from './ask.ts'
import { UsageChart } from './chart.tsx'
import { UsageFilters } from './filters.tsx'
import { UsageGroups } from './groups.tsx'
import { usageQuery } from './queries.ts'
import { UsageRecords } from './records.tsx'
import { usageRoute } from './route.ts'
import { UsageStats, usageStatLabels } from './stats.tsx'
import { dimensionNames, rowsTitle } from './words.ts'

export function UsagePage() {
  const search: UsageSearch = usageRoute.useSearch()
  const navigate = usageRoute.useNavigate()
  const set = (next: Partial<UsageSearch>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false })
  const [today] = useState(() => dayOf(Date.now()))
  const range = resolveRange(search.r ?? '28d', today)
  const permissions = useQuery(meQuery).data?.permissions
  const isClosed = asksForPeople(search) && !isOpen('read:people', permissions)
  const query = useQuery({ ...usageQuery(askOf(search, range)), enabled: !isClosed })
  const answer = query.data
  return (
    <>
      <UsageFilters search={search} answer={answer} csv={filterOf(search, range)} set={set} />
      <PageHead title="Usage">
        Tokens as the vendors report them, one UTC day at a time. Cost here is an estimate from dated price lists; the
        bill is under{' '}
        <Link className="inline-link" to="/costs">
          Costs
        </Link>
        .
      </PageHead>
      {query.isError && answer ? (
        <Stale error={query.error} at={query.dataUpdatedAt} onRetry={() => void query.refetch()} />
      ) : null}
      {isClosed ? (
        <PeopleClosed onLeave={() => set({ by: undefined, person: undefined, ...noRows })} />
      ) : query.isError && !answer ? (
        <Failed error={query.error} what="Usage" onRetry={() => void query.refetch()} />
      ) : (
        <Waiting waiting={answer === undefined} skeleton={<FiguresSkeleton labels={usageStatLabels} />}>
          {() =>
            answer === undefined ? null : answer.freshness.empty !== null ? (
              <EmptyCause
                freshness={answer.freshness}
                what="Usage"
                report="usage report"
                range={range}
                onRange={(r) => set({ r })}
                onClear={() => set(noFilter)}
              />
            ) : (
              <Figures answer={answer} search={search} today={today} set={set} />
            )
          }
        </Waiting>
      )}
    </>
  )
}

/** A link to use by person, followed by a role that may not see people. */
function PeopleClosed({ onLeave }: { onLeave: () => void }) {
  return (
    <Empty
      icon="lock"
      title="Your role does not open use by person"
      action={<Button onClick={onLeave}>Show use by model</Button>}
    >
      Tokens and costs are open to you, who used them is not. An owner or admin can give you another role: Settings →
      Members and roles.
    </Empty>
  )
}

interface FiguresProps {
  answer: UsageAnswer
  search: UsageSearch
  today: string
  set: (next: Partial<UsageSearch>) => void
}

function Figures({ answer, search, today, set }: FiguresProps) {
  const range = resolveRange(search.r ?? '28d', today)
  const closedDays = closedPart(range, today)
  const closed = closedDays ? daysBetween(closedDays.from, closedDays.to) : 0
  const comparison = comparisonOf(range, 'before', today)
  const now = useQuery({ ...usageQuery(askOf(search, comparison?.now ?? range)), enabled: comparison !== null })
  const compared = now.isError ? null : now.data && ([now.data.totals, now.data.previous] as const)
  const seesPeople = useMay('read:people')
  const by = search.by ?? 'model'
  const isTab = (one: Dimension) => {
    if (one === 'person') return seesPeople
    return !isFurther(one) || isStated(answer.options[furtherLists[one]])
  }
  const tabs = dimensions.filter((one) => one === by || isTab(one))
  const rows = rowsAskOf(search, today)
  return (
    <>
      <UsageStats answer={answer} comparison={comparison} compared={compared} closed={closed} search={search} />
      <UsageChart answer={answer} search={search} range={range} set={set} />
      <div className="section">
        <Tabs
          label="Usage by"
          value={by}
          onChange={(next) => set({ by: next === 'model' ? undefined : next, of: undefined })}
          items={tabs.map((value) => ({ value, label: dimensionNames[value] }))}
        >
          <UsageGroups answer={answer} by={by} search={search} closed={closed} set={set} />
        </Tabs>
      </div>
      {rows ? (
        <UsageRecords filter={rows} title={rowsTitle(search, range, answer.groups)} onClose={() => set(noRows)} />
      ) : null}
    </>
  )
}
