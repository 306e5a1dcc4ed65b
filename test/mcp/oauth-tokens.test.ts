// Consent and tokens: who may say yes, a token for one address, rotation, and every end of it.
import { describe, expect, it } from 'vitest'
import { at, join, newTenant } from '../http/harness.ts'
import {
  ADMIN,
  approve,
  ask,
  authorizeUrl,
  call,
  connect,
  exchange,
  logTurn,
  pkce,
  postForm,
  postJson,
  REDIRECT,
  refresh,
  register,
  rpc,
  TURN,
} from './client.ts'

const LIST = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }

describe('consent', () => {
  it('shows who asks, where the answer goes, and in which organizations one may say yes', async () => {
    const { owner, tenantId } = await newTenant()
    const client = await register(REDIRECT, '\u202eedualC\u0000 <b>Claude</b>')
    const q = await ask(owner.browser, authorizeUrl(client, await pkce()))
    const { body } = await owner.browser.get(`/api/mcp/consent?${new URLSearchParams({ q })}`)
    expect(body).toMatchObject({
      client: 'edualC <b>Claude</b>',
      returns_to: 'claude.ai',
      surface: 'connector',
      organizations: [{ id: tenantId, may: true }],
    })
  })

  it('takes no answer from another page, from nobody, or for an organization that one is not in', async () => {
    const { owner, tenantId } = await newTenant()
    const other = await newTenant()
    const q = await ask(owner.browser, authorizeUrl(await register(), await pkce()))
    const body = { q, approve: true, tenant_id: tenantId }
    const cross = { json: body, headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } }
    expect((await owner.browser.send('POST', '/api/mcp/consent', cross)).status).toBe(403)
    expect((await postJson('/api/mcp/consent', body)).status).toBe(401)
    const elsewhere = await owner.browser.post('/api/mcp/consent', { ...body, tenant_id: other.tenantId })
    expect(elsewhere.status).toBe(404)
  })

  it('refuses a question that was changed on its way', async () => {
    const { owner, tenantId } = await newTenant()
    const q = await ask(owner.browser, authorizeUrl(await register(), await pkce()))
    const changed = q.replace('state=a-state', 'state=b-state')
    expect(changed).not.toBe(q)
    const reply = await owner.browser.post('/api/mcp/consent', { q: changed, approve: true, tenant_id: tenantId })
    expect(reply.status).toBe(410)
  })

  it('sends a denial back to the client, without a code', async () => {
    const { owner, tenantId } = await newTenant()
    const q = await ask(owner.browser, authorizeUrl(await register(), await pkce()))
    const reply = await owner.browser.post('/api/mcp/consent', { q, approve: false, tenant_id: tenantId })
    const to = new URL(String(at(reply.body, 'to')))
    expect([to.searchParams.get('error'), to.searchParams.get('code')]).toEqual(['access_denied', null])
    expect([to.host, to.searchParams.get('state')]).toEqual(['claude.ai', 'a-state'])
  })

  it('lets a member report turns but not open the ledger', async () => {
    const { owner, tenantId } = await newTenant()
    const member = await join(owner.browser, 'member')
    const admin = { resource: ADMIN, scope: 'ledger:read offline_access' }
    const q = await ask(member.browser, authorizeUrl(await register(), await pkce(), admin))
    const reply = await member.browser.post('/api/mcp/consent', { q, approve: true, tenant_id: tenantId })
    expect(reply.status).toBe(403)
    expect((await connect(member.browser, tenantId)).access).toMatch(/^mca_/)
  })
})

