// What every answer carries, what every request leaves in the log, and how the API describes itself.
import { describe, expect, it, vi } from 'vitest'
import { ROUTES } from '../../worker/http/routes/all.ts'
import { at, Browser, newTenant } from './harness.ts'

describe('every answer', () => {
  it.each(['/api/me', '/api/nothing', '/api/openapi.json'])(
    'of %s carries the security headers and a fresh request id',
    async (path) => {
      const [one, two] = [await new Browser().get(path), await new Browser().get(path)]
      expect(Object.fromEntries(one.headers)).toMatchObject({
        'strict-transport-security': expect.stringContaining('max-age='),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'cache-control': 'no-store',
      })
      expect(one.headers.get('x-request-id')).toMatch(/^req_[0-9a-z]{26}$/)
      expect(one.headers.get('x-request-id')).not.toBe(two.headers.get('x-request-id'))
      expect(one.headers.get('access-control-allow-origin')).toBeNull()
    },
  )

  it('leaves one wide event with ids, the route’s pattern and the status, and nothing that was sent', async () => {
    const { owner, tenantId } = await newTenant()
    const lines: string[] = []
    const spy = vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)))
    await owner.browser.send('PATCH', '/api/members/usr_secret?q=hunter2', { json: { role: 'admin' } })
    spy.mockRestore()
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      event: 'request',
      method: 'PATCH',
      route: '/api/members/{id}',
      status: 404,
      error: 'not_found',
      user: owner.id,
      tenant: tenantId,
    })
    expect(lines.join()).not.toMatch(/hunter2|usr_secret|@|192\.0\.2/)
  })
})

describe('the API’s own description', () => {
  it('is an OpenAPI 3.1 document with every route but the operator’s', async () => {
    const { body } = await new Browser().get('/api/openapi.json')
    expect(at(body, 'openapi')).toBe('3.1.0')
    for (const route of ROUTES) {
      const operation = at(body, 'paths', route.path, route.method)
      if (route.access === 'operator' || route.path.startsWith('/api/operator')) expect(operation).toBeUndefined()
      else expect([route.path, typeof at(operation, 'responses', 'default')]).toEqual([route.path, 'object'])
    }
    expect(at(body, 'paths', '/api/members/{id}', 'patch', 'parameters', 0, 'in')).toBe('path')
    expect(at(body, 'components', 'securitySchemes', 'token', 'scheme')).toBe('bearer')
    expect(JSON.stringify(body)).not.toContain('operator')
  })

  it('is a page without script and without any other host', async () => {
    const page = await new Browser().get('/api/docs')
    const text = String(page.body)
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(text).toContain('/api/members/{id}')
    expect(text).not.toMatch(/<script|https?:\/\//i)
    const style = /<style>([\s\S]*?)<\/style>/.exec(text)?.[1] ?? ''
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style))
    const hash = btoa(String.fromCharCode(...new Uint8Array(digest)))
    expect(page.headers.get('content-security-policy')).toContain(`default-src 'none'; style-src 'sha256-${hash}'`)
  })
})
