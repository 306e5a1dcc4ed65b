// The simulator's company taken through the real pipeline in this process: connected, its past read, then tick after tick of a clock set by hand.
import { consumeWords } from '../../worker/content/index-words.ts'
import { claimConnection } from '../../worker/db/tenant/connections.ts'
import { newConnectionId, newTenantId, type TenantId } from '../../worker/ids.ts'
import type { Acting } from '../../worker/pull/acting.ts'
import { consumePulls } from '../../worker/pull/consume.ts'
import { tick } from '../../worker/pull/schedule.ts'
import { startReading } from '../../worker/pull/start-reading.ts'
import { homeOf, rootKeys } from '../../worker/region.ts'
import { createLedger } from '../../worker/tenant/acts.ts'
import { QUIET_MS } from '../../worker/tenant/settle.ts'
import { sealCredential } from '../../worker/vault/credential.ts'
import { openVault } from '../../worker/vault/keys.ts'
import type { ConnectionKind } from '../../worker/vendors/stream.ts'
import { createSimulator, type Simulator } from '../simulator/app.ts'
import { clock, type KeptQueue, makeStage, type Stage } from './platform/stage.ts'
import { tickMinutes } from './settings.ts'

/** Which key of the simulator opens which kind of connection. */
const KEYS: Record<ConnectionKind, string> = {
  anthropic_admin: 'admin',
  openai_admin: 'openaiAdmin',
  anthropic_compliance: 'complianceContent',
}

/** `asked`: requests to the vendors by path. */
export type Company = { stage: Stage; simulator: Simulator; tenant: TenantId; asked: Map<string, number> }

/** `chats`: of the company's first two years, ten messages each. `since`: the first day of the past that is read. */
export type Plan = { kinds: ConnectionKind[]; chats?: number; at: string; since: string }

/** A tenant with its connections, its past read to the end. The clock stands still from here on. */
export async function openCompany({ kinds, chats, at, since }: Plan): Promise<Company> {
  clock.start(at)
  const stage = await makeStage()
  const simulator = createSimulator(chats === undefined ? {} : { chats })
  const asked = new Map<string, number>()
  globalThis.fetch = (input, init) => {
    const request = new Request(input, init)
    const { pathname } = new URL(request.url)
    asked.set(pathname, (asked.get(pathname) ?? 0) + 1)
    return simulator.fetch(request)
  }
  const tenant = newTenantId()
  await createLedger(stage.env, { tenant, region: 'us', name: 'Tarnwick Instruments' })
  for (const kind of kinds) await join({ stage, simulator, tenant, asked }, kind, since)
  const company = { stage, simulator, tenant, asked }
  await work(company)
  return company
}

async function join({ stage, simulator, tenant }: Company, kind: ConnectionKind, since: string): Promise<void> {
  const { env } = stage
  const home = homeOf(env, 'us')
  const at = new Date().toISOString()
  const id = newConnectionId()
  const key = simulator.keys[KEYS[kind]] ?? ''
  await sealCredential(openVault({ bucket: home.vault, roots: rootKeys(env), tenant }), id, key)
  const none = { words: null, rotatedAt: null, removedAt: null }
  const shown = {
    name: kind,
    organization: `org-${kind}`,
    organizationName: 'Tarnwick Instruments',
    last4: key.slice(-4),
  }
  const life = { state: 'working', checklist: '[]', generation: 'classic', connectedBy: 'usr_1', connectedAt: at }
  await claimConnection(home.db, { tenant, id, kind, ...shown, ...life, ...none })
  const user = { id: 'usr_1', email: 'owner@example.com', name: 'Owner Example' }
  const acting: Acting = { env, tenant: { id: tenant, region: 'us' }, user, recordAct: async () => undefined }
  await startReading(acting, { id, kind, resume: false, since })
}

/** One message as a consumer gets it. Throws when it would come back: nothing fails here, so that would be a bug of this program. */
function batchOf(queue: string, body: unknown): MessageBatch {
  const retry = () => {
    throw new Error(`a message of ${queue} came back: ${JSON.stringify(body)}`)
  }
  const message = { id: '1', timestamp: new Date(), attempts: 1, body, ack: () => undefined, retry }
  return { queue, messages: [message], ackAll: () => undefined, retryAll: retry } as unknown as MessageBatch // what consumers read
}

async function deliver({ stage }: Company, queue: string, waiting: KeptQueue['waiting']): Promise<boolean> {
  const next = waiting.shift()
  if (next === undefined) return false
  const batch = batchOf(queue, next.body)
  if (queue === 'jobs') await consumeWords(stage.env, batch)
  else await consumePulls(stage.env, batch)
  return true
}

/** An alarm that comes later than this is that of another round. */
const REST_MS = 60_000

/** Delivers everything and rings every alarm, until all is at rest; words wait until their records are projected. */
async function work(company: Company): Promise<void> {
  const { queues, ledgers } = company.stage
  while (queues.pulls.waiting.length + queues.backfills.waiting.length + queues.jobs.waiting.length > 0) {
    while (
      (await deliver(company, 'pulls', queues.pulls.waiting)) ||
      (await deliver(company, 'backfills', queues.backfills.waiting))
    );
    await ledgers.ring(Date.now() + QUIET_MS + REST_MS, clock.set)
    while (await deliver(company, 'jobs', queues.jobs.waiting));
  }
}

/** So many ticks from now on. */
export async function passTicks(company: Company, ticks: number): Promise<void> {
  const step = tickMinutes() * 60_000
  const start = Math.ceil(Date.now() / step) * step
  for (let at = start; at < start + ticks * step; at += step) {
    clock.set(at)
    await tick(company.stage.env, new Date())
    await work(company)
  }
}
