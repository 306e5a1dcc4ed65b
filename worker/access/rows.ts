// The plain shapes of accounts that the rest of the Worker sees; the tables behind them are in db/control/schema.ts.
import type { TenantId } from '../ids.ts'
import type { Role } from './roles.ts'

export const REGIONS = ['us', 'eu'] as const
export type Region = (typeof REGIONS)[number]

export type UserRow = { id: string; email: string; name: string }

/**
 * `timezone` is an IANA name. `plaintextDigest`: whether content records carry the SHA-256 of the text (LEDGER section 5).
 * `domainAliases`: lists of domains that are one, lower case and ASCII. `secondApprover`: reveals, exports with texts and erasures wait for
 * a second person. `retentionMonths`: chats untouched for so long are erased; null keeps them.
 */
export type TenantRow = {
  id: TenantId
  name: string
  region: Region
  timezone: string
  plaintextDigest: boolean
  domainAliases: string[][]
  secondApprover: boolean
  retentionMonths: number | null
  /** When every key of it was destroyed; left out or null while it lives. */
  erasedAt?: Date | null
}

/** One tenant as one of its members sees it. */
export type Membership = { tenant: TenantRow; role: Role }
