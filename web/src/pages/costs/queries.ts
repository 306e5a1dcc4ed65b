// What the Costs page asks the API.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { CostRows, CostsAnswer } from '../../../../worker/http/schemas/costs.ts'
import { api } from '../../api/client.ts'
import type { CostAsk, CostFilterAsk } from './ask.ts'

const whileFilling = 5_000

/** Days, groups, sums and residuals. Asked again every few seconds while the first days are being read. */
export const costsQuery = (ask: CostAsk) =>
  queryOptions({
    queryKey: ['costs', ask],
    queryFn: ({ signal }) => api.get<CostsAnswer>('/api/costs', { query: ask, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.freshness.empty === 'backfill_running' ? whileFilling : false),
  })

/** The bill lines behind a number, a page at a time. */
export const costRowsQuery = (filter: CostFilterAsk) =>
  infiniteQueryOptions({
    queryKey: ['costs', 'rows', filter],
    queryFn: ({ signal, pageParam }) =>
      api.get<CostRows>('/api/costs/rows', { query: { ...filter, limit: 100, cursor: pageParam }, signal }),
    initialPageParam: null as string | null, // widens the literal: the next pages have a cursor
    getNextPageParam: (page) => page.next_cursor,
  })
