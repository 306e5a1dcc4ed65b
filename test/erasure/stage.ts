// The stage of the erasure tests: an owner at the front door of a settled company, and the queue of jobs in the test's hands.
import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test'
import { consumeErasures } from '../../worker/erasure/consume.ts'
import { stepErasure } from '../../worker/erasure/job.ts'
import { ErasureMessage } from '../../worker/erasure/message.ts'
import type { ErasurePorts } from '../../worker/erasure/work.ts'
import { consumeJobs } from '../../worker/export/consume.ts'
import type { JobPorts } from '../../worker/export/work.ts'
import type { ErasureBody } from '../../worker/http/schemas/content.ts'
import { ErasureView } from '../../worker/http/schemas/content.ts'
import type { LedgerRecord } from '../../worker/ledger/record.ts'
import { recordAct } from '../../worker/tenant/acts.ts'
import { call, type Stage, stage } from '../export/stage.ts'
import { at } from '../http/harness.ts'
import { ledger } from '../support/tenants.ts'
import { type People, PLANTED, settleCompany } from './company.ts'

export const PORTS: ErasurePorts = { recordAct, now: () => new Date() }
export type Company = Stage & People
let messages = 0

export async function company(): Promise<Company> {
  const on = await stage()
  return { ...on, ...(await settleCompany(on.tenant)) }
}

export const REASON = 'Asked for by letter on the first of March.'
type Wish = Partial<ErasureBody> & Pick<ErasureBody, 'target'>

export const wishOf = ({ target, ...more }: Wish) => ({
  scope: 'person' as const,
  target,
  confirm: PLANTED.address,
  reason_code: 'request' as const,
  reason: REASON,
  mentions: 'erase' as const,
  ...more,
})

/** Asks at the front door. */
export const ask = (on: Company, wish: Wish) => call(on, 'POST', '/api/content/erasures', wishOf(wish))

/** Asks, and expects it to be taken. */
export async function asked(on: Company, wish: Wish): Promise<string> {
  const reply = await ask(on, wish)
  if (reply.status !== 202) throw new Error(JSON.stringify(reply.body))
  return String(at(reply.body, 'id'))
}

export async function deliver(on: Company, body: unknown, ports = PORTS, jobs: JobPorts = { recordAct }) {
  const batch = createMessageBatch('jobs', [{ id: `e-${++messages}`, timestamp: new Date(), attempts: 1, body }])
  const rest = await consumeErasures(on.env, batch, ports)
  await consumeJobs(on.env, rest, jobs)
  return getQueueResult(batch, createExecutionContext())
}

/** Delivers jobs until nothing waits, the certificate's export too. */
export async function drain(on: Company, jobs?: JobPorts): Promise<void> {
  for (let next = on.jobs.shift(); next !== undefined; next = on.jobs.shift()) {
    const { retryMessages } = await deliver(on, next, PORTS, jobs)
    if (retryMessages.length > 0) throw new Error(`the job came back: ${JSON.stringify(next)}`)
  }
}

export async function view(on: Company, id: string): Promise<ErasureView> {
  return ErasureView.parse((await call(on, 'GET', `/api/content/erasures/${id}`)).body)
}

/** Erases and expects the end. */
export async function erased(on: Company, wish: Wish): Promise<ErasureView> {
  const id = await asked(on, wish)
  await drain(on)
  const seen = await view(on, id)
  if (seen.state !== 'done') throw new Error(JSON.stringify(seen))
  return seen
}

/** One step at a time, with the bindings given. */
export const step = (on: Company, id: string, env = on.env, ports = PORTS) =>
  stepErasure(env, ErasureMessage.parse({ v: 1, job: 'erasure', region: 'us', tenant: on.tenant, id }), ports)

export async function recordsOf(on: Company): Promise<LedgerRecord[]> {
  const { size } = await ledger(on.tenant).state()
  const listed = await ledger(on.tenant).records(0, size - 1)
  return listed.map(({ text }) => JSON.parse(text) as LedgerRecord) // our own bytes
}

export const saying = async (on: Company, action: string): Promise<LedgerRecord[]> =>
  (await recordsOf(on)).filter(({ kind, data }) => kind === 'erasure' && data.action === action)

export { call }
