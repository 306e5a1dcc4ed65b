// What the People page asks the API, and how an identity is linked. CSV is asked with the same words.
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { PeopleAnswer, PersonRow, UnmappedAnswer } from '../../../../worker/http/schemas/people.ts'
import { api } from '../../api/client.ts'
import type { VendorChoice } from '../../figures/vendor.ts'

export interface PeopleAsk {
  readonly from: string
  readonly to: string
  readonly vendor?: VendorChoice | undefined
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

export type UnmappedAsk = Pick<PeopleAsk, 'from' | 'to' | 'vendor'>

export const unmappedQuery = (ask: UnmappedAsk) =>
  queryOptions({
    queryKey: ['people', 'unmapped', ask],
    queryFn: ({ signal }) => api.get<UnmappedAnswer>('/api/people/unmapped', { query: { ...ask }, signal }),
    placeholderData: keepPreviousData,
  })

interface Link {
  readonly identity: string
  /** A subject of the person; null keeps the identity apart from everybody. */
  readonly person: string | null
}

/**
 * Writes the link, then reads again whatever is on the screen before `then`: whose use is whose changes every figure
 * about people, so nothing is guessed meanwhile.
 */
export function useLink(then: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (link: Link) => api.post<Link>('/api/people/links', link),
    onSuccess: async () => {
      await client.invalidateQueries()
      then()
    },
  })
}
