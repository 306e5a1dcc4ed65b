// What the Ledger page asks the API: checkpoints and records, newest first, a page at a time.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { CheckpointList, RecordList } from '../../../../worker/http/schemas/ledger.ts'
import { api } from '../../api/client.ts'
import type { RecordsAsk } from './search.ts'

const first = null as string | null // widens the literal: the next pages have a cursor
/** One more than is shown: what is new in a checkpoint shows beside the one under it. */
const firstCheckpoints = 9

export const checkpointPages = infiniteQueryOptions({
  queryKey: ['ledger', 'checkpoints', 'pages'],
  queryFn: ({ signal, pageParam }) =>
    api.get<CheckpointList>('/api/ledger/checkpoints', {
      query: { limit: pageParam === null ? firstCheckpoints : 50, cursor: pageParam },
      signal,
    }),
  initialPageParam: first,
  getNextPageParam: (page) => page.next_cursor,
  refetchInterval: 30_000,
})

/** Checkpoints and newest records for the tally: as many as can be drawn. */
export const tallyQuery = queryOptions({
  queryKey: ['ledger', 'tally'],
  queryFn: async ({ signal }) => {
    const [checkpoints, records] = await Promise.all([
      api.get<CheckpointList>('/api/ledger/checkpoints', { query: { limit: 1000 }, signal }),
      api.get<RecordList>('/api/ledger/records', { query: { limit: 240 }, signal }),
    ])
    return { checkpoints: checkpoints.checkpoints, records: records.records }
  },
  refetchInterval: 30_000,
})

export const recordPages = (ask: RecordsAsk) =>
  infiniteQueryOptions({
    queryKey: ['ledger', 'records', ask],
    queryFn: ({ signal, pageParam }) =>
      api.get<RecordList>('/api/ledger/records', { query: { ...ask, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: first,
    getNextPageParam: (page) => page.next_cursor,
  })
