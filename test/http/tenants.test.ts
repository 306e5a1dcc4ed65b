// Organizations: created with a ledger, switched between, set up; and that nobody reaches into another one.
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../worker/http/app.ts'
import type { Route } from '../../worker/http/define.ts'
import { ROUTES } from '../../worker/http/routes/all.ts'
import { isTenantId } from '../../worker/ids.ts'
import { connect } from '../support/tenants.ts'
import {
  acts,
  at,
  Browser,
  code,
  freshEmail,
  join,
  ledgers,
  mailedToken,
  newTenant,
  newToken,
  openLedger,
  outside,
  signIn,
} from './harness.ts'

const lastAct = (tenantId: string) => acts.findLast(({ tenant }) => tenant === tenantId)?.act

describe('a new tenant', () => {
  it('has an id of our form, a ledger in its region, its creator for owner, and a record of who that is', async () => {
    const { owner, tenantId } = await newTenant('Contoso', 'eu')
    expect(isTenantId(tenantId)).toBe(true)
    expect(ledgers.filter(({ tenant }) => tenant === tenantId)).toEqual([
      { tenant: tenantId, region: 'eu', name: 'Contoso' },
    ])
    const me = await owner.browser.get('/api/me')
    expect(at(me.body, 'tenant')).toEqual({ id: tenantId, name: 'Contoso', region: 'eu' })
    expect(at(me.body, 'role')).toBe('owner')
    expect(lastAct(tenantId)?.data).toEqual({ action: 'joined', role: 'owner', as: 'creator' })
    expect(lastAct(tenantId)?.who?.email).toBe(owner.email)
  })

  it('does not exist when its ledger could not be made', async () => {
    const broken = createApp({ ...outside, createLedger: () => Promise.reject(new Error('no ledger')) })
    const { browser } = await signIn()
    const reply = await browser.send('POST', '/api/tenants', { json: { name: 'Nowhere', region: 'us' }, app: broken })
    expect([reply.status, code(reply)]).toEqual([500, 'internal'])
    expect(at((await browser.get('/api/me')).body, 'tenants')).toEqual([])
  })

  it('is the last of twenty that one person creates', async () => {
    const { owner } = await newTenant()
    await env.CONTROL.prepare('update users set tenants_created = 19 where id = ?').bind(owner.id).run()
    const replies = await Promise.all(
      [1, 2, 3].map(() => owner.browser.post('/api/tenants', { name: 'One more', region: 'us' })),
    )
    expect(replies.map((reply) => reply.status).sort()).toEqual([201, 409, 409])
  })

  it.each([
    { name: '', region: 'us' },
    { name: 'x', region: 'mars' },
    { name: 'x' },
    { name: 'a\u202eb', region: 'us' },
  ])('is refused as %j', async (json) => {
    const { browser } = await signIn()
    expect(code(await browser.post('/api/tenants', json))).toBe('invalid_request')
  })
})

describe('moving between tenants', () => {
  it('changes the session’s tenant and role, is a record, and is remembered at the next sign-in', async () => {
    const here = await newTenant('Here')
    const there = await newTenant('There')
    await there.owner.browser.post('/api/invitations', { email: here.owner.email, role: 'auditor' })
    await here.owner.browser.post('/api/invitations/accept', { token: mailedToken(here.owner.email) })
    const back = await here.owner.browser.post('/api/me/tenant', { tenant_id: here.tenantId })
    expect([at(back.body, 'tenant', 'id'), at(back.body, 'role')]).toEqual([here.tenantId, 'owner'])
    expect(lastAct(here.tenantId)?.data).toEqual({ action: 'entered', role: 'owner' })
    await here.owner.browser.post('/api/me/tenant', { tenant_id: there.tenantId })
    expect((await here.owner.browser.get('/api/tokens')).status).toBe(200)
    expect((await here.owner.browser.post('/api/tokens', {})).status).toBe(403)
    const again = await signIn(here.owner.email)
    expect(at((await again.browser.get('/api/me')).body, 'tenant', 'id')).toBe(there.tenantId)
  })

  it('answers 404 for a tenant of others, as for one that is not', async () => {
    const { tenantId } = await newTenant()
    const { browser } = await signIn()
    const replies = [tenantId, `tn_${'0'.repeat(26)}`, ''].map((tenant_id) =>
      browser.post('/api/me/tenant', { tenant_id }),
    )
    for (const reply of await Promise.all(replies)) expect([reply.status, code(reply)]).toEqual([404, 'not_found'])
  })
})

