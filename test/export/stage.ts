// The stage of the export tests: a tenant with an owner and a real ledger, the queue of jobs in the test's hands.
import { createExecutionContext, createMessageBatch, getQueueResult, type QueueResult } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { z } from 'zod'
import { consumeJobs } from '../../worker/export/consume.ts'
import type { JobPorts } from '../../worker/export/work.ts'
import { createApp } from '../../worker/http/app.ts'
import { type ExportBody, ExportView } from '../../worker/http/schemas/exports.ts'
import { isSubjectId, isTenantId, type SubjectId, type TenantId } from '../../worker/ids.ts'
import { readContainer } from '../../worker/ledger/bundle/container.ts'
import { parseEnvelope } from '../../worker/ledger/bundle/dsse.ts'
import { type Report, verifyBundle } from '../../worker/ledger/bundle/index.ts'
import { STATEMENT } from '../../worker/ledger/bundle/layout.ts'
import { type Predicate, parseStatement } from '../../worker/ledger/bundle/statement.ts'
import { publicKeyOf } from '../../worker/ledger/ed25519.ts'
import { formatVkey } from '../../worker/ledger/vkey.ts'
import { logIdentity } from '../../worker/region.ts'
import { createLedger, recordAct } from '../../worker/tenant/acts.ts'
import { type app, at, type Browser, newTenant, outside, type Reply } from '../http/harness.ts'
import { home, ledger, vault } from '../support/tenants.ts'
import { page, sealed, usages, workspace } from '../tenant/drafts.ts'

export type Stage = { env: Env; jobs: unknown[]; door: typeof app; tenant: TenantId; owner: Browser }

/** A tenant whose jobs wait in a list until the test delivers them. */
export async function stage(region: 'us' | 'eu' = 'us'): Promise<Stage> {
  const jobs: unknown[] = []
  const queue = { send: async (body: unknown) => void jobs.push(body) } as unknown as Queue // the one method that is called
  const free = { limit: async () => ({ success: true }) }
  const own: Env = { ...env, JOBS: queue, API_LIMIT: free }
  const real = createApp({ ...outside, recordAct, createLedger })
  const request = (input: string, init: RequestInit) => real.request(input, init, own)
  const door = { request } as unknown as typeof app // the one method that the harness calls
  const { owner, tenantId } = await newTenant('Tarnwick Instruments', region)
  if (!isTenantId(tenantId)) throw new Error('no tenant')
  await createLedger(own, { tenant: tenantId, region, name: 'Tarnwick Instruments' })
  return { env: own, jobs, door, tenant: tenantId, owner: owner.browser }
}

export const call = (on: Stage, method: string, path: string, json?: unknown, browser = on.owner): Promise<Reply> =>
  browser.send(method, path, { app: on.door, ...(json !== undefined && { json }) })

/** Asks for an export; returns its id. */
export async function ask(on: Stage, body: z.input<typeof ExportBody> = {}): Promise<string> {
  const reply = await call(on, 'POST', '/api/exports', body)
  if (reply.status !== 202) throw new Error(JSON.stringify(reply.body))
  return String(at(reply.body, 'id'))
}

export const PORTS: JobPorts = { recordAct }
let messages = 0

export async function deliver(on: Stage, body: unknown, ports = PORTS, attempts = 1): Promise<QueueResult> {
  const batch = createMessageBatch('jobs', [{ id: `job-${++messages}`, timestamp: new Date(), attempts, body }])
  await consumeJobs(on.env, batch, ports)
  return getQueueResult(batch, createExecutionContext())
}

/** Delivers until nothing waits. */
export async function drain(on: Stage, ports = PORTS): Promise<void> {
  for (let next = on.jobs.shift(); next !== undefined; next = on.jobs.shift()) {
    const { retryMessages } = await deliver(on, next, ports)
    if (retryMessages.length > 0) throw new Error('the job came back')
  }
}

export async function view(on: Stage, id: string): Promise<z.output<typeof ExportView>> {
  const reply = await call(on, 'GET', `/api/exports/${id}`)
  return ExportView.parse(reply.body)
}

/** Asks, makes, and expects it to be offered. */
export async function made(on: Stage, body: z.input<typeof ExportBody> = {}, ports = PORTS) {
  const id = await ask(on, body)
  await drain(on, ports)
  const seen = await view(on, id)
  if (seen.state !== 'ready') throw new Error(`${seen.state}: ${seen.words}`)
  return seen
}

