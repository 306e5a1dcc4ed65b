// The end of a whole tenant: reading stops, then every key, text, name and credential goes, and nothing can be sealed for it again.
import { controlDatabase } from '../db/control/database.ts'
import { eraseTenant } from '../db/control/erasing.ts'
import { endBudgets } from '../db/tenant/budgets-end.ts'
import { listConnections, updateConnection } from '../db/tenant/connections.ts'
import { clearAllWords } from '../db/tenant/content-words.ts'
import { endReceipts } from '../db/tenant/receipts-end.ts'
import { endSchedules } from '../db/tenant/schedules.ts'
import { updateBackfills } from '../db/tenant/streams.ts'
import { endTeams } from '../db/tenant/teams-end.ts'
import { forgetTyped } from '../db/tenant/typed.ts'
import { deleteBlobs } from '../vault/blob.ts'
import { destroyCredential } from '../vault/credential.ts'
import { destroyTenant, tenantKeyIds } from '../vault/destroy-tenant.ts'
import { takeInHand, tryToOpen } from './hand.ts'
import { freshVault, type Step } from './work.ts'

/** Destroys every credential, so that no pull can read; then says so. Receipts and reports end. */
export const stop: Step = async ({ env, home, tenant, vault, ledger, row, ports }) => {
  const at = ports.now().toISOString()
  for (const { id, organization, last4 } of await listConnections(home.db, tenant)) {
    await destroyCredential(vault, id)
    await updateBackfills(home.db, tenant, id, ['running', 'waiting'], { backfillState: 'paused', pausedBy: null })
    await ports.recordAct(env, tenant, {
      kind: 'connection',
      stream: 'tallystick.connections',
      id: `${row.id}.${id}`,
      data: { action: 'removed', connection: id, organization, last4, erasure: row.id },
    })
    await updateConnection(home.db, tenant, id, { state: 'removed', removedAt: at })
  }
  await endReceipts(home.db, tenant)
  await endTeams(home.db, tenant)
  await endBudgets(home.db, tenant, at)
  await endSchedules(home.db, tenant)
  // While the blinding key is there: the label of the tenant's leaves in the root log is known from then on.
  await ledger.settle()
  return { end: true }
}

export const noteAllKeys: Step = async ({ vault, progress }) => {
  const { named, count } = await tenantKeyIds(vault)
  const keys = [...new Set([...progress.keys, ...named])]
  const all = Math.max(progress.counts.keys, count)
  return { end: true, progress: { keys, counts: { ...progress.counts, keys: all } } }
}

/** From the first line on, no key of this tenant is made any more. */
export const destroyAll: Step = async (work) => {
  const { env, home, tenant, vault, progress } = work
  const hand = await takeInHand(work)
  await destroyTenant(vault)
  const { sealed, text } = await tryToOpen(freshVault(env, home, tenant), hand)
  if (sealed === 'opened' || text === 'opened') throw new Error('what was erased still opens')
  await deleteBlobs(vault, '')
  return { end: true, progress: { checks: { ...progress.checks, sealed_fields: sealed, texts: text } } }
}

export const clearIndex: Step = async ({ home, tenant }) => {
  await clearAllWords(home.db, tenant)
  await forgetTyped(home.db, tenant, (text) => text !== '')
  return { end: true }
}

export const closeTenant: Step = async ({ env, tenant, ports }) => {
  await eraseTenant(controlDatabase(env), tenant, ports.now())
  return { end: true }
}
