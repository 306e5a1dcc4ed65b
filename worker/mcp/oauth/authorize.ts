// The authorization request, checked before the provider sees it: where it may return to, which of our two addresses it is for.
import { mayReturnTo } from '../callers.ts'
import { issuerOf, REFRESH_SCOPE, resourceOf, SURFACES, surfaceOf } from '../surfaces.ts'
import { oauthError } from './errors.ts'

/** What a request may say. The provider knows more (OpenID Connect, request objects), which nobody needs here. */
const KNOWN = [
  'response_type',
  'client_id',
  'redirect_uri',
  'state',
  'code_challenge',
  'code_challenge_method',
  'scope',
]
const LONGEST = 4_000

/**
 * The request as the provider gets it, or a refusal that stays with us: before the address to return to is trusted, nobody is sent
 * anywhere. Always asks the person: a consent of yesterday does not decide which organization it is for today.
 */
export function readAuthorization(env: Env, request: Request): Request | Response {
  const asked = new URL(request.url).searchParams
  if (request.url.length > LONGEST) return oauthError(414, 'invalid_request', 'The request is too long.')
  for (const name of new Set(asked.keys())) {
    if (asked.getAll(name).length > 1) return oauthError(400, 'invalid_request', 'A parameter stands twice.')
  }
  if (!mayReturnTo(asked.get('redirect_uri') ?? '')) {
    return oauthError(
      400,
      'invalid_request',
      'Only claude.ai, claude.com and this machine (loopback) may be returned to.',
    )
  }
  const surface = surfaceOf(env, asked.get('resource') ?? resourceOf(env, 'connector'))
  const passed = new URL(`${issuerOf(env)}/oauth2/authorize`)
  for (const name of KNOWN) {
    const value = asked.get(name)
    if (value !== null) passed.searchParams.set(name, value)
  }
  // An address that is not ours goes on as it is: the provider tells the client so (RFC 8707 section 2, invalid_target).
  passed.searchParams.set('resource', surface === null ? (asked.get('resource') ?? '') : resourceOf(env, surface))
  if (!asked.get('scope')) {
    passed.searchParams.set('scope', `${SURFACES[surface ?? 'connector'].scope} ${REFRESH_SCOPE}`)
  }
  passed.searchParams.set('prompt', 'consent')
  return new Request(passed, { headers: keepCookie(request.headers) })
}

function keepCookie(headers: Headers): Headers {
  const cookie = headers.get('cookie')
  return new Headers(cookie === null ? { accept: 'text/html' } : { accept: 'text/html', cookie })
}
