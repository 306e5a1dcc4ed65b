// One message, one connection: unseals the credential for as long as its streams are read, never longer.
import { sendWords } from '../content/index-words.ts'
import { controlDatabase } from '../db/control/database.ts'
import { selectTenant } from '../db/control/tenants.ts'
import { type ConnectionRow, findConnection, updateConnection } from '../db/tenant/connections.ts'
import { findStream, moveBackfill, updateStream } from '../db/tenant/streams.ts'
import type { TenantId } from '../ids.ts'
import { type Home, homeOf, rootKeys, vendorUrls } from '../region.ts'
import { ledgerOf } from '../tenant/reach.ts'
import { withCredential } from '../vault/credential.ts'
import { openVault } from '../vault/keys.ts'
import { streamById } from '../vendors/catalog.ts'
import { clientFor } from '../vendors/client.ts'
import { runBackfill } from './backfill.ts'
import { isEnded, type Job, placeOf } from './job.ts'
import { runInventory, runWindow } from './live.ts'
import type { PullMessage } from './message.ts'
import { recordBackfilled, recordFailure, recordRead } from './outcome.ts'

/** What becomes of the message: nothing more, or (backfills) the same again after so many seconds. */
type Handled = { again?: number }

/** A queue holds a message back for 12 hours at most; what waits longer is found by the tick. */
const MAX_DELAY_SECONDS = 12 * 3600

/** Reads what one message asks for. Failures of the vendor end in the stream's state; only our own bugs throw. */
export async function handlePull(env: Env, message: PullMessage): Promise<Handled> {
  const home = homeOf(env, message.region)
  const connection = await findConnection(home.db, message.tenant, message.connection)
  if (connection === undefined) return {}
  const vault = openVault({ bucket: home.vault, roots: rootKeys(env), tenant: message.tenant })
  const digest = await wantsDigest(env, connection, message.tenant)
  const base = { home, tenant: message.tenant, connection, vault, digest, now: new Date() }
  const used = await withCredential(vault, connection.id, async (secret): Promise<Handled> => {
    const client = clientFor(connection.kind, secret, vendorUrls(env))
    let handled: Handled = {}
    for (const id of message.streams) {
      const stream = streamById(id)
      const row = await findStream(home.db, message.tenant, connection.id, id)
      if (stream === undefined || row === undefined) continue
      const job: Job = { ...base, stream, row, client, ledger: ledgerOf(home, message.tenant) }
      if (message.lane === 'backfill') handled = await backfill(job)
      else await live(job)
    }
    return handled
  })
  if (message.streams.includes('anthropic.content')) {
    await sendWords(env, message.region, message.tenant, PROJECTED_SECONDS)
  }
  if (used.ok) return used.value
  await recordLostCredential(home, message)
  return {}
}

/** What was appended stands in the read models by then, so that its words can be indexed. */
const PROJECTED_SECONDS = 20

/** A setting of the tenant; asked for where it matters. */
async function wantsDigest(env: Env, { kind }: ConnectionRow, tenant: TenantId): Promise<boolean> {
  if (kind !== 'anthropic_compliance') return true
  return (await selectTenant(controlDatabase(env), tenant))?.plaintextDigest ?? true
}

const LOST = 'The sealed key of this connection cannot be opened. Replace the key; reading goes on where it stopped.'
const LOST_WAIT_MS = 3_600_000

/** The sealed key is gone or cannot be opened: only a person with the key can mend that, so it is said and seldom tried. */
async function recordLostCredential(home: Home, message: PullMessage): Promise<void> {
  const { tenant, connection, lane } = message
  const again = new Date(Date.now() + LOST_WAIT_MS).toISOString()
  await updateConnection(home.db, tenant, connection, { state: 'broken', words: LOST })
  for (const stream of message.streams) {
    const words = { state: 'retrying' as const, words: LOST, requestId: null }
    await updateStream(home.db, tenant, connection, stream, { ...words, ...(lane === 'live' && { nextDue: again }) })
    if (lane === 'live') continue
    const waits = { backfillState: 'waiting' as const, backfillTouched: again }
    await moveBackfill(home.db, { tenant, connection, stream }, ['running', 'waiting'], waits)
  }
}

async function live(job: Job): Promise<void> {
  if (job.row.state === 'paused') return
  const result = job.stream.shape === 'inventory' ? await runInventory(job) : await runWindow(job)
  if (result.end === 'done') await recordRead(job, 'long' in result && result.long === true)
  else if (isEnded(result)) await recordFailure(job, result, 'live')
}

/** A message may come a little before its time: clocks differ. */
const EARLY_MS = 10_000

/** Whether this message is the one that may work now: a backfill that is paused, done, or waiting for later is left alone. */
async function takeBackfill(job: Job): Promise<boolean> {
  const { backfillState: state, backfillTouched: due } = job.row
  if (state === 'waiting' && due !== null && Date.parse(due) > Date.now() + EARLY_MS) return false
  const touched = { backfillState: 'running' as const, backfillTouched: new Date().toISOString() }
  return moveBackfill(job.home.db, placeOf(job), ['running', 'waiting'], touched)
}

async function backfill(job: Job): Promise<Handled> {
  const failed = job.row.backfillState === 'waiting'
  if (!(await takeBackfill(job))) return {}
  const result = await runBackfill(job)
  if (isEnded(result)) {
    const waitMs = await recordFailure(job, result, 'backfill')
    // The tick would find it too; the queue is sooner.
    return { again: Math.min(MAX_DELAY_SECONDS, Math.ceil(waitMs / 1000)) }
  }
  // The live lane may have spoken meanwhile: its row is read anew.
  const row = (await findStream(job.home.db, job.tenant, job.connection.id, job.stream.id)) ?? job.row
  if (result.end === 'done') await recordBackfilled({ ...job, row }, true, failed)
  if (result.end !== 'more') return {}
  if (failed) await recordBackfilled({ ...job, row }, false, failed)
  return { again: 0 }
}
