// Refusals in the words of the specifications: 401 and 403 with WWW-Authenticate (RFC 6750, RFC 9728), the rest as plain JSON-RPC errors.
import { originOf, REFRESH_SCOPE, SURFACES, type Surface } from './surfaces.ts'

/** Where the metadata of a protected resource lies: the path goes behind the well-known part (RFC 9728 section 3.1). */
export const metadataUrl = (env: Env, surface: Surface): string =>
  `${originOf(env)}/.well-known/oauth-protected-resource${SURFACES[surface].path}`

/** The answer to a request without a good token. `invalid_token` only where one was sent (RFC 6750 section 3.1). */
export function challenge(
  env: Env,
  surface: Surface,
  error: 'none' | 'invalid_token' | 'insufficient_scope',
): Response {
  const said = error === 'none' ? [] : [`error="${error}"`]
  const scope = `scope="${SURFACES[surface].scope} ${REFRESH_SCOPE}"`
  const parts = [...said, `resource_metadata="${metadataUrl(env, surface)}"`, scope]
  const status = error === 'insufficient_scope' ? 403 : 401
  const words = status === 401 ? 'Sign in through OAuth, as resource_metadata says.' : 'The token lacks a scope.'
  return rpcError(status, -32001, words, { 'www-authenticate': `Bearer ${parts.join(', ')}` })
}

/** A refusal before any tool ran. The id of the call is not known yet, so it is null (JSON-RPC 2.0 section 5). */
export function rpcError(
  status: number,
  code: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json({ jsonrpc: '2.0', error: { code, message }, id: null }, { status, headers })
}
