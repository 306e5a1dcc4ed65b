// Every kind of channel against a receiver that judges the body by its public shape; a webhook's signature as a receiver checks it.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { at } from '../http/harness.ts'
import {
  alerts,
  bill,
  budget,
  channel,
  DOLLAR,
  dollars,
  drain,
  HOOK,
  MONTH,
  ok,
  posted,
  ROUTING_KEY,
  SLACK,
  type Stage,
  stage,
  TODAY,
  tick,
} from './stage.ts'

/** One threshold crossed, with everything delivered. */
async function cross(on: Stage, channels: string[], more: Record<string, unknown> = {}): Promise<void> {
  await budget(on, { forecast: false, thresholds: [100], channels, ...more })
  await bill(on, TODAY, 123n * DOLLAR + 450_000_000n)
  await tick(on)
}

const states = async (on: Stage) => (await alerts(on))[0]?.deliveries.map(({ kind, state, why }) => [kind, state, why])

/** As the libraries of Standard Webhooks do it. */
function isGood(secret: string, headers: Readonly<Record<string, string>>, received: string): boolean {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${received}`
  const expected = createHmac('sha256', key).update(text).digest()
  return (headers['webhook-signature'] ?? '').split(' ').some((one) => {
    const [version, signature = ''] = one.split(',')
    const given = Buffer.from(signature, 'base64')
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
  })
}

describe('a webhook', () => {
  it('gets type, time and figures, signed so that a receiver of Standard Webhooks takes it', async () => {
    const on = await stage()
    const { id, secret } = await channel(on, { kind: 'webhook', url: HOOK })
    await cross(on, [id])
    const [one] = posted(on)
    const [alert] = await alerts(on)
    expect(one?.headers['webhook-id']).toBe(alert?.id)
    expect(isGood(secret ?? '', one?.headers ?? {}, one?.body ?? '')).toBe(true)
    expect(isGood(secret ?? '', one?.headers ?? {}, `${one?.body} `)).toBe(false)
    const body = JSON.parse(one?.body ?? '')
    expect(Object.keys(body)).toEqual(['type', 'timestamp', 'data'])
    expect(body).toMatchObject({
      type: 'budget.threshold',
      timestamp: alert?.at,
      data: {
        alert: alert?.id,
        organization: 'Tarnwick Instruments',
        severity: 'error',
        amount: dollars(100),
        spent: '123450000000',
        from: MONTH,
        scope: 'tenant',
      },
    })
    expect(body.data.url).toBe(`http://localhost/budgets?tab=alerts&open=${alert?.id}`)
    expect(one?.body.length).toBeLessThan(20_000)
  })

  it('is signed with both secrets for a day after the secret was replaced', async () => {
    const on = await stage()
    const { id, secret } = await channel(on, { kind: 'webhook', url: HOOK })
    const next = String(at(await ok(on, 'POST', `/api/alert-channels/${id}/secret`), 'secret'))
    expect(next).not.toBe(secret)
    on.clock.now = new Date()
    await cross(on, [id])
    const [one] = posted(on)
    for (const good of [secret ?? '', next]) expect(isGood(good, one?.headers ?? {}, one?.body ?? '')).toBe(true)
  })
})

describe('Slack', () => {
  it('takes the message, whose words cannot call people or make links', async () => {
    const on = await stage()
    const { id } = await channel(on, { kind: 'slack', url: SLACK })
    await cross(on, [id], { name: '<!channel> & <https://evil.example|x>' })
    const [one] = posted(on)
    expect([one?.path, one?.status]).toEqual(['/slack/T0/B0', 200])
    const { text, blocks } = JSON.parse(one?.body ?? '')
    expect(text).toContain('&lt;!channel&gt; &amp; ')
    expect(text).toContain('has reached 100 % of its budget of $100.00')
    expect(text).toContain('$123.45 is spent')
    expect(JSON.stringify(blocks)).not.toContain('<!channel>')
    expect(JSON.stringify(blocks)).toContain('|Open in Tallystick>')
    expect(one?.headers['webhook-signature']).toBeUndefined()
    expect(await states(on)).toEqual([['slack', 'sent', null]])
  })
})

describe('PagerDuty', () => {
  it('takes the event under the alert’s id, and is told when somebody has seen it', async () => {
    const on = await stage()
    const { id } = await channel(on, { kind: 'pagerduty', routing_key: ROUTING_KEY })
    await cross(on, [id])
    const [alert] = await alerts(on)
    const [one] = posted(on)
    expect([one?.path, one?.status]).toEqual(['/pagerduty/v2/enqueue', 202])
    expect(JSON.parse(one?.body ?? '')).toMatchObject({
      routing_key: ROUTING_KEY,
      event_action: 'trigger',
      dedup_key: alert?.id,
      payload: {
        severity: 'error',
        source: 'Tarnwick Instruments',
        class: 'budget.threshold',
        timestamp: alert?.at,
        custom_details: { spent: '123450000000' },
      },
    })
    await ok(on, 'POST', `/api/alerts/${alert?.id}/acknowledge`)
    await drain(on)
    expect(JSON.parse(posted(on)[1]?.body ?? '')).toEqual({
      routing_key: ROUTING_KEY,
      event_action: 'acknowledge',
      dedup_key: alert?.id,
    })
    await ok(on, 'POST', `/api/alerts/${alert?.id}/acknowledge`)
    await drain(on)
    expect(posted(on)).toHaveLength(2)
  })

  it.each([
    [70, 'info'],
    [85, 'warning'],
    [100, 'error'],
    [150, 'critical'],
  ])('hears of %i percent as %s', async (level, severity) => {
    const on = await stage()
    const { id } = await channel(on, { kind: 'pagerduty', routing_key: ROUTING_KEY })
    await cross(on, [id], { thresholds: [level], amount: dollars(50) })
    expect(JSON.parse(posted(on)[0]?.body ?? '').payload.severity).toBe(severity)
  })
})

describe('mail', () => {
  it('says what was reached, where to look, and how to be taken off', async () => {
    const on = await stage()
    const { id } = await channel(on, { kind: 'mail', address: 'Finance@Example.com' })
    await cross(on, [id], { name: 'All AI\u00a0budget' })
    const [mail] = on.mails
    expect(mail?.to).toBe('finance@example.com')
    expect(mail?.subject).toMatch(
      /^All AI.budget has reached 100 % of its budget of \$100\.00 \(Tarnwick Instruments\)$/,
    )
    expect(mail?.text).toContain('$123.45 is spent.')
    expect(mail?.text).toContain('http://localhost/budgets?tab=alerts&open=alr_')
    expect(mail?.text).toContain('Budgets, Channels')
  })
})

describe('several channels', () => {
  it('of any kind get the same alert once each, and a removed one gets none', async () => {
    const on = await stage()
    const made = [
      await channel(on, { kind: 'mail', address: 'one@example.com' }),
      await channel(on, { kind: 'mail', address: 'two@example.com' }),
      await channel(on, { kind: 'slack', url: SLACK }),
      await channel(on, { kind: 'webhook', url: HOOK }),
    ]
    await budget(on, { forecast: false, thresholds: [100], channels: made.map(({ id }) => id) })
    await ok(on, 'DELETE', `/api/alert-channels/${made[1]?.id}`)
    await bill(on, TODAY, 123n * DOLLAR)
    await tick(on)
    expect(on.mails.map(({ to }) => to)).toEqual(['one@example.com'])
    expect(
      posted(on)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['/acme', '/slack/T0/B0'])
    expect((await alerts(on))[0]?.deliveries).toHaveLength(3)
  })
})
