// The public side of the authorization server: metadata, and four endpoints of the provider behind our own checks.
import { readAuthorization } from './authorize.ts'
import { oauthError } from './errors.ts'
import { authorizationServer, protectedResource } from './metadata.ts'
import { CONSENT_PAGE, makeOAuth } from './provider.ts'
import { readRegistration } from './register.ts'
import { readTokenForm } from './token.ts'

/** Pages of inspectors read these with fetch. No cookie is looked at but on authorize, where a person goes by navigation. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': 'content-type, authorization, mcp-protocol-version',
  'access-control-max-age': '600',
}

/** Answers one request to an address of OAUTH_PATHS. Never throws on what a client can send. */
export async function answerOAuth(env: Env, request: Request): Promise<Response> {
  const path = new URL(request.url).pathname
  const open = path !== '/oauth/oauth2/authorize'
  if (request.method === 'OPTIONS' && open) return new Response(null, { status: 204, headers: CORS })
  const answer = path.includes('/.well-known/') ? metadata(env, request, path) : await endpoint(env, request, path)
  if (!open) return answer
  const shared = new Response(answer.body, answer)
  for (const [name, value] of Object.entries(CORS)) shared.headers.set(name, value)
  shared.headers.set('cross-origin-resource-policy', 'cross-origin')
  // What the provider would set concerns sessions, and here is none.
  shared.headers.delete('set-cookie')
  return shared
}

function metadata(env: Env, request: Request, path: string): Response {
  if (request.method !== 'GET' && request.method !== 'HEAD') return wrongMethod('GET')
  const cached = { headers: { 'cache-control': 'public, max-age=300' } }
  if (path.includes('oauth-authorization-server')) return Response.json(authorizationServer(env), cached)
  return Response.json(protectedResource(env, path.endsWith('/mcp/admin') ? 'admin' : 'connector'), cached)
}

async function endpoint(env: Env, request: Request, path: string): Promise<Response> {
  const authorize = path.endsWith('/authorize')
  if (request.method !== (authorize ? 'GET' : 'POST')) return wrongMethod(authorize ? 'GET' : 'POST')
  // Registering writes a row for anybody who asks, so it draws on the tightest counter.
  const counter = path.endsWith('/register') ? env.AUTH_LIMIT : env.API_LIMIT
  const from = request.headers.get('cf-connecting-ip') ?? 'unknown'
  if (!(await counter.limit({ key: `oauth:${from}` })).success) return tooMany()
  const passed = authorize
    ? readAuthorization(env, request)
    : path.endsWith('/register')
      ? await readRegistration(env, request)
      : await readTokenForm(env, request, path.endsWith('/revoke') ? 'revoke' : 'token')
  if (passed instanceof Response) return passed
  const handler = await makeOAuth(env)
  return toOurPage(withoutPages(await handler(passed)))
}

/** The signed question travels as one value: a page that reads its address field by field must not change a letter of it. */
function toOurPage(answer: Response): Response {
  const location = answer.headers.get('location')
  if (location === null || !location.startsWith(`${CONSENT_PAGE}?`)) return answer
  const moved = new Response(null, { status: 302, headers: answer.headers })
  moved.headers.set('location', `${CONSENT_PAGE}?q=${encodeURIComponent(location.slice(CONSENT_PAGE.length + 1))}`)
  return moved
}

/** Trouble that the provider would show on a page of its own (a client that nobody registered, say) is said as an error instead. */
function withoutPages(answer: Response): Response {
  const location = answer.headers.get('location')
  if (location === null || !URL.canParse(location)) return answer
  const { pathname, searchParams } = new URL(location)
  if (!pathname.endsWith('/error') || !pathname.startsWith('/oauth/')) return answer
  return oauthError(
    400,
    searchParams.get('error') ?? 'invalid_request',
    'The request was refused. Add the connector again.',
  )
}

function wrongMethod(allow: string): Response {
  const answer = oauthError(405, 'invalid_request', `Only ${allow}.`)
  answer.headers.set('allow', allow)
  return answer
}

function tooMany(): Response {
  const answer = oauthError(429, 'temporarily_unavailable', 'Too many requests. Wait as long as Retry-After says.')
  answer.headers.set('retry-after', '60')
  return answer
}
