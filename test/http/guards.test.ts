// What stands before every handler: the origin guard and the limits.
import { describe, expect, it } from 'vitest'
import { ROUTES } from '../../worker/http/routes/all.ts'
import { Browser, expectErrorShape, freshEmail, ORIGIN, type Reply, signIn, withHeader } from './harness.ts'

describe('the origin guard', () => {
  const act = (browser: Browser, headers: Record<string, string>) =>
    browser.send('PATCH', '/api/me', { json: { name: 'Robin' }, headers })

  it('lets the dashboard through and stops every other site and form', async () => {
    const { browser } = await signIn()
    expect((await act(browser, {})).status).toBe(200)
    expect((await act(browser, { 'sec-fetch-site': '' })).status).toBe(200)
    expect((await act(browser, { origin: '' })).status).toBe(200)
    for (const headers of [
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      { 'sec-fetch-site': 'same-site', origin: `${ORIGIN}.evil.example` },
      { 'sec-fetch-site': '', origin: 'https://evil.example' },
      { 'sec-fetch-site': '', origin: 'null' },
      { 'sec-fetch-site': 'cross-site', origin: '' },
      { 'sec-fetch-site': 'none', origin: '' },
      { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
      { 'sec-fetch-site': '', origin: '' },
    ]) {
      expectErrorShape(await act(browser, headers), 403, 'cross_origin')
    }
  })

  it('stops another site from signing a visitor in as somebody else', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
    const json = { token: 'A'.repeat(32) }
    const reply = await new Browser().send('POST', '/api/auth/magic-link/confirm', { json, headers })
    expectErrorShape(reply, 403, 'cross_origin')
  })

  it('lets scripts without cookies through to what they may do', async () => {
    expectErrorShape(await withHeader({}, 'PATCH', '/api/me', { name: 'x' }), 401, 'unauthenticated')
  })

  it('keeps unsafe acts off safe methods: no GET route writes', () => {
    for (const route of ROUTES.filter(({ method }) => method === 'get')) expect(route.body).toBeUndefined()
  })
})

describe('limits', () => {
  it('stop a flood of sign-in requests from one address with 429 and Retry-After', async () => {
    const flood = new Browser()
    const replies: Reply[] = []
    for (let n = 0; n < 25; n++)
      replies.push(await flood.post('/api/auth/magic-link/confirm', { token: 'A'.repeat(32) }))
    expect(replies[0]?.status).toBe(410)
    const last = replies.at(-1)
    if (last === undefined) throw new Error('no reply')
    expectErrorShape(last, 429, 'rate_limited')
    expect(last.headers.get('retry-after')).toBe('60')
    expect((await new Browser().post('/api/auth/magic-link/confirm', { token: 'A'.repeat(32) })).status).toBe(410)
  })

  it('stop a flood of requests for one mailbox from many addresses', async () => {
    const json = { email: freshEmail() }
    const statuses: number[] = []
    for (let n = 0; n < 25; n++) statuses.push((await new Browser().post('/api/auth/sign-in/magic-link', json)).status)
    expect([statuses[0], statuses.at(-1)]).toEqual([200, 429])
  })

  it('stop a script that asks without pause', async () => {
    const flood = new Browser()
    let last = await flood.get('/api/me')
    for (let n = 0; n < 1300 && last.status !== 429; n++) last = await flood.get('/api/me')
    expectErrorShape(last, 429, 'rate_limited')
  })
})
