// The life of an API token: its form, shown once, stored as a digest, bounded in power and time, ended at once.
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { checksum, sha256Hex } from '../../worker/access/secret.ts'
import { makeToken, readTokenId } from '../../worker/access/tokens.ts'
import { acts, at, code, join, newTenant, newToken, withHeader, withToken } from './harness.ts'

const lastAct = (tenantId: string) => acts.findLast(({ tenant }) => tenant === tenantId)?.act

describe('the form of a token', () => {
  it('is prefix, id, secret and checksum, each fresh', async () => {
    const [one, two] = [await makeToken(), await makeToken()]
    expect(one.text).toMatch(/^tally_[0-9a-hjkmnp-tv-z]{16}_[0-9A-Za-z]{38}$/)
    expect(readTokenId(one.text)).toBe(one.id)
    expect(one.hash).toBe(await sha256Hex(one.text))
    expect(one.text).not.toBe(two.text)
  })

  it('shows a typing error in any one letter without a query', async () => {
    const { text } = await makeToken()
    for (let n = 0; n < text.length; n++) {
      const typo = `${text.slice(0, n)}${text[n] === 'x' ? 'y' : 'x'}${text.slice(n + 1)}`
      expect([n, readTokenId(typo)]).toEqual([n, null])
    }
    expect(readTokenId(`${text} `)).toBeNull()
    expect(readTokenId(text.slice(0, -1))).toBeNull()
  })

  it('has the CRC-32 of ISO-HDLC for its checksum', () => {
    // The check value of the algorithm's catalogue: CRC-32 of "123456789" is 0xcbf43926 = 3421780262.
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
    const value = [...checksum('123456789')].reduce((sum, digit) => sum * 62 + digits.indexOf(digit), 0)
    expect(value).toBe(0xcbf43926)
  })
})

describe('a token', () => {
  it('is shown once and stored as its digest', async () => {
    const { owner } = await newTenant()
    const { reply, id, text } = await newToken(owner.browser, ['read:usage', 'read:costs'])
    expect(reply.status).toBe(201)
    const list = await owner.browser.get('/api/tokens')
    expect(at(list.body, 'data', 0)).toMatchObject({ id, state: 'live', last_used_at: null, revoked_at: null })
    expect(at(list.body, 'data', 0, 'created_by', 'email')).toBe(owner.email)
    expect(JSON.stringify(list.body)).not.toContain(text.slice(-38))
    const { results } = await env.CONTROL.prepare('select * from api_tokens where id = ?').bind(id).all()
    expect(JSON.stringify(results)).not.toContain(text.slice(-38))
    expect(JSON.stringify(results)).toContain(await sha256Hex(text))
  })

  it('is a record when it is made and when it is revoked, with its name sealed apart', async () => {
    const { owner, tenantId } = await newTenant()
    const { id, text } = await newToken(owner.browser, ['read:usage'])
    const made = lastAct(tenantId)
    expect([made?.kind, made?.stream]).toEqual(['token', 'tallystick.tokens'])
    expect(made?.data).toMatchObject({ action: 'created', token: id, scopes: ['read:usage'] })
    expect(made?.fields).toEqual({ token_name: 'Script' })
    expect(JSON.stringify(made)).not.toContain(text)
    await owner.browser.delete(`/api/tokens/${id}`)
    expect(lastAct(tenantId)?.data).toEqual({ action: 'revoked', token: id })
  })

  it('opens its tenant, says when it was last used, and stops when it is revoked', async () => {
    const { owner, tenantId } = await newTenant('Fabrikam')
    const { id, text } = await newToken(owner.browser, ['read:settings'])
    const read = await withToken(text, 'GET', '/api/settings')
    expect(at(read.body, 'id')).toBe(tenantId)
    const used = at((await owner.browser.get('/api/tokens')).body, 'data', 0, 'last_used_at')
    expect(Math.abs(Date.parse(String(used)) - Date.now())).toBeLessThan(60_000)
    expect((await owner.browser.delete(`/api/tokens/${id}`)).status).toBe(204)
    expect((await withToken(text, 'GET', '/api/settings')).status).toBe(401)
    expect((await owner.browser.delete(`/api/tokens/${id}`)).status).toBe(204)
    expect(at((await owner.browser.get('/api/tokens')).body, 'data', 0, 'state')).toBe('revoked')
  })

  it('stops at its expiry', async () => {
    const { owner } = await newTenant()
    const { id, text } = await newToken(owner.browser, ['read:settings'])
    await env.CONTROL.prepare('update api_tokens set expires_at = ? where id = ?').bind(Date.now(), id).run()
    expect((await withToken(text, 'GET', '/api/settings')).status).toBe(401)
    expect(at((await owner.browser.get('/api/tokens')).body, 'data', 0, 'state')).toBe('expired')
  })

  it('needs an expiry of at most a year', async () => {
    const { owner } = await newTenant()
    for (const days of [-1, 0, 367, 4000]) {
      const { reply } = await newToken(owner.browser, ['read:usage'], days)
      expect([days, reply.status, code(reply)]).toEqual([days, 400, 'expiry_invalid'])
    }
    expect((await newToken(owner.browser, ['read:usage'], 365)).reply.status).toBe(201)
    const none = await owner.browser.post('/api/tokens', { name: 'x', scopes: ['read:usage'] })
    expect(at(none.body, 'error', 'details', 0, 'path')).toBe('body.expires_at')
  })

  it('is refused when its secret is wrong under the right id', async () => {
    const { owner } = await newTenant()
    const { text } = await newToken(owner.browser, ['read:settings'])
    const body = `${text.slice(0, 23)}${'0'.repeat(32)}`
    expect((await withToken(`${body}${checksum(body)}`, 'GET', '/api/settings')).status).toBe(401)
  })

  it('loses with its maker’s role, and dies with the membership', async () => {
    const { owner } = await newTenant()
    const admin = await join(owner.browser, 'admin')
    const { text } = await newToken(admin.browser, ['read:settings', 'read:usage'])
    expect((await withToken(text, 'GET', '/api/settings')).status).toBe(200)
    await owner.browser.patch(`/api/members/${admin.id}`, { role: 'finance' })
    expect((await withToken(text, 'GET', '/api/settings')).status).toBe(403)
    await owner.browser.delete(`/api/members/${admin.id}`)
    expect((await withToken(text, 'GET', '/api/settings')).status).toBe(401)
  })

  it('is refused with words of its own in every wrong Authorization header', async () => {
    for (const authorization of [
      'Bearer',
      'Bearer x',
      'Basic eDp5',
      `Bearer ${'x'.repeat(9999)}`,
      'tally_x',
      'Bearer a b',
    ]) {
      const reply = await withHeader({ authorization }, 'GET', '/api/me')
      expect([authorization.slice(0, 20), reply.status, code(reply)]).toEqual([
        authorization.slice(0, 20),
        401,
        'unauthenticated',
      ])
    }
  })

  it('pages newest first through all of them', async () => {
    const { owner } = await newTenant()
    const made: string[] = []
    for (let n = 0; n < 5; n++) made.push((await newToken(owner.browser, ['read:usage'])).id)
    const seen: unknown[] = []
    let cursor = ''
    for (let page = 0; page < 6; page++) {
      const { body } = await owner.browser.get(`/api/tokens?limit=2${cursor}`)
      for (let n = 0; n < Number(at(body, 'data', 'length')); n++) seen.push(at(body, 'data', n, 'id'))
      if (at(body, 'next_cursor') === null) break
      cursor = `&cursor=${at(body, 'next_cursor')}`
    }
    expect([...seen].sort()).toEqual([...made].sort())
  })
})
