// What the Budgets page asks the API. A webhook's secret is in one answer and nowhere else.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  AlertList,
  AlertView,
  ChangedChannel,
  ChannelBody,
  ChannelChange,
  ChannelList,
  NewChannelSecret,
  TestedChannel,
  Watch,
} from '../../../../worker/http/schemas/alerts.ts'
import type { BudgetList, BudgetView } from '../../../../worker/http/schemas/budgets.ts'
import type { TeamList } from '../../../../worker/http/schemas/teams.ts'
import type { UsageAnswer } from '../../../../worker/http/schemas/usage.ts'
import { api } from '../../api/client.ts'
import { addDays } from '../../time.ts'

export const budgetsQuery = queryOptions({
  queryKey: ['budgets'],
  queryFn: ({ signal }) => api.get<BudgetList>('/api/budgets', { signal }),
})

export interface BudgetTerms {
  name: string
  amount: string
  thresholds: number[]
  forecast: boolean
  channels: string[]
}
export interface BudgetWish extends BudgetTerms {
  scope: BudgetView['scope']
  vendor: string | null
  value: string | null
  period: BudgetView['period']
}
export const makeBudget = (wish: BudgetWish) => api.post<BudgetView>('/api/budgets', wish)
export const changeBudget = (id: string, change: Partial<BudgetTerms & { paused: boolean }>) =>
  api.patch<BudgetView>(`/api/budgets/${id}`, change)
export const removeBudget = (id: string) => api.delete<void>(`/api/budgets/${id}`)

/** What a budget can be on: use of the last 90 days by one dimension, with the vendor of each value. */
export const scopeValuesQuery = (by: 'workspace' | 'key' | 'model' | 'person', today: string) =>
  queryOptions({
    queryKey: ['budgets', 'values', by, today],
    queryFn: ({ signal }) =>
      api.get<UsageAnswer>('/api/usage', {
        query: { by, step: 'month', from: addDays(today, -89), to: today },
        signal,
      }),
    staleTime: 300_000,
  })

export const teamsQuery = queryOptions({
  queryKey: ['budgets', 'teams'],
  queryFn: ({ signal }) => api.get<TeamList>('/api/teams', { signal }),
})

export interface AlertAsk {
  readonly state: 'open' | 'acknowledged' | undefined
  readonly source: string | undefined
}

const isUnderWay = ({ deliveries }: AlertView): boolean =>
  deliveries.some(({ state }) => state === 'waiting' || state === 'sending')

export const alertPages = (ask: AlertAsk) =>
  infiniteQueryOptions({
    queryKey: ['alerts', ask],
    queryFn: ({ signal, pageParam }) =>
      api.get<AlertList>('/api/alerts', { query: { ...ask, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: null as string | null, // widens the literal: the next pages have a cursor
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state }) => (state.data?.pages.some(({ alerts }) => alerts.some(isUnderWay)) ? 3_000 : 60_000),
  })

export const alertQuery = (id: string) =>
  queryOptions({
    queryKey: ['alerts', 'one', id],
    queryFn: ({ signal }) => api.get<AlertView>(`/api/alerts/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? 2_000 : false),
  })

export const acknowledge = (id: string) => api.post<AlertView>(`/api/alerts/${id}/acknowledge`, {})
export const explain = (id: string, explanation: string) =>
  api.post<AlertView>(`/api/alerts/${id}/explain`, { explanation })

export const channelsQuery = queryOptions({
  queryKey: ['alerts', 'channels'],
  queryFn: ({ signal }) => api.get<ChannelList>('/api/alert-channels', { signal }),
})
export const addChannel = (wish: ChannelBody) => api.post<ChangedChannel>('/api/alert-channels', wish)
export const changeChannel = (id: string, change: ChannelChange) =>
  api.patch<ChangedChannel>(`/api/alert-channels/${id}`, change)
export const removeChannel = (id: string) => api.delete<void>(`/api/alert-channels/${id}`)
export const newChannelSecret = (id: string) => api.post<NewChannelSecret>(`/api/alert-channels/${id}/secret`, {})
export const testChannel = (id: string) => api.post<TestedChannel>(`/api/alert-channels/${id}/test`, {})

export const watchQuery = queryOptions({
  queryKey: ['alerts', 'watch'],
  queryFn: ({ signal }) => api.get<Watch>('/api/alerts/watch', { signal }),
})
export const setWatch = (wish: Watch) => api.put<Watch>('/api/alerts/watch', wish)
