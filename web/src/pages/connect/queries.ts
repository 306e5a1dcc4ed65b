// What the consent page asks the API: the question behind its address, and the answer to it.
import { queryOptions } from '@tanstack/react-query'
import type { ConsentQuestion } from '../../../../worker/http/schemas/turns.ts'
import { api } from '../../api/client.ts'

export type { ConsentQuestion } from '../../../../worker/http/schemas/turns.ts'

export const questionQuery = (q: string) =>
  queryOptions({
    queryKey: ['connect', q],
    queryFn: ({ signal }) => api.get<ConsentQuestion>('/api/mcp/consent', { query: { q }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const answerQuestion = (answer: { q: string; approve: boolean; tenant_id: string }) =>
  api.post<{ to: string }>('/api/mcp/consent', answer)
