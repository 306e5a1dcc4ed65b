// What MCP clients discover: the protected resource (RFC 9728) and the authorization server (RFC 8414). Static, so nothing heavy loads.
import { issuerOf, originOf, REFRESH_SCOPE, resourceOf, SURFACES, type Surface } from '../surfaces.ts'

/** Each of our two addresses with the scope it needs; `offline_access` brings the refresh token. */
export function protectedResource(env: Env, surface: Surface) {
  return {
    resource: resourceOf(env, surface),
    authorization_servers: [issuerOf(env)],
    scopes_supported: [SURFACES[surface].scope, REFRESH_SCOPE],
    bearer_methods_supported: ['header'],
    resource_name: SURFACES[surface].name,
    resource_documentation: `${originOf(env)}/api/docs`,
  }
}

/** Public clients with PKCE S256 only: a client on somebody's machine or in their browser keeps no secret. */
export function authorizationServer(env: Env) {
  const issuer = issuerOf(env)
  return {
    issuer,
    authorization_endpoint: `${issuer}/oauth2/authorize`,
    token_endpoint: `${issuer}/oauth2/token`,
    registration_endpoint: `${issuer}/oauth2/register`,
    revocation_endpoint: `${issuer}/oauth2/revoke`,
    scopes_supported: [SURFACES.connector.scope, SURFACES.admin.scope, REFRESH_SCOPE],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_methods_supported: ['none'],
    revocation_endpoint_auth_methods_supported: ['none'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    service_documentation: `${originOf(env)}/api/docs`,
  }
}