/** Everything that lies in R2 for an export, in the order of its volumes. */
export async function filesOf(on: Stage, id: string): Promise<Uint8Array[]> {
  const { results } = await home.db
    .prepare('SELECT volumes FROM export WHERE id = ?')
    .bind(id)
    .all<{ volumes: string }>()
  const volumes = JSON.parse(results[0]?.volumes ?? '[]') as { key: string }[]
  return Promise.all(
    volumes.map(async ({ key }) => {
      const object = await on.env.EXPORTS_US.get(key)
      if (object === null) throw new Error(`${key} is gone`)
      return new Uint8Array(await object.arrayBuffer())
    }),
  )
}

/** What an auditor with our keys from elsewhere says. */
export async function judge(on: Stage, bytes: Uint8Array): Promise<Report> {
  const { origin, seed } = logIdentity(on.env)
  const key = await publicKeyOf(seed)
  const names = [`${origin}/${on.tenant}`, `${origin}/root`, `${origin}/export`]
  return verifyBundle(bytes, { pins: names.map((name) => formatVkey(name, key)) })
}

/** Checks that are not ok, but for those that wait for the root log. */
export const troubles = ({ checks }: Report) =>
  checks.filter(
    ({ id, result }) =>
      result !== 'ok' && !(result === 'undecided' && ['root-leaf', 'root-checkpoint', 'anchor'].includes(id)),
  )

export type Opened = { files: Map<string, Uint8Array>; predicate: Predicate; lines: (path: string) => unknown[] }

export async function open(bytes: Uint8Array): Promise<Opened> {
  const container = await readContainer(bytes)
  if (!container.ok) throw new Error(container.detail)
  const { files } = container
  const envelope = parseEnvelope(files.get(STATEMENT) ?? new Uint8Array())
  const statement = envelope && parseStatement(envelope.payload)
  if (statement === undefined) throw new Error('no statement')
  const lines = (path: string) =>
    new TextDecoder()
      .decode(files.get(path))
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
  return { files, predicate: statement.predicate, lines }
}

export const seqsOf = ({ lines }: Opened): unknown[] => lines('data/records.jsonl').map((line) => at(line, 'seq'))

/** Usage of `count` buckets without a pull, so that positions are easy to count. */
export async function addUsage(on: Stage, first: number, count: number): Promise<void> {
  for (let from = first; from < first + count; from += 500) {
    const drafts = usages(from, Math.min(500, first + count - from))
    await ledger(on.tenant).append({ stream: 'anthropic.usage', drafts })
  }
}

/** Two people with activity, a key with a name, workspaces, a page of usage: something of everything. */
export async function company(on: Stage): Promise<{ mei: SubjectId; oli: SubjectId }> {
  const [mei = '', oli = ''] = await ledger(on.tenant).subjects([['hash-mei'], ['hash-oli']])
  if (!isSubjectId(mei) || !isSubjectId(oli)) throw new Error('no subjects')
  const stream = 'anthropic.activity'
  const did = (id: string, subject: SubjectId, email: string) =>
    sealed(on.tenant, stream, { kind: 'activity', id, subject, fields: { email, ip_address: '192.0.2.7' } })
  const said = (id: string, subject: SubjectId, name: string, email: string) =>
    sealed(on.tenant, 'anthropic.members', { kind: 'member', id, subject, fields: { email, name } })
  const members = [
    await said('m1', mei, 'Mei Example', 'mei@example.com'),
    await said('m2', oli, 'Oli Example', 'oli@example.com'),
  ]
  await ledger(on.tenant).append(page(members, { stream: 'anthropic.members' }))
  await ledger(on.tenant).append(page([workspace('w', 'Assay')], { stream: 'anthropic.workspaces' }))
  await ledger(on.tenant).append(page(usages(0, 40)))
  const acts = [await did('a1', mei, 'mei@example.com'), await did('a2', oli, 'oli@example.com')]
  await ledger(on.tenant).append(page(acts, { stream }))
  const key = await sealed(on.tenant, 'anthropic.api_keys', {
    kind: 'vendor_key',
    id: 'key_1',
    fields: { name: 'batch' },
  })
  await ledger(on.tenant).append(page([key], { stream: 'anthropic.api_keys' }))
  await ledger(on.tenant).settle()
  return { mei, oli }
}

export { home, ledger, vault }
