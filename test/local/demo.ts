// The demo tenant, made through the front door: sign in, validate a key, connect, and wait until everything has landed.
import type { ConnectionView, ValidateAnswer } from '../../worker/http/schemas/connections.ts'
import type { LedgerHead } from '../../worker/http/schemas/ledger.ts'

export type Demo = { tenant: string; token: string; signIn: string }

export type Api = <T>(method: string, path: string, body?: unknown) => Promise<T>

const PERSON = { email: 'aoife.brannigan@tarnwick.example', name: 'Aoife Brannigan' }
const ORGANIZATION = { tenant_name: 'Tarnwick Instruments', region: 'us' }

async function call<T>(url: string, init: RequestInit): Promise<T> {
  const response = await fetch(url, init)
  const text = await response.text()
  if (!response.ok) throw new Error(`${init.method} ${url} answered ${response.status}: ${text.slice(0, 300)}`)
  return JSON.parse(text) as T // our own API; a wrong shape shows at once
}

/** Makes person and tenant when missing; returns a fresh token and sign-in link. */
export async function demoTenant(url: string, operator: string): Promise<Demo> {
  const made = await call<{ tenant: { id: string }; token: string; signIn: string }>(`${url}/api/operator/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-operator-token': operator },
    body: JSON.stringify({ ...PERSON, ...ORGANIZATION }),
  })
  return { tenant: made.tenant.id, token: made.token, signIn: made.signIn }
}

/** Signs in with a mailed link as the confirm page does, and returns calls that carry the session. */
export async function signIn(url: string, link: string): Promise<Api> {
  const token = new URL(link).searchParams.get('token')
  const origin = new URL(url).origin
  const headers = { 'content-type': 'application/json', origin }
  const response = await fetch(`${url}/api/auth/magic-link/confirm`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ token }),
  })
  if (!response.ok) throw new Error(`signing in answered ${response.status}: ${await response.text()}`)
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return (method, path, body) =>
    call(`${url}${path}`, {
      method,
      headers: { ...headers, cookie },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
}

/**
 * The vendors as an admin connects them: kind of connection, and the name of the simulator's key for it. `days`: how far back, where
 * it is not the usual: two years of chats would be read for minutes.
 */
const VENDORS = [
  { kind: 'anthropic_admin', name: 'admin' },
  { kind: 'openai_admin', name: 'openaiAdmin' },
  { kind: 'anthropic_compliance', name: 'compliance', days: 60 },
] as const

const DAY_MS = 86_400_000

/** Connects the simulated vendors that are not connected yet. `keys`: the simulator's, by name. */
export async function connectDemo(
  url: string,
  demo: Demo,
  keys: Readonly<Record<string, string>>,
  operator: string,
): Promise<void> {
  const { signIn: link } = await demoTenant(url, operator)
  const api = await signIn(url, link)
  await api('POST', '/api/me/tenant', { tenant_id: demo.tenant })
  const { connections } = await api<{ connections: ConnectionView[] }>('GET', '/api/connections')
  for (const vendor of VENDORS) {
    const { kind, name } = vendor
    if (connections.some((connection) => connection.kind === kind)) continue
    const key = keys[name] ?? ''
    const validated = await api<ValidateAnswer>('POST', '/api/connections/validate', { kind, key })
    if (!validated.ok) throw new Error(`the simulator's key ${name} was refused: ${validated.problem?.message}`)
    const from = 'days' in vendor && new Date(Date.now() - vendor.days * DAY_MS).toISOString().slice(0, 10)
    const asked = { draft: validated.draft, key, name: kind === 'anthropic_compliance' ? 'chats' : 'main' }
    await api('POST', '/api/connections', { ...asked, ...(from && { backfill_from: from }) })
  }
}

/** Waits until the backfill is done, every record is projected and a checkpoint covers the last one. */
export async function demoLanded(url: string, demo: Demo, say: (text: string) => void): Promise<void> {
  const headers = { authorization: `Bearer ${demo.token}` }
  const until = Date.now() + 10 * 60_000
  let last = ''
  while (Date.now() < until) {
    const init = { method: 'GET', headers }
    const { connections } = await call<{ connections: ConnectionView[] }>(`${url}/api/connections`, init)
    const head = await call<LedgerHead>(`${url}/api/ledger`, init)
    const days = connections.map(({ backfill }) => `${backfill.days_done} of ${backfill.days_asked}`)
    const words = `days read: ${days.join(', ')}; ${head.size} records`
    if (words !== last) say(words)
    last = words
    const read = connections.every(({ backfill }) => backfill.state === 'done')
    if (read && head.projected === head.size && head.checkpoint?.size === head.size) return
    await new Promise((done) => setTimeout(done, 1000))
  }
  throw new Error('the demo data did not land within ten minutes')
}
