// Registering an MCP client (RFC 7591): anybody may, so what is taken of a registration is little and bounded.
import { z } from 'zod'
import { readBounded } from '../body.ts'
import { mayReturnTo } from '../callers.ts'
import { issuerOf, REFRESH_SCOPE } from '../surfaces.ts'
import { oauthError } from './errors.ts'

const LARGEST = 16_384

/**
 * A name is shown to a person who decides by it: no control characters, and none that turn the direction of writing, so that it cannot
 * dress up the words around it.
 */
const DISGUISE = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu
export const shownName = (name: string): string =>
  name.replaceAll(DISGUISE, ' ').replaceAll(/\s+/g, ' ').trim().slice(0, 80)

const Registration = z.object({
  redirect_uris: z.array(z.string().max(500)).min(1).max(10),
  client_name: z.string().max(500).optional(),
})

/** The registration as it goes on to the provider, or the refusal (RFC 7591 section 3.2.2). */
export async function readRegistration(env: Env, request: Request): Promise<Request | Response> {
  const body = await readBounded(request, LARGEST)
  if (body === 'too_large') return oauthError(413, 'invalid_client_metadata', 'The registration is larger than 16 KiB.')
  const parsed = body === 'not_json' ? null : Registration.safeParse(body.value)
  if (parsed === null || !parsed.success) {
    return oauthError(400, 'invalid_client_metadata', 'Send JSON with one to ten redirect_uris.')
  }
  const { redirect_uris, client_name } = parsed.data
  if (!redirect_uris.every(mayReturnTo)) {
    return oauthError(
      400,
      'invalid_redirect_uri',
      'Only claude.ai, claude.com and this machine (loopback) may be returned to.',
    )
  }
  const local = redirect_uris.some((uri) => uri.startsWith('http:'))
  const kept = {
    redirect_uris,
    client_name: shownName(client_name ?? '') || 'MCP client',
    // Whatever was asked for: every client is public, proves itself by PKCE, and has no other grant.
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    application_type: local ? 'native' : 'web',
    scope: `turns:write ledger:read ${REFRESH_SCOPE}`,
  }
  return new Request(`${issuerOf(env)}/oauth2/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(kept),
  })
}
