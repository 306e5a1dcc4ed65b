// The one error shape: every code, the unexpected, the unknown address, wrong fields and wrong bodies.
import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { createApp } from '../../worker/http/app.ts'
import { publicRoute } from '../../worker/http/define.ts'
import { ERRORS, type ErrorCode, failure } from '../../worker/http/errors.ts'
import { MailError } from '../../worker/mail/send.ts'
import { at, Browser, expectErrorShape, freshEmail, newTenant, ORIGIN, outside, signIn } from './harness.ts'

describe('an error', () => {
  it.each(Object.keys(ERRORS))(
    'with the code %s has its status, a message with a remedy, and the request id',
    async (name) => {
      const wanted = name as ErrorCode // a key of the table, by construction
      const route = publicRoute({
        method: 'get',
        path: '/api/fails',
        summary: '',
        tag: '',
        handler: async () => failure(wanted, { details: { why: 1 } }),
      })
      const reply = await new Browser().send('GET', '/api/fails', { app: createApp(outside, [route]) })
      expectErrorShape(reply, ERRORS[wanted].status, name)
      expect(at(reply.body, 'error', 'message')).toBe(ERRORS[wanted].message)
      expect(at(reply.body, 'error', 'details')).toEqual({ why: 1 })
      expect(ERRORS[wanted].message).toMatch(/^[A-Z].*\.$/)
    },
  )

  it('nobody expected is a 500 that tells and logs nothing of its message', async () => {
    const route = publicRoute({
      method: 'get',
      path: '/api/breaks',
      summary: '',
      tag: '',
      handler: () => Promise.reject(new Error('Failed query: params: robin@example.com')),
    })
    const lines: string[] = []
    const spy = vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)))
    const reply = await new Browser().send('GET', '/api/breaks', { app: createApp(outside, [route]) })
    spy.mockRestore()
    expectErrorShape(reply, 500, 'internal')
    expect(JSON.stringify(reply.body) + lines.join()).not.toMatch(/robin|Failed query/)
    const events = lines.map((line) => JSON.parse(line))
    expect(events.map(({ event }) => event)).toEqual(['exception', 'request'])
    expect(new Set(events.map(({ request_id }) => request_id))).toEqual(new Set([reply.headers.get('x-request-id')]))
  })

  it('for an unknown address is a 404, for a known one with another method a 405', async () => {
    for (const path of [
      '/api',
      '/api/nothing',
      '/api/auth/get-session',
      '/api/auth/list-sessions',
      '/api/me/',
      '/nothing',
    ]) {
      expectErrorShape(await new Browser().get(path), 404, 'not_found')
    }
    expectErrorShape(await new Browser().send('PUT', '/api/me'), 405, 'method_not_allowed')
    expectErrorShape(await new Browser().get('/api/members/x'), 405, 'method_not_allowed')
  })

  it('names every wrong field in words and repeats no value', async () => {
    const { owner } = await newTenant()
    const json = { name: 7, scopes: ['read:usage', 'hunter2'], expires_at: 'tomorrow', extra: true }
    const reply = await owner.browser.post('/api/tokens', json)
    expectErrorShape(reply, 400, 'invalid_request')
    const details = at(reply.body, 'error', 'details')
    const paths = Array.isArray(details) ? details.map((detail) => at(detail, 'path')) : []
    expect(paths.sort()).toEqual(['body', 'body.expires_at', 'body.name', 'body.scopes[1]'])
    expect(JSON.stringify(details)).not.toContain('hunter2')
    const query = await owner.browser.get('/api/members?limit=many')
    expect(at(query.body, 'error', 'details', 0, 'path')).toBe('query.limit')
  })

  it('for a mail that could not be sent is the same for every address', async () => {
    const silent = createApp({ ...outside, sendMail: () => Promise.reject(new MailError('down')) })
    const { email } = await signIn()
    for (const address of [email, freshEmail()]) {
      const json = { email: address }
      expectErrorShape(
        await new Browser().send('POST', '/api/auth/sign-in/magic-link', { json, app: silent }),
        503,
        'mail_unavailable',
      )
    }
  })
})

describe('a body', () => {
  const post = (raw: string, headers: Record<string, string> = {}) =>
    new Browser().send('POST', '/api/auth/sign-in/magic-link', { raw, headers })

  it('must be JSON by its content type and by itself', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/jsonx',
    ]) {
      expectErrorShape(await post('{"email":"a@example.com"}', { 'content-type': type }), 400, 'wrong_content_type')
    }
    for (const raw of ['', '{', '{"email":}', 'undefined', '\u0000', '{"a":1}{"b":2}']) {
      expectErrorShape(await post(raw), 400, 'invalid_json')
    }
    const charset = { 'content-type': 'Application/JSON; charset=utf-8' }
    expect((await post(JSON.stringify({ email: freshEmail() }), charset)).status).toBe(200)
  })

  it('must not pass 1 MiB, whatever its length header says', async () => {
    const raw = JSON.stringify({ email: 'x'.repeat(1_048_577) })
    expectErrorShape(await post(raw), 413, 'payload_too_large')
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(raw))
        controller.close()
      },
    })
    const headers = { 'content-type': 'application/json', 'cf-connecting-ip': new Browser().address }
    const path = `${ORIGIN}/api/auth/sign-in/magic-link`
    const answer = await createApp(outside).request(path, { method: 'POST', body, headers }, env)
    expect(answer.status).toBe(413)
  })
})
