// Who may come near captured texts: every content route against everybody who may not.
import { beforeAll, describe, expect, it } from 'vitest'
import { TOKEN_SCOPES } from '../../worker/access/roles.ts'
import { ROUTES } from '../../worker/http/routes/all.ts'
import { ADA, type Content, chatOf, contentStage, list, messageOf, records } from './content-stage.ts'
import { at, type Browser, code, join, newTenant, newToken, openLedger, withToken } from './harness.ts'

const SECRET = 'the zinc heron sleeps under the stairs'
let on: Content
let other: Browser
let keyless: Browser
let token: string

beforeAll(async () => {
  on = await contentStage(chatOf('chat-1', ADA, 'Zinc heron'), messageOf('m1', 'chat-1', ADA, SECRET))
  other = (await contentStage()).owner
  const made = await newTenant()
  await openLedger(made.tenantId)
  keyless = made.owner.browser
  token = (await newToken(on.owner, TOKEN_SCOPES)).text
})

const ROUTES_OF_CONTENT = ROUTES.filter(({ path }) => path.startsWith('/api/content'))
/** Those of worker/http/routes/content*.ts; erasures have rules of their own, and tests. */
const OWN = ROUTES_OF_CONTENT.filter(({ path }) => !path.startsWith('/api/content/erasures'))
const named = (routes: typeof ROUTES) => routes.map((route) => [`${route.method} ${route.path}`, route] as const)

const BODIES: Record<string, object> = {
  'post /api/content/chats/{id}/reveal': { reason: 'a reason with more than twenty letters' },
  'post /api/content/holds': { scope: 'chat', target: 'chat-1', matter: 'Heron' },
  'post /api/content/holds/{id}/release': { reason: 'over' },
  'post /api/content/approvals/{id}': { decision: 'approve' },
  'post /api/content/erasures': {
    ...{ scope: 'chat', target: 'chat-1', confirm: 'chat-1', reason_code: 'request' },
    reason: 'a reason with more than twenty letters',
  },
}
const pathOf = (path: string) =>
  `${path.replace('{id}', 'chat-1')}${path.endsWith('preview') ? '?scope=chat&target=chat-1' : ''}`

type Called = (typeof ROUTES)[number]
const call = (browser: Browser, { method, path }: Called) =>
  browser.send(method.toUpperCase(), pathOf(path), { json: BODIES[`${method} ${path}`] })

it('knows every content route', () => {
  expect(OWN.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
    'get /api/content/approvals',
    'get /api/content/chats',
    'get /api/content/chats.csv',
    'get /api/content/chats/{id}',
    'get /api/content/holds',
    'get /api/content/summary',
    'post /api/content/approvals/{id}',
    'post /api/content/chats/{id}/reveal',
    'post /api/content/holds',
    'post /api/content/holds/{id}/release',
  ])
})

describe.each(['member', 'auditor', 'finance'])('a %s', (role) => {
  let browser: Browser
  beforeAll(async () => {
    browser = (await join(on.owner, role)).browser
  })

  it.each(named(ROUTES_OF_CONTENT))('is refused at %s', async (_, route) => {
    const reply = await call(browser, route)
    expect([reply.status, code(reply)]).toEqual([403, 'forbidden'])
    expect(JSON.stringify(reply.body)).not.toContain('heron')
  })
})

describe('an API token with every scope', () => {
  it.each(named(ROUTES_OF_CONTENT))('is refused at %s', async (_, route) => {
    const { method, path } = route
    const reply = await withToken(token, method.toUpperCase(), pathOf(path), BODIES[`${method} ${path}`])
    expect(reply.status).toBe(403)
  })
})

describe('an admin of another tenant', () => {
  it.each(named(ROUTES_OF_CONTENT))('finds nothing of this one at %s', async (_, route) => {
    const reply = await call(other, route)
    if (route.path.includes('{id}') || route.method === 'post') expect(reply.status).toBe(404)
    expect(JSON.stringify(reply.body)).not.toMatch(/chat-1|heron|ada@example/i)
  })

  it('sees an empty list and counts nothing', async () => {
    const seen = await list(other)
    expect([seen.chats, seen.totals, seen.models]).toEqual([[], { chats: 0, messages: 0 }, []])
    expect((await list(other, '?q=heron')).chats).toEqual([])
  })
})

describe('an admin of a tenant without a key for content', () => {
  it.each(named(OWN))('is told to connect one at %s', async (_, route) => {
    const reply = await call(keyless, route)
    expect([reply.status, code(reply)]).toEqual([403, 'forbidden'])
    expect(at(reply.body, 'error', 'message')).toMatch(/Connect a Compliance Access Key/)
  })
})

describe('a key that was disconnected', () => {
  it('leaves what was captured readable', async () => {
    const gone = await contentStage(chatOf('chat-9', ADA, null), messageOf('m1', 'chat-9', ADA, 'still here'))
    const connections = await gone.owner.get('/api/connections')
    const id = at(connections.body, 'connections', 0, 'id') ?? at(connections.body, 'data', 0, 'id')
    expect((await gone.owner.delete(`/api/connections/${String(id)}`)).status).toBeLessThan(300)
    const summary = await gone.owner.get('/api/content/summary')
    expect([at(summary.body, 'connected'), at(summary.body, 'chats')]).toEqual([false, 1])
    expect((await list(gone.owner)).chats).toHaveLength(1)
  })
})

describe('a refused request', () => {
  it('leaves no record of an act behind', async () => {
    const acts = (await records(on.tenant)).filter(({ kind }) => kind === 'reveal' || kind === 'hold')
    expect(acts).toEqual([])
  })
})
