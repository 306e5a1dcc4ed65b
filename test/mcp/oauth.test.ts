// The authorization server: discovery, registration, PKCE, consent, tokens that are for one address, rotation, and every end of them.
import { describe, expect, it } from 'vitest'
import { at, join, newTenant, ORIGIN, signIn } from '../http/harness.ts'
import {
  ADMIN,
  approve,
  ask,
  authorizeUrl,
  CONNECTOR,
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

describe('discovery', () => {
  it('tells a caller without a token where the metadata lies', async () => {
    const reply = await postJson('/mcp', LIST)
    expect(reply.status).toBe(401)
    const challenge = reply.headers.get('www-authenticate')
    expect(challenge).toContain(`resource_metadata="${ORIGIN}/.well-known/oauth-protected-resource/mcp"`)
    expect(challenge).not.toContain('error=')
  })

  it('names each surface as its own resource, with the same authorization server', async () => {
    for (const [path, resource, scope] of [
      ['mcp', CONNECTOR, 'turns:write'],
      ['mcp/admin', ADMIN, 'ledger:read'],
    ]) {
      const { body } = await call('GET', `/.well-known/oauth-protected-resource/${path}`)
      expect(body).toMatchObject({ resource, authorization_servers: [`${ORIGIN}/oauth`] })
      expect(at(body, 'scopes_supported')).toContain(scope)
    }
  })

  it('says of the authorization server only what is mounted', async () => {
    const { body } = await call('GET', '/.well-known/oauth-authorization-server/oauth')
    expect(body).toMatchObject({ issuer: `${ORIGIN}/oauth`, code_challenge_methods_supported: ['S256'] })
    for (const name of ['authorization', 'token', 'registration', 'revocation']) {
      const path = new URL(String(at(body, `${name}_endpoint`))).pathname
      const reply = await call(name === 'authorization' ? 'GET' : 'POST', path)
      expect([path, reply.status]).toEqual([path, 400])
    }
    expect((await call('POST', '/oauth/oauth2/introspect')).status).toBe(404)
    expect((await call('POST', '/oauth/oauth2/consent')).status).toBe(404)
  })
})

describe('registration', () => {
  it('makes every client public, whatever it asks for', async () => {
    const asked = { redirect_uris: [REDIRECT], token_endpoint_auth_method: 'client_secret_post', skip_consent: true }
    const reply = await postJson('/oauth/oauth2/register', asked)
    expect(reply.status).toBe(201)
    expect(reply.body).toMatchObject({ token_endpoint_auth_method: 'none', redirect_uris: [REDIRECT] })
    expect(at(reply.body, 'client_secret')).toBeUndefined()
  })

  const LOOPBACKS = ['http://127.0.0.1:6274/oauth/callback', 'http://localhost:3000/cb', 'http://[::1]:8080/cb']
  it.each([REDIRECT, 'https://claude.com/api/mcp/auth_callback', ...LOOPBACKS])(
    'lets %s be returned to',
    async (uri) => {
      expect((await postJson('/oauth/oauth2/register', { redirect_uris: [uri] })).status).toBe(201)
    },
  )

  it.each([
    'https://claude.ai.evil.example/cb',
    'https://evil.example/cb',
    'https://user@claude.ai/cb',
    'https://claude.ai/cb#x',
    'http://claude.ai/cb',
    'https://localhost/cb',
    'http://localhost.evil.example/cb',
    'http://192.168.0.1:3000/cb',
    'claude://callback',
    'javascript:alert(1)',
    'https://claude.ai\\@evil.example/cb',
    '/cb',
    '',
  ])('refuses to return to %j', async (uri) => {
    const reply = await postJson('/oauth/oauth2/register', { redirect_uris: [REDIRECT, uri] })
    expect([reply.status, at(reply.body, 'error')]).toEqual([400, 'invalid_redirect_uri'])
  })

  it('refuses what is no registration, and what is too large', async () => {
    expect((await postJson('/oauth/oauth2/register', { redirect_uris: [] })).status).toBe(400)
    expect((await call('POST', '/oauth/oauth2/register', { body: '{' })).status).toBe(400)
    const large = { redirect_uris: [REDIRECT], client_name: 'x'.repeat(20_000) }
    expect((await postJson('/oauth/oauth2/register', large)).status).toBe(413)
  })
})

describe('the authorization request', () => {
  it('asks the person on our page, signed in or not', async () => {
    const [client, keys] = [await register(), await pkce()]
    const stranger = await call('GET', authorizeUrl(client, keys))
    expect(new URL(stranger.headers.get('location') ?? '', ORIGIN).pathname).toBe('/connect')
    const { browser } = await signIn()
    expect(await ask(browser, authorizeUrl(client, keys))).toContain('sig=')
  })

  it('sends nobody to an address that the client did not register', async () => {
    const [client, keys] = [await register(), await pkce()]
    for (const redirect_uri of ['https://claude.ai/other', 'https://evil.example/cb', undefined]) {
      const reply = await call('GET', authorizeUrl(client, keys, { redirect_uri }))
      expect([redirect_uri, reply.status]).toEqual([redirect_uri, 400])
      expect(reply.headers.get('location')).toBeNull()
    }
  })

  it.each([
    ['no challenge', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a method left out', { code_challenge_method: undefined }, 'invalid_request'],
    ['a resource that is not ours', { resource: 'https://evil.example/mcp' }, 'invalid_target'],
    ['a scope that we do not have', { scope: 'everything' }, 'invalid_scope'],
  ])('tells the client about %s', async (_, changed, error) => {
    const [client, keys] = [await register(), await pkce()]
    const reply = await call('GET', authorizeUrl(client, keys, changed))
    const to = new URL(reply.headers.get('location') ?? '', ORIGIN)
    expect([to.origin, to.searchParams.get('error')]).toEqual(['https://claude.ai', error])
  })

  it('does not know a client that did not register, and goes nowhere', async () => {
    const reply = await call('GET', authorizeUrl('mcc_nobody', await pkce()))
    expect([reply.status, reply.headers.get('location')]).toEqual([400, null])
  })
})

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

describe('floods and foreign pages', () => {
  it('refuses a page that is no client of ours, and lets inspectors read the metadata', async () => {
    const foreign = { origin: 'https://evil.example', 'content-type': 'application/json' }
    expect((await call('POST', '/mcp', { headers: foreign, body: '{}' })).status).toBe(403)
    const preflight = await call('OPTIONS', '/oauth/oauth2/token', { headers: { origin: 'http://localhost:6274' } })
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect((await call('OPTIONS', '/oauth/oauth2/authorize')).headers.get('access-control-allow-origin')).toBeNull()
  })

  it('stops an address that registers without end', async () => {
    const headers = { 'content-type': 'application/json', 'cf-connecting-ip': '203.0.113.77' }
    const body = JSON.stringify({ redirect_uris: [REDIRECT] })
    const statuses: number[] = []
    // Two windows of the counter may lie in between, so more than two of them are sent.
    for (let i = 0; i < 45; i++) statuses.push((await call('POST', '/oauth/oauth2/register', { headers, body })).status)
    expect(statuses[0]).toBe(201)
    expect(statuses).toContain(429)
  })
})
