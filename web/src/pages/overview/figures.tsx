// Everything on the Overview that stands on an answer with figures in it.
import { useQuery } from '@tanstack/react-query'
import type { OverviewAnswer } from '../../../../worker/http/schemas/overview.ts'
import { resolveRange } from '../../date-range.ts'
import { closedPart, comparisonOf, type Versus } from '../../figures/days.ts'
import type { VendorChoice } from '../../figures/vendor.ts'
import { useMay } from '../../shell/may.ts'
import { type Day, daysBetween } from '../../time.ts'
import type { ChartView } from '../../ui/segments.tsx'
import { LatestActivity } from './activity.tsx'
import { CostPerDay } from './chart.tsx'
import { comparedSums } from './compared.ts'
import { NeedsYou } from './needs.tsx'
import { TopPeople } from './people.tsx'
import { overviewQuery } from './queries.ts'
import { OverviewStats } from './stats.tsx'
import { Tally } from './tally.tsx'

interface Search {
  r?: string | undefined
  vendor?: VendorChoice | undefined
  vs?: Versus | undefined
  view?: ChartView | undefined
}

interface OverviewFiguresProps {
  answer: OverviewAnswer
  search: Search
  today: Day
  set: (next: Search) => void
}

/** Stats, tally, cost per day beside what needs somebody, events beside people. */
export function OverviewFigures({ answer, search, today, set }: OverviewFiguresProps) {
  const range = resolveRange(search.r ?? '28d', today)
  const versus = search.vs ?? 'before'
  const closedDays = closedPart(range, today)
  const closed = closedDays ? daysBetween(closedDays.from, closedDays.to) : 0
  const comparison = comparisonOf(range, versus, today)
  const now = useQuery({ ...overviewQuery(comparison?.now ?? range, search.vendor), enabled: comparison !== null })
  const earlier = useQuery({
    ...overviewQuery(comparison?.earlier ?? range, search.vendor),
    enabled: comparison?.versus === 'year',
  })
  const compared =
    now.isError || earlier.isError ? null : now.data && comparedSums(now.data, earlier.data ?? null, versus)
  const seesActivity = useMay('read:activity')
  const seesPeople = useMay('read:people')
  return (
    <>
      <OverviewStats
        answer={answer}
        comparison={comparison}
        compared={compared}
        closed={closed}
        r={search.r}
        vendor={search.vendor}
      />
      <Tally tally={answer.tally} ledger={answer.ledger} />
      <div className="grid21 section">
        <CostPerDay
          answer={answer}
          range={range}
          r={search.r}
          view={search.view ?? 'chart'}
          onView={(view) => set({ view: view === 'chart' ? undefined : view })}
        />
        <NeedsYou needs={answer.needs} />
      </div>
      {seesActivity || seesPeople ? (
        <div className={seesActivity && seesPeople ? 'grid21 section' : 'section'}>
          {seesActivity ? <LatestActivity answer={answer} /> : null}
          {seesPeople ? <TopPeople people={answer.top_people} r={search.r} /> : null}
        </div>
      ) : null}
    </>
  )
}
