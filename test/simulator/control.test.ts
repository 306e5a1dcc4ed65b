// The control surface, the mailbox, the log of requests, and the served process.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ask, simulatorAt, turn } from './support/asking.ts'

const get = async (simulator: ReturnType<typeof simulatorAt>, url: string) => simulator.fetch(new Request(url))

describe('the log', () => {
  it('lists every request with method, path, last four of the key, and status', async () => {
    const simulator = simulatorAt()
    await ask(simulator, '/v1/organizations/users?limit=1')
    await ask(simulator, '/v1/organizations/me', 'adminRevoked')
    const { requests } = (await (await get(simulator, 'http://any.host/__sim/log')).json()) as { requests: object[] } // our own form
    const last = (name: string) => simulator.keys[name]?.slice(-4)
    expect(requests).toMatchObject([
      { method: 'GET', path: '/v1/organizations/users', query: 'limit=1', key: last('admin'), status: 200 },
      { method: 'GET', path: '/v1/organizations/me', key: last('adminRevoked'), status: 401 },
    ])
    expect(JSON.stringify(requests)).not.toContain(simulator.keys.admin)
    expect(last('admin')).not.toBe(last('adminSecond'))
  })

  it.each(['POST', 'DELETE', 'PUT', 'PATCH', 'HEAD'])('notes a %s and answers 405', async (method) => {
    const simulator = simulatorAt()
    const headers = { 'x-api-key': simulator.keys.admin ?? '' }
    const request = new Request('http://anthropic.sim/v1/organizations/users/user_1', { method, headers })
    expect((await simulator.fetch(request)).status).toBe(405)
    expect(simulator.world.log.list('/v1/organizations/users').map((entry) => entry.method)).toEqual([method])
  })
})

describe('the clock', () => {
  it('is set, moved on and read; a bad time is refused', async () => {
    const simulator = simulatorAt()
    await turn(simulator, 'clock', { now: '2026-12-01T10:00:00Z' })
    await turn(simulator, 'clock', { advance_ms: 90_000 })
    expect(await (await get(simulator, 'http://any.host/__sim/clock')).json()).toEqual({
      now: '2026-12-01T10:01:30.000Z',
    })
    expect((await turn(simulator, 'clock', { now: 'tomorrow' })).status).toBe(400)
  })

  it('runs on from the real time when nothing else is asked', async () => {
    let real = Date.parse('2026-11-20T00:00:00Z')
    const { createSimulator } = await import('./app.ts')
    const simulator = createSimulator({ now: () => new Date(real) })
    simulator.world.clock.advance(1_000)
    real += 5_000
    expect(simulator.world.clock.now().toISOString()).toBe('2026-11-20T00:00:06.000Z')
  })
})

describe('reset', () => {
  it('forgets clock, knobs, log and mail', async () => {
    const simulator = simulatorAt()
    const knobs = await (await get(simulator, 'http://any.host/__sim/knobs')).json()
    await turn(simulator, 'knobs', {
      plan: 'console',
      faults: [{ kind: '500' }],
      late_event: { created_at: '2026-11-18T10:00:00Z' },
    })
    await turn(simulator, 'clock', { advance_ms: 1 })
    await ask(simulator, '/v1/organizations/me')
    await turn(simulator, 'reset', {})
    expect(await (await get(simulator, 'http://any.host/__sim/knobs')).json()).toEqual(knobs)
    expect(simulator.world.log.list()).toEqual([])
    expect(simulator.world.clock.now()).toEqual(simulatorAt().world.clock.now())
  })
})

describe('the truth', () => {
  it('holds every stream of a day and refuses a question without dates', async () => {
    const simulator = simulatorAt()
    const url = 'http://any.host/__sim/truth?from=2026-11-18&to=2026-11-20'
    const { days } = (await (await get(simulator, url)).json()) as {
      days: { costs: { cents: string }; activity: { events: number } }[]
    } // our own form
    const cost = await ask(simulator, '/v1/organizations/cost_report?starting_at=2026-11-18T00:00:00Z')
    expect(cost.body.data.map((bucket: { results: { amount: string }[] }) => bucket.results[0]?.amount)).toEqual(
      days.map((day) => day.costs.cents),
    )
    const feed = await ask(simulator, '/v1/compliance/activities?created_at.gte=2026-11-18T00:00:00Z&limit=5000')
    expect(feed.body.data).toHaveLength(days.reduce((sum, day) => sum + day.activity.events, 0))
    expect((await get(simulator, 'http://any.host/__sim/truth')).status).toBe(400)
  })
})

describe('the mailbox', () => {
  const letter = {
    to: 'maren.holdt@tarnwick.example',
    subject: 'Sign in <now>',
    text: 'Open https://app.example.com/in?t=1&u=2 soon',
    html: '<p>x</p>',
  }
  const send = (simulator: ReturnType<typeof simulatorAt>, url: string, body: unknown) =>
    simulator.fetch(new Request(url, { method: 'POST', body: JSON.stringify(body) }))

  it('keeps what is sent to either address, newest first, by recipient', async () => {
    const simulator = simulatorAt()
    expect((await send(simulator, 'http://mailbox.sim/send', letter)).status).toBe(202)
    await send(simulator, 'http://127.0.0.1:1/mailbox/send', { ...letter, to: ['b@example.com'], subject: 'second' })
    const read = async (query: string) =>
      (await (await get(simulator, `http://mailbox.sim/messages${query}`)).json()) as {
        messages: { subject: string }[]
      } // our own form
    expect((await read('')).messages.map((message) => message.subject)).toEqual(['second', 'Sign in <now>'])
    expect((await read('?to=b@example.com')).messages).toHaveLength(1)
    expect((await send(simulator, 'http://mailbox.sim/send', { subject: 'no one' })).status).toBe(400)
  })

  it('shows a page with links that can be clicked and no markup of the sender', async () => {
    const simulator = simulatorAt()
    await send(simulator, 'http://mailbox.sim/send', { ...letter, text: `${letter.text} <script>alert(1)</script>` })
    const page = await (await get(simulator, 'http://127.0.0.1:1/mailbox')).text()
    expect(page).toContain('<a href="https://app.example.com/in?t=1&amp;u=2">')
    expect(page).toContain('Sign in &lt;now&gt;')
    expect(page).not.toContain('<script>')
  })
})

describe('served', () => {
  it('prints one line when it listens and answers under its path prefixes', async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'serve.ts'), '--port', '0', '--seed', '3'])
    try {
      const [line] = await once(child.stdout, 'data')
      const origin = /http:\/\/\S+/.exec(String(line))?.[0] ?? ''
      const keys = (await (await fetch(`${origin}/__sim/keys`)).json()) as Record<string, string> // our own form
      const headers = { 'x-api-key': keys.admin ?? '', 'anthropic-version': '2026-10-21' }
      const me = await fetch(`${origin}/anthropic/v1/organizations/me`, { headers })
      expect(await me.json()).toMatchObject({ name: 'Tarnwick Instruments' })
      expect((await fetch(`${origin}/mailbox/`)).status).toBe(200)
    } finally {
      child.kill()
    }
  })
})
