// What the Usage page asks the API.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { UsageAnswer, UsageRows } from '../../../../worker/http/schemas/usage.ts'
import { api } from '../../api/client.ts'
import type { UsageAsk, UsageFilterAsk } from './ask.ts'

const whileFilling = 5_000

/** Days, groups and sums. Asked again every few seconds while the first days are being read. */
export const usageQuery = (ask: UsageAsk) =>
  queryOptions({
    queryKey: ['usage', ask],
    queryFn: ({ signal }) => api.get<UsageAnswer>('/api/usage', { query: ask, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.freshness.empty === 'backfill_running' ? whileFilling : false),
  })

/** The records behind a number, a page at a time. */
export const usageRowsQuery = (filter: UsageFilterAsk) =>
  infiniteQueryOptions({
    queryKey: ['usage', 'rows', filter],
    queryFn: ({ signal, pageParam }) =>
      api.get<UsageRows>('/api/usage/rows', { query: { ...filter, limit: 100, cursor: pageParam }, signal }),
    initialPageParam: null as string | null, // widens the literal: the next pages have a cursor
    getNextPageParam: (page) => page.next_cursor,
  })
