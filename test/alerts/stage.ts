// The stage of the tests of budgets and alerts: a tenant with an owner and a ledger, figures as rows, and queue, mail and clock in the test's hands.
import { createMessageBatch } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { consumeAlerts } from '../../worker/alerts/consume.ts'
import { consumeBudgets } from '../../worker/budgets/consume.ts'
import type { UnusualDay, WatchPorts } from '../../worker/budgets/evaluate.ts'
import { REAL_PORTS } from '../../worker/budgets/ports.ts'
import { tickBudgets } from '../../worker/budgets/tick.ts'
import { addDays, dayOf } from '../../worker/db/tenant/range.ts'
import { cost, usage } from '../../worker/db/tenant/schema.ts'
import { createApp } from '../../worker/http/app.ts'
import { AlertList } from '../../worker/http/schemas/alerts.ts'
import { BudgetView } from '../../worker/http/schemas/budgets.ts'
import { isTenantId, type TenantId } from '../../worker/ids.ts'
import type { Mail } from '../../worker/mail/send.ts'
import { createLedger, recordAct } from '../../worker/tenant/acts.ts'
import { type CostSeed, costSeed, insertRows, type UsageSeed, usageSeed } from '../db/seed.ts'
import { type app, type Browser, newTenant, outside, type Reply } from '../http/harness.ts'
import type { Simulator } from '../simulator/app.ts'
import { simulateOutside } from '../support/outside.ts'
import { home, ledger } from '../support/tenants.ts'

export type Job = { body: unknown; delaySeconds: number }
export type Stage = {
  env: Env
  jobs: Job[]
  mails: Mail[]
  door: typeof app
  tenant: TenantId
  owner: Browser
  clock: { now: Date }
  simulator: Simulator
  ports: WatchPorts
  /** What the insights find unusual. */
  unusual: UnusualDay[]
  sendMail: (env: Env, mail: Mail) => Promise<void>
}

/** Routes work by the real clock, so the stage's day is the real one. */
export const TODAY = dayOf(new Date())
export const day = (back: number): string => addDays(TODAY, -back)
export const MONTH = `${TODAY.slice(0, 8)}01`
export const HOOK = 'https://hooks.example.com/__sim/webhooks/acme'
export const SLACK = 'https://hooks.example.com/__sim/webhooks/slack/T0/B0'
export const ROUTING_KEY = 'r0utingKey'.padEnd(32, 'x')

export const DOLLAR = 1_000_000_000n
export const dollars = (count: number): string => String(BigInt(count) * DOLLAR)

/** Figures of tests before are out of the way: the tick goes through all tenants. */
export async function stage(): Promise<Stage> {
  for (const table of ['watch', 'alert_delivery']) await home.db.exec(`DELETE FROM ${table}`)
  const jobs: Job[] = []
  const send = async (body: unknown, { delaySeconds = 0 } = {}) => void jobs.push({ body, delaySeconds })
  const sendBatch = async (messages: { body: unknown }[]) =>
    void jobs.push(...messages.map(({ body }) => ({ body, delaySeconds: 0 })))
  const queue = { send, sendBatch } as unknown as Queue // the two methods that are called
  const free = { limit: async () => ({ success: true }) }
  const own: Env = { ...env, JOBS: queue, API_LIMIT: free }
  const real = createApp({ ...outside, recordAct, createLedger })
  const request = (input: string, init: RequestInit) => real.request(input, init, own)
  const door = { request } as unknown as typeof app // the one method that the harness calls
  const { owner, tenantId } = await newTenant('Tarnwick Instruments')
  if (!isTenantId(tenantId)) throw new Error('no tenant')
  await createLedger(own, { tenant: tenantId, region: 'us', name: 'Tarnwick Instruments' })
  const mails: Mail[] = []
  const clock = { now: new Date() }
  const unusual: UnusualDay[] = []
  const on: Stage = {
    env: own,
    jobs,
    mails,
    door,
    tenant: tenantId,
    owner: owner.browser,
    clock,
    simulator: simulateOutside(),
    ports: { ...REAL_PORTS, unusual: async () => unusual, now: () => clock.now },
    unusual,
    sendMail: async (_, mail) => void mails.push(mail),
  }
  return on
}

export const call = (on: Stage, method: string, path: string, json?: unknown, browser = on.owner): Promise<Reply> =>
  browser.send(method, path, { app: on.door, ...(json !== undefined && { json }) })

