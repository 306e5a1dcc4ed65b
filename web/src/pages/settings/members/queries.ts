// What the Members part asks the API.
import { queryOptions } from '@tanstack/react-query'
import { allPages } from '../../../api/all-pages.ts'
import { api } from '../../../api/client.ts'
import type { Role } from './roles.ts'

/** GET /api/members. Times are ISO 8601. */
export interface Member {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly joined_at: string
}

/** GET /api/invitations: open ones only. */
export interface Invitation {
  readonly id: string
  readonly email: string
  readonly role: Role
  readonly created_at: string
  readonly expires_at: string
}

export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: ({ signal }) => allPages<Member>('/api/members', signal),
})

export const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: ({ signal }) => allPages<Invitation>('/api/invitations', signal),
})

/** POST /api/invitations: a second one to the same address replaces the first. */
export const invite = (email: string, role: Role) => api.post<Invitation>('/api/invitations', { email, role })
export const revokeInvitation = (id: string) => api.delete(`/api/invitations/${id}`)
export const changeRole = (id: string, role: Role) => api.patch<Member>(`/api/members/${id}`, { role })
export const removeMember = (id: string) => api.delete(`/api/members/${id}`)
