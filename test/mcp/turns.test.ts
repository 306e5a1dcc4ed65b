// log_turn from call to record: what is taken, what is kept of it, and that a turn is one record whatever is repeated.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { isTenantId, type TenantId } from '../../worker/ids.ts'
import { recordTurn } from '../../worker/mcp/connector/consume.ts'
import { rootKeys } from '../../worker/region.ts'
import { ledgerOf } from '../../worker/tenant/reach.ts'
import { destroyTenant } from '../../worker/vault/destroy-tenant.ts'
import { openVault } from '../../worker/vault/keys.ts'
import { at, type Browser, join, newTenant, openLedger } from '../http/harness.ts'
import { home } from '../support/tenants.ts'
import { call, connect, logTurn, rpc, TURN } from './client.ts'
import { deliver, turns } from './delivered.ts'

let owner: Browser
let tenant: TenantId
let token: string

beforeAll(async () => {
  const made = await newTenant()
  if (!isTenantId(made.tenantId)) throw new Error('no tenant id')
  owner = made.owner.browser
  tenant = made.tenantId
  await openLedger(tenant)
  token = (await connect(owner, tenant)).access
})

const refusal = (reply: { body: unknown }): string =>
  `${at(reply.body, 'error', 'message') ?? ''}${at(reply.body, 'result', 'isError') === true ? at(reply.body, 'result', 'content', 0, 'text') : ''}`

describe('the tool', () => {
  it('is one, and says what it sends and that it does not only read', async () => {
    const { body } = await rpc(token, { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} })
    const tools = at(body, 'result', 'tools')
    expect(tools).toHaveLength(1)
    expect(at(tools, 0)).toMatchObject({ name: 'log_turn', annotations: { readOnlyHint: false, openWorldHint: false } })
    expect(at(tools, 0, 'description')).toContain('does not send the conversation')
    expect(at(tools, 0, 'inputSchema', 'additionalProperties')).toBe(false)
  })

  it('answers initialize with a name for the conversation, and keeps nothing behind it', async () => {
    const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } }
    const reply = await rpc(token, { jsonrpc: '2.0', id: 0, method: 'initialize', params })
    expect(reply.headers.get('mcp-session-id')).toMatch(/^mcs_/)
    expect(at(reply.body, 'result', 'serverInfo', 'name')).toBe('tallystick')
  })
})

describe('a turn', () => {
  it('becomes one sealed record of the person behind the token', async () => {
    const before = (await turns(tenant)).length
    const reply = await logTurn(token, { ...TURN, model: 'Claude-Sonnet-4-5' })
    expect(at(reply.body, 'result', 'structuredContent')).toMatchObject({ masked: 0, topic: 'coding' })
    const kept = (await deliver(tenant)).slice(before)
    expect(kept).toHaveLength(1)
    expect(kept[0]?.summary).toBe(TURN.summary)
    expect(kept[0]?.record).toMatchObject({
      kind: 'interaction',
      stream: 'mcp.interactions',
      subject: expect.stringMatching(/^sub_/),
      data: {
        kind: 'chat',
        model: 'claude-sonnet-4-5',
        surface: 'web',
        input_tokens: 1200,
        output_tokens: 300,
        tool_calls: 0,
        topic: 'coding',
      },
      sealed: { fields: ['summary'] },
    })
    expect(JSON.stringify(kept[0]?.record)).not.toContain('regex')
  })

  it('waits sealed, and nothing waits behind its record', async () => {
    await logTurn(token, { ...TURN, summary: 'Wrote about zebras in winter.' })
    const { objects } = await home.vault.list({ prefix: `turns/${tenant}/` })
    expect(objects).toHaveLength(1)
    const stored = await home.vault.get(objects[0]?.key ?? '')
    expect(await stored?.text()).not.toContain('zebra')
    await deliver(tenant)
    expect((await home.vault.list({ prefix: `turns/${tenant}/` })).objects).toEqual([])
  })

  it('loses personal data before it is kept, also what the cut would have halved', async () => {
    const address = 'nadia.karim@example.com'
    const long = `${'word '.repeat(97)}${address} and more text behind it`
    const before = (await turns(tenant)).length
    const reply = await logTurn(token, { ...TURN, summary: `Wrote to ${address} about the plan.` })
    expect(at(reply.body, 'result', 'structuredContent', 'masked')).toBe(1)
    await logTurn(token, { ...TURN, summary: long })
    const kept = (await deliver(tenant)).slice(before).map(({ summary }) => summary)
    expect(kept).toHaveLength(2)
    expect(kept).toContain('Wrote to [EMAIL 1] about the plan.')
    for (const summary of kept) {
      expect(summary).not.toContain('nadia')
      expect([...summary].length).toBeLessThanOrEqual(500)
    }
  })

  it('is itself only, whatever the client writes into it', async () => {
    const before = (await turns(tenant)).length
    const hostile = '<script>alert(1)</script> \u202eevil\u0000 \ud800 [x](javascript:alert(1))'
    await logTurn(token, { ...TURN, summary: hostile })
    const kept = (await deliver(tenant)).slice(before)
    // Kept as the text it is (screens show text and no markup), without what would disguise it.
    expect(kept[0]?.summary).toBe('<script>alert(1)</script> evil \ufffd [x](javascript:alert(1))')
  })
})

