// One record whole, as every drawer shows it.
import { queryOptions } from '@tanstack/react-query'
import type { RecordDetail } from '../../../worker/http/schemas/ledger.ts'
import { api } from '../api/client.ts'

/** A record never changes; only its checkpoint arrives, seconds after it. */
export const recordQuery = (seq: number) =>
  queryOptions({
    queryKey: ['ledger', 'record', seq],
    queryFn: ({ signal }) => api.get<RecordDetail>(`/api/ledger/records/${seq}`, { signal }),
    refetchInterval: (query) => (query.state.data?.checkpoint === null ? 5_000 : false),
  })
