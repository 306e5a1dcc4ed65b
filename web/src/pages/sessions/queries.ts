// What the Sessions page asks the API, a page at a time.
import { infiniteQueryOptions } from '@tanstack/react-query'
import type { SessionsAnswer } from '../../../../worker/http/schemas/people.ts'
import { api } from '../../api/client.ts'

export interface SessionsAsk {
  readonly from: string
  readonly to: string
  readonly person: string | undefined
}

const pageSize = 100

export const sessionPages = (ask: SessionsAsk) =>
  infiniteQueryOptions({
    queryKey: ['sessions', ask],
    queryFn: ({ signal, pageParam }) =>
      api.get<SessionsAnswer>('/api/sessions', { query: { ...ask, limit: pageSize, cursor: pageParam }, signal }),
    initialPageParam: null as string | null, // widens the literal: the next pages have a cursor
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: (query) => (query.state.data?.pages[0]?.freshness.empty === 'backfill_running' ? 5_000 : false),
  })
