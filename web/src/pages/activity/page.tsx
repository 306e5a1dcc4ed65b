// The Activity page: what people did at the vendors and here, newest first, each event a record that can be checked.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ActivityAnswer, ActivityRow } from '../../../../worker/http/schemas/people.ts'
import { resolveRange } from '../../date-range.ts'
import { Failed, Stale } from '../../figures/failed.tsx'
import { plural } from '../../format.ts'
import { RecordDrawer } from '../../records/drawer.tsx'
import { WithDrawer } from '../../ui/drawer.tsx'
import { PageHead } from '../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { ActivityChart } from './chart.tsx'
import { NoActivity } from './empty.tsx'
import { EventList } from './event-list.tsx'
import { ActivityFilters } from './filters.tsx'
import { activityPages } from './queries.ts'
import { activityRoute } from './route.ts'
import { type ActivitySearch, askOf, type SetSearch, usualRange } from './search.ts'

export function ActivityPage() {
  const search: ActivitySearch = activityRoute.useSearch()
  const navigate = activityRoute.useNavigate()
  const set: SetSearch = (next) => void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false })
  const query = useInfiniteQuery({ ...activityPages(askOf(search)), placeholderData: keepPreviousData })
  const answer = query.data?.pages[0]
  const events = query.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <>
      <ActivityFilters search={search} answer={answer} set={set} />
      <WithDrawer drawer={search.record === undefined ? null : <OpenEvent events={events} search={search} set={set} />}>
        <PageHead title="Activity">{answer ? headWords(answer) : 'Times are UTC; point at one for yours.'}</PageHead>
        {query.isError && answer ? (
          <Stale error={query.error} at={query.dataUpdatedAt} onRetry={() => void query.refetch()} />
        ) : null}
        {query.isError && !answer ? (
          <Failed error={query.error} what="Activity" onRetry={() => void query.refetch()} />
        ) : (
          <Waiting waiting={answer === undefined} skeleton={<SkeletonRows rows={10} />}>
            {() =>
              answer === undefined ? null : answer.freshness.empty !== null ? (
                <NoActivity
                  freshness={answer.freshness}
                  range={resolveRange(search.r ?? usualRange)}
                  vendor={search.vendor}
                  set={set}
                />
              ) : (
                <>
                  {answer.range.days > 1 ? <ActivityChart days={answer.days} search={search} set={set} /> : null}
                  <div className={answer.range.days > 1 ? 'section' : ''}>
                    <EventList
                      events={events}
                      total={answer.total}
                      severalDays={answer.range.days > 1}
                      open={search.record}
                      onOpen={(record) => set({ record })}
                      older={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
                      busy={query.isFetchingNextPage}
                    />
                  </div>
                </>
              )
            }
          </Waiting>
        )}
      </WithDrawer>
    </>
  )
}

const headWords = ({ total, range }: ActivityAnswer): string =>
  `${plural(total, 'event')} in ${plural(range.days, 'day')}. Times are UTC; point at one for yours.`

function OpenEvent({ events, search, set }: { events: ActivityRow[]; search: ActivitySearch; set: SetSearch }) {
  const { record: open } = search
  if (open === undefined) return null
  const at = events.findIndex((event) => event.seq === open)
  const event = events[at]
  const show = (one: ActivityRow | undefined) => (one ? () => set({ record: one.seq }) : undefined)
  return (
    <RecordDrawer
      seq={open}
      title={event?.label}
      onClose={() => set({ record: undefined })}
      onPrevious={at > 0 ? show(events[at - 1]) : undefined}
      onNext={at >= 0 ? show(events[at + 1]) : undefined}
      linkTo={(seq, words) => (
        <Link to="/activity" search={{ ...search, record: seq }} resetScroll={false}>
          {words}
        </Link>
      )}
      lead={
        event ? (
          <p className="small">
            <Link to="/activity" search={{ ...search, type: [event.type] }} resetScroll={false}>
              Only events of this type
            </Link>
          </p>
        ) : null
      }
    />
  )
}
