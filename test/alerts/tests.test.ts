import { describe, expect, it } from 'vitest'
import { at } from '../http/harness.ts'
import {
  alerts,
  budget,
  call,
  channel,
  dollars,
  drain,
  HOOK,
  ok,
  posted,
  recorded,
  SLACK,
  stage,
  TODAY,
  tick,
} from './stage.ts'

describe('a test', () => {
  it('reaches one channel, is a record, and is no alert in the list', async () => {
    const on = await stage()
    const { id } = await channel(on, { kind: 'slack', url: SLACK })
    const reply = await call(on, 'POST', `/api/alert-channels/${id}/test`)
    expect(reply.status).toBe(202)
    await drain(on)
    expect(JSON.parse(posted(on)[0]?.body ?? '').text).toContain('Test alert from Tallystick')
    const alert = at(reply.body, 'alert')
    expect(await alerts(on)).toEqual([])
    expect(await ok(on, 'GET', `/api/alerts/${alert}`)).toMatchObject({
      source: 'test',
      deliveries: [{ state: 'sent' }],
    })
    expect((await recorded(on, 'tested')).map((one) => one.id)).toEqual([alert])
    expect((await call(on, 'POST', `/api/alerts/${alert}/acknowledge`)).status).toBe(404)
  })

  it('is tried once and says why it failed', async () => {
    const on = await stage()
    const { id } = await channel(on, { kind: 'webhook', url: HOOK })
    on.simulator.world.webhooks.answer({ status: 500 })
    const alert = at(await ok(on, 'POST', `/api/alert-channels/${id}/test`), 'alert')
    await drain(on)
    expect(on.jobs).toEqual([])
    expect(on.mails).toEqual([])
    expect(await ok(on, 'GET', `/api/alerts/${alert}`)).toMatchObject({
      deliveries: [{ state: 'failed', why: 'It answered 500. It must answer 2xx.' }],
    })
  })

  it('is allowed twelve times an hour', async () => {
    const on = await stage()
    const { id } = await channel(on, { kind: 'webhook', url: HOOK })
    const statuses: number[] = []
    for (let i = 0; i < 13; i++) statuses.push((await call(on, 'POST', `/api/alert-channels/${id}/test`)).status)
    expect(statuses).toEqual([...Array.from({ length: 12 }, () => 202), 429])
  })
})

describe('unusual days', () => {
  const finding = {
    key: 'tenant/2026/spike',
    date: TODAY,
    direction: 'up' as const,
    scope: 'key',
    vendor: 'anthropic',
    value: 'apikey_1',
    expected: dollars(10),
    actual: dollars(90),
    cause: 'one_key',
  }

  it('raise nothing until somebody wants it, and then each one alert', async () => {
    const on = await stage()
    on.unusual.push(finding, { ...finding, key: 'old', date: '2020-01-01' })
    const { id } = await channel(on, { kind: 'webhook', url: HOOK })
    await budget(on)
    await drain(on)
    expect(await alerts(on)).toEqual([])
    await ok(on, 'PUT', '/api/alerts/watch', { anomalies: true, channels: [id] })
    await drain(on)
    await tick(on, new Date(on.clock.now.getTime() + 86_400_000))
    expect((await alerts(on)).map(({ source, headline }) => [source, headline])).toEqual([
      ['anomaly', `Unusual spending on ${TODAY}: $90.00, more than expected`],
    ])
    expect(JSON.parse(posted(on)[0]?.body ?? '')).toMatchObject({
      type: 'spend.anomaly',
      data: { finding: finding.key, cause: 'one_key', expected: dollars(10), actual: dollars(90) },
    })
    expect((await recorded(on, 'raised')).map(({ data }) => data.finding)).toEqual([finding.key])
  })
})
