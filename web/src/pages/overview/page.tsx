// The Overview page: the first screen after sign-in, one answer of the API in five parts.
import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { useState } from 'react'
import { resolveRange } from '../../date-range.ts'
import { EmptyCause } from '../../figures/empty-cause.tsx'
import { Failed, Stale } from '../../figures/failed.tsx'
import { FiguresSkeleton } from '../../figures/page-skeleton.tsx'
import { VendorSwitch } from '../../figures/vendor-switch.tsx'
import { VersusMenu } from '../../figures/versus-menu.tsx'
import { isOpen } from '../../shell/places.ts'
import { meQuery } from '../../shell/queries.ts'
import { dayOf } from '../../time.ts'
import { DateRange } from '../../ui/date-range.tsx'
import { FilterBar, Fresh } from '../../ui/filter-bar.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Waiting } from '../../ui/skeleton.tsx'
import { ViewsMenu } from '../../views/menu.tsx'
import { OverviewFigures } from './figures.tsx'
import { NeedsYou } from './needs.tsx'
import { overviewQuery } from './queries.ts'
import { overviewRoute } from './route.ts'
import { overviewStatLabels } from './stats.tsx'
import { Tally } from './tally.tsx'

export function OverviewPage() {
  const search = overviewRoute.useSearch()
  const navigate = overviewRoute.useNavigate()
  const set = (next: typeof search) => void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false })
  const [today] = useState(() => dayOf(Date.now()))
  const range = resolveRange(search.r ?? '28d', today)
  const isMine = isOpen('read:usage', useQuery(meQuery).data?.permissions)
  const query = useQuery({ ...overviewQuery(range, search.vendor), enabled: isMine })
  const answer = query.data
  // A role that opens nothing of the organization still opens what is said of oneself.
  if (!isMine) return <Navigate to="/people/me" search={{ r: search.r }} replace />
  return (
    <>
      <FilterBar
        end={
          <>
            {answer ? <Fresh until={answer.freshness.data_until} /> : null}
            <ViewsMenu />
          </>
        }
      >
        <DateRange value={search.r ?? '28d'} onChange={(r) => set({ r })} />
        <VersusMenu
          value={search.vs ?? 'before'}
          range={range}
          onChange={(vs) => set({ vs: vs === 'before' ? undefined : vs })}
        />
        <VendorSwitch value={search.vendor} onChange={(vendor) => set({ vendor })} />
      </FilterBar>
      <PageHead title="Overview" hidden />
      {query.isError && answer ? (
        <Stale error={query.error} at={query.dataUpdatedAt} onRetry={() => void query.refetch()} />
      ) : null}
      {query.isError && !answer ? (
        <Failed error={query.error} what="The overview" onRetry={() => void query.refetch()} />
      ) : (
        <Waiting waiting={answer === undefined} skeleton={<FiguresSkeleton labels={overviewStatLabels} />}>
          {() =>
            answer === undefined ? null : answer.freshness.empty !== null ? (
              <>
                <EmptyCause
                  freshness={answer.freshness}
                  what="Usage and costs"
                  report="usage and cost report"
                  range={range}
                  vendor={search.vendor}
                  onRange={(r) => set({ r })}
                  onClear={() => set({ vendor: undefined })}
                />
                <Tally tally={answer.tally} ledger={answer.ledger} />
                {answer.freshness.empty === 'not_connected' ? null : (
                  <div className="section">
                    <NeedsYou needs={answer.needs} />
                  </div>
                )}
              </>
            ) : (
              <OverviewFigures answer={answer} search={search} today={today} set={set} />
            )
          }
        </Waiting>
      )}
    </>
  )
}
