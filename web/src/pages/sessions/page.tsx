// The Sessions page: Claude Code, one row a developer and day, as the vendor's analytics report it.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { resolveRange } from '../../date-range.ts'
import { EmptyCause } from '../../figures/empty-cause.tsx'
import { Failed, Stale } from '../../figures/failed.tsx'
import { WithDrawer } from '../../ui/drawer.tsx'
import { PageHead } from '../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { SessionsChart } from './chart.tsx'
import { SessionsFilters } from './filters.tsx'
import { OpenSession } from './open-session.tsx'
import { sessionPages } from './queries.ts'
import { sessionsRoute } from './route.ts'
import { SessionStats } from './stats.tsx'
import { SessionTable } from './table.tsx'
import { TurnsPart } from './turns.tsx'

export function SessionsPage() {
  const search = sessionsRoute.useSearch()
  const navigate = sessionsRoute.useNavigate()
  const set = (next: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false })
  const range = resolveRange(search.r ?? '28d')
  const ask = { ...range, person: search.who }
  const query = useInfiniteQuery({ ...sessionPages(ask), placeholderData: keepPreviousData })
  const answer = query.data?.pages[0]
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? []
  const { record } = search
  return (
    <>
      <SessionsFilters search={search} csv={ask} until={answer?.freshness.data_until} set={set} />
      <WithDrawer
        drawer={
          record === undefined ? null : (
            <OpenSession rows={rows} record={record} search={search} onOpen={(seq) => set({ record: seq })} />
          )
        }
      >
        <PageHead title="Sessions">
          Claude Code by developer and UTC day, as the vendor’s analytics report it, and turns that people report from
          Claude. Use and cost are shown; how well somebody works is not guessed.
        </PageHead>
        {query.isError && answer ? (
          <Stale error={query.error} at={query.dataUpdatedAt} onRetry={() => void query.refetch()} />
        ) : null}
        {query.isError && !answer ? (
          <Failed error={query.error} what="Sessions" onRetry={() => void query.refetch()} />
        ) : (
          <>
            <SessionStats totals={answer?.totals} narrow={record !== undefined} />
            <Waiting waiting={answer === undefined} skeleton={<SkeletonRows rows={12} />}>
              {() =>
                answer === undefined ? null : answer.freshness.empty !== null ? (
                  <div className="section">
                    <EmptyCause
                      freshness={answer.freshness}
                      what="Sessions"
                      report="Claude Code report"
                      vendor="anthropic"
                      range={range}
                      onRange={(r) => set({ r })}
                      onClear={() => set({ who: undefined })}
                    />
                  </div>
                ) : (
                  <>
                    {answer.range.days > 1 ? (
                      <SessionsChart
                        days={answer.days}
                        view={search.view ?? 'chart'}
                        onView={(view) => set({ view: view === 'chart' ? undefined : view })}
                        onDay={(r) => set({ r })}
                      />
                    ) : null}
                    <SessionTable
                      rows={rows}
                      answer={answer}
                      open={record}
                      onOpen={(seq) => set({ record: seq })}
                      older={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
                      busy={query.isFetchingNextPage}
                    />
                  </>
                )
              }
            </Waiting>
            {answer === undefined ? null : <TurnsPart turns={answer.turns} />}
          </>
        )}
      </WithDrawer>
    </>
  )
}
