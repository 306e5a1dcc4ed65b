// Alerts and channels at the front door: who may what, what is refused, what never comes back.
import { describe, expect, it, vi } from 'vitest'
import { newSubjectId } from '../../worker/ids.ts'
import {
  alerts,
  bill,
  budget,
  call,
  channel,
  DOLLAR,
  dollars,
  drain,
  HOOK,
  home,
  ok,
  ROUTING_KEY,
  recorded,
  SLACK,
  type Stage,
  stage,
  TODAY,
  tick,
  use,
} from '../alerts/stage.ts'
import { at, code, join } from './harness.ts'

const problem = (body: unknown) => [at(body, 'error', 'details', 0, 'path'), at(body, 'error', 'details', 0, 'problem')]
const wish = { scope: 'tenant', period: 'month', name: 'All AI', amount: dollars(100) }

describe('who may what', () => {
  it('lets an auditor read with addresses cut, and change nothing', async () => {
    const on = await stage()
    const { id } = await channel(on, { kind: 'mail', address: 'finance@example.com' })
    await channel(on, { kind: 'webhook', url: HOOK })
    const made = await budget(on)
    const { browser } = await join(on.owner, 'auditor')
    const seen = await call(on, 'GET', '/api/alert-channels', undefined, browser)
    expect(seen.status).toBe(200)
    expect(JSON.stringify(seen.body)).not.toMatch(/finance@|hooks\.example/)
    expect((await call(on, 'GET', '/api/budgets', undefined, browser)).status).toBe(200)
    for (const [method, path] of [
      ['POST', '/api/budgets'],
      ['PATCH', `/api/budgets/${made.id}`],
      ['DELETE', `/api/budgets/${made.id}`],
      ['POST', '/api/alert-channels'],
      ['POST', `/api/alert-channels/${id}/test`],
      ['PUT', '/api/alerts/watch'],
    ] as const)
      expect((await call(on, method, path, {}, browser)).status).toBe(403)
  })

  it('lets finance do it all, but not budget a person whom it cannot see', async () => {
    const on = await stage()
    const { browser } = await join(on.owner, 'finance')
    const subject = newSubjectId()
    await use(on, TODAY, DOLLAR, { subject })
    const reply = await call(on, 'POST', '/api/budgets', { ...wish, scope: 'person', value: subject }, browser)
    expect([reply.status, code(reply)]).toEqual([403, 'forbidden'])
    await budget(on, { scope: 'person', value: subject })
    const list = await call(on, 'GET', '/api/budgets', undefined, browser)
    expect(JSON.stringify(list.body)).not.toContain(subject)
    expect(at(list.body, 'budgets', 0, 'label')).toBe('One person')
    expect((await call(on, 'POST', '/api/budgets', wish, browser)).status).toBe(201)
  })

  it('shows no tenant another one’s', async () => {
    const [one, other] = [await stage(), await stage()]
    const made = await budget(one, { forecast: false, thresholds: [1] })
    const { id } = await channel(one, { kind: 'webhook', url: HOOK })
    await bill(one, TODAY, 50n * DOLLAR)
    await tick(one)
    const [alert] = await alerts(one)
    expect(await alerts(other)).toEqual([])
    for (const path of [`/api/budgets/${made.id}`, `/api/alerts/${alert?.id}`])
      expect((await call(other, 'GET', path)).status).toBe(404)
    for (const path of [`/api/alerts/${alert?.id}/acknowledge`, `/api/alert-channels/${id}/test`])
      expect((await call(other, 'POST', path)).status).toBe(404)
  })
})

