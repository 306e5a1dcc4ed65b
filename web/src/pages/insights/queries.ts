// What the panels of the Insights page ask the API, one route each.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  AttributionAnswer,
  CacheAnswer,
  Finding,
  MixAnswer,
  MovementAnswer,
  PricesAnswer,
  ReconciliationAnswer,
  SplitsAnswer,
} from '../../../../worker/http/schemas/insights.ts'
import type { UsageAnswer } from '../../../../worker/http/schemas/usage.ts'
import { api } from '../../api/client.ts'
import type { DayRange } from '../../date-range.ts'
import type { InsightsAsk, Spender } from './ask.ts'

interface Answers {
  mix: MixAnswer
  movement: MovementAnswer
  attribution: AttributionAnswer
  cache: CacheAnswer
  splits: SplitsAnswer
  prices: PricesAnswer
  reconciliation: ReconciliationAnswer
}

type Further = { readonly versus?: 'previous' | 'year'; readonly by?: Spender }

/** The answer of one panel over the filter. */
const panel =
  <P extends keyof Answers>(name: P) =>
  (ask: InsightsAsk & Further) =>
    queryOptions({
      queryKey: ['insights', name, ask],
      queryFn: ({ signal }) => api.get<Answers[P]>(`/api/insights/${name}`, { query: { ...ask }, signal }),
      staleTime: 5 * 60_000,
      placeholderData: keepPreviousData,
    })

export const queries = {
  mix: panel('mix'),
  movement: panel('movement'),
  attribution: panel('attribution'),
  cache: panel('cache'),
  splits: panel('splits'),
  prices: panel('prices'),
  reconciliation: panel('reconciliation'),
}

/** What the workspace filter can be set to, as Usage lists it for the same days. */
export const workspacesQuery = ({ from, to }: DayRange, vendor: InsightsAsk['vendor']) =>
  queryOptions({
    queryKey: ['insights', 'workspaces', from, to, vendor],
    queryFn: async ({ signal }) => {
      const query = { from, to, vendor, by: 'workspace', step: 'month' }
      return (await api.get<UsageAnswer>('/api/usage', { query, signal })).options.workspaces
    },
    staleTime: 10 * 60_000,
    placeholderData: keepPreviousData,
  })

type As = NonNullable<Finding['explained']>['as']

/** Says what a finding was; a record of who said so, and when. */
export const explainFinding = (key: string, as: As) =>
  api.post<{ key: string; state: Finding['state'] }>('/api/insights/findings/explain', { key, as })
