// No act is lost: while a ledger does not answer, acts wait in CONTROL, and the cron's round delivers them, once, in order.
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { deliverActs } from '../../worker/access/acts.ts'
import { createApp } from '../../worker/http/app.ts'
import type { Outside } from '../../worker/http/context.ts'
import { createLedger, recordAct } from '../../worker/tenant/acts.ts'
import { acts, at, freshEmail, join, newTenant, outside, signIn } from './harness.ts'

const away: Outside['recordAct'] = () => Promise.reject(new Error('ledger is away'))
const unreachable = createApp({ ...outside, recordAct: away })

const waiting = async (tenantId: string) => {
  const query = env.CONTROL.prepare('select id, act from pending_acts where tenant_id = ? order by created_at, id')
  return (await query.bind(tenantId).all<{ id: string; act: string }>()).results
}

describe('acts while the ledger is away', () => {
  it('wait, although what they tell is done, and are delivered by the next round with their own time', async () => {
    const { owner, tenantId } = await newTenant()
    const json = { timezone: 'Asia/Tokyo' }
    const reply = await owner.browser.send('PATCH', '/api/settings', { json, app: unreachable })
    expect(reply.status).toBe(200)
    const [row] = await waiting(tenantId)
    expect(await deliverActs(env, away)).toBe(0)
    expect(await waiting(tenantId)).toHaveLength(1)

    expect(await deliverActs(env, outside.recordAct)).toBe(1)
    expect(await waiting(tenantId)).toEqual([])
    const delivered = acts.findLast(({ tenant }) => tenant === tenantId)?.act
    expect(delivered?.id).toBe(row?.id)
    expect(delivered?.occurredAt?.toISOString()).toBe(at(JSON.parse(row?.act ?? ''), 'occurredAt'))
    expect(await deliverActs(env, outside.recordAct)).toBe(0)
  })

  it('keep their id when the same one is delivered twice, so that the ledger takes them for one', async () => {
    const { owner, tenantId } = await newTenant()
    await owner.browser.send('PATCH', '/api/settings', { json: { timezone: 'Asia/Tokyo' }, app: unreachable })
    const seen: string[] = []
    const dieAfterwards: Outside['recordAct'] = async (_, __, act) => {
      seen.push(act.id)
      throw new Error('died after the ledger had it')
    }
    await deliverActs(env, dieAfterwards)
    await deliverActs(env, async (_, __, act) => void seen.push(act.id))
    expect(seen).toHaveLength(2)
    expect(new Set(seen).size).toBe(1)
    expect(await waiting(tenantId)).toEqual([])
  })

  it('are not written for what did not happen', async () => {
    const { owner, tenantId } = await newTenant()
    const refused = [
      await owner.browser.send('POST', '/api/members/leave', { app: unreachable }),
      await owner.browser.send('DELETE', '/api/tokens/none', { app: unreachable }),
      await owner.browser.send('DELETE', '/api/invitations/none', { app: unreachable }),
    ]
    expect(refused.map(({ status }) => status)).toEqual([409, 404, 404])
    expect(await waiting(tenantId)).toEqual([])
  })

  it('are written for each of the other acts', async () => {
    const { owner, tenantId } = await newTenant()
    const person = await join(owner.browser, 'member')
    const send = (method: string, path: string, json?: unknown) =>
      owner.browser.send(method, path, { json, app: unreachable })
    const expires_at = new Date(Date.now() + 86_400_000).toISOString()
    const token = await send('POST', '/api/tokens', { name: 'x', scopes: ['read:usage'], expires_at })
    await send('DELETE', `/api/tokens/${at(token.body, 'id')}`)
    const invitation = await send('POST', '/api/invitations', { email: freshEmail(), role: 'admin' })
    await send('DELETE', `/api/invitations/${at(invitation.body, 'id')}`)
    await send('PATCH', `/api/members/${person.id}`, { role: 'auditor' })
    await send('DELETE', `/api/members/${person.id}`)
    const actions = (await waiting(tenantId)).map(({ act }) => at(JSON.parse(act), 'data', 'action'))
    expect(actions.sort()).toEqual(['created', 'invitation_revoked', 'invited', 'removed', 'revoked', 'role_changed'])
    await deliverActs(env, outside.recordAct)
  })
})

describe('acts with a real ledger', () => {
  it('are in it when the answer comes: nothing waits any more', async () => {
    const real = createApp({ ...outside, recordAct, createLedger })
    const { browser } = await signIn()
    const json = { name: 'Real', region: 'eu' }
    const made = await browser.send('POST', '/api/tenants', { json, app: real })
    expect(made.status).toBe(201)
    const tenantId = String(at(made.body, 'id'))
    await browser.send('PATCH', '/api/settings', { json: { timezone: 'Asia/Tokyo' }, app: real })
    expect(await waiting(tenantId)).toEqual([])
    const records = await browser.send('GET', '/api/ledger/records', { app: real })
    const told = JSON.stringify(records.body)
    for (const stream of ['tallystick.members', 'tallystick.tenant']) expect(told).toContain(stream)
    expect(told).not.toContain('@example.com')
  })
})

describe('every act', () => {
  it('holds no address and no name in its open data', () => {
    expect(acts.length).toBeGreaterThan(5)
    for (const { act } of acts) expect(JSON.stringify(act.data)).not.toContain('@')
  })
})
