// The stage of the report tests: a tenant with bills and an owner, and queue, mail and clock in the test's hands.
import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { addDays, dayOf } from '../../worker/db/tenant/range.ts'
import { cost, usage } from '../../worker/db/tenant/schema.ts'
import { createApp } from '../../worker/http/app.ts'
import { isTenantId, type TenantId } from '../../worker/ids.ts'
import type { Mail } from '../../worker/mail/send.ts'
import type { ReportPorts } from '../../worker/reports/asking.ts'
import { consumeReports } from '../../worker/reports/consume.ts'
import { periodStart } from '../../worker/reports/periods.ts'
import { tickReports } from '../../worker/reports/tick.ts'
import { createLedger, recordAct } from '../../worker/tenant/acts.ts'
import { costSeed, insertRows, usageSeed } from '../db/seed.ts'
import { type app, type Browser, newTenant, outside, type Reply } from '../http/harness.ts'
import { home, ledger } from '../support/tenants.ts'

export type Stage = {
  env: Env
  jobs: unknown[]
  mails: Mail[]
  door: typeof app
  tenant: TenantId
  owner: Browser
  email: string
  ports: ReportPorts
  clock: { now: Date }
}

/** A dollar a day is billed and half a dollar a day was used, over the last sixty days. */
export async function stage(): Promise<Stage> {
  await home.db.exec('DELETE FROM schedule')
  const jobs: unknown[] = []
  const send = async (body: unknown) => void jobs.push(body)
  const sendBatch = async (messages: { body: unknown }[]) => void jobs.push(...messages.map(({ body }) => body))
  const queue = { send, sendBatch } as unknown as Queue // the two methods that are called
  const own: Env = { ...env, JOBS: queue, API_LIMIT: { limit: async () => ({ success: true }) } }
  const real = createApp({ ...outside, recordAct, createLedger })
  const request = (input: string, init: RequestInit) => real.request(input, init, own)
  const door = { request } as unknown as typeof app // the one method that the harness calls
  const { owner, tenantId } = await newTenant('Tarnwick Instruments')
  if (!isTenantId(tenantId)) throw new Error('no tenant')
  await createLedger(own, { tenant: tenantId, region: 'us', name: 'Tarnwick Instruments' })
  const days = Array.from({ length: 60 }, (_, back) => addDays(dayOf(new Date()), -back))
  await insertRows(
    usage,
    days.map((day) => usageSeed(tenantId, day, { estimate: 500_000_000 })),
  )
  await insertRows(
    cost,
    days.map((day) => costSeed(tenantId, day, { amount: 1_000_000_000 })),
  )
  const mails: Mail[] = []
  const clock = { now: new Date() }
  const ports = { recordAct, sendMail: async (_: Env, mail: Mail) => void mails.push(mail), now: () => clock.now }
  return { env: own, jobs, mails, door, tenant: tenantId, owner: owner.browser, email: owner.email, ports, clock }
}

export const call = (on: Stage, method: string, path: string, json?: unknown, browser = on.owner): Promise<Reply> =>
  browser.send(method, path, { app: on.door, ...(json !== undefined && { json }) })

let messages = 0

/** Hands one message over; says whether it came back for another try. */
export async function deliver(on: Stage, body: unknown): Promise<'done' | 'again' | 'not ours'> {
  const batch = createMessageBatch('jobs', [{ id: `r-${++messages}`, timestamp: new Date(), attempts: 1, body }])
  const rest = await consumeReports(on.env, batch, on.ports)
  if (rest.messages.length > 0) return 'not ours'
  return (await getQueueResult(batch, createExecutionContext())).retryMessages.length > 0 ? 'again' : 'done'
}

/** A tick of the cron at this moment, with what follows at once. Returns how many messages the tick sent. */
export async function tick(on: Stage, at: Date): Promise<number> {
  on.clock.now = at
  const before = on.jobs.length
  const sent = await tickReports(on.env, at)
  for (const body of on.jobs.splice(before)) if ((await deliver(on, body)) === 'not ours') on.jobs.push(body)
  return sent
}

export const minutesAfter = (at: unknown, minutes: number): Date => new Date(Date.parse(String(at)) + minutes * 60_000)
export const thisWeek = (): string => periodStart('week', dayOf(new Date()))

/** What the ledger has of schedules and exports, oldest first. */
export async function recorded(on: Stage, stream = 'tallystick.schedules'): Promise<Record<string, unknown>[]> {
  const { size } = await ledger(on.tenant).state()
  const all = await ledger(on.tenant).records(0, size - 1)
  return all
    .map(({ text }) => JSON.parse(text))
    .filter((record) => record.stream === stream)
    .map(({ data }) => data)
}
