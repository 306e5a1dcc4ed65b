// The Costs page: what the vendors billed, what the tokens made us expect, and every reason for the difference.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { resolveRange } from '../../date-range.ts'
import { noFilter } from '../../figures/ask.ts'
import { EmptyCause } from '../../figures/empty-cause.tsx'
import { Failed, Stale } from '../../figures/failed.tsx'
import { FiguresSkeleton } from '../../figures/page-skeleton.tsx'
import { dayOf } from '../../time.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Waiting } from '../../ui/skeleton.tsx'
import { askOf, type CostSearch, dimensions, filterOf } from './ask.ts'
import { CostFigures } from './figures.tsx'
import { CostFilters } from './filters.tsx'
import { FocusButton } from './focus-button.tsx'
import { costsQuery } from './queries.ts'
import { costsRoute } from './route.ts'
import { costStatLabels } from './stats.tsx'

export function CostsPage() {
  const search: CostSearch = costsRoute.useSearch()
  const navigate = costsRoute.useNavigate()
  const set = (next: Partial<CostSearch>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false })
  const [today] = useState(() => dayOf(Date.now()))
  const range = resolveRange(search.r ?? '28d', today)
  const query = useQuery(costsQuery(askOf(search, range)))
  const answer = query.data
  return (
    <>
      <CostFilters search={search} range={range} answer={answer} csv={filterOf(search, range)} set={set} />
      <PageHead
        title="Costs"
        actions={
          <>
            <ButtonLink to="/budgets">Budgets</ButtonLink>
            <ButtonLink to="/costs/chargeback">Chargeback</ButtonLink>
            <FocusButton search={search} range={range} />
          </>
        }
      >
        What the vendors billed, what we would have expected from the tokens, and every reason for the difference.
      </PageHead>
      {query.isError && answer ? (
        <Stale error={query.error} at={query.dataUpdatedAt} onRetry={() => void query.refetch()} />
      ) : null}
      {query.isError && !answer ? (
        <Failed error={query.error} what="Costs" onRetry={() => void query.refetch()} />
      ) : (
        <Waiting waiting={answer === undefined} skeleton={<FiguresSkeleton labels={costStatLabels} />}>
          {() =>
            answer === undefined ? null : answer.freshness.empty !== null ? (
              <EmptyCause
                freshness={answer.freshness}
                what="Costs"
                report="cost report"
                range={range}
                vendor={search.vendor}
                onRange={(r) => set({ r })}
                onClear={() => set(noFilter(dimensions))}
              />
            ) : (
              <CostFigures answer={answer} search={search} today={today} set={set} />
            )
          }
        </Waiting>
      )}
    </>
  )
}
