// What the Account part asks the API.
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import type { Me } from '../../../shell/queries.ts'

/** GET /api/auth/passkeys */
export interface Passkey {
  readonly id: string
  readonly name: string | null
  readonly created_at: string | null
}

export const passkeysQuery = queryOptions({
  queryKey: ['passkeys'],
  queryFn: async ({ signal }) => (await api.get<{ data: Passkey[] }>('/api/auth/passkeys', { signal })).data,
})

export const renameMe = (name: string) => api.patch<Me>('/api/me', { name })
export const renamePasskey = (id: string, name: string) => api.patch(`/api/auth/passkeys/${id}`, { name })
export const removePasskey = (id: string) => api.delete(`/api/auth/passkeys/${id}`)
/** POST /api/me/tenant: works in another organization from now on, in this session. */
export const moveTo = (tenant: string) => api.post<Me>('/api/me/tenant', { tenant_id: tenant })
export const leaveOrganization = () => api.post('/api/members/leave', {})
