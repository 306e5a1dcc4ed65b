// Who acts in a request: a person with a session, or a script with an API token; and the tenant they act in.
import type { Permission, Role } from './roles.ts'
import type { Membership, TenantRow, UserRow } from './rows.ts'

/**
 * The tenant a request works in. It comes from the session or the token, never from path, query or body. `erased`: its keys were destroyed,
 * and nothing but the ledger can be read.
 */
export type ActiveTenant = Pick<TenantRow, 'id' | 'name' | 'region'> & { erased?: true }

/** A signed-in person. `tenant` and `role` are null until one is created, joined or chosen. */
export type SessionActor = {
  kind: 'session'
  user: UserRow
  sessionId: string
  tenant: ActiveTenant | null
  role: Role | null
  permissions: ReadonlySet<Permission>
  memberships: Membership[]
}

/** A script with an API token. `user` made the token; its power never exceeds what that person may do today. */
export type TokenActor = {
  kind: 'token'
  user: UserRow
  tokenId: string
  tenant: ActiveTenant
  role: Role
  permissions: ReadonlySet<Permission>
}

export type Actor = SessionActor | TokenActor

/** An actor inside a tenant: what every route with a permission receives. */
export type TenantActor = (SessionActor | TokenActor) & { tenant: ActiveTenant; role: Role }
