// Every address of the authorization server.

export const OAUTH_PATHS = [
  '/.well-known/oauth-protected-resource',
  '/.well-known/oauth-protected-resource/mcp',
  '/.well-known/oauth-protected-resource/mcp/admin',
  '/.well-known/oauth-authorization-server',
  '/.well-known/oauth-authorization-server/oauth',
  '/oauth/.well-known/oauth-authorization-server',
  '/oauth/oauth2/authorize',
  '/oauth/oauth2/token',
  '/oauth/oauth2/register',
  '/oauth/oauth2/revoke',
] as const
