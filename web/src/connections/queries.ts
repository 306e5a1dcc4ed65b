// What the connection screens ask the API. A key goes out in two calls and comes back in none.
import { queryOptions } from '@tanstack/react-query'
import type { ConnectionView, StreamList, ValidateAnswer } from '../../../worker/http/schemas/connections.ts'
import { api } from '../api/client.ts'
import { pollEvery } from './words.ts'

/** GET /api/connections: asked every 2 s while the past is being read, every 10 s otherwise. */
export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: async ({ signal }) =>
    (await api.get<{ connections: ConnectionView[] }>('/api/connections', { signal })).connections,
  refetchInterval: (query) => pollEvery(query.state.data),
})

/** GET /api/streams: live, every 10 s. */
export const streamsQuery = queryOptions({
  queryKey: ['streams'],
  queryFn: ({ signal }) => api.get<StreamList>('/api/streams', { signal }),
  refetchInterval: 10_000,
})

/** POST /api/connections/validate: tries the key, reading only; stores nothing but the result. `euResident`: somebody confirmed it. */
export const validateKey = (kind: ConnectionView['kind'], key: string, euResident: boolean) =>
  api.post<ValidateAnswer>('/api/connections/validate', { kind, key, eu_resident: euResident })

/**
 * POST /api/connections: seals the key that was tried; an organization that is connected gets its key replaced. `from`: the first day of the
 * past to read, empty for as much as is read of this kind.
 */
export const connectKey = (draft: string, key: string, name: string, from: string) =>
  api.post<ConnectionView>('/api/connections', { draft, key, name, ...(from === '' ? {} : { backfill_from: from }) })

/** PATCH /api/connections/{id} */
export const renameConnection = (id: string, name: string) =>
  api.patch<ConnectionView>(`/api/connections/${id}`, { name })

/** POST /api/connections/{id}/backfill */
export const turnBackfill = (id: string, action: 'pause' | 'resume') =>
  api.post<ConnectionView>(`/api/connections/${id}/backfill`, { action })

/** DELETE /api/connections/{id}: the sealed key is destroyed, the records stay. */
export const disconnect = (id: string) => api.delete(`/api/connections/${id}`)
