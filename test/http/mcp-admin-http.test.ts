// The official client over Streamable HTTP at /mcp/admin of the deployed entry, with an API token as a script has it.
import { env, exports } from 'cloudflare:workers'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { isTenantId } from '../../worker/ids.ts'
import { at, type Browser, newTenant, newToken, openLedger, withToken } from './harness.ts'
import { called } from './mcp-admin-client.ts'
import { seedCompany } from './mcp-admin-company.ts'

const URL_ADMIN = `${new URL(env.APP_URL).origin}/mcp/admin`
let owner: Browser
let tenant = ''

beforeAll(async () => {
  const made = await newTenant('Tarnwick Instruments')
  owner = made.owner.browser
  tenant = made.tenantId
  await openLedger(tenant)
  if (isTenantId(tenant)) await seedCompany(tenant)
})

const ask = (input: string | URL, init?: RequestInit) => exports.default.fetch(new Request(input, init))

async function connect(token: string): Promise<Client> {
  const client = new Client({ name: 'an admin’s agent', version: '1' })
  const requestInit = { headers: { authorization: `Bearer ${token}` } }
  await client.connect(new StreamableHTTPClientTransport(new URL(URL_ADMIN), { fetch: ask, requestInit }))
  return client
}

const tokenOf = async (...scopes: string[]) => (await newToken(owner, scopes)).text
const READ = ['read:usage', 'read:costs', 'read:people', 'read:activity', 'read:ledger', 'read:connections']

describe('an agent with an API token', () => {
  it('lists the tools and calls each', async () => {
    const client = await connect(await tokenOf(...READ))
    const { tools } = await client.listTools()
    expect(tools).toHaveLength(8)
    for (const { name } of tools) {
      const args = name === 'verify-record' ? { seq: 0 } : {}
      const { isError, texts, structured } = called(await client.callTool({ name, arguments: args }))
      expect([name, isError, typeof structured]).toEqual([name, false, 'object'])
      expect(JSON.parse(texts[1] ?? '')).toEqual(structured)
    }
    await client.close()
  })

  it('gets the numbers that the API gives to the same token', async () => {
    const token = await tokenOf(...READ)
    const client = await connect(token)
    for (const [name, path] of [
      ['get-usage', '/api/usage'],
      ['get-costs', '/api/costs'],
    ] as const) {
      const { structured } = called(await client.callTool({ name, arguments: {} }))
      const reply = await withToken(token, 'GET', path)
      expect(at(structured, 'totals')).toEqual(at(reply.body, 'totals'))
      expect(Number(at(structured, 'totals', 'records'))).toBeGreaterThan(0)
    }
    await client.close()
  })

  it('calls what its scopes open, and is told of the rest', async () => {
    const client = await connect(await tokenOf('read:costs'))
    expect(called(await client.callTool({ name: 'get-costs', arguments: {} })).isError).toBe(false)
    expect(called(await client.callTool({ name: 'list-workspaces', arguments: {} })).isError).toBe(false)
    const refused = called(await client.callTool({ name: 'list-members', arguments: {} }))
    expect([refused.isError, refused.texts[0]]).toEqual([true, expect.stringContaining('Needs read:people.')])
    await client.close()
  })

  it('sees nothing of another organization', async () => {
    const stranger = await newTenant('Somebody Else')
    await openLedger(stranger.tenantId)
    const { text } = await newToken(stranger.owner.browser, READ)
    const client = await connect(text)
    const { structured } = called(await client.callTool({ name: 'list-api-keys', arguments: {} }))
    expect([at(structured, 'total'), at(structured, 'standing', 'empty')]).toEqual([0, 'not_connected'])
    const own = called(await client.callTool({ name: 'get-organization', arguments: {} }))
    expect(at(own.structured, 'tenant', 'name')).toBe('Somebody Else')
    await client.close()
  })

  it('is refused once the token is revoked', async () => {
    const { text, id } = await newToken(owner, READ)
    const client = await connect(text)
    await owner.delete(`/api/tokens/${id}`)
    await expect(client.callTool({ name: 'get-usage', arguments: {} })).rejects.toThrow()
  })
})

describe('a request to /mcp/admin', () => {
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
  const post = (body: unknown, more: Record<string, string>) =>
    ask(URL_ADMIN, { method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify(body) })
  const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' }

  it.each([
    ['no token', {}],
    ['a token of no form', { authorization: 'Bearer hello' }],
    ['a token that nobody made', { authorization: `Bearer tally_${'0'.repeat(16)}_${'a'.repeat(38)}` }],
    ['a cookie instead', { cookie: 'tallystick.session_token=anything' }],
  ])('with %s is asked to authenticate', async (_, more) => {
    const reply = await post(list, more)
    expect([reply.status, reply.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('resource_metadata'),
    ])
    expect(await reply.text()).not.toContain('list-workspaces')
  })

  it('never answers with anything that can be stored or run by a page', async () => {
    const reply = await post(list, { authorization: `Bearer ${await tokenOf('read:usage')}` })
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/json'])
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
    expect(reply.headers.get('cache-control')).toContain('no-store')
  })
})
