// A hand-made OAuth client for the Worker tests: each step of the flow apart, so that each can be done wrong.
import { env } from 'cloudflare:workers'
import { hex } from '../../worker/ledger/bytes.ts'
import { app, at, type Browser, ORIGIN, type Reply } from '../http/harness.ts'

export const REDIRECT = 'https://claude.ai/api/mcp/auth_callback'
export const CONNECTOR = `${ORIGIN}/mcp`
export const ADMIN = `${ORIGIN}/mcp/admin`

const randomAddress = (): string => `198.51.${crypto.getRandomValues(new Uint8Array(2)).join('.')}`

/** A request as an MCP client sends it: no cookies, nothing of a browser, an address of its own. */
export async function call(method: string, path: string, init: RequestInit = {}): Promise<Reply> {
  const headers = new Headers(init.headers)
  if (!headers.has('cf-connecting-ip')) headers.set('cf-connecting-ip', randomAddress())
  const answer = await app.request(`${ORIGIN}${path}`, { redirect: 'manual', ...init, method, headers }, env)
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, body: read(text) }
}

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export const postJson = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
  call('POST', path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } })

export const postForm = (path: string, form: Record<string, string>): Promise<Reply> =>
  call('POST', path, {
    body: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })

/** Registers a client; its id. */
export async function register(redirect = REDIRECT, name = 'Claude'): Promise<string> {
  const reply = await postJson('/oauth/oauth2/register', { redirect_uris: [redirect], client_name: name })
  if (reply.status !== 201) throw new Error(`not registered: ${JSON.stringify(reply.body)}`)
  return String(at(reply.body, 'client_id'))
}

export type Pkce = { verifier: string; challenge: string }

export async function pkce(): Promise<Pkce> {
  const verifier = hex(crypto.getRandomValues(new Uint8Array(32)))
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  const challenge = btoa(String.fromCharCode(...new Uint8Array(digest)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
  return { verifier, challenge }
}

/** The authorization request of a well-behaved client; `undefined` leaves a parameter out. */
export function authorizeUrl(
  client: string,
  { challenge }: Pkce,
  changed: Record<string, string | undefined> = {},
): string {
  const all: Record<string, string | undefined> = {
    response_type: 'code',
    client_id: client,
    redirect_uri: REDIRECT,
    state: 'a-state',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    resource: CONNECTOR,
    scope: 'turns:write offline_access',
    ...changed,
  }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(all)) if (value !== undefined) query.set(name, value)
  return `/oauth/oauth2/authorize?${query}`
}

/** Opens an authorization request as the person's browser does; the query of the consent page. */
export async function ask(browser: Browser, url: string): Promise<string> {
  const reply = await browser.send('GET', url, { headers: { origin: '', 'sec-fetch-site': 'cross-site' } })
  const location = reply.headers.get('location') ?? ''
  const page = new URL(location, ORIGIN)
  const q = page.searchParams.get('q')
  if (page.pathname === '/connect' && q !== null) return q
  throw new Error(`no question: ${reply.status} ${location} ${JSON.stringify(reply.body)}`)
}

/** Approves; the code that goes back to the client. */
export async function approve(browser: Browser, q: string, tenant_id: string): Promise<string> {
  const reply = await browser.post('/api/mcp/consent', { q, approve: true, tenant_id })
  const to = String(at(reply.body, 'to'))
  const code = URL.canParse(to) ? new URL(to).searchParams.get('code') : null
  if (code === null) throw new Error(`not approved: ${reply.status} ${JSON.stringify(reply.body)}`)
  return code
}

export const exchange = (client: string, code: string, verifier: string, changed: Record<string, string> = {}) =>
  postForm('/oauth/oauth2/token', {
    grant_type: 'authorization_code',
    client_id: client,
    code,
    code_verifier: verifier,
    redirect_uri: REDIRECT,
    resource: CONNECTOR,
    ...changed,
  })

export const refresh = (client: string, token: string, changed: Record<string, string> = {}) =>
  postForm('/oauth/oauth2/token', { grant_type: 'refresh_token', client_id: client, refresh_token: token, ...changed })

export type Connected = { client: string; access: string; refresh: string }

/** The whole flow at once. */
export async function connect(
  browser: Browser,
  tenant: string,
  changed: Record<string, string> = {},
): Promise<Connected> {
  const [client, keys] = [await register(), await pkce()]
  const q = await ask(browser, authorizeUrl(client, keys, changed))
  const resource = changed.resource ?? CONNECTOR
  const reply = await exchange(client, await approve(browser, q, tenant), keys.verifier, { resource })
  if (reply.status !== 200) throw new Error(`no token: ${reply.status} ${JSON.stringify(reply.body)}`)
  return { client, access: String(at(reply.body, 'access_token')), refresh: String(at(reply.body, 'refresh_token')) }
}

/** One JSON-RPC message to a surface. */
export const rpc = (token: string, message: unknown, path = '/mcp', headers: Record<string, string> = {}) =>
  postJson(path, message, {
    authorization: `Bearer ${token}`,
    accept: 'application/json, text/event-stream',
    ...headers,
  })

let lastId = 0

/** Calls log_turn; `id` is the JSON-RPC id. */
export const logTurn = (
  token: string,
  turn: Record<string, unknown>,
  { id = ++lastId, session }: { id?: number; session?: string } = {},
) =>
  rpc(
    token,
    { jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'log_turn', arguments: turn } },
    '/mcp',
    session === undefined ? {} : { 'mcp-session-id': session },
  )

export const TURN = {
  kind: 'chat',
  model: 'claude-sonnet-4-5',
  surface: 'web',
  summary: 'Explained how to write a regex for dates.',
  input_tokens: 1200,
  output_tokens: 300,
  tool_calls: 0,
}
