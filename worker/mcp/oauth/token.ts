// The token and revocation requests on their way to the provider: a form, bounded, from a public client, without cookies.
import { readBytes } from '../body.ts'
import { issuerOf, resourceOf, surfaceOf } from '../surfaces.ts'
import { oauthError } from './errors.ts'

const LARGEST = 16_384
const KNOWN = {
  token: ['grant_type', 'client_id', 'code', 'code_verifier', 'redirect_uri', 'refresh_token', 'scope'],
  revoke: ['client_id', 'token', 'token_type_hint'],
} as const

/** The form as the provider gets it, or the refusal (RFC 6749 section 5.2). */
export async function readTokenForm(
  env: Env,
  request: Request,
  endpoint: 'token' | 'revoke',
): Promise<Request | Response> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') return oauthError(400, 'invalid_request', 'Send a form.')
  const bytes = await readBytes(request, LARGEST)
  if (bytes === null) return oauthError(413, 'invalid_request', 'The form is larger than 16 KiB.')
  const sent = new URLSearchParams(new TextDecoder().decode(bytes))
  const form = new URLSearchParams()
  for (const name of new Set(sent.keys())) {
    if (sent.getAll(name).length > 1) return oauthError(400, 'invalid_request', 'A parameter stands twice.')
  }
  for (const name of KNOWN[endpoint]) {
    const value = sent.get(name)
    if (value !== null) form.set(name, value)
  }
  const resource = sent.get('resource')
  if (endpoint === 'token' && resource !== null) {
    const surface = surfaceOf(env, resource)
    if (surface === null) return oauthError(400, 'invalid_target', 'The resource is not one of ours.')
    form.set('resource', resourceOf(env, surface))
  }
  return new Request(`${issuerOf(env)}/oauth2/${endpoint}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  })
}
