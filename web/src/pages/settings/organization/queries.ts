// What the Organization part asks the API.
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'

/** GET /api/settings */
export interface Settings {
  readonly id: string
  readonly name: string
  readonly region: 'us' | 'eu'
  /** IANA name. */
  readonly timezone: string
  /** Content records carry the SHA-256 of the text. */
  readonly plaintext_digest: boolean
  /** Reveals, exports with content and erasures wait for another owner or admin. */
  readonly second_approver: boolean
  /** Chats untouched for so many months are erased; null keeps them. */
  readonly retention_months: number | null
  /** Lists of mail domains that are one. */
  readonly domain_aliases: readonly (readonly string[])[]
}

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => api.get<Settings>('/api/settings', { signal }),
})

/** PATCH /api/settings: what is left out stays; what changed becomes a record. */
export const changeSettings = (change: Partial<Omit<Settings, 'id' | 'region'>>) =>
  api.patch<Settings>('/api/settings', change)
