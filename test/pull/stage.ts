// The stage of the pull tests: a fixed time, a simulated vendor, queues whose messages lie in lists until a test delivers them.
import { createExecutionContext, createMessageBatch, getQueueResult, type QueueResult } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { vi } from 'vitest'
import { findStream, listStreams, type StreamRow } from '../../worker/db/tenant/streams.ts'
import type { ConnectionId, TenantId } from '../../worker/ids.ts'
import type { LedgerRecord } from '../../worker/ledger/record.ts'
import type { Acting } from '../../worker/pull/acting.ts'
import { connect } from '../../worker/pull/connect.ts'
import { consumePulls } from '../../worker/pull/consume.ts'
import type { PullMessage } from '../../worker/pull/message.ts'
import { validateKey } from '../../worker/pull/validate.ts'
import type { Act } from '../../worker/tenant/acts.ts'
import type { ConnectionKind } from '../../worker/vendors/stream.ts'
import type { Simulator } from '../simulator/app.ts'
import { simulateOutside } from '../support/outside.ts'
import { home, ledger } from '../support/tenants.ts'

export const NOW = '2026-11-20T10:00:00.000Z'
export const DAYS = 3

export type Sent = { body: unknown; delaySeconds: number }
export type Stage = { env: Env; simulator: Simulator; pulls: Sent[]; backfills: Sent[]; acts: Act[] }

/** A queue that keeps what is sent to it. */
function recorder(sent: Sent[]): Queue {
  const keep = (body: unknown, options?: { delaySeconds?: number }) =>
    void sent.push({ body, delaySeconds: options?.delaySeconds ?? 0 })
  const queue = {
    send: async (body: unknown, options?: QueueSendOptions) => keep(body, options),
    sendBatch: async (messages: Iterable<MessageSendRequest>) => {
      for (const { body, ...options } of messages) keep(body, options)
    },
  }
  return queue as unknown as Queue // the two methods that are called
}

/** Stops the clock at `now`, for us and for the simulator. */
export function stage(settings: Partial<Record<'BACKFILL_DAYS' | 'PULL_SPREAD_SECONDS', string>> = {}): Stage {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(NOW) })
  const [pulls, backfills]: [Sent[], Sent[]] = [[], []]
  const own = { BACKFILL_DAYS: String(DAYS), ...settings, PULLS: recorder(pulls), BACKFILLS: recorder(backfills) }
  // Every setting is a plain string to wrangler's types; these two have the literal of wrangler.toml.
  return { env: { ...env, ...own } as Env, simulator: simulateOutside(), pulls, backfills, acts: [] }
}

export const later = (ms: number) => vi.setSystemTime(Date.now() + ms)
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export const keyOf = (stage: Stage, name: string): string => stage.simulator.keys[name] ?? ''

/** Turns knobs of the simulator. */
export async function turn(stage: Stage, knobs: object): Promise<void> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(knobs) }
  const answer = await stage.simulator.fetch(new Request('http://anthropic.sim/__sim/knobs', init))
  if (!answer.ok) throw new Error(await answer.text())
}

export const acting = (stage: Stage, tenant: TenantId): Acting => ({
  env: stage.env,
  tenant: { id: tenant, region: 'us' },
  user: { id: 'usr_1', email: 'owner@example.com', name: 'Owner Example' },
  recordAct: async (_, __, act) => void stage.acts.push(act),
})

/** What the simulator's key of this name connects. */
function kindOf(name: string): ConnectionKind {
  if (name.startsWith('compliance')) return 'anthropic_compliance'
  return name.startsWith('openai') ? 'openai_admin' : 'anthropic_admin'
}

/** Validate and Connect, as the screen does them. `since`: the first day of the past to read. */
export async function connectKey(
  stage: Stage,
  tenant: TenantId,
  name = 'admin',
  since?: string,
): Promise<ConnectionId> {
  const who = acting(stage, tenant)
  const key = keyOf(stage, name)
  const { draft } = await validateKey(who, { kind: kindOf(name), key, euResident: false })
  const done = await connect(who, { draft: draft ?? '', key, name, since })
  if (!done.ok) throw new Error(`not connected: ${done.code}`)
  return done.id as ConnectionId // made by newConnectionId
}

let messages = 0

/** Delivers messages to the consumer in one batch and tells what it did with them. */
export async function deliver(stage: Stage, queue: string, bodies: unknown[], attempts = 1): Promise<QueueResult> {
  const batch = createMessageBatch(
    queue,
    bodies.map((body) => ({ id: `message-${++messages}`, timestamp: new Date(), attempts, body })),
  )
  await consumePulls(stage.env, batch)
  return getQueueResult(batch, createExecutionContext())
}

/** Delivers what was sent and is not delayed, until nothing is left. Returns how many messages that were. */
export async function drain(stage: Stage): Promise<number> {
  for (let count = 0; ; count++) {
    const queue = stage.pulls.length > 0 ? 'pulls' : 'backfills'
    const at = stage[queue].findIndex(({ delaySeconds }) => delaySeconds === 0)
    if (at < 0) return count
    const [one] = stage[queue].splice(at, 1)
    const { retryMessages } = await deliver(stage, queue, [one?.body])
    if (retryMessages.length > 0) throw new Error(`a message came back: ${JSON.stringify(one?.body)}`)
  }
}

export const message = (
  tenant: TenantId,
  connection: string,
  lane: PullMessage['lane'],
  ...streams: string[]
): PullMessage => ({ v: 1, lane, region: 'us', tenant, connection, streams })

/** One stream's row, which must be there. */
export async function rowOf(tenant: TenantId, connection: string, stream: string): Promise<StreamRow> {
  const row = await findStream(home.db, tenant, connection, stream)
  if (row === undefined) throw new Error(`no row of ${stream}`)
  return row
}

export const rowsOf = (tenant: TenantId): Promise<StreamRow[]> => listStreams(home.db, tenant)

/** All records of a ledger, in order. */
export async function recordsOf(tenant: TenantId): Promise<LedgerRecord[]> {
  const all: LedgerRecord[] = []
  for (;;) {
    const page = await ledger(tenant).records(all.length, all.length + 999)
    if (page.length === 0) return all
    all.push(...page.map(({ text }) => JSON.parse(text) as LedgerRecord)) // our own bytes
  }
}

export const recordsIn = async (tenant: TenantId, stream: string): Promise<LedgerRecord[]> =>
  (await recordsOf(tenant)).filter((record) => record.stream === stream && record.kind !== 'pull')

/** Size and head: the same twice means that nothing was added. */
export const headOf = async (tenant: TenantId): Promise<{ size: number; head: string | null }> => {
  const { size, head } = await ledger(tenant).state()
  return { size, head }
}
