// Keep N months: once a UTC day a tenant, chats untouched for longer are erased by the same path, all of a night in one erasure.
import { controlDatabase } from '../db/control/database.ts'
import { selectRetaining } from '../db/control/erasing.ts'
import { chatsBefore, hasErasure } from '../db/tenant/erasures.ts'
import type { TenantId } from '../ids.ts'
import { type Home, homeOf } from '../region.ts'
import { ledgerOf } from '../tenant/reach.ts'
import { startErasure } from './begin.ts'
import { freshVault } from './work.ts'

const PAGE = 500
/** Chats of one erasure: their records are some thousand, and a night follows. */
const MOST_CHATS = 1_000

/** The instant `months` calendar months ago; the last day of a shorter month stands for a day that it has not. */
export function monthsAgo(now: Date, months: number): string {
  const day = now.getUTCDate()
  const then = new Date(now)
  then.setUTCDate(1)
  then.setUTCMonth(then.getUTCMonth() - months)
  const last = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 0)).getUTCDate()
  then.setUTCDate(Math.min(day, last))
  return then.toISOString()
}

/** All tenants that keep for some months only. Off unless it is set. One whose turn fails holds up no other. */
export async function eraseExpired(env: Env, now: Date): Promise<number> {
  let begun = 0
  for (let after = ''; ; ) {
    const tenants = await selectRetaining(controlDatabase(env), after, PAGE)
    for (const { id, region, months } of tenants) {
      try {
        if (months !== null && (await eraseOld(env, homeOf(env, region), id, monthsAgo(now, months), now))) begun++
      } catch (error) {
        const name = error instanceof Error ? error.name : 'unknown'
        console.error(JSON.stringify({ event: 'retention_failed', tenant: id, error: name }))
      }
    }
    after = tenants.at(-1)?.id ?? ''
    if (tenants.length < PAGE) return begun
  }
}

async function eraseOld(env: Env, home: Home, tenant: TenantId, before: string, now: Date): Promise<boolean> {
  // One at a time: what an erasure has not taken yet would be found again.
  if (await hasErasure(home.db, tenant, 'chat', ['queued', 'running'])) return false
  const old = await chatsBefore(home.db, tenant, before, MOST_CHATS)
  if (old.length === 0) return false
  const ledger = ledgerOf(home, tenant)
  const subjects = [...new Set(old.flatMap(({ subject }) => subject ?? []))]
  const held = new Set(
    (
      await ledger.holdsOn(
        subjects,
        old.map(({ id }) => id),
      )
    ).map(({ target }) => target),
  )
  const free = old.filter(({ id, subject }) => !held.has(id) && !held.has(subject ?? ''))
  if (free.length < old.length) {
    console.log(JSON.stringify({ event: 'retention_held', tenant, chats: old.length - free.length }))
  }
  if (free.length === 0) return false
  const started = await startErasure(
    { env, home, tenant, vault: freshVault(env, home, tenant), ledger, now },
    {
      scope: 'chat',
      subjects: [],
      chats: free.map(({ id }) => id),
      mentions: 'keep',
      reasonCode: 'retention',
      requestedBy: null,
      reason: null,
      who: null,
    },
  )
  return started.ok
}
