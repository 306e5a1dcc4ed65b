// Where MCP clients live: the pages that may call us and the addresses a sign-in may return to. One list for both.

const CLAUDE = ['https://claude.ai', 'https://claude.com']
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Inspectors and coding tools on the person's own machine: any port, no TLS (RFC 8252 section 7.3). */
const isLoopback = (url: URL): boolean => url.protocol === 'http:' && LOOPBACK.has(url.hostname)

function parse(text: string): URL | null {
  // A backslash is a slash to some parsers and not to others; control characters are dropped by this one. Neither has business here.
  if (text.length > 500 || !/^[\x21-\x5b\x5d-\x7e]+$/.test(text)) return null
  return URL.canParse(text) ? new URL(text) : null
}

/** Whether an authorization code may be sent to `text`. Nothing with a user name, a password or a fragment. */
export function mayReturnTo(text: string): boolean {
  const url = parse(text)
  if (url === null || url.username !== '' || url.password !== '' || text.includes('#')) return false
  return CLAUDE.includes(url.origin) || isLoopback(url)
}

/** Whether a request with this Origin header may reach /mcp. Clients that are no browser send none. */
export function mayCallFrom(env: Env, origin: string | null): boolean {
  if (origin === null) return true
  const url = parse(origin)
  return url !== null && (url.origin === new URL(env.APP_URL).origin || CLAUDE.includes(url.origin) || isLoopback(url))
}
