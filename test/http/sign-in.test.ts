// Signing in by mail, end to end through the app: the link, its one use, its age; and what a session is.
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { acts, app, at, Browser, code, freshEmail, mailedToken, mails, newTenant, signIn } from './harness.ts'

describe('a sign-in link', () => {
  it('is mailed to the address and opens a page of the dashboard, not the API', async () => {
    const email = freshEmail()
    const reply = await new Browser().post('/api/auth/sign-in/magic-link', { email })
    expect(reply.status).toBe(200)
    const mail = mails.findLast((sent) => sent.to === email)
    expect(mail?.text).toContain(`${env.APP_URL}/sign-in/confirm?token=`)
    expect(mail?.text).not.toContain('/api/')
  })

  it('signs a new person in when its button is pressed', async () => {
    const { browser, email } = await signIn()
    const me = await browser.get('/api/me')
    expect(me.status).toBe(200)
    expect(at(me.body, 'user', 'email')).toBe(email)
    expect(at(me.body, 'tenant')).toBeNull()
    expect(at(me.body, 'permissions')).toEqual([])
  })

  it('works once', async () => {
    const { email } = await signIn()
    const again = await new Browser().post('/api/auth/magic-link/confirm', { token: mailedToken(email) })
    expect([again.status, code(again)]).toEqual([410, 'link_invalid'])
  })

  it('works once even when two clients press at the same moment', async () => {
    const email = freshEmail()
    await new Browser().post('/api/auth/sign-in/magic-link', { email })
    const token = mailedToken(email)
    const replies = await Promise.all(
      [1, 2, 3].map(() => new Browser().post('/api/auth/magic-link/confirm', { token })),
    )
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 410, 410])
  })

  it('lives ten minutes', async () => {
    const email = freshEmail()
    const before = Date.now()
    await new Browser().post('/api/auth/sign-in/magic-link', { email })
    const row = await env.CONTROL.prepare('select expires_at from verifications where value = ?')
      .bind(JSON.stringify({ email }))
      .first<{ expires_at: number }>()
    expect(Math.abs(Number(row?.expires_at) - before - 600_000)).toBeLessThan(30_000)
    await env.CONTROL.prepare('update verifications set expires_at = ?')
      .bind(Date.now() - 1)
      .run()
    const late = await new Browser().post('/api/auth/magic-link/confirm', { token: mailedToken(email) })
    expect([late.status, code(late)]).toEqual([410, 'link_invalid'])
  })

  it('is not stored: the database holds its digest only', async () => {
    const email = freshEmail()
    await new Browser().post('/api/auth/sign-in/magic-link', { email })
    const { results } = await env.CONTROL.prepare('select * from verifications').all()
    expect(results.length).toBeGreaterThan(0)
    expect(JSON.stringify(results)).not.toContain(mailedToken(email))
  })

  it('is asked for with the same answer by known and unknown addresses', async () => {
    const { email } = await signIn()
    const known = await new Browser().post('/api/auth/sign-in/magic-link', { email })
    const unknown = await new Browser().post('/api/auth/sign-in/magic-link', { email: freshEmail() })
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body])
  })

  it('takes an address in any spelling for the same person', async () => {
    const { email, id } = await signIn()
    const browser = new Browser()
    await browser.post('/api/auth/sign-in/magic-link', { email: ` ${email.toUpperCase()} ` })
    await browser.post('/api/auth/magic-link/confirm', { token: mailedToken(email) })
    expect(at((await browser.get('/api/me')).body, 'user', 'id')).toBe(id)
  })

  it('is not mailed a sixth time while five are alive', async () => {
    const email = freshEmail()
    for (let n = 0; n < 7; n++) {
      expect((await new Browser().post('/api/auth/sign-in/magic-link', { email })).status).toBe(200)
    }
    expect(mails.filter((mail) => mail.to === email)).toHaveLength(5)
  })

  it.each(['GET', 'POST'])('cannot be used up by %s on better-auth’s own address', async (method) => {
    const email = freshEmail()
    await new Browser().post('/api/auth/sign-in/magic-link', { email })
    const token = mailedToken(email)
    const followed = await new Browser().send(method, `/api/auth/magic-link/verify?token=${token}`)
    expect(followed.status).toBe(404)
    expect((await new Browser().post('/api/auth/magic-link/confirm', { token })).status).toBe(200)
  })
})

