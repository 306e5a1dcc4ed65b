// Who calls an MCP tool: always one person in one organization, from the token and from nothing the client says.
import type { ActiveTenant } from '../access/actor.ts'
import type { Permission, Role } from '../access/roles.ts'
import type { UserRow } from '../access/rows.ts'
import type { McpScope } from './surfaces.ts'

export type McpActor = {
  tenant: ActiveTenant
  role: Role
  user: UserRow
  scopes: ReadonlySet<McpScope>
  /** What the token may read today: its scopes, cut down to what the person's role still allows. */
  permissions: ReadonlySet<Permission>
  /** An OAuth token of a registered client, or an API token. */
  via: { kind: 'oauth'; client: string } | { kind: 'token'; tokenId: string }
}
