// The two MCP surfaces: where each lies, which scope it asks for, and what a token for it is called.

export type Surface = 'connector' | 'admin'
/** What a person may grant to an MCP client. */
export type McpScope = 'turns:write' | 'ledger:read'

export const SURFACES: Readonly<Record<Surface, { path: '/mcp' | '/mcp/admin'; scope: McpScope; name: string }>> = {
  connector: { path: '/mcp', scope: 'turns:write', name: 'Tallystick connector' },
  admin: { path: '/mcp/admin', scope: 'ledger:read', name: 'Tallystick ledger' },
}

/** A scope of the authorization server: with it comes a refresh token. */
export const REFRESH_SCOPE = 'offline_access'

/** The origin that clients see; tokens, metadata and links name this one and never the Host header. */
export const originOf = (env: Env): string => new URL(env.APP_URL).origin

/** The resource identifier (RFC 8707) that a token for a surface must name. */
export const resourceOf = (env: Env, surface: Surface): string => `${originOf(env)}${SURFACES[surface].path}`

/** The issuer (RFC 8414) of our tokens. */
export const issuerOf = (env: Env): string => `${originOf(env)}/oauth`

/** Which surface a resource identifier names, with or without a trailing slash; null for anything else. */
export function surfaceOf(env: Env, resource: string): Surface | null {
  const plain = resource.replace(/\/$/, '')
  if (plain === resourceOf(env, 'connector')) return 'connector'
  return plain === resourceOf(env, 'admin') ? 'admin' : null
}
