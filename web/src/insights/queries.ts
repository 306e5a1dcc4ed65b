// What several screens ask about insights: the month's end (Insights, Overview) and what was unusual (Insights, Overview, the rail).
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { FindingsAnswer, ForecastAnswer } from '../../../worker/http/schemas/insights.ts'
import { api } from '../api/client.ts'
import { resolveRange } from '../date-range.ts'
import { type Day, dayOf } from '../time.ts'

/** Figures of whole days: they change when a day is read, not while somebody looks. */
const slow = { staleTime: 5 * 60_000, placeholderData: keepPreviousData }

export interface ForecastAsk {
  readonly by?: ForecastAnswer['scope']['by']
  readonly value?: string
  readonly vendor?: 'anthropic' | 'openai'
  readonly workspace?: readonly string[]
}

export const forecastQuery = (ask: ForecastAsk) =>
  queryOptions({
    queryKey: ['insights', 'forecast', ask],
    queryFn: ({ signal }) => api.get<ForecastAnswer>('/api/insights/forecast', { query: { ...ask }, signal }),
    ...slow,
  })

export interface FindingsAsk {
  readonly from: Day
  readonly to: Day
  readonly vendor?: 'anthropic' | 'openai'
  readonly workspace?: readonly string[]
}

export const findingsQuery = (ask: FindingsAsk) =>
  queryOptions({
    queryKey: ['insights', 'findings', ask],
    queryFn: ({ signal }) => api.get<FindingsAnswer>('/api/insights/findings', { query: { ...ask }, signal }),
    ...slow,
  })

/** The same question as the Insights page asks when it is opened plainly, so that rail, Overview and page share one answer. */
export const usualFindings = () => findingsQuery(resolveRange('28d', dayOf(Date.now())))
