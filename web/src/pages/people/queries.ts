// What the People page asks the API. CSV is asked with the same words.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { PeopleAnswer, PersonRow } from '../../../../worker/http/schemas/people.ts'
import { api } from '../../api/client.ts'

export interface PeopleAsk {
  readonly from: string
  readonly to: string
  readonly state: PersonRow['state'] | undefined
  readonly q: string | undefined
}

export const peopleQuery = (ask: PeopleAsk) =>
  queryOptions({
    queryKey: ['people', ask],
    queryFn: ({ signal }) => api.get<PeopleAnswer>('/api/people', { query: { ...ask }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.freshness.empty === 'backfill_running' ? 5_000 : false),
  })
