// Every route against what nobody sends in good faith, bent from what it would take: an answer each time, and never a 500.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Route } from '../../worker/http/define.ts'
import { ROUTES } from '../../worker/http/routes/all.ts'
import { OAUTH_PATHS } from '../../worker/mcp/paths.ts'
import { simulateOutside } from '../support/outside.ts'
import { attempt } from './attempts.ts'
import { call, complaint } from './calls.ts'
import { type Company, company, ENDS } from './company.ts'
import { BODIES, TEXTS } from './hostile.ts'
import { ROUNDS, SEED, seeded, seedOf } from './seeded.ts'

/** With 165 routes about 800 calls; FUZZ_ROUNDS multiplies them. */
const CASES = 5
const LONGEST = 60_000 * ROUNDS

const ordered = [...ROUTES].sort((a, b) => Number(ENDS.test(a.path)) - Number(ENDS.test(b.path)))
const named = (ends: boolean) =>
  ordered
    .filter(({ path }) => ENDS.test(path) === ends)
    .map((route) => [`${route.method} ${route.path}`, route] as const)

let own: Company
/** Where exceptions rose, as the log tells it; its other lines are not read here. */
const exceptions: string[] = []
const statuses = new Map<number, number>()

beforeAll(async () => {
  simulateOutside()
  vi.spyOn(console, 'log').mockImplementation((line) => {
    if (String(line).includes('"event":"exception"')) exceptions.push(String(line))
  })
  own = await company('Heron')
}, 120_000)

/** The complaints of this route, each with the call that can be sent again. */
async function tryRoute(name: string, route: Route): Promise<string[]> {
  const found: string[] = []
  for (let round = 0; round < CASES * ROUNDS; round++) {
    const made = attempt(route, seeded(seedOf(name, SEED + round)), own.known)
    const operator = route.access === 'operator' ? { 'x-operator-token': env.OPERATOR_TOKEN } : {}
    const answer = await call(own.owner, { ...made, headers: { ...operator, ...made.headers } })
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    const wrong = complaint(answer, made)
    const body = typeof made.body === 'string' ? made.body.slice(0, 400) : (made.body?.length ?? '')
    if (wrong === null) continue
    const sent = `${made.method} ${made.path.slice(0, 400)} ${JSON.stringify(made.headers).slice(0, 200)} ${body}`
    found.push(`${sent}: ${wrong} ${exceptions.at(-1) ?? ''}`)
  }
  return found
}

describe('hostile input', () => {
  it('finds a company with something to lose', () => {
    expect(own.known.length).toBeGreaterThan(20)
  })

  it.each(named(false))(
    'never breaks %s',
    async (name, route) => {
      expect(await tryRoute(name, route)).toEqual([])
    },
    LONGEST,
  )

  it('was taken and refused in many ways, by somebody still signed in', async () => {
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 404]))
    expect((await call(own.owner, { method: 'GET', path: '/api/usage' })).status).toBe(200)
  })

  it.each(['/mcp', '/mcp/admin', ...OAUTH_PATHS])(
    'never breaks %s, which answers in its own protocol',
    async (path) => {
      for (const body of [
        ...BODIES,
        '{"jsonrpc":"2.0","id":1e309,"method":"tools/call","params":{"name":"__proto__"}}',
      ]) {
        const { status } = await call(own.owner, { method: 'POST', path, body })
        expect([path, String(body).slice(0, 60), status < 500]).toEqual([path, String(body).slice(0, 60), true])
      }
      for (const text of TEXTS.filter((_, at) => at % 4 === 0)) {
        const query = `?client_id=${encodeURIComponent(text.toWellFormed())}&redirect_uri=${encodeURIComponent(text.toWellFormed())}`
        const { status } = await call(own.owner, { method: 'GET', path: `${path}${query}` })
        expect([text, status < 500]).toEqual([text, true])
      }
    },
  )

  it.each(named(true))(
    'never breaks %s',
    async (name, route) => {
      expect(await tryRoute(name, route)).toEqual([])
    },
    LONGEST,
  )
})
