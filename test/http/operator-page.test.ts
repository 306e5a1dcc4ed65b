// The operator's page in a browser: the form, the pass and its end, what the policy allows, and the forms that decide about letters.
import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { addDeadLetter } from '../../worker/db/tenant/dead-letters.ts'
import { isPass, makePass, PASS } from '../../worker/operator/pass.ts'
import { Browser, newTenant } from './harness.ts'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const submit = (browser: Browser, path: string, fields: Record<string, string>, headers = {}) =>
  browser.send('POST', path, { raw: new URLSearchParams(fields).toString(), headers: { ...FORM, ...headers } })

async function signedIn(): Promise<Browser> {
  const browser = new Browser()
  await submit(browser, '/api/operator/sign-in', { token: env.OPERATOR_TOKEN })
  return browser
}

describe('the page', () => {
  it('is a form and nothing else for whoever has no pass, a signed-in owner included', async () => {
    const { owner } = await newTenant()
    for (const browser of [new Browser(), owner.browser]) {
      const reply = await browser.get('/api/operator')
      expect([reply.status, String(reply.body).includes('type="password"')]).toEqual([200, true])
      expect(String(reply.body)).not.toMatch(/Region us|Versions/)
    }
  })

  it('opens with the token, for this path alone and out of reach of scripts', async () => {
    const browser = new Browser()
    const reply = await submit(browser, '/api/operator/sign-in', { token: ` ${env.OPERATOR_TOKEN} ` })
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/api/operator'])
    const cookie = reply.headers.getSetCookie().join()
    for (const part of ['Path=/api/operator', 'HttpOnly', 'SameSite=Strict', 'Max-Age=3600'])
      expect(cookie).toContain(part)
    expect(cookie).not.toContain(env.OPERATOR_TOKEN)
    const page = await browser.get('/api/operator')
    expect(String(page.body)).toMatch(/Versions[\s\S]*Region us[\s\S]*Region eu[\s\S]*Root log[\s\S]*Dead letters/)
    expect(String(page.body)).not.toMatch(/<script|https?:\/\//)
  })

  it('stays shut for a wrong token, and for tries without end', async () => {
    const browser = new Browser()
    const reply = await submit(browser, '/api/operator/sign-in', { token: 'x'.repeat(40) })
    expect([reply.status, browser.cookies.size]).toEqual([403, 0])
    for (let time = 0; time < 25; time++) await submit(browser, '/api/operator/sign-in', { token: 'x' })
    expect((await submit(browser, '/api/operator/sign-in', { token: env.OPERATOR_TOKEN })).status).toBe(429)
  })

  it('says nothing to a form of another kind, or one without end', async () => {
    for (const raw of ['{}', `token=${'x'.repeat(5000)}`])
      expect((await new Browser().send('POST', '/api/operator/sign-in', { raw, headers: FORM })).status).toBe(403)
    expect((await new Browser().post('/api/operator/sign-in', { token: env.OPERATOR_TOKEN })).status).toBe(403)
  })

  it('allows its own style and forms to itself by policy, and lets the browser name its origin', async () => {
    const { headers } = await new Browser().get('/api/operator')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'$/,
    )
    expect([headers.get('referrer-policy'), headers.get('cache-control')]).toEqual(['same-origin', 'no-store'])
  })

  it('ends with the sign-out', async () => {
    const browser = await signedIn()
    expect((await submit(browser, '/api/operator/sign-out', {})).status).toBe(303)
    expect(browser.cookies.has(PASS)).toBe(false)
  })
})

describe('a pass', () => {
  const now = new Date('2026-11-10T12:00:00Z')
  const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

  it('lasts an hour, under the token that made it', async () => {
    const pass = await makePass('token', now)
    expect(await isPass('token', pass, later(3599))).toBe(true)
    expect(await isPass('token', pass, later(3600))).toBe(false)
    expect(await isPass('another', pass, now)).toBe(false)
  })

  it('cannot be made longer or made up', async () => {
    const [expiry, mac] = (await makePass('token', now)).split('.')
    const far = (await makePass('token', later(86_400))) as string
    for (const pass of [
      `${Number(expiry) + 1}.${mac}`,
      `${expiry}.${'0'.repeat(64)}`,
      far,
      '',
      undefined,
      'x',
      `${expiry}.`,
    ])
      expect(await isPass('token', pass, now)).toBe(false)
  })

  it('opens no other route of the operator', async () => {
    const browser = await signedIn()
    expect((await browser.get('/api/operator/health')).status).toBe(404)
  })
})

describe('the forms', () => {
  const PULL = { v: 1, lane: 'live', region: 'us', tenant: `tn_${'c'.repeat(26)}`, connection: 'cn_9', streams: ['s'] }
  const letter = (id: string) => ({ id, queue: 'pulls-dead', at: new Date().toISOString(), body: JSON.stringify(PULL) })

  it('replay and discard, and say what came of it', async () => {
    const send = vi.spyOn(env.PULLS, 'send').mockImplementation(async () => ({}) as never) // nobody reads the answer
    for (const id of ['p1', 'p2', 'p3']) await addDeadLetter(env.TENANTS_US, letter(id))
    const browser = await signedIn()
    expect(String((await browser.get('/api/operator')).body)).toContain('cn_9')
    const act = async (fields: Record<string, string>) =>
      String((await submit(browser, '/api/operator/act', fields)).body)
    expect(await act({ act: 'replay', region: 'us', id: 'p1' })).toContain('The letter is replayed.')
    const put = await act({ act: 'discard', region: 'us', id: 'p2', reason: '<b>gone</b>' })
    expect(put).toContain('The letter is discarded.')
    expect(put).toContain('&lt;b&gt;gone&lt;/b&gt;')
    expect(await act({ act: 'replay', region: 'us', id: 'p2' })).toContain('decided about this letter before')
    expect(await act({ act: 'replay_queue', queue: 'pulls' })).toContain('1 letters were sent')
    expect(await act({ act: 'discard', region: 'us', id: 'p3', reason: '' })).toContain('nothing was done')
    expect(send).toHaveBeenCalledTimes(2)
    send.mockRestore()
  })

  it('do nothing without a pass, or from another site', async () => {
    const send = vi.spyOn(env.PULLS, 'send')
    await addDeadLetter(env.TENANTS_US, letter('p4'))
    const wish = { act: 'replay', region: 'us', id: 'p4' }
    expect((await submit(new Browser(), '/api/operator/act', wish)).status).toBe(403)
    const other = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
    expect((await submit(await signedIn(), '/api/operator/act', wish, other)).status).toBe(403)
    expect(send).not.toHaveBeenCalled()
    send.mockRestore()
  })
})
