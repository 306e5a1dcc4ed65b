// Errors of the OAuth endpoints, in the shape of RFC 6749 section 5.2.

/** `description` holds nothing that was sent: it may be a secret. */
export function oauthError(status: number, error: string, description: string): Response {
  return Response.json({ error, error_description: description }, { status, headers: { 'cache-control': 'no-store' } })
}
