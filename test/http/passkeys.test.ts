// Passkeys against a software authenticator: added, used, named, removed; and what is refused.
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { newAuthenticator } from './authenticator.ts'
import { acts, at, Browser, code, newTenant, ORIGIN, signIn } from './harness.ts'

const RP = new URL(ORIGIN).hostname
type Authenticator = Awaited<ReturnType<typeof newAuthenticator>>

async function add(browser: Browser, authenticator: Authenticator) {
  const options = await browser.post('/api/auth/passkey/register-options')
  expect(at(options.body, 'rp', 'id')).toBe(RP)
  const response = await authenticator.create(String(at(options.body, 'challenge')))
  return browser.post('/api/auth/passkey/register', { name: 'Laptop', response })
}

async function use(browser: Browser, authenticator: Authenticator) {
  const options = await browser.post('/api/auth/passkey/sign-in-options')
  const response = await authenticator.get(String(at(options.body, 'challenge')))
  return { reply: await browser.post('/api/auth/passkey/sign-in', { response }), response }
}

describe('a passkey', () => {
  it('is added by a person who is signed in, and signs them in from then on', async () => {
    const { owner, tenantId } = await newTenant()
    const authenticator = await newAuthenticator(RP, ORIGIN)
    expect((await add(owner.browser, authenticator)).status).toBe(201)
    expect(acts.at(-1)?.act.data).toEqual({ action: 'passkey_added' })
    const browser = new Browser()
    const { reply } = await use(browser, authenticator)
    expect([reply.status, reply.body]).toEqual([200, { status: true }])
    const me = await browser.get('/api/me')
    expect([at(me.body, 'user', 'id'), at(me.body, 'tenant', 'id')]).toEqual([owner.id, tenantId])
    expect(acts.at(-1)?.act.data).toMatchObject({ action: 'signed_in', method: 'passkey' })
  })

  it('is listed without its key, renamed, removed, and then refused', async () => {
    const { browser } = await signIn()
    const authenticator = await newAuthenticator(RP, ORIGIN)
    await add(browser, authenticator)
    const list = await browser.get('/api/auth/passkeys')
    expect(at(list.body, 'data', 0, 'name')).toBe('Laptop')
    expect(JSON.stringify(list.body)).not.toMatch(/public|counter/i)
    const path = `/api/auth/passkeys/${at(list.body, 'data', 0, 'id')}`
    expect((await browser.patch(path, { name: 'Old laptop' })).status).toBe(200)
    expect(at((await browser.get('/api/auth/passkeys')).body, 'data', 0, 'name')).toBe('Old laptop')

    const stranger = await signIn()
    expect((await stranger.browser.patch(path, { name: 'Mine' })).status).toBe(404)
    expect((await stranger.browser.delete(path)).status).toBe(404)

    expect((await browser.delete(path)).status).toBe(204)
    const { reply } = await use(new Browser(), authenticator)
    expect([reply.status, code(reply)]).toEqual([400, 'passkey_failed'])
  })

  it('answers a challenge once', async () => {
    const { browser } = await signIn()
    const authenticator = await newAuthenticator(RP, ORIGIN)
    await add(browser, authenticator)
    const other = new Browser()
    const { reply, response } = await use(other, authenticator)
    expect(reply.status).toBe(200)
    expect(code(await other.post('/api/auth/passkey/sign-in', { response }))).toBe('passkey_failed')
    expect(code(await new Browser().post('/api/auth/passkey/sign-in', { response }))).toBe('passkey_failed')
  })

  it('is refused when it was made for another site or signed by another key', async () => {
    const { browser } = await signIn()
    expect(code(await add(browser, await newAuthenticator(RP, 'https://evil.example')))).toBe('passkey_failed')
    expect(code(await add(browser, await newAuthenticator('evil.example', ORIGIN)))).toBe('passkey_failed')
    const authenticator = await newAuthenticator(RP, ORIGIN)
    await add(browser, authenticator)
    const other = new Browser()
    const options = await other.post('/api/auth/passkey/sign-in-options')
    const challenge = String(at(options.body, 'challenge'))
    const [real, forged] = [
      await authenticator.get(challenge),
      await (await newAuthenticator(RP, ORIGIN)).get(challenge),
    ]
    const reply = await other.post('/api/auth/passkey/sign-in', { response: { ...real, response: forged.response } })
    expect([reply.status, code(reply)]).toEqual([400, 'passkey_failed'])
  })

  it('needs a sign-in within the last hour to be added', async () => {
    const { browser, id } = await signIn()
    const hourAgo = Date.now() - 3_600_001
    await env.CONTROL.prepare('update sessions set created_at = ? where user_id = ?').bind(hourAgo, id).run()
    const reply = await browser.post('/api/auth/passkey/register-options')
    expect([reply.status, code(reply)]).toEqual([403, 'reauthentication_required'])
  })
})