describe('a channel', () => {
  it.each([
    ['http://hooks.example.com/x'],
    ['https://127.0.0.1/x'],
    ['https://169.254.169.254/latest'],
    ['https://[::1]/x'],
    ['https://0x7f000001/x'],
    ['https://2130706433/x'],
    ['https://localhost/x'],
    ['https://metadata.internal/x'],
    ['https://127.0.0.1.nip.io/x'],
    ['https://user:pass@hooks.example.com/x'],
    ['https://hooks.example.com:8080/x'],
    ['file:///etc/passwd'],
  ])('is refused at %s, as webhook and as Slack alike', async (url) => {
    const on = await stage()
    for (const kind of ['webhook', 'slack']) {
      const reply = await call(on, 'POST', '/api/alert-channels', { kind, name: 'x', url })
      expect([reply.status, problem(reply.body)[0]]).toEqual([400, 'body.url'])
    }
    const made = await channel(on, { kind: 'webhook', url: HOOK })
    expect((await call(on, 'PATCH', `/api/alert-channels/${made.id}`, { url })).status).toBe(400)
  })

  it('keeps its kind, its name changes, and several are changed by one at a time', async () => {
    const on = await stage()
    const { id } = await channel(on, { kind: 'mail', address: 'a@example.com' })
    expect((await call(on, 'PATCH', `/api/alert-channels/${id}`, { routing_key: ROUTING_KEY })).status).toBe(400)
    await ok(on, 'PATCH', `/api/alert-channels/${id}`, { name: 'Controllers', address: 'b@example.com' })
    expect(await ok(on, 'GET', '/api/alert-channels')).toMatchObject({
      channels: [{ name: 'Controllers', to: 'b@example.com', kind: 'mail' }],
    })
    const replies = await Promise.all(
      ['x', 'y'].map((name) => call(on, 'POST', '/api/alert-channels', { kind: 'webhook', name, url: HOOK })),
    )
    const won = replies.filter(({ status }) => status === 201)
    const list = (await ok(on, 'GET', '/api/alert-channels')) as { channels: unknown[] } // the route's own schema
    expect(list.channels).toHaveLength(1 + won.length)
    expect(await recorded(on, 'channel_added')).toHaveLength(1 + won.length)
  })

  it('is at most one of twenty', async () => {
    const on = await stage()
    for (let i = 0; i < 20; i++) await channel(on, { kind: 'mail', address: `p${i}@example.com` })
    const reply = await call(on, 'POST', '/api/alert-channels', { kind: 'mail', name: 'x', address: 'z@example.com' })
    expect(reply.status).toBe(409)
  })
})

