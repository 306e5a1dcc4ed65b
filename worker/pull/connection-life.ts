// A connection after it was made: its backfill paused and resumed, renamed, and at the end disconnected.
import { type ConnectionRow, updateConnection } from '../db/tenant/connections.ts'
import { updateBackfills } from '../db/tenant/streams.ts'
import { destroyCredential } from '../vault/credential.ts'
import { type Acting, dbOf, recordConnectionAct, vaultOf } from './acting.ts'
import { sendBackfills } from './start-reading.ts'

/** Stops the backfill after the page it is at; what was read stays. */
export async function pauseBackfill(acting: Acting, id: string): Promise<void> {
  const paused = { backfillState: 'paused' as const, pausedBy: acting.user.id }
  await updateBackfills(dbOf(acting), acting.tenant.id, id, ['running', 'waiting'], paused)
  await recordConnectionAct(acting, { action: 'backfill_paused', connection: id })
}

/** Goes on at the page where the pause came; also with a backfill that was waiting for its time. */
export async function resumeBackfill(acting: Acting, id: string): Promise<void> {
  const touched = new Date().toISOString()
  const running = { backfillState: 'running' as const, pausedBy: null, backfillTouched: touched }
  await updateBackfills(dbOf(acting), acting.tenant.id, id, ['paused'], running)
  await sendBackfills(acting, id)
  await recordConnectionAct(acting, { action: 'backfill_resumed', connection: id })
}

/**
 * Destroys the credential, then says so. Records, streams and cursors stay: connecting the organization again goes on. A backfill that is
 * under way at this moment stops after its page.
 */
export async function disconnect(acting: Acting, row: ConnectionRow): Promise<void> {
  const db = dbOf(acting)
  const { tenant } = acting
  await destroyCredential(vaultOf(acting), row.id)
  const paused = { backfillState: 'paused' as const, pausedBy: null }
  await updateBackfills(db, tenant.id, row.id, ['running', 'waiting'], paused)
  await updateConnection(db, tenant.id, row.id, { state: 'removed', removedAt: new Date().toISOString() })
  const { organization, last4 } = row
  await recordConnectionAct(acting, { action: 'removed', connection: row.id, organization, last4 })
}

export async function rename(acting: Acting, row: ConnectionRow, name: string): Promise<void> {
  await updateConnection(dbOf(acting), acting.tenant.id, row.id, { name })
  await recordConnectionAct(acting, { action: 'renamed', connection: row.id })
}
