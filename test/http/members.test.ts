// Membership: invitations and their life, roles, removal, leaving, and that an organization always keeps an owner.
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { acts, at, Browser, code, freshEmail, join, mailedToken, mails, newTenant, signIn } from './harness.ts'

const lastAct = (tenantId: string) => acts.findLast(({ tenant }) => tenant === tenantId)?.act

describe('an invitation', () => {
  it('is mailed, lets its person join with its role, and both are records', async () => {
    const { owner, tenantId } = await newTenant()
    const email = freshEmail('auditor')
    const invited = await owner.browser.post('/api/invitations', { email, role: 'auditor' })
    expect(invited.status).toBe(201)
    expect(JSON.stringify(invited.body)).not.toContain(mailedToken(email))
    const sent = lastAct(tenantId)
    expect(sent?.kind).toBe('member_access')
    expect(sent?.data).toMatchObject({ action: 'invited', role: 'auditor' })
    expect(sent?.fields).toEqual({ invited_email: email })
    expect(JSON.stringify(sent?.data)).not.toContain('@')

    const token = mailedToken(email)
    const { browser } = await signIn(email)
    expect((await browser.post('/api/invitations/accept', { token })).status).toBe(200)
    const me = await browser.get('/api/me')
    expect([at(me.body, 'tenant', 'id'), at(me.body, 'role')]).toEqual([tenantId, 'auditor'])
    expect(lastAct(tenantId)?.data).toMatchObject({ action: 'joined', role: 'auditor' })
    const again = await browser.post('/api/invitations/accept', { token })
    expect([again.status, code(again)]).toEqual([410, 'invitation_invalid'])
  })

  it('shows what it offers to whoever holds its link, and to nobody else', async () => {
    const { owner } = await newTenant('Tailspin Toys')
    const email = freshEmail()
    await owner.browser.post('/api/invitations', { email, role: 'finance' })
    const look = await new Browser().post('/api/invitations/look', { token: mailedToken(email) })
    expect(look.body).toMatchObject({ tenant: { name: 'Tailspin Toys' }, email, role: 'finance' })
    const guess = await new Browser().post('/api/invitations/look', { token: 'A'.repeat(32) })
    expect([guess.status, code(guess)]).toEqual([410, 'invitation_invalid'])
  })

  it('is of no use to another address', async () => {
    const { owner } = await newTenant()
    const email = freshEmail()
    await owner.browser.post('/api/invitations', { email, role: 'admin' })
    const thief = await signIn()
    const reply = await thief.browser.post('/api/invitations/accept', { token: mailedToken(email) })
    expect([reply.status, code(reply)]).toEqual([403, 'invitation_address'])
    expect(JSON.stringify(reply.body)).not.toContain(email)
  })

  it('dies when it is revoked, replaced or a week old', async () => {
    const { owner } = await newTenant()
    const email = freshEmail()
    const person = await signIn(email)
    const tryToken = async (token: string) => code(await person.browser.post('/api/invitations/accept', { token }))
    const first = await owner.browser.post('/api/invitations', { email, role: 'member' })
    const replaced = mailedToken(email)
    await owner.browser.post('/api/invitations', { email, role: 'member' })
    expect(await tryToken(replaced)).toBe('invitation_invalid')
    expect((await owner.browser.delete(`/api/invitations/${at(first.body, 'id')}`)).status).toBe(404)

    const open = await owner.browser.get('/api/invitations')
    expect(at(open.body, 'data', 'length')).toBe(1)
    expect((await owner.browser.delete(`/api/invitations/${at(open.body, 'data', 0, 'id')}`)).status).toBe(204)
    expect(await tryToken(mailedToken(email))).toBe('invitation_invalid')

    const third = await owner.browser.post('/api/invitations', { email, role: 'member' })
    const days = (Date.parse(String(at(third.body, 'expires_at'))) - Date.now()) / 86_400_000
    expect(Math.round(days)).toBe(7)
    await env.CONTROL.prepare('update invitations set expires_at = ? where email = ?').bind(Date.now(), email).run()
    expect(await tryToken(mailedToken(email))).toBe('invitation_invalid')
    expect(at((await owner.browser.get('/api/invitations')).body, 'data')).toEqual([])
    expect((await owner.browser.post('/api/invitations', { email, role: 'member' })).status).toBe(201)
  })

  it('keeps the inviter’s own words to one line of the mail', async () => {
    const { owner } = await newTenant()
    const bad = await owner.browser.patch('/api/me', { name: 'Robin\nSee https://evil.example' })
    expect(code(bad)).toBe('invalid_request')
    await owner.browser.patch('/api/me', { name: 'Robin https://evil.example' })
    const email = freshEmail()
    await owner.browser.post('/api/invitations', { email, role: 'member' })
    expect(mails.findLast((mail) => mail.to === email)?.text).not.toContain('://evil')
  })

  it('is refused for somebody who is a member, and for an owner’s role unless an owner invites', async () => {
    const { owner } = await newTenant()
    const admin = await join(owner.browser, 'admin')
    const twice = await owner.browser.post('/api/invitations', { email: admin.email, role: 'member' })
    expect([twice.status, code(twice)]).toEqual([409, 'already_member'])
    const raised = await admin.browser.post('/api/invitations', { email: freshEmail(), role: 'owner' })
    expect([raised.status, code(raised)]).toEqual([403, 'owner_required'])
    expect((await owner.browser.post('/api/invitations', { email: freshEmail(), role: 'owner' })).status).toBe(201)
  })
})

