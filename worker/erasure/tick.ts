// What the tick does for erasures: sends lost messages again, looks once more where a late pull may have sealed, and erases what is too old.
import { selectEnded, takeStalledErasures } from '../db/tenant/erasures.ts'
import { isTenantId } from '../ids.ts'
import { type Home, homeOf, REGIONS } from '../region.ts'
import { ledgerOf } from '../tenant/reach.ts'
import { deleteBlobs } from '../vault/blob.ts'
import { pathSegment } from '../vendors/place.ts'
import type { ErasureMessage } from './message.ts'
import { progressOf, targetOf } from './progress.ts'
import { eraseExpired } from './retention.ts'
import { freshVault } from './work.ts'

/** A job that showed no sign of life for so long lost its message; what waits for a second person is looked at as often. */
const STALLED_MS = 20 * 60_000
/** A consumer lives 15 minutes at most: whatever it sealed after it had asked what is erased lies there by then. */
const FROM_MS = 40 * 60_000
const MOST = 100
const CHATS = 500

/** One round over all regions; safe to repeat, and cron may fire twice. */
export async function tickErasures(env: Env, now: Date): Promise<void> {
  for (const region of REGIONS) {
    const home = homeOf(env, region)
    const stalled = new Date(now.getTime() - STALLED_MS).toISOString()
    for (const { tenant, id } of await takeStalledErasures(home.db, stalled, now.toISOString(), MOST)) {
      if (!isTenantId(tenant)) continue
      const message: ErasureMessage = { v: 1, job: 'erasure', region, tenant, id }
      await env.JOBS.send(message)
    }
    await sweepAgain(env, home, now)
  }
  await eraseExpired(env, now)
}

/**
 * A pull that had asked before the marks and sealed after the verification was refused by the ledger; its key or text may lie there without
 * any record. It goes here, between 20 and 40 minutes after the end.
 */
export async function sweepAgain(env: Env, home: Home, now: Date): Promise<void> {
  const [from, to] = [now.getTime() - FROM_MS, now.getTime() - STALLED_MS].map((at) => new Date(at).toISOString())
  for (const row of await selectEnded(home.db, from ?? '', to ?? '', MOST)) {
    // Whoever was let in again has a key of their own by now.
    if (!isTenantId(row.tenant) || row.scope === 'tenant' || progressOf(row).lifted !== null) continue
    const vault = freshVault(env, home, row.tenant)
    if (row.scope === 'person') for (const subject of targetOf(row)) await vault.destroySubjectKey(subject)
    // Of chats that take new messages again, what lies there may be theirs.
    if (row.reasonCode === 'retention') continue
    const ledger = ledgerOf(home, row.tenant)
    const chats = await ledger.erasedChats(row.id, '', CHATS)
    for (const chat of chats) await deleteBlobs(vault, `${pathSegment(chat)}/`)
  }
}
