// The authorization server's clients: discovery, registration, the authorization request, and floods of them.
import { describe, expect, it } from 'vitest'
import { at, ORIGIN, signIn } from '../http/harness.ts'
import { ADMIN, ask, authorizeUrl, CONNECTOR, call, pkce, postJson, REDIRECT, register } from './client.ts'

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