describe('the token endpoint', () => {
  it('gives a token for the connector, and a refresh token', async () => {
    const { owner, tenantId } = await newTenant()
    const { access } = await connect(owner.browser, tenantId)
    expect((await rpc(access, LIST)).status).toBe(200)
  })

  it('gives nothing without the verifier, for another client, or for another address', async () => {
    const { owner, tenantId } = await newTenant()
    const other = await register()
    const wrong: ((client: string, verifier: string) => [string, string, Record<string, string>])[] = [
      (client) => [client, 'x'.repeat(43), {}],
      (client) => [client, '', {}],
      (_, verifier) => [other, verifier, {}],
      (client, verifier) => [client, verifier, { redirect_uri: 'https://claude.com/api/mcp/auth_callback' }],
      (client, verifier) => [client, verifier, { resource: ADMIN }],
      (client, verifier) => [client, verifier, { resource: 'https://evil.example/mcp' }],
    ]
    for (const make of wrong) {
      const [client, keys] = [await register(), await pkce()]
      const q = await ask(owner.browser, authorizeUrl(client, keys))
      const code = await approve(owner.browser, q, tenantId)
      const [as, verifier, changed] = make(client, keys.verifier)
      const reply = await exchange(as, code, verifier, changed)
      expect([String(make), reply.status >= 400, at(reply.body, 'access_token')]).toEqual([
        String(make),
        true,
        undefined,
      ])
    }
  })

  it('kills what a code gave when the code comes a second time', async () => {
    const { owner, tenantId } = await newTenant()
    const [client, keys] = [await register(), await pkce()]
    const code = await approve(owner.browser, await ask(owner.browser, authorizeUrl(client, keys)), tenantId)
    const first = await exchange(client, code, keys.verifier)
    expect(first.status).toBe(200)
    expect((await exchange(client, code, keys.verifier)).status).toBeGreaterThanOrEqual(400)
    expect((await rpc(String(at(first.body, 'access_token')), LIST)).status).toBe(401)
    expect((await refresh(client, String(at(first.body, 'refresh_token')))).status).toBeGreaterThanOrEqual(400)
  })

  it('rotates the refresh token, and kills the family when an old one comes back', async () => {
    const { owner, tenantId } = await newTenant()
    const { client, refresh: old } = await connect(owner.browser, tenantId)
    const next = await refresh(client, old)
    expect(next.status).toBe(200)
    const [access, fresh] = [String(at(next.body, 'access_token')), String(at(next.body, 'refresh_token'))]
    expect(fresh).not.toBe(old)
    expect((await rpc(access, LIST)).status).toBe(200)
    expect((await refresh(client, old)).status).toBeGreaterThanOrEqual(400)
    expect((await refresh(client, fresh)).status).toBeGreaterThanOrEqual(400)
    expect((await rpc(access, LIST)).status).toBe(401)
  })

  it('does not widen a token on refresh, nor make it out to another address', async () => {
    const { owner, tenantId } = await newTenant()
    const one = await connect(owner.browser, tenantId)
    expect((await refresh(one.client, one.refresh, { scope: 'turns:write ledger:read' })).status).toBe(400)
    const two = await connect(owner.browser, tenantId)
    expect((await refresh(two.client, two.refresh, { resource: ADMIN })).status).toBe(400)
  })
})

describe('what a token is good for', () => {
  it('is one surface and no other', async () => {
    const { owner, tenantId } = await newTenant()
    const connector = await connect(owner.browser, tenantId)
    const admin = await connect(owner.browser, tenantId, { resource: ADMIN, scope: 'ledger:read offline_access' })
    expect((await rpc(connector.access, LIST, '/mcp/admin')).status).toBe(401)
    expect((await rpc(admin.access, LIST, '/mcp')).status).toBe(401)
    expect((await rpc(admin.access, LIST, '/mcp/admin')).status).toBe(200)
  })

  it('is nothing at the API, and an API token reports no turns', async () => {
    const { owner, tenantId } = await newTenant()
    const { access } = await connect(owner.browser, tenantId)
    expect((await call('GET', '/api/me', { headers: { authorization: `Bearer ${access}` } })).status).toBe(401)
    const made = await owner.browser.post('/api/tokens', {
      name: 'Script',
      scopes: ['read:usage'],
      expires_at: new Date(Date.now() + 86_400_000).toISOString(),
    })
    const token = String(at(made.body, 'token'))
    expect((await rpc(token, LIST, '/mcp')).status).toBe(403)
    expect((await rpc(token, LIST, '/mcp/admin')).status).toBe(200)
  })

  it('ends with RFC 7009, for the client that holds it', async () => {
    const { owner, tenantId } = await newTenant()
    const { client, access, refresh: token } = await connect(owner.browser, tenantId)
    const other = await register()
    await postForm('/oauth/oauth2/revoke', { client_id: other, token, token_type_hint: 'refresh_token' })
    expect((await rpc(access, LIST)).status).toBe(200)
    const reply = await postForm('/oauth/oauth2/revoke', { client_id: client, token, token_type_hint: 'refresh_token' })
    expect(reply.status).toBe(200)
    expect((await rpc(access, LIST)).status).toBe(401)
    expect((await refresh(client, token)).status).toBeGreaterThanOrEqual(400)
  })

  it('ends with the membership, and does not wake when the person comes back', async () => {
    const { owner, tenantId } = await newTenant()
    const member = await join(owner.browser, 'member')
    const { client, access, refresh: token } = await connect(member.browser, tenantId)
    expect((await rpc(access, LIST)).status).toBe(200)
    expect((await owner.browser.delete(`/api/members/${member.id}`)).status).toBe(204)
    expect((await rpc(access, LIST)).status).toBe(401)
    expect((await refresh(client, token)).status).toBeGreaterThanOrEqual(400)
  })

  it('belongs to the organization that was chosen, wherever the session moves', async () => {
    const { owner, tenantId } = await newTenant('First')
    const second = await owner.browser.post('/api/tenants', { name: 'Second', region: 'us' })
    await owner.browser.post('/api/me/tenant', { tenant_id: String(at(second.body, 'id')) })
    const { access } = await connect(owner.browser, tenantId)
    const reply = await logTurn(access, { ...TURN, kind: 'nonsense' })
    // Reached its own organization's server: what is refused is the argument.
    expect(reply.status).toBe(200)
  })
})