describe('a role', () => {
  it('changes at once, for an open session too, and is a record with both roles', async () => {
    const { owner, tenantId } = await newTenant()
    const person = await join(owner.browser, 'admin')
    expect((await person.browser.get('/api/tokens')).status).toBe(200)
    const changed = await owner.browser.patch(`/api/members/${person.id}`, { role: 'finance' })
    expect(at(changed.body, 'role')).toBe('finance')
    expect((await person.browser.get('/api/tokens')).status).toBe(403)
    const act = lastAct(tenantId)
    expect(act?.data).toEqual({ action: 'role_changed', from: 'admin', to: 'finance' })
    expect(act?.fields).toEqual({ member: person.id, member_email: person.email })
    expect(act?.who?.userId).toBe(owner.id)
  })

  it('is no record when nothing changes', async () => {
    const { owner } = await newTenant()
    const person = await join(owner.browser, 'finance')
    const before = acts.length
    expect((await owner.browser.patch(`/api/members/${person.id}`, { role: 'finance' })).status).toBe(200)
    expect(acts.length).toBe(before)
  })

  it('of an owner is touched by owners only', async () => {
    const { owner } = await newTenant()
    const admin = await join(owner.browser, 'admin')
    for (const reply of [
      await admin.browser.patch(`/api/members/${owner.id}`, { role: 'member' }),
      await admin.browser.patch(`/api/members/${admin.id}`, { role: 'owner' }),
      await admin.browser.delete(`/api/members/${owner.id}`),
    ]) {
      expect([reply.status, code(reply)]).toEqual([403, 'owner_required'])
    }
  })
})

describe('the last owner', () => {
  it('cannot be demoted, removed, or leave', async () => {
    const { owner } = await newTenant()
    await join(owner.browser, 'admin')
    for (const reply of [
      await owner.browser.patch(`/api/members/${owner.id}`, { role: 'admin' }),
      await owner.browser.delete(`/api/members/${owner.id}`),
      await owner.browser.post('/api/members/leave'),
    ]) {
      expect([reply.status, code(reply)]).toEqual([409, 'last_owner'])
    }
    expect(at((await owner.browser.get('/api/me')).body, 'role')).toBe('owner')
  })

  it('stays when two owners leave at the same moment', async () => {
    const { owner, tenantId } = await newTenant()
    const second = await join(owner.browser, 'owner')
    const replies = await Promise.all([
      owner.browser.post('/api/members/leave'),
      second.browser.post('/api/members/leave'),
    ])
    expect(replies.map((reply) => reply.status).sort()).toEqual([204, 409])
    const left = acts.filter(({ tenant, act }) => tenant === tenantId && act.data.action === 'left')
    expect(left).toHaveLength(1)
  })
})

describe('a member who is gone', () => {
  it('stands in no tenant, and the removal is a record', async () => {
    const { owner, tenantId } = await newTenant()
    const person = await join(owner.browser, 'auditor')
    expect((await owner.browser.delete(`/api/members/${person.id}`)).status).toBe(204)
    expect(code(await person.browser.get('/api/members'))).toBe('tenant_required')
    expect(at((await person.browser.get('/api/me')).body, 'tenants')).toEqual([])
    expect(lastAct(tenantId)?.data).toEqual({ action: 'removed', role: 'auditor' })
    expect((await owner.browser.delete(`/api/members/${person.id}`)).status).toBe(404)
  })

  it('may leave in every role but that of the last owner', async () => {
    const { owner, tenantId } = await newTenant()
    for (const role of ['owner', 'admin', 'auditor', 'finance', 'member']) {
      const person = await join(owner.browser, role)
      expect([role, (await person.browser.post('/api/members/leave')).status]).toEqual([role, 204])
      expect(lastAct(tenantId)?.data).toEqual({ action: 'left', role })
    }
  })

  it('does not fall into another of their tenants with an open page', async () => {
    const { owner } = await newTenant()
    const other = await newTenant()
    const token = await invitationFor(other.owner.browser, owner.email)
    await owner.browser.post('/api/invitations/accept', { token })
    await other.owner.browser.delete(`/api/members/${owner.id}`)
    const me = await owner.browser.get('/api/me')
    expect(at(me.body, 'tenant')).toBeNull()
    expect(at(me.body, 'tenants', 'length')).toBe(1)
  })
})

async function invitationFor(owner: Browser, email: string): Promise<string> {
  await owner.post('/api/invitations', { email, role: 'admin' })
  return mailedToken(email)
}

describe('the list of members', () => {
  it('pages through everybody once, by address', async () => {
    const { owner } = await newTenant()
    for (let n = 0; n < 4; n++) await join(owner.browser, 'member')
    const seen: unknown[] = []
    let cursor = ''
    for (let page = 0; page < 5; page++) {
      const { body } = await owner.browser.get(`/api/members?limit=2${cursor}`)
      for (let n = 0; n < Number(at(body, 'data', 'length')); n++) seen.push(at(body, 'data', n, 'email'))
      if (at(body, 'next_cursor') === null) break
      cursor = `&cursor=${at(body, 'next_cursor')}`
    }
    expect(seen).toHaveLength(5)
    expect(seen).toEqual([...new Set(seen)].sort())
  })

  it.each(['%20', 'x', 'W10', 'bnVsbA', 'e30', 'WzEsMl0'])('refuses the cursor %s', async (cursor) => {
    const { owner } = await newTenant()
    for (const path of ['/api/members', '/api/invitations', '/api/tokens']) {
      const reply = await owner.browser.get(`${path}?cursor=${cursor}`)
      expect([path, reply.status, code(reply)]).toEqual([path, 400, 'invalid_cursor'])
    }
  })
})
