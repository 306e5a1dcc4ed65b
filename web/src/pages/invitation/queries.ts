// What the invitation page asks the API: what the link offers, and who is here, if anybody.
import { queryOptions } from '@tanstack/react-query'
import { ApiError, api } from '../../api/client.ts'
import type { Me } from '../../shell/queries.ts'

/** POST /api/invitations/look */
export interface Offer {
  readonly tenant: { readonly name: string }
  readonly email: string
  readonly role: string
  readonly expires_at: string
}

export const offerQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: () => api.post<Offer>('/api/invitations/look', { token }),
    staleTime: 60_000,
  })

/** Who is signed in, or null: unlike everywhere else, nobody is no reason to leave this page. */
export const guestQuery = queryOptions({
  queryKey: ['guest'],
  queryFn: async ({ signal }) => {
    try {
      return await api.get<Me>('/api/me', { signal })
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null
      throw error
    }
  },
})

/** POST /api/invitations/accept: joins and works there from now on. */
export const acceptInvitation = (token: string) => api.post('/api/invitations/accept', { token })
