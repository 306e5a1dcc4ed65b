// What the API tokens part asks the API. The text of a token is in one answer and nowhere else.
import { queryOptions } from '@tanstack/react-query'
import { allPages } from '../../../api/all-pages.ts'
import { api } from '../../../api/client.ts'

/** GET /api/tokens, newest first. */
export interface Token {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly state: 'live' | 'expired' | 'revoked'
  readonly created_at: string
  readonly expires_at: string
  readonly last_used_at: string | null
  readonly revoked_at: string | null
  readonly created_by: { readonly id: string; readonly name: string | null; readonly email: string | null }
}

/** POST /api/tokens: the only answer with the text. */
export interface MadeToken {
  readonly id: string
  readonly token: string
  readonly name: string
  readonly expires_at: string
}

export interface TokenWish {
  readonly name: string
  readonly scopes: readonly string[]
  readonly expires_at: string
}

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: ({ signal }) => allPages<Token>('/api/tokens', signal),
})

export const makeToken = (wish: TokenWish) => api.post<MadeToken>('/api/tokens', wish)
export const revokeToken = (id: string) => api.delete(`/api/tokens/${id}`)
