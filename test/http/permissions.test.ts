// Every route against every role, every scope and nobody, from the tables themselves: who gets in and who does not.
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { PERMISSIONS, ROLE_PERMISSIONS, ROLES, type Role, TOKEN_SCOPES } from '../../worker/access/roles.ts'
import { createApp } from '../../worker/http/app.ts'
import type { Route } from '../../worker/http/define.ts'
import { ROUTES } from '../../worker/http/routes/all.ts'
import { at, Browser, code, join, newTenant, newToken, outside, signIn, withToken } from './harness.ts'

/** The real routes with their access, and handlers that do nothing: only the way to the handler is under test. */
const hollow = createApp(
  outside,
  ROUTES.map(
    ({ params: _p, query: _q, body: _b, limit: _l, ...route }): Route => ({ ...route, run: async () => null }),
  ),
)

const people = new Map<Role, Browser>()
let ownerBrowser: Browser

beforeAll(async () => {
  const { owner } = await newTenant()
  ownerBrowser = owner.browser
  people.set('owner', owner.browser)
  for (const role of ROLES.slice(1)) people.set(role, (await join(owner.browser, role)).browser)
})

const call = (browser: Browser, route: Route, headers: Record<string, string> = {}) => {
  const path = route.path.replaceAll(/\{\w+\}/g, 'x')
  // Another address each time, so that the limits of the sign-in routes do not answer instead.
  const address = { 'cf-connecting-ip': new Browser().address }
  return browser.send(route.method.toUpperCase(), path, { app: hollow, headers: { ...address, ...headers } })
}

const gated = ROUTES.filter((route) => Array.isArray(route.access))
const named = (routes: readonly Route[]) => routes.map((route) => [`${route.method} ${route.path}`, route] as const)
const needs = (route: Route) => PERMISSIONS.filter((name) => route.access.includes(name))

describe.each(ROLES)('a person who is %s', (role) => {
  it.each(named(gated))('%s', async (_, route) => {
    const browser = people.get(role) ?? new Browser()
    const allowed = needs(route).some((permission) => ROLE_PERMISSIONS[role].includes(permission))
    const reply = await call(browser, route)
    expect([reply.status, code(reply)]).toEqual(allowed ? [route.status ?? 200, undefined] : [403, 'forbidden'])
    if (!allowed) expect(at(reply.body, 'error', 'details', 'needs')).toEqual(needs(route))
  })
})

describe('nobody', () => {
  it.each(named(ROUTES.filter((route) => route.access !== 'public')))('cannot %s', async (_, route) => {
    const reply = await call(new Browser(), route)
    const expected = route.access === 'operator' ? [404, 'not_found'] : [401, 'unauthenticated']
    expect([reply.status, code(reply)]).toEqual(expected)
  })
})

describe('somebody without a tenant', () => {
  it.each(named(gated))('is told to choose one at %s', async (_, route) => {
    const { browser } = await signIn()
    const reply = await call(browser, route)
    expect([reply.status, code(reply)]).toEqual([409, 'tenant_required'])
  })
})

describe('an API token', () => {
  it.each(TOKEN_SCOPES)('with only %s opens exactly the routes of that scope', async (scope) => {
    const { text } = await newToken(ownerBrowser, [scope])
    const authorization = `Bearer ${text}`
    for (const route of gated) {
      const reply = await call(new Browser(), route, { authorization })
      expect([route.path, reply.status]).toEqual([
        route.path,
        route.access.includes(scope) ? (route.status ?? 200) : 403,
      ])
    }
  })

  it.each(named(ROUTES.filter((route) => route.access === 'user')))('cannot %s', async (_, route) => {
    const { text } = await newToken(ownerBrowser, ['read:usage'])
    const reply = await call(new Browser(), route, { authorization: `Bearer ${text}` })
    expect([reply.status, code(reply)]).toEqual([403, 'session_required'])
  })

  it('is refused a scope that changes people, tokens or settings, or that shows content', async () => {
    for (const scope of ['write:members', 'write:tokens', 'write:settings', 'content', 'read:own', 'everything']) {
      const { reply } = await newToken(ownerBrowser, [scope])
      expect([scope, reply.status, code(reply)]).toEqual([scope, 400, 'invalid_request'])
    }
  })

  it('acts alone: a session cookie beside it adds nothing', async () => {
    const { text } = await newToken(ownerBrowser, ['read:usage'])
    const reply = await ownerBrowser.send('GET', '/api/settings', { headers: { authorization: `Bearer ${text}` } })
    expect(code(reply)).toBe('forbidden')
    expect((await withToken('tally_wrong', 'GET', '/api/settings')).status).toBe(401)
  })
})

describe('a denial', () => {
  it('is logged with who, where and what was missing, and without an address', async () => {
    const lines: string[] = []
    const spy = vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)))
    const auditor = people.get('auditor') ?? new Browser()
    const reply = await auditor.post('/api/invitations', { email: 'new@example.com', role: 'member' })
    spy.mockRestore()
    expect(reply.status).toBe(403)
    const denied = lines.map((line) => JSON.parse(line)).find(({ event }) => event === 'denied')
    expect(denied).toMatchObject({
      route: '/api/invitations',
      needs: ['write:members'],
      role: 'auditor',
      actor: 'session',
    })
    expect(denied.request_id).toBe(reply.headers.get('x-request-id'))
    expect(lines.join()).not.toContain('@')
  })
})

describe('the table of roles', () => {
  it('gives auditors every reading permission and nothing that writes or shows content', () => {
    expect(ROLE_PERMISSIONS.auditor).toEqual(PERMISSIONS.filter((name) => name.startsWith('read:')))
  })

  it('gives finance no people, activity, sessions or connections', () => {
    const seen = ROLE_PERMISSIONS.finance.join()
    for (const word of ['people', 'activity', 'sessions', 'connections', 'content', 'members']) {
      expect(seen).not.toContain(word)
    }
  })

  it('gives a member their own data only', () => {
    expect(ROLE_PERMISSIONS.member).toEqual(['read:own'])
  })
})