describe('the same call again', () => {
  const session = `mcs_${'a'.repeat(26)}`

  it('adds no record: same JSON-RPC id in the same conversation, before and after the first was recorded', async () => {
    const before = (await turns(tenant)).length
    const turn = { ...TURN, summary: 'Planned the sprint.' }
    for (let i = 0; i < 3; i++) await logTurn(token, turn, { id: 7000, session })
    expect((await deliver(tenant, 3)).length).toBe(before + 1)
    await logTurn(token, turn, { id: 7000, session })
    expect((await deliver(tenant, 2)).length).toBe(before + 1)
  })

  it('adds no record with the same turn_id, whatever else changed', async () => {
    const before = (await turns(tenant)).length
    await logTurn(token, { ...TURN, turn_id: 'turn-0001' })
    await deliver(tenant)
    await logTurn(token, { ...TURN, turn_id: 'turn-0001', summary: 'Another sentence.', kind: 'edit' })
    expect((await deliver(tenant, 2)).length).toBe(before + 1)
  })

  it('is another turn with another id, in another conversation, or from another person', async () => {
    const before = (await turns(tenant)).length
    const turn = { ...TURN, summary: 'Translated a page.' }
    await logTurn(token, turn, { id: 7100, session })
    await logTurn(token, turn, { id: 7101, session })
    await logTurn(token, turn, { id: 7100, session: `mcs_${'b'.repeat(26)}` })
    const member = await join(owner, 'member')
    const other = (await connect(member.browser, tenant)).access
    await logTurn(other, turn, { id: 7100, session })
    const kept = (await deliver(tenant)).slice(before)
    expect(kept).toHaveLength(4)
    expect(new Set(kept.map(({ record }) => record.subject)).size).toBe(2)
  })
})

describe('a turn that waits', () => {
  it('goes with its organization, and its message then changes nothing', async () => {
    const made = await newTenant()
    if (!isTenantId(made.tenantId)) throw new Error('no tenant id')
    await openLedger(made.tenantId)
    await logTurn((await connect(made.owner.browser, made.tenantId)).access, TURN)
    const prefix = `turns/${made.tenantId}/`
    const [waiting] = (await home.vault.list({ prefix })).objects
    const id = `turn/${waiting?.key.split('/').at(-1)}`
    await destroyTenant(openVault({ bucket: home.vault, roots: rootKeys(env), tenant: made.tenantId }))
    expect((await home.vault.list({ prefix })).objects).toEqual([])
    const { size } = await ledgerOf(home, made.tenantId).state()
    await recordTurn(env, { v: 1, job: 'turn', region: 'us', tenant: made.tenantId, id })
    expect((await ledgerOf(home, made.tenantId).state()).size).toBe(size)
  })
})

describe('what is refused', () => {
  it.each([
    ['an unknown member', { ...TURN, user: 'somebody@example.com' }],
    ['another kind', { ...TURN, kind: 'hack' }],
    ['a model that is a sentence', { ...TURN, model: 'ask Nadia Karim <nadia>' }],
    ['another surface', { ...TURN, surface: 'fridge' }],
    ['no summary', { ...TURN, summary: undefined }],
    ['an empty summary', { ...TURN, summary: '' }],
    ['a summary that is no text', { ...TURN, summary: { a: 1 } }],
    ['negative tokens', { ...TURN, input_tokens: -1 }],
    ['tokens with a fraction', { ...TURN, input_tokens: 1.5 }],
    ['tokens beyond all reason', { ...TURN, input_tokens: 1e12 }],
    ['a turn_id with a path', { ...TURN, turn_id: '../../etc/x' }],
  ])('%s', async (_, turn) => {
    const before = (await deliver(tenant)).length
    const reply = await logTurn(token, turn)
    expect(refusal(reply)).not.toBe('')
    expect((await deliver(tenant)).length).toBe(before)
  })

  it('more than 16 KiB, what is no JSON, and what is no JSON-RPC', async () => {
    expect((await logTurn(token, { ...TURN, summary: 'x'.repeat(17_000) })).status).toBe(413)
    for (const message of [[], 'x', null, { jsonrpc: '1.0' }, { id: 1 }]) {
      const reply = await rpc(token, message)
      expect([message, reply.status]).toEqual([message, 400])
    }
  })

  it('a method that is not there, and every HTTP method but POST', async () => {
    const reply = await rpc(token, { jsonrpc: '2.0', id: 1, method: 'no/such' })
    expect(at(reply.body, 'error', 'code')).toBe(-32601)
    for (const method of ['GET', 'DELETE', 'PUT']) {
      const refused = await call(method, '/mcp', { headers: { authorization: `Bearer ${token}` } })
      expect([method, refused.status, refused.headers.get('allow')]).toEqual([method, 405, 'POST'])
    }
  })

  it('a flood of one person, without touching the others', async () => {
    const member = await join(owner, 'member')
    const flood = (await connect(member.browser, tenant)).access
    const told: string[] = []
    for (let i = 0; i < 65; i++) told.push(refusal(await logTurn(flood, { ...TURN, turn_id: `flood-${i}-xx` })))
    expect(told[0]).toBe('')
    expect(told.some((text) => text.includes('Too many turns'))).toBe(true)
    expect(refusal(await logTurn(token, TURN))).toBe('')
    await deliver(tenant)
  })
})