describe('a session', () => {
  it('has a cookie that scripts and other sites do not get', async () => {
    const email = freshEmail()
    const browser = new Browser()
    await browser.post('/api/auth/sign-in/magic-link', { email })
    const reply = await browser.post('/api/auth/magic-link/confirm', { token: mailedToken(email) })
    const cookie = reply.headers.getSetCookie().find((value) => value.includes('session_token'))
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(cookie).toMatch(/Path=\//i)
    expect(cookie).toMatch(/Max-Age=43200/i)
    expect(JSON.stringify(reply.body)).not.toContain('token')
  })

  it('has a cookie that never leaves https where the dashboard is on https', async () => {
    const production = { ...env, APP_URL: 'https://app.example' }
    const post = (path: string, json: unknown) => {
      const headers = { 'content-type': 'application/json', 'cf-connecting-ip': new Browser().address }
      return app.request(
        `https://app.example${path}`,
        { method: 'POST', headers, body: JSON.stringify(json) },
        production,
      )
    }
    const email = freshEmail()
    await post('/api/auth/sign-in/magic-link', { email })
    expect(mails.at(-1)?.text).toContain('https://app.example/sign-in/confirm?token=')
    const reply = await post('/api/auth/magic-link/confirm', { token: mailedToken(email) })
    expect(reply.headers.getSetCookie().join()).toMatch(/__Secure-tallystick\.session_token=.*; Secure/i)
  })

  it('ends with sign-out', async () => {
    const { browser } = await signIn()
    const kept = new Map(browser.cookies)
    expect((await browser.post('/api/auth/sign-out')).status).toBe(200)
    for (const [name, value] of kept) browser.cookies.set(name, value)
    expect(code(await browser.get('/api/me'))).toBe('unauthenticated')
  })

  it('ends 12 hours after its last use, and use prolongs it', async () => {
    const { browser, id } = await signIn()
    const setExpiry = (ms: number) =>
      env.CONTROL.prepare('update sessions set expires_at = ? where user_id = ?')
        .bind(Date.now() + ms, id)
        .run()
    await setExpiry(60_000)
    expect((await browser.get('/api/me')).status).toBe(200)
    const row = await env.CONTROL.prepare('select expires_at from sessions where user_id = ?')
      .bind(id)
      .first<{ expires_at: number }>()
    expect(Number(row?.expires_at) - Date.now()).toBeGreaterThan(11 * 3_600_000)
    await setExpiry(-1)
    expect(code(await browser.get('/api/me'))).toBe('unauthenticated')
  })

  it('ends 7 days after sign-in however much it is used', async () => {
    const { browser, id } = await signIn()
    const age = (ms: number) =>
      env.CONTROL.prepare('update sessions set created_at = ? where user_id = ?')
        .bind(Date.now() - ms, id)
        .run()
    await age(7 * 86_400_000 - 60_000)
    expect((await browser.get('/api/me')).status).toBe(200)
    await age(7 * 86_400_000)
    expect(code(await browser.get('/api/me'))).toBe('unauthenticated')
    expect(await env.CONTROL.prepare('select 1 from sessions where user_id = ?').bind(id).first()).toBeNull()
  })

  it('is nobody when its cookie is garbage', async () => {
    for (const value of ['x', '%', '%E0%A4%A', 'a.b', 'a.b.c', '"', ';;', 'x'.repeat(5000)]) {
      const browser = new Browser()
      browser.cookies.set('tallystick.session_token', value)
      expect((await browser.get('/api/me')).status).toBe(401)
    }
  })

  it('opens in the tenant of last time, and the sign-in is a record there with the person sealed apart', async () => {
    const { owner, tenantId } = await newTenant()
    const { browser } = await signIn(owner.email)
    expect(at((await browser.get('/api/me')).body, 'tenant', 'id')).toBe(tenantId)
    const last = acts.findLast(({ act }) => act.stream === 'tallystick.sign_ins')
    expect(last?.tenant).toBe(tenantId)
    expect(last?.act.data).toEqual({ action: 'signed_in', method: 'magic_link', role: 'owner' })
    expect(last?.act.who).toEqual({ userId: owner.id, email: owner.email })
  })
})
