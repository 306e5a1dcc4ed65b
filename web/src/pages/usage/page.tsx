// The Usage page: tokens as the vendors report them, by day and one dimension, down to the records.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { resolveRange } from '../../date-range.ts'
import { noFilter, noRows } from '../../figures/ask.ts'
import { EmptyCause } from '../../figures/empty-cause.tsx'
import { Failed, Stale } from '../../figures/failed.tsx'
import { FiguresSkeleton } from '../../figures/page-skeleton.tsx'
import { isOpen } from '../../shell/places.ts'
import { meQuery } from '../../shell/queries.ts'
import { dayOf } from '../../time.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Waiting } from '../../ui/skeleton.tsx'
import { askOf, asksForPeople, dimensions, filterOf, type UsageSearch } from './ask.ts'
import { UsageFigures } from './figures.tsx'
import { UsageFilters } from './filters.tsx'
import { usageQuery } from './queries.ts'
import { usageRoute } from './route.ts'
import { usageStatLabels } from './stats.tsx'

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
        Tokens and requests as the vendors report them, one UTC day at a time. Cost here is an estimate from dated price
        lists; the bill is under{' '}
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
                vendor={search.vendor}
                onRange={(r) => set({ r })}
                onClear={() => set(noFilter(dimensions))}
              />
            ) : (
              <UsageFigures answer={answer} search={search} today={today} set={set} />
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
