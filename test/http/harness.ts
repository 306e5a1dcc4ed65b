// What the HTTP tests share: the app with a mailbox and a notebook for its outside, and a browser that keeps cookies.
import { env } from 'cloudflare:workers'
import { expect } from 'vitest'
import { createApp } from '../../worker/http/app.ts'
import type { Outside } from '../../worker/http/context.ts'
import { isTenantId } from '../../worker/ids.ts'
import type { Mail } from '../../worker/mail/send.ts'
import { createLedger } from '../../worker/tenant/acts.ts'

type Act = Parameters<Outside['recordAct']>[2]

export const mails: Mail[] = []
export const acts: { tenant: string; act: Act }[] = []
export const ledgers: { tenant: string; region: string; name: string }[] = []

export const outside: Outside = {
  sendMail: async (_, mail) => void mails.push(mail),
  recordAct: async (_, tenant, act) => void acts.push({ tenant, act }),
  createLedger: async (_, made) => void ledgers.push(made),
}

export const app = createApp(outside)
export const ORIGIN = new URL(env.APP_URL).origin

let people = 0

/** An address nobody else in this file has. */
export const freshEmail = (word = 'person'): string => `${word}.${++people}@example.com`

export type Reply = { status: number; body: unknown; headers: Headers }

type Send = { json?: unknown; raw?: string; headers?: Record<string, string>; app?: typeof app }

/** One client: its own address, its own cookies. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly address = `192.0.2.${crypto.getRandomValues(new Uint8Array(4)).join('.')}`

  async send(method: string, path: string, { json, raw, headers = {}, app: other = app }: Send = {}): Promise<Reply> {
    const all = new Headers({ 'cf-connecting-ip': this.address, 'sec-fetch-site': 'same-origin', origin: ORIGIN })
    if (json !== undefined || raw !== undefined) all.set('content-type', 'application/json')
    if (this.cookies.size > 0)
      all.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    for (const [name, value] of Object.entries(headers)) value === '' ? all.delete(name) : all.set(name, value)
    const body = raw ?? (json === undefined ? null : JSON.stringify(json))
    const answer = await other.request(`${ORIGIN}${path}`, { method, headers: all, body }, env)
    for (const cookie of answer.headers.getSetCookie()) this.keep(cookie)
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: text === '' ? null : parse(text) }
  }

  private keep(cookie: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
    if (name === undefined || value === undefined) return
    if (value === '' || /max-age=0/i.test(cookie)) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }

  get = (path: string) => this.send('GET', path)
  post = (path: string, json: unknown = {}) => this.send('POST', path, { json })
  patch = (path: string, json: unknown = {}) => this.send('PATCH', path, { json })
  delete = (path: string) => this.send('DELETE', path)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The token in the newest mail to this address. */
export function mailedToken(to: string): string {
  const mail = mails.findLast((sent) => sent.to === to)
  const token = /token=([0-9A-Za-z]+)/.exec(mail?.text ?? '')?.[1]
  if (token === undefined) throw new Error(`no mail to ${to}`)
  return token
}

/** Digs in an answer: `at(reply.body, 'error', 'code')`. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  )
}

export const code = (reply: Reply): unknown => at(reply.body, 'error', 'code')

/** Signs an address in through the mail. */
export async function signIn(email = freshEmail()): Promise<{ browser: Browser; email: string; id: string }> {
  const browser = new Browser()
  await browser.post('/api/auth/sign-in/magic-link', { email })
  const reply = await browser.post('/api/auth/magic-link/confirm', { token: mailedToken(email) })
  if (reply.status !== 200) throw new Error(`sign-in failed: ${JSON.stringify(reply.body)}`)
  const me = await browser.get('/api/me')
  return { browser, email, id: String(at(me.body, 'user', 'id')) }
}

/** A new tenant with its owner. */
export async function newTenant(name = 'Northwind Labs', region: 'us' | 'eu' = 'us') {
  const owner = await signIn(freshEmail('owner'))
  const reply = await owner.browser.post('/api/tenants', { name, region })
  if (reply.status !== 201) throw new Error(`no tenant: ${JSON.stringify(reply.body)}`)
  return { owner, tenantId: String(at(reply.body, 'id')) }
}

/** A real ledger for a tenant of `newTenant`, for the routes that read it. */
export async function openLedger(tenantId: string): Promise<void> {
  if (isTenantId(tenantId)) await createLedger(env, { tenant: tenantId, region: 'us', name: 'Opened' })
}

/** Somebody with this role in the owner's tenant, through invitation and acceptance. */
export async function join(owner: Browser, role: string) {
  const email = freshEmail(role)
  const invited = await owner.post('/api/invitations', { email, role })
  if (invited.status !== 201) throw new Error(`not invited: ${JSON.stringify(invited.body)}`)
  const token = mailedToken(email)
  const person = await signIn(email)
  const accepted = await person.browser.post('/api/invitations/accept', { token })
  if (accepted.status !== 200) throw new Error(`not joined: ${JSON.stringify(accepted.body)}`)
  return person
}

/** An API token of the owner's tenant. */
export async function newToken(owner: Browser, scopes: readonly string[], days = 30) {
  const expires_at = new Date(Date.now() + days * 86_400_000).toISOString()
  const reply = await owner.post('/api/tokens', { name: 'Script', scopes, expires_at })
  return { reply, id: String(at(reply.body, 'id')), text: String(at(reply.body, 'token')) }
}

/** Calls as a script does: these headers, nothing of a browser, no cookies. */
export function withHeader(given: Record<string, string>, method: string, path: string, json?: unknown) {
  const headers = { 'sec-fetch-site': '', origin: '', ...given }
  return new Browser().send(method, path, json === undefined ? { headers } : { headers, json })
}

/** Calls with an API token in place of a session. */
export const withToken = (text: string, method: string, path: string, json?: unknown) =>
  withHeader({ authorization: `Bearer ${text}` }, method, path, json)

/** Asserts status, code and the one shape of errors, with the request id of its header. */
export function expectErrorShape(reply: Reply, ...expected: [number, string]): void {
  expect([reply.status, code(reply)]).toEqual(expected)
  const error = at(reply.body, 'error')
  const keys = Object.keys(error ?? {}).filter((key) => key !== 'details')
  expect(keys).toEqual(['code', 'message', 'request_id'])
  expect(at(error, 'request_id')).toBe(reply.headers.get('x-request-id'))
  expect(reply.headers.get('content-type')).toBe('application/json')
}