describe('settings', () => {
  it('begin with UTC and plaintext digests, change, and the change is a record', async () => {
    const { owner, tenantId } = await newTenant('Old name')
    expect((await owner.browser.get('/api/settings')).body).toEqual({
      id: tenantId,
      name: 'Old name',
      region: 'us',
      timezone: 'UTC',
      plaintext_digest: true,
      domain_aliases: [],
      second_approver: false,
      retention_months: null,
    })
    const changes = { timezone: 'Europe/Berlin', plaintext_digest: false }
    const changed = await owner.browser.patch('/api/settings', changes)
    expect(changed.body).toMatchObject({ name: 'Old name', ...changes })
    expect((await owner.browser.get('/api/settings')).body).toEqual(changed.body)
    expect(lastAct(tenantId)?.data).toEqual({
      action: 'settings_changed',
      changed: { timezone: { from: 'UTC', to: 'Europe/Berlin' }, plaintext_digest: { from: true, to: false } },
    })
    const before = acts.length
    expect((await owner.browser.patch('/api/settings', changes)).status).toBe(200)
    expect(acts.length).toBe(before)
  })

  it.each([
    { timezone: 'Mars/Olympus' },
    { timezone: '+02:00' },
    { plaintext_digest: 'yes' },
    { region: 'eu' },
    { id: 'x' },
  ])('refuse %j', async (json) => {
    const { owner } = await newTenant()
    const reply = await owner.browser.patch('/api/settings', json)
    expect([reply.status, code(reply)]).toEqual([400, 'invalid_request'])
  })
})

describe('another tenant’s ids', () => {
  /** Bodies that routes with an id accept, so that only the id can be what is wrong. */
  const bodies: Record<string, unknown> = {
    'patch /api/members/{id}': { role: 'member' },
    'post /api/content/chats/{id}/reveal': { reason: 'a reason with more than twenty letters' },
    'post /api/content/holds/{id}/release': { reason: 'over' },
    'post /api/content/approvals/{id}': { decision: 'approve' },
  }

  /** Schemas may refuse an id or a body before anything is looked up; what they let pass is looked up and not found. */
  function expected(route: Route, id: string, body: unknown): number {
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, id])
    const fits = route.params?.safeParse(Object.fromEntries(names)).success !== false
    return fits && (route.body === undefined || route.body.safeParse(body).success) ? 404 : 400
  }

  it('are 404 on every route that takes an id', async () => {
    const theirs = await newTenant('Theirs')
    const member = await join(theirs.owner.browser, 'member')
    const token = await newToken(theirs.owner.browser, ['read:usage'])
    const email = freshEmail()
    const invitation = await theirs.owner.browser.post('/api/invitations', { email, role: 'member' })
    const ids = [theirs.tenantId, member.id, theirs.owner.id, token.id, String(at(invitation.body, 'id'))]
    const ours = await newTenant('Ours')
    await openLedger(ours.tenantId)
    // With a key for content, so that its routes look the ids up too.
    if (isTenantId(ours.tenantId)) await connect(ours.tenantId, 'not-a-key', 'org-1', 1, 'anthropic_compliance')
    const withId = ROUTES.filter((route) => Array.isArray(route.access) && route.path.includes('{'))
    expect(withId.length).toBeGreaterThan(2)
    for (const route of withId) {
      const name = `${route.method} ${route.path}`
      for (const id of ids) {
        const json = bodies[name] ?? {}
        const path = route.path.replaceAll(/\{\w+\}/g, id)
        const options = route.body === undefined ? {} : { json }
        const reply = await ours.owner.browser.send(route.method.toUpperCase(), path, options)
        expect([name, id, reply.status]).toEqual([name, id, expected(route, id, json)])
      }
    }
    expect(at((await theirs.owner.browser.get('/api/members')).body, 'data', 'length')).toBe(2)
    expect(at((await theirs.owner.browser.get('/api/tokens')).body, 'data', 0, 'state')).toBe('live')
    expect(at((await theirs.owner.browser.get('/api/invitations')).body, 'data', 'length')).toBe(1)
  })

  it('do nothing in a header, a query or a body', async () => {
    const theirs = await newTenant('Theirs')
    const { owner, tenantId } = await newTenant('Ours')
    const asked = await owner.browser.send(
      'GET',
      `/api/settings?tenant=${theirs.tenantId}&tenant_id=${theirs.tenantId}`,
      {
        headers: { 'x-tenant-id': theirs.tenantId },
      },
    )
    expect(at(asked.body, 'id')).toBe(tenantId)
    const changed = await owner.browser.patch('/api/settings', { name: 'Mine', tenant_id: theirs.tenantId })
    expect(changed.status).toBe(400)
    expect(new Browser().cookies.size).toBe(0)
  })
})
