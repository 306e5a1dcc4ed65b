// What the tick does for chargebacks: once a day, at a second of its own, each tenant with a month that may have become final is looked at.
import { tenantsToFreeze } from '../db/tenant/chargeback-periods.ts'
import { isTenantId } from '../ids.ts'
import { secondOfDay } from '../receipts/second.ts'
import { homeOf, REGIONS, type Region } from '../region.ts'
import type { FreezeMessage } from './message.ts'
import { finalPeriods } from './period.ts'

/** The cron fires this often; each tenant's second of the day lies in one of these windows. */
const TICK_SECONDS = 15 * 60
/** Months back that are looked at: what could not be frozen longer than this is left to somebody's hand. */
export const MONTHS_BACK = 3
/** Messages that the queue takes at a time. */
const BATCH = 100

/**
 * One round over all regions. Keeps nothing: a round that was lost comes again the next day, and one that comes twice changes nothing.
 * Returns how many messages it sent.
 */
export async function tickChargeback(env: Env, now: Date): Promise<number> {
  let sent = 0
  for (const region of REGIONS) sent += await tickRegion(env, region, now)
  return sent
}

async function tickRegion(env: Env, region: Region, now: Date): Promise<number> {
  const second = Math.floor(now.getTime() / 1000) % 86_400
  const window = Math.floor(second / TICK_SECONDS)
  const periods = finalPeriods(now.toISOString().slice(0, 10), MONTHS_BACK)
  const tenants = await tenantsToFreeze(homeOf(env, region).db, periods)
  const messages = tenants
    .filter(isTenantId)
    .filter((tenant) => Math.floor(secondOfDay(tenant) / TICK_SECONDS) === window)
    .map((tenant) => ({ body: { v: 1, job: 'chargeback.freeze', region, tenant } satisfies FreezeMessage }))
  for (let first = 0; first < messages.length; first += BATCH)
    await env.JOBS.sendBatch(messages.slice(first, first + BATCH))
  return messages.length
}
