// One record whole, as every drawer shows it.
import { queryOptions } from '@tanstack/react-query'
import type { RecordDetail } from '../../../worker/http/schemas/ledger.ts'
import { api } from '../api/client.ts'

/** A record never changes; its checkpoint arrives seconds after it, its anchor within hours. */
export const recordQuery = (seq: number) =>
  queryOptions({
    queryKey: ['ledger', 'record', seq],
    queryFn: ({ signal }) => api.get<RecordDetail>(`/api/ledger/records/${seq}`, { signal }),
    refetchInterval: ({ state: { data } }) => {
      if (data === undefined || data.anchored?.state === 'buried') return false
      return data.checkpoint === null ? 5_000 : 30_000
    },
  })
