// No path from outside reaches a 500: every route against bodies and ids that nobody sends in good faith.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Route } from '../../worker/http/define.ts'
import { ROUTES } from '../../worker/http/routes/all.ts'
import { Browser, code, expectErrorShape, newTenant, openLedger } from './harness.ts'

describe('garbage', () => {
  const bodies = [
    '',
    '{',
    'null',
    'true',
    '0',
    '[]',
    '[[[]]]',
    '"x"',
    '{}',
    '{"__proto__":{"x":1}}',
    '{"constructor":1}',
    JSON.stringify({
      email: { $ne: 1 },
      token: [],
      name: {},
      role: [],
      scopes: {},
      response: [],
      tenant_id: {},
      region: 0,
    }),
    JSON.stringify({
      email: '\ud800@x',
      token: '\u0000',
      name: '\u0000',
      role: '',
      scopes: [''],
      expires_at: '9'.repeat(99),
    }),
    JSON.stringify({
      response: {
        id: 'a',
        rawId: 'b',
        type: 'public-key',
        response: { clientDataJSON: '!', attestationObject: '!', authenticatorData: '', signature: '' },
      },
      name: 'x',
    }),
    '['.repeat(50_000),
  ]
  const paths = (path: string) =>
    ['x', '%00', '%E0%A4%A', '..%2f..', "'--", 'x'.repeat(3000)].map((id) => path.replaceAll(/\{\w+\}/g, id))
  let owner: Browser

  beforeAll(async () => {
    const made = await newTenant()
    owner = made.owner.browser
    await openLedger(made.tenantId)
  })

  // Signing out comes last, because after it everything would be refused for another reason.
  const ordered = [...ROUTES].sort((a, b) => Number(a.path.endsWith('sign-out')) - Number(b.path.endsWith('sign-out')))

  /** Every body on a plain path, then every odd path with an empty object. */
  const attempts = (route: Route): { raw: string; path: string }[] => {
    const plain = route.path.replaceAll(/\{\w+\}/g, 'x')
    const odd = route.path.includes('{') ? paths(route.path) : [`${route.path}?limit=%00&cursor=%F0&x[]=1`]
    const said = route.body === undefined ? [''] : bodies
    return [...said.map((raw) => ({ raw, path: plain })), ...odd.map((path) => ({ raw: '{}', path }))]
  }

  it.each(ordered.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'never breaks %s',
    async (_, route) => {
      for (const { raw, path } of attempts(route)) {
        const headers = { 'cf-connecting-ip': new Browser().address, 'x-operator-token': env.OPERATOR_TOKEN }
        const body = route.method === 'get' ? {} : { raw }
        const reply = await owner.send(route.method.toUpperCase(), path, { ...body, headers })
        expect([path, raw.slice(0, 60), reply.status < 500]).toEqual([path, raw.slice(0, 60), true])
        if (reply.status < 400) continue
        // The operator's page says what is wrong as a page.
        const isPage = reply.headers.get('content-type')?.startsWith('text/html') ?? false
        if (isPage && path.startsWith('/api/operator/')) expect(reply.headers.get('x-request-id')).toMatch(/^req_/)
        else expectErrorShape(reply, reply.status, String(code(reply)))
      }
    },
  )
})
