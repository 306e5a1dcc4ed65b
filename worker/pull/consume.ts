// The queue's consumer: one message, one connection; unseals the credential for as long as its streams are read, never longer.
import { findConnection, updateConnection } from '../db/tenant/connections.ts'
import { findStream, updateStream } from '../db/tenant/streams.ts'
import { type Home, homeOf, rootKeys, vendorUrls } from '../region.ts'
import { ledgerOf } from '../tenant/reach.ts'
import { withCredential } from '../vault/credential.ts'
import { openVault } from '../vault/keys.ts'
import { anthropicClient } from '../vendors/anthropic/client.ts'
import { streamById } from '../vendors/catalog.ts'
import { runBackfill } from './backfill.ts'
import type { Job, RunResult } from './job.ts'
import { runInventory, runWindow } from './live.ts'
import { PullMessage, sendAll } from './message.ts'
import { recordFailure, recordSuccess } from './outcome.ts'

/** What to do with the message: done with it, or deliver it again after so many seconds. */
export type Handled = { done: true } | { retrySeconds: number }

/** Reads what one message asks for. Failures of the vendor end in the stream's state; only our own bugs throw. */
export async function handlePull(env: Env, message: PullMessage): Promise<Handled> {
  const home = homeOf(env, message.region)
  const connection = await findConnection(home.db, message.tenant, message.connection)
  if (connection === undefined) return { done: true }
  const vault = await openVault({ bucket: home.vault, roots: rootKeys(env), tenant: message.tenant })
  const base = { home, tenant: message.tenant, connection, vault, now: new Date() }
  const used = await withCredential(vault, connection.id, async (secret): Promise<Handled> => {
    const client = anthropicClient(secret, { baseUrl: vendorUrls(env).anthropic })
    let handled: Handled = { done: true }
    for (const id of message.streams) {
      const stream = streamById(id)
      const row = await findStream(home.db, message.tenant, connection.id, id)
      if (stream === undefined || row === undefined) continue
      const job: Job = { ...base, stream, row, client, ledger: ledgerOf(home, message.tenant) }
      if (message.lane === 'backfill') handled = await backfill(env, job, message)
      else await live(job)
    }
    return handled
  })
  if (used.ok) return used.value
  await recordLostCredential(home, message)
  return { done: true }
}

/** The sealed key is gone or cannot be opened: only a person with the key can mend that, so it is said and not retried. */
async function recordLostCredential(home: Home, message: PullMessage): Promise<void> {
  const words = 'The sealed key of this connection cannot be opened. Replace the key; reading goes on where it stopped.'
  await updateConnection(home.db, message.tenant, message.connection, { state: 'broken', words })
  for (const id of message.streams) {
    await updateStream(home.db, message.tenant, message.connection, id, { state: 'retrying', words })
  }
}

async function live(job: Job): Promise<void> {
  if (job.row.state === 'paused') return
  const result: RunResult & { long?: boolean } =
    job.stream.shape === 'inventory' ? await runInventory(job) : await runWindow(job)
  if (result.end === 'done') await recordSuccess(job, 'live', result.long === true)
  else if (result.end !== 'stale' && result.end !== 'more') await recordFailure(job, result, 'live')
}

async function backfill(env: Env, job: Job, message: PullMessage): Promise<Handled> {
  if (job.row.backfillState === 'paused' || job.row.backfillState === 'done') return { done: true }
  if (job.row.backfillState === 'waiting') {
    await updateStream(job.home.db, job.tenant, job.connection.id, job.stream.id, { backfillState: 'running' })
  }
  const result = await runBackfill(job)
  if (result.end === 'more') await sendAll(env.BACKFILLS, [{ body: message }])
  if (result.end === 'done') {
    const { home, tenant, connection, stream } = job
    const row = await findStream(home.db, tenant, connection.id, stream.id)
    if (row !== undefined) await recordSuccess({ ...job, row }, 'backfill', false)
  }
  if (result.end !== 'done' && result.end !== 'more' && result.end !== 'stale') {
    const waitMs = await recordFailure(job, result, 'backfill')
    // The watchdog of the tick would find it too; the queue is sooner.
    return { retrySeconds: Math.min(12 * 3600, Math.ceil(waitMs / 1000)) }
  }
  return { done: true }
}

/** Handles a batch: every message is answered for itself, so that one bad message redelivers only itself. */
export async function consumePulls(env: Env, batch: MessageBatch): Promise<void> {
  for (const message of batch.messages) {
    const parsed = PullMessage.safeParse(message.body)
    if (!parsed.success) {
      console.error(JSON.stringify({ event: 'pull_malformed', queue: batch.queue, id: message.id }))
      message.ack()
      continue
    }
    try {
      const handled = await handlePull(env, parsed.data)
      if ('done' in handled) message.ack()
      // Retries count against max_retries and would end in the dead-letter queue; a vendor's bad hour is no dead letter.
      else {
        await sendAll(env.BACKFILLS, [{ body: parsed.data, delaySeconds: handled.retrySeconds }])
        message.ack()
      }
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown'
      const { tenant, connection, lane } = parsed.data
      const at = error instanceof Error ? error.stack?.split('\n')[1]?.trim() : undefined
      console.error(JSON.stringify({ event: 'pull_failed', tenant, connection, lane, error: name, at }))
      message.retry({ delaySeconds: Math.min(600, 2 ** message.attempts * 5) })
    }
  }
}
