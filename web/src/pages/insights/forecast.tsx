// Where will the month end? The running total with its forecast and the budget, the answer in words, and the same for the parts.
import { useQuery } from '@tanstack/react-query'
import type { ForecastAnswer } from '../../../../worker/http/schemas/insights.ts'
import { EmptyCause } from '../../figures/empty-cause.tsx'
import { monthName } from '../../insights/forecast-words.ts'
import { type ForecastAsk, forecastQuery } from '../../insights/queries.ts'
import { readScopeId, scopeName } from '../../insights/scope-words.ts'
import { Panel } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Answer } from './answer.tsx'
import type { InsightsAsk, InsightsSearch, SetSearch } from './ask.ts'
import { MonthChart } from './month-chart.tsx'
import { MonthParts } from './month-parts.tsx'
import { Part } from './part.tsx'

interface ForecastProps {
  ask: InsightsAsk
  search: InsightsSearch
  set: SetSearch
}

/** The whole as the filter selects it, or the part of it that was chosen in the table of parts. */
export function Forecast({ ask, search, set }: ForecastProps) {
  const { from: _, to: __, ...filter } = ask
  const whole = useQuery(forecastQuery(filter))
  const chosen = readScopeId(search.of)
  const part = useQuery({ ...forecastQuery(partOf(filter, search, chosen)), enabled: chosen !== undefined })
  const shown = chosen === undefined ? whole : part
  return (
    <>
      <Part query={shown} title="Where will the month end?" what="The forecast" skeleton={<Skeleton height={260} />}>
        {(answer) => <Month answer={answer} search={search} set={set} />}
      </Part>
      {whole.data && whole.data.scopes.length > 0 ? (
        <MonthParts scopes={whole.data.scopes} month={monthName(whole.data.range.from)} search={search} set={set} />
      ) : null}
    </>
  )
}

function partOf(
  filter: ForecastAsk,
  { scope = 'vendor' }: InsightsSearch,
  chosen: ReturnType<typeof readScopeId>,
): ForecastAsk {
  if (chosen === undefined) return filter
  return { by: scope, value: chosen.value, ...(chosen.vendor ? { vendor: chosen.vendor } : {}) }
}

function Month({ answer, search, set }: { answer: ForecastAnswer; search: InsightsSearch; set: SetSearch }) {
  const month = monthName(answer.range.from)
  const of = answer.scope.by === 'tenant' ? '' : ` for ${scopeName(answer.scope)}`
  const title = `Where will ${month} end${of}?`
  if (answer.freshness.empty !== null && answer.days.length === 0) {
    return (
      <Panel title={title}>
        <EmptyCause
          freshness={answer.freshness}
          what="Usage"
          report="usage and cost report"
          range={answer.range}
          vendor={search.vendor}
          onRange={(r) => set({ r })}
          onClear={() => set({ vendor: undefined, workspace: undefined, of: undefined })}
        />
      </Panel>
    )
  }
  return (
    <div className="grid21">
      <MonthChart answer={answer} title={title} view={search.view ?? 'chart'} set={set} />
      <Answer answer={answer} search={search} set={set} />
    </div>
  )
}
