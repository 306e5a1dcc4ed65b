// What people see of the connector: its settings, who is connected, revoking one, turns beside Claude Code, and the capability.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { controlDatabase } from '../../worker/db/control/database.ts'
import { sweepOAuth } from '../../worker/db/control/oauth.ts'
import { oauthAccessToken, oauthClient, oauthRefreshToken } from '../../worker/db/control/schema.ts'
import { isTenantId, type TenantId } from '../../worker/ids.ts'
import { recordTurn } from '../../worker/mcp/connector/consume.ts'
import { homeOf } from '../../worker/region.ts'
import { ledgerOf } from '../../worker/tenant/reach.ts'
import { acts, at, type Browser, join, newTenant, openLedger } from '../http/harness.ts'
import { connect, logTurn, refresh, register, rpc, TURN } from './client.ts'

const home = homeOf(env, 'us')
const LIST = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }
let owner: Browser
let tenant: TenantId

beforeAll(async () => {
  const made = await newTenant()
  if (!isTenantId(made.tenantId)) throw new Error('no tenant id')
  owner = made.owner.browser
  tenant = made.tenantId
  await openLedger(tenant)
})

async function deliver(): Promise<void> {
  const { objects } = await home.vault.list({ prefix: `turns/${tenant}/` })
  for (const { key } of objects) {
    await recordTurn(env, { v: 1, job: 'turn', region: 'us', tenant, id: `turn/${key.split('/').at(-1)}` })
  }
  await ledgerOf(home, tenant).settle()
}

describe('before anything', () => {
  it('there is an address, no turn and nobody', async () => {
    const { body } = await owner.get('/api/mcp')
    expect(body).toMatchObject({ url: 'http://localhost/mcp', first_turn: null, people: [] })
    expect(at(body, 'instruction')).toContain('log_turn')
    const { body: can } = await owner.get('/api/me/capabilities')
    expect(at(can, 'anthropic', 'mcp_connector')).toBe(false)
  })

  it('Sessions say so, and that the activity feed has nothing to compare with', async () => {
    const { body } = await owner.get('/api/sessions')
    expect(at(body, 'turns')).toMatchObject({ turns: 0, people: [], coverage: { chats_in_activity_feed: null } })
  })
})

describe('with turns', () => {
  it('counts them by person and topic, and says how many have one', async () => {
    const member = await join(owner, 'member')
    const mine = await connect(owner, tenant)
    const theirs = await connect(member.browser, tenant)
    await logTurn(mine.access, { ...TURN, summary: 'Fixed a bug in the parser.' })
    await logTurn(theirs.access, {
      ...TURN,
      summary: 'Debugged typescript code.',
      input_tokens: undefined,
      output_tokens: undefined,
    })
    await logTurn(theirs.access, { ...TURN, summary: 'Something else entirely.' })
    await deliver()
    const { body } = await owner.get('/api/sessions')
    expect(at(body, 'turns')).toMatchObject({
      turns: 3,
      input_tokens: '2400',
      without_tokens: 1,
      classified: 2,
      topics: [{ topic: 'coding', turns: 2 }],
      coverage: { people_reporting: 2 },
    })
    const people = at(body, 'turns', 'people')
    expect(people).toMatchObject([{ turns: 2 }, { turns: 1 }])
    const { body: settings } = await owner.get('/api/mcp')
    expect(at(settings, 'first_turn', 'seq')).toBeGreaterThan(0)
    expect(at(settings, 'people')).toMatchObject([
      { turns: 2, email: member.email },
      { turns: 1, clients: [{ name: 'Claude', scopes: ['offline_access', 'turns:write'] }] },
    ])
    const { body: can } = await owner.get('/api/me/capabilities')
    expect(at(can, 'anthropic', 'mcp_connector')).toBe(true)
  })

  it('are the same after the read models were dropped and built again', async () => {
    const before = at((await owner.get('/api/sessions')).body, 'turns')
    await ledgerOf(home, tenant).rebuild()
    expect(at((await owner.get('/api/sessions')).body, 'turns')).toEqual(before)
  })

  it('end for one person when they are revoked, and for nobody else', async () => {
    const member = await join(owner, 'member')
    const [mine, theirs] = [await connect(owner, tenant), await connect(member.browser, tenant)]
    expect((await member.browser.delete(`/api/mcp/people/${member.id}`)).status).toBe(403)
    expect((await owner.delete(`/api/mcp/people/${member.id}`)).status).toBe(204)
    expect((await rpc(theirs.access, LIST)).status).toBe(401)
    expect((await refresh(theirs.client, theirs.refresh)).status).toBe(400)
    expect((await rpc(mine.access, LIST)).status).toBe(200)
    expect((await owner.delete(`/api/mcp/people/${member.id}`)).status).toBe(404)
    expect(acts.map(({ act }) => act.data.action)).toEqual(expect.arrayContaining(['mcp_connected', 'mcp_revoked']))
    // A stranger's name for itself is in no open field of a record.
    expect(JSON.stringify(acts.map(({ act }) => act.data))).not.toContain('Claude')
  })

  it('are nobody else’s business', async () => {
    const other = await newTenant()
    const { body } = await other.owner.browser.get('/api/mcp')
    expect(body).toMatchObject({ first_turn: null, people: [] })
    const member = await join(owner, 'member')
    expect((await member.browser.get('/api/mcp')).status).toBe(403)
    expect((await other.owner.browser.delete(`/api/mcp/people/${member.id}`)).status).toBe(404)
  })
})

describe('the sweep', () => {
  it('takes dead tokens and clients that nobody gave anything, and nothing that lives', async () => {
    const living = await connect(owner, tenant)
    const idle = await register()
    const db = controlDatabase(env)
    await sweepOAuth(db, new Date())
    expect((await db.select().from(oauthClient)).map(({ clientId }) => clientId)).toContain(idle)
    await sweepOAuth(db, new Date(Date.now() + 8 * 86_400_000))
    const clients = (await db.select().from(oauthClient)).map(({ clientId }) => clientId)
    expect([clients.includes(idle), clients.includes(living.client)]).toEqual([false, true])
    expect(await db.select().from(oauthAccessToken)).toEqual([])
    expect((await db.select().from(oauthRefreshToken)).length).toBeGreaterThan(0)
    expect((await refresh(living.client, living.refresh)).status).toBe(200)
  })
})