describe('an alert', () => {
  async function raised(on: Stage): Promise<string> {
    await budget(on, { forecast: false, thresholds: [100] })
    await bill(on, TODAY, 150n * DOLLAR)
    await tick(on)
    return (await alerts(on))[0]?.id ?? ''
  }

  it('is acknowledged once, by the first, with a record', async () => {
    const on = await stage()
    const id = await raised(on)
    const finance = await join(on.owner, 'finance')
    const reply = await call(on, 'POST', `/api/alerts/${id}/acknowledge`, undefined, finance.browser)
    expect(at(reply.body, 'acknowledged', 'by', 'email')).toBe(finance.email)
    await ok(on, 'POST', `/api/alerts/${id}/acknowledge`)
    const [again] = await alerts(on, '?state=acknowledged')
    expect(again?.acknowledged?.by.email).toBe(finance.email)
    expect(await alerts(on, '?state=open')).toEqual([])
    const [record, ...more] = await recorded(on, 'acknowledged')
    expect([record?.data.alert, more]).toEqual([id, []])
    expect(record?.text).not.toContain(finance.email)
  })

  it('is explained with a closed word, which also acknowledges it', async () => {
    const on = await stage()
    const id = await raised(on)
    expect((await call(on, 'POST', `/api/alerts/${id}/explain`, { explanation: 'aliens' })).status).toBe(400)
    await ok(on, 'POST', `/api/alerts/${id}/explain`, { explanation: 'incident' })
    await ok(on, 'POST', `/api/alerts/${id}/explain`, { explanation: 'expected' })
    const [alert] = await alerts(on)
    expect(alert).toMatchObject({ explained: 'expected', severity: 'error', level: 100, spent: dollars(150) })
    expect(alert?.acknowledged).not.toBeNull()
    expect((await recorded(on, 'explained')).map(({ data }) => data.code)).toEqual(['incident', 'expected'])
  })

  it('stands in a list that is read page by page, by source, and keeps the name of a removed budget', async () => {
    const on = await stage()
    const made = await budget(on, { forecast: false, thresholds: [10, 20, 30, 40, 50], name: 'Gone soon' })
    await bill(on, TODAY, 150n * DOLLAR)
    await tick(on)
    await ok(on, 'DELETE', `/api/budgets/${made.id}`)
    const found: string[] = []
    let cursor = ''
    do {
      const page = (await ok(on, 'GET', `/api/alerts?limit=2&source=${made.id}${cursor}`)) as {
        alerts: { id: string; budget: { name: string } }[]
        next_cursor: string | null
        open: number
      } // the route's own schema
      found.push(...page.alerts.map(({ id }) => id))
      expect([page.open, page.alerts[0]?.budget.name]).toEqual([5, 'Gone soon'])
      cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`
    } while (cursor !== '')
    expect(new Set(found).size).toBe(5)
    expect((await call(on, 'GET', '/api/alerts?cursor=nonsense')).status).toBe(400)
  })
})

describe('secrets', () => {
  it('are in no answer but the one that makes them, in no log, no record and no row', async () => {
    const said: string[] = []
    for (const method of ['log', 'error', 'warn', 'info'] as const)
      vi.spyOn(console, method).mockImplementation((...args) => void said.push(args.map(String).join(' ')))
    const on = await stage()
    const [path, key] = [`canary${'x'.repeat(20)}`, 'c4nary'.padEnd(32, 'k')]
    const hook = await channel(on, { kind: 'webhook', url: `${HOOK}/${path}` })
    const slack = await channel(on, { kind: 'slack', url: `${SLACK}/${path}` })
    const duty = await channel(on, { kind: 'pagerduty', routing_key: key })
    const channels = [hook.id, slack.id, duty.id]
    await budget(on, { forecast: false, thresholds: [100], channels })
    on.simulator.world.webhooks.answer({ status: 500, times: 2 })
    await bill(on, TODAY, 150n * DOLLAR)
    await tick(on)
    for (const id of channels) await ok(on, 'POST', `/api/alert-channels/${id}/test`)
    await drain(on)
    const answers: unknown[] = []
    for (const path of ['/api/alert-channels', '/api/alerts', '/api/budgets', '/api/alerts/watch'])
      answers.push(await ok(on, 'GET', path))
    const rows: unknown[] = []
    for (const table of ['budget', 'alert', 'alert_delivery', 'watch'])
      rows.push((await home.db.prepare(`SELECT * FROM ${table}`).all()).results)
    const records = (await recorded(on)).map(({ text }) => text)
    vi.restoreAllMocks()
    const all = JSON.stringify([answers, rows, records, said, on.jobs])
    expect(on.simulator.world.webhooks.posted().length).toBeGreaterThan(3)
    for (const secret of [path, key, hook.secret ?? 'none']) expect(all).not.toContain(secret)
  })
})

describe('the end of a tenant', () => {
  it('leaves nothing to watch or to send', async () => {
    const { endBudgets } = await import('../../worker/db/tenant/budgets-end.ts')
    const on = await stage()
    await budget(on, { forecast: false, thresholds: [100], name: 'Robin' })
    await bill(on, TODAY, 150n * DOLLAR)
    await endBudgets(home.db, on.tenant, new Date().toISOString())
    await endBudgets(home.db, on.tenant, new Date().toISOString())
    on.jobs.length = 0
    expect(await tick(on)).toBe(0)
    expect(await alerts(on)).toEqual([])
    const { results } = await home.db.prepare('SELECT name FROM budget WHERE tenant = ?').bind(on.tenant).all()
    expect(results).toEqual([{ name: 'Budget' }])
  })
})
