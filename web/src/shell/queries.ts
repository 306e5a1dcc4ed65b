// What the frame itself asks the API: who is here and where the ledger stands.
import { queryOptions } from '@tanstack/react-query'
import type { CheckpointList, LedgerHead } from '../../../worker/http/schemas/ledger.ts'
import { api } from '../api/client.ts'

/** GET /api/me */
export interface Me {
  readonly user: { readonly id: string; readonly email: string; readonly name: string }
  readonly tenant: { readonly id: string; readonly name: string; readonly region: 'us' | 'eu' } | null
  readonly role: 'owner' | 'admin' | 'auditor' | 'finance' | 'member' | null
  readonly permissions: readonly string[]
  readonly tenants: readonly {
    readonly id: string
    readonly name: string
    readonly region: string
    readonly role: string
  }[]
}

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.get<Me>('/api/me', { signal }),
  staleTime: 5 * 60_000,
})

/** Where the ledger stands; the rail's foot and the ledger screen share it. */
export const headQuery = queryOptions({
  queryKey: ['ledger', 'head'],
  queryFn: ({ signal }) => api.get<LedgerHead>('/api/ledger', { signal }),
  refetchInterval: 30_000,
})

/** The newest checkpoints, for the small stick. */
export const checkpointsQuery = queryOptions({
  queryKey: ['ledger', 'checkpoints', 'newest'],
  queryFn: ({ signal }) => api.get<CheckpointList>('/api/ledger/checkpoints?limit=8', { signal }),
  refetchInterval: 30_000,
})
