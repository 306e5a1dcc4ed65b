// The stage of the receipt tests: a tenant with an owner and a ledger, and queue, mail and clock in the test's hands.
import { createExecutionContext, createMessageBatch, getQueueResult, type QueueResult } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { createApp } from '../../worker/http/app.ts'
import { ReceiptSettings } from '../../worker/http/schemas/receipts.ts'
import { isTenantId, type TenantId } from '../../worker/ids.ts'
import type { Mail } from '../../worker/mail/send.ts'
import { consumeReceipts, type ReceiptPorts } from '../../worker/receipts/consume.ts'
import { tickReceipts } from '../../worker/receipts/tick.ts'
import { createLedger, recordAct } from '../../worker/tenant/acts.ts'
import { type app, type Browser, newTenant, outside, type Reply } from '../http/harness.ts'
import type { Simulator } from '../simulator/app.ts'
import { simulateOutside } from '../support/outside.ts'
import { home, ledger } from '../support/tenants.ts'
import { page, usages } from '../tenant/drafts.ts'

export type Job = { body: unknown; delaySeconds: number }
export type Stage = {
  env: Env
  jobs: Job[]
  mails: Mail[]
  door: typeof app
  tenant: TenantId
  owner: Browser
  clock: { now: Date }
  /** The world outside: its webhook sink takes what is posted. */
  simulator: Simulator
  ports: ReceiptPorts
}

export const HOOK = 'https://hooks.example.com/__sim/webhooks/acme'
export const MORNING = new Date('2027-03-02T07:00:00.000Z')

/** Ledgers and settings of tests before are out of the way: the tick goes through all tenants. */
export async function stage(): Promise<Stage> {
  await home.db.exec('DELETE FROM receipt_setting')
  await home.db.exec('DELETE FROM receipt_delivery')
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
  await ledger(tenantId).append(page(usages(0, 30)))
  await ledger(tenantId).settle()
  const mails: Mail[] = []
  const clock = { now: MORNING }
  const ports: ReceiptPorts = {
    recordAct,
    sendMail: async (_, mail) => void mails.push(mail),
    now: () => clock.now,
  }
  const simulator = simulateOutside()
  return { env: own, jobs, mails, door, tenant: tenantId, owner: owner.browser, clock, simulator, ports }
}

export const call = (on: Stage, method: string, path: string, json?: unknown, browser = on.owner): Promise<Reply> =>
  browser.send(method, path, { app: on.door, ...(json !== undefined && { json }) })

/** Sets where receipts go; returns the secret where a webhook was made. */
export async function set(on: Stage, json: unknown): Promise<string | null> {
  const reply = await call(on, 'PATCH', '/api/receipts', json)
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body))
  return (reply.body as { secret: string | null }).secret // checked by the route's own schema test
}

export async function view(on: Stage) {
  const reply = await call(on, 'GET', '/api/receipts')
  return ReceiptSettings.parse(reply.body)
}

let messages = 0

/** Hands one message over; what the consumer says to the queue comes back. */
export async function deliver(on: Stage, body: unknown): Promise<QueueResult> {
  const batch = createMessageBatch('jobs', [{ id: `m-${++messages}`, timestamp: new Date(), attempts: 1, body }])
  await consumeReceipts(on.env, batch, on.ports)
  return getQueueResult(batch, createExecutionContext())
}

/** Delivers what waits and is due at once, and what follows from it. Delayed messages stay. */
export async function drain(on: Stage): Promise<void> {
  for (;;) {
    const at = on.jobs.findIndex(({ delaySeconds }) => delaySeconds === 0)
    const [next] = at < 0 ? [] : on.jobs.splice(at, 1)
    if (next === undefined) return
    const { retryMessages } = await deliver(on, next.body)
    if (retryMessages.length > 0) throw new Error('the message came back')
  }
}

/** A tick of the cron at this moment, with everything that follows at once. Returns how many messages the tick sent. */
export async function tick(on: Stage, at?: Date): Promise<number> {
  if (at !== undefined) on.clock.now = at
  const sent = await tickReceipts(on.env, on.clock.now)
  await drain(on)
  return sent
}

export const grow = (on: Stage, first: number, count = 5) => ledger(on.tenant).append(page(usages(first, count)))

export const inDays = (days: number): Date => new Date(MORNING.getTime() + days * 86_400_000)

/** Records of the stream of receipts, oldest first. */
export async function recorded(on: Stage): Promise<{ kind: string; data: Record<string, unknown>; text: string }[]> {
  const { size } = await ledger(on.tenant).state()
  const all = await ledger(on.tenant).records(0, size - 1)
  return all.map(({ text }) => ({ ...JSON.parse(text), text })).filter(({ stream }) => stream === 'tallystick.receipts')
}

export { home, ledger }
