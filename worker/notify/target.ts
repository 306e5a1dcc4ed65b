// Whom we may call for a tenant: the one check of a webhook's address, when it is set and again before every call.

/** `loopback`: http to this machine is allowed, for a local set-up only. `own`: our own hosts, which nobody makes us call. */
export type TargetRules = { readonly loopback: boolean; readonly own: readonly string[] }

export type TargetCode = 'not_an_address' | 'scheme' | 'credentials' | 'ip' | 'name' | 'private' | 'own' | 'port'
export type Target = { readonly ok: true; readonly url: URL } | { readonly ok: false; readonly code: TargetCode }

/** What is wrong, as the second half of a sentence about the address. */
export const TARGET_WORDS: Readonly<Record<TargetCode, string>> = {
  not_an_address: 'must be a whole address such as https://hooks.example.com/receipts',
  scheme: 'must begin with https://',
  credentials: 'must not hold a user or password; the signature shows who calls',
  ip: 'must name a host, not an IP address',
  name: 'must name a public host with a domain',
  private: 'must not lead into a private network',
  own: 'must not lead back to us',
  port: 'must use port 443 or 8443',
}

const LONGEST = 2_000
const PORTS: ReadonlySet<string> = new Set(['', '8443'])
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Names that are private by RFC or by custom (RFC 6761, 6762, 8375, 9476; ICANN's list of collisions). */
const PRIVATE = [
  'localhost',
  'local',
  'localdomain',
  'internal',
  'intranet',
  'private',
  'lan',
  'home',
  'corp',
  'arpa',
  'onion',
]
/** Public services whose names stand for whatever address is written in them, or for this machine. */
const MIRRORS = ['nip.io', 'sslip.io', 'xip.io', 'localtest.me', 'lvh.me', 'vcap.me', 'lacolhost.com', 'traefik.me']

export const targetRules = (env: Env): TargetRules => ({
  loopback: env.WEBHOOK_LOOPBACK === 'on',
  own: [new URL(env.APP_URL).hostname],
})

const lies = (host: string, suffix: string): boolean => host === suffix || host.endsWith(`.${suffix}`)

/**
 * The address as a URL that may be called, or why not. Hosts are judged as the URL parser writes them (WHATWG URL, 3.5), so a decimal,
 * octal or hexadecimal address, full-width digits and percent signs are seen as what they stand for. What a name resolves to cannot be
 * seen from here; see docs/threat-model.md.
 */
export function checkTarget(text: string, rules: TargetRules): Target {
  const refused = (code: TargetCode): Target => ({ ok: false, code })
  // The parser drops tabs and line breaks and turns backslashes around: whoever writes them means to be misread.
  if (text.length > LONGEST || /[\s\\\p{Cc}\p{Cf}]/u.test(text)) return refused('not_an_address')
  const url = URL.parse(text)
  if (url === null) return refused('not_an_address')
  if (url.username !== '' || url.password !== '') return refused('credentials')
  if (rules.loopback && url.protocol === 'http:' && LOOPBACK.has(url.hostname)) return { ok: true, url }
  if (url.protocol !== 'https:') return refused('scheme')
  const code = refusalOfHost(url.hostname, rules)
  if (code !== undefined) return refused(code)
  return PORTS.has(url.port) ? { ok: true, url } : refused('port')
}

function refusalOfHost(host: string, { own }: TargetRules): TargetCode | undefined {
  // No certificate that browsers accept names a private address, and Workers call no bare address at all: none is allowed.
  if (host.startsWith('[') || /^\d+(\.\d+)*\.?$/.test(host)) return 'ip'
  const name = host.endsWith('.') ? host.slice(0, -1) : host
  if ([...PRIVATE, ...MIRRORS].some((suffix) => lies(name, suffix))) return 'private'
  const labels = host.split('.')
  if (host.length > 253 || labels.length < 2 || !labels.every((label) => LABEL.test(label))) return 'name'
  return own.some((one) => one === host) ? 'own' : undefined
}