/** The answer's body; throws where it is no success. */
export async function ok(on: Stage, method: string, path: string, json?: unknown): Promise<unknown> {
  const { status, body } = await call(on, method, path, json)
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`)
  return body
}

/** A budget of the whole organization unless told: $100 a month. */
export async function budget(on: Stage, more: Record<string, unknown> = {}): Promise<BudgetView> {
  const wish = { scope: 'tenant', period: 'month', name: 'All AI', amount: dollars(100), ...more }
  return BudgetView.parse(await ok(on, 'POST', '/api/budgets', wish))
}

/** A channel; returns its id, and a webhook's secret. */
export async function channel(
  on: Stage,
  json: Record<string, unknown>,
): Promise<{ id: string; secret: string | null }> {
  const body = await ok(on, 'POST', '/api/alert-channels', { name: 'Finance', ...json })
  // Checked by the route's own schema test.
  const { channel: made, secret } = body as { channel: { id: string }; secret: string | null }
  return { id: made.id, secret }
}

export const alerts = async (on: Stage, query = '') =>
  AlertList.parse(await ok(on, 'GET', `/api/alerts${query}`)).alerts

/** `kind level` of each alert, oldest first. */
export const fired = async (on: Stage): Promise<string[]> =>
  (await alerts(on)).map(({ kind, level }) => (level === null ? kind : `${kind} ${level}`)).reverse()

let marks = 0

/** The projection has gone on: the next tick looks. */
export async function project(on: Stage): Promise<void> {
  await home.db
    .prepare(
      `INSERT INTO projection (tenant, watermark, size, head, at) VALUES (?1, ?2, 1, '', '')
       ON CONFLICT (tenant) DO UPDATE SET watermark = excluded.watermark`,
    )
    .bind(on.tenant, ++marks + 1_000)
    .run()
}

export async function bill(on: Stage, on_day: string, amount: bigint, more: Partial<CostSeed> = {}): Promise<string> {
  const row = costSeed(on.tenant, on_day, { amount, ...more })
  await insertRows(cost, [row])
  await project(on)
  return row.id
}

export async function use(on: Stage, on_day: string, estimate: bigint, more: Partial<UsageSeed> = {}): Promise<void> {
  await insertRows(usage, [usageSeed(on.tenant, on_day, { estimate, ...more })])
  await project(on)
}

let messages = 0

/** Hands one message over to whoever it belongs to; true when it came back. */
export async function deliver(on: Stage, body: unknown): Promise<boolean> {
  const batch = createMessageBatch('jobs', [{ id: `m-${++messages}`, timestamp: new Date(), attempts: 1, body }])
  let back = 0
  const answers = { retry: () => void back++, ack: () => undefined }
  for (const message of batch.messages) Object.assign(message, answers)
  const rest = await consumeBudgets(on.env, batch, on.ports)
  const { sendMail, clock } = on
  await consumeAlerts(on.env, rest, { sendMail, now: () => clock.now, random: () => 0 })
  return back > 0
}

/** Delivers what waits and is due at once, and what follows from it. Delayed messages stay. */
export async function drain(on: Stage): Promise<void> {
  for (;;) {
    const at = on.jobs.findIndex(({ delaySeconds }) => delaySeconds === 0)
    const [next] = at < 0 ? [] : on.jobs.splice(at, 1)
    if (next === undefined) return
    if (await deliver(on, next.body)) throw new Error('the message came back')
  }
}

/** A tick of the cron at this moment, with everything that follows at once. Returns how many messages the tick sent. */
export async function tick(on: Stage, at?: Date): Promise<number> {
  if (at !== undefined) on.clock.now = at
  const sent = await tickBudgets(on.env, on.clock.now)
  await drain(on)
  return sent
}

/** Delivers delayed messages one after the other, with the clock set forward by each one's delay; returns the delays. */
export async function wait(on: Stage): Promise<number[]> {
  const delays: number[] = []
  for (let next = on.jobs.shift(); next !== undefined; next = on.jobs.shift()) {
    on.clock.now = new Date(on.clock.now.getTime() + next.delaySeconds * 1000)
    if (next.delaySeconds > 0) delays.push(next.delaySeconds)
    await deliver(on, next.body)
  }
  return delays
}

export const posted = (on: Stage) => on.simulator.world.webhooks.posted()

export type Recorded = { kind: string; stream: string; id: string; data: Record<string, unknown>; text: string }

/** Records of our own streams of budgets and alerts, oldest first. */
export async function recorded(on: Stage, action?: string): Promise<Recorded[]> {
  const { size } = await ledger(on.tenant).state()
  const all = await ledger(on.tenant).records(0, size - 1)
  return all
    .map(({ text }): Recorded => ({ ...JSON.parse(text), text }))
    .filter(({ stream }) => stream === 'tallystick.budgets' || stream === 'tallystick.alerts')
    .filter(({ data }) => action === undefined || data.action === action)
}

export { home, ledger }
