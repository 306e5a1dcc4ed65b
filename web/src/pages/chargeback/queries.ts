// What the Chargeback page asks the API.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { ChargebackAnswer, SplitAnswer } from '../../../../worker/http/schemas/chargeback.ts'
import { api } from '../../api/client.ts'

export const chargebackQuery = (period: string) =>
  queryOptions({
    queryKey: ['chargeback', period],
    queryFn: ({ signal }) => api.get<ChargebackAnswer>('/api/chargeback', { query: { period }, signal }),
    placeholderData: keepPreviousData,
  })

export const freezeMonth = (period: string) => api.post<ChargebackAnswer>(`/api/chargeback/${period}/freeze`, {})
export const setSplit = (split: SplitAnswer) => api.put<SplitAnswer>('/api/chargeback/split', split)
