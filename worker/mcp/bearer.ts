// The bearer check of both MCP surfaces: an OAuth access token made out to this surface, or an API token where the surface takes them.
import { permissionsOf } from '../access/roles.ts'
import { sha256Hex } from '../access/secret.ts'
import { findTokenActor } from '../access/tokens.ts'
import { controlDatabase } from '../db/control/database.ts'
import { selectAccessToken } from '../db/control/oauth.ts'
import type { McpActor } from './actor.ts'
import { type McpScope, resourceOf, SURFACES, type Surface } from './surfaces.ts'

/**
 * `unauthenticated`: no token, or one that is unknown, expired, revoked, made out to something else, or whose person has left.
 * `insufficient_scope`: a living token for this surface without the scope it needs.
 */
export type BearerRefusal = 'unauthenticated' | 'insufficient_scope'

const isScope = (text: string): text is McpScope => text === 'turns:write' || text === 'ledger:read'

/** Who the Authorization header stands for at `surface`. */
export async function findBearer(
  env: Env,
  surface: Surface,
  authorization: string | null,
): Promise<McpActor | BearerRefusal> {
  const token = /^Bearer ([\w.~+/=-]{1,200})$/i.exec(authorization ?? '')?.[1]
  if (token === undefined) return 'unauthenticated'
  return token.startsWith('tally_') ? byApiToken(env, surface, token) : byAccessToken(env, surface, token)
}

async function byAccessToken(env: Env, surface: Surface, token: string): Promise<McpActor | BearerRefusal> {
  const found = await selectAccessToken(controlDatabase(env), await sha256Hex(token), new Date())
  if (found === null || !found.resources.includes(resourceOf(env, surface))) return 'unauthenticated'
  const { user, tenant, role, client } = found
  const scopes = new Set(found.scopes.filter(isScope))
  if (!scopes.has(SURFACES[surface].scope)) return 'insufficient_scope'
  const held = [...permissionsOf(role)].filter((name) => name.startsWith('read:'))
  const permissions = new Set(scopes.has('ledger:read') ? held : [])
  return { tenant, role, user, scopes, permissions, via: { kind: 'oauth', client } }
}

/** API tokens belong to scripts: they read, and they report nobody's turns. */
async function byApiToken(env: Env, surface: Surface, token: string): Promise<McpActor | BearerRefusal> {
  const found = await findTokenActor(env, token)
  if (found === null) return 'unauthenticated'
  if (surface === 'connector') return 'insufficient_scope'
  const { tenant, role, user, permissions, tokenId } = found
  return { tenant, role, user, permissions, scopes: new Set(['ledger:read']), via: { kind: 'token', tokenId } }
}
