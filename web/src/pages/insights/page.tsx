// The Insights page: questions about spend, each answered by itself, with its arithmetic one click away.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { resolveRange } from '../../date-range.ts'
import { closedPart } from '../../figures/days.ts'
import { EmptyCause } from '../../figures/empty-cause.tsx'
import { findingsQuery } from '../../insights/queries.ts'
import { dayOf, daysBetween } from '../../time.ts'
import { PageHead } from '../../ui/page.tsx'
import { askOf, type InsightsSearch, type SetSearch } from './ask.ts'
import { Attribution } from './attribution.tsx'
import { Bill } from './bill.tsx'
import { Cache } from './cache.tsx'
import { Computed } from './computed.tsx'
import { InsightsFilters } from './filters.tsx'
import { Findings } from './findings.tsx'
import { Forecast } from './forecast.tsx'
import './insights.css'
import { Mix } from './mix.tsx'
import { Movement } from './movement.tsx'
import { Prices } from './prices.tsx'
import { insightsRoute } from './route.ts'
import { Splits } from './splits.tsx'

export function InsightsPage() {
  const search: InsightsSearch = insightsRoute.useSearch()
  const navigate = insightsRoute.useNavigate()
  const set: SetSearch = (next) => void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false })
  const [today] = useState(() => dayOf(Date.now()))
  const range = resolveRange(search.r ?? '28d', today)
  const ask = askOf(search, range)
  const freshness = useQuery(findingsQuery(ask)).data?.freshness
  const panels = { ask, search, set }
  const closedDays = closedPart(range, today)
  const nothingAtAll =
    freshness?.empty === 'not_connected' ||
    freshness?.empty === 'not_readable' ||
    freshness?.empty === 'backfill_running'
  const empty = freshness?.empty ? (
    <EmptyCause
      freshness={freshness}
      what="Usage"
      report="usage and cost report"
      range={range}
      vendor={search.vendor}
      onRange={(r) => set({ r })}
      onClear={() => set({ vendor: undefined, workspace: undefined })}
    />
  ) : null
  return (
    <>
      <InsightsFilters search={search} range={range} set={set} />
      <PageHead title="Insights" actions={freshness ? <Computed freshness={freshness} /> : undefined}>
        Questions about spend, each with its arithmetic one click away.
      </PageHead>
      {nothingAtAll ? (
        empty
      ) : (
        <>
          <Forecast {...panels} />
          {empty ? (
            <div className="section">{empty}</div>
          ) : (
            <>
              <div className="section">
                <Findings {...panels} />
              </div>
              <div className={search.vs === 'none' ? 'section' : 'grid2 section'}>
                <Mix {...panels} />
                {search.vs === 'none' ? null : <Movement {...panels} />}
              </div>
              <div className="section">
                <Attribution {...panels} closed={closedDays ? daysBetween(closedDays.from, closedDays.to) : 0} />
              </div>
              <div className="grid2 section">
                <Cache {...panels} />
                <Splits {...panels} />
              </div>
              <div className="grid2 section">
                <Prices ask={ask} />
                <Bill ask={ask} search={search} />
              </div>
            </>
          )}
        </>
      )}
    </>
  )
}
