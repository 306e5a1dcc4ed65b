// The local launcher's way in: closed without its token, and the same demo tenant however often it is called.
import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { at, Browser, code, freshEmail, withHeader, withToken } from './harness.ts'

const demo = (json: unknown, token = env.OPERATOR_TOKEN) =>
  withHeader({ 'x-operator-token': token }, 'POST', '/api/operator/demo', json)

it('does not exist for whoever lacks the operator’s token', async () => {
  for (const token of ['x', `${env.OPERATOR_TOKEN}x`, env.OPERATOR_TOKEN.slice(1)]) {
    const reply = await demo({}, token)
    expect([reply.status, code(reply)]).toEqual([404, 'not_found'])
  }
  expect((await withHeader({}, 'POST', '/api/operator/demo', {})).status).toBe(404)
})

it('gives a tenant, a token that reads, and a link that signs its owner in once', async () => {
  const body = { email: freshEmail('demo'), name: 'Robin Demo', tenant_name: 'Northwind Demo', region: 'us' }
  const first = await demo(body)
  expect(first.status).toBe(200)
  const tenantId = at(first.body, 'tenant', 'id')
  const token = String(at(first.body, 'token'))
  expect(at((await withToken(token, 'GET', '/api/settings')).body, 'id')).toBe(tenantId)
  expect((await withToken(token, 'PATCH', '/api/settings', { name: 'x' })).status).toBe(403)

  const link = new URL(String(at(first.body, 'signIn')))
  expect(`${link.origin}${link.pathname}`).toBe(`${env.APP_URL}/sign-in/confirm`)
  const browser = new Browser()
  const confirm = () => browser.post('/api/auth/magic-link/confirm', { token: link.searchParams.get('token') })
  expect((await confirm()).status).toBe(200)
  const me = await browser.get('/api/me')
  expect(at(me.body, 'user', 'name')).toBe('Robin Demo')
  expect([at(me.body, 'tenant', 'id'), at(me.body, 'role')]).toEqual([tenantId, 'owner'])
  expect((await confirm()).status).toBe(410)

  const second = await demo(body)
  expect(at(second.body, 'tenant', 'id')).toBe(tenantId)
  expect(at(second.body, 'token')).not.toBe(token)
})
