// What the Activity page asks the API, a page at a time.
import { infiniteQueryOptions } from '@tanstack/react-query'
import type { ActivityAnswer } from '../../../../worker/http/schemas/people.ts'
import { api } from '../../api/client.ts'
import type { ActivityAsk } from './search.ts'

const pageSize = 100

export const activityPages = (ask: ActivityAsk) =>
  infiniteQueryOptions({
    queryKey: ['activity', ask],
    queryFn: ({ signal, pageParam }) =>
      api.get<ActivityAnswer>('/api/activity', { query: { ...ask, limit: pageSize, cursor: pageParam }, signal }),
    initialPageParam: null as string | null, // widens the literal: the next pages have a cursor
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: (query) => (query.state.data?.pages[0]?.freshness.empty === 'backfill_running' ? 5_000 : false),
  })
