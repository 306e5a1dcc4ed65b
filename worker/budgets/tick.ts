// What the tick does for budgets: asks for a look where figures went on or the day changed, and sends lost alerts again.
import type { SendAlertMessage } from '../alerts/message.ts'
import { takeStalledAlerts } from '../db/tenant/alert-deliveries.ts'
import { takeDueWatches } from '../db/tenant/watch.ts'
import { isTenantId } from '../ids.ts'
import { homeOf, REGIONS, type Region } from '../region.ts'
import { watchMessage } from './message.ts'

/** Rows taken from D1 at a time; 100 messages a batch of the queue. */
const PAGE = 500
const BATCH = 100
/** A look that was asked for and is not done comes again after this long; so does a try that shows no end. */
const LEASE_MS = 20 * 60_000

/** One round over all regions; safe to repeat, and cron may fire twice. Returns how many messages it sent. */
export async function tickBudgets(env: Env, now: Date): Promise<number> {
  let sent = 0
  for (const region of REGIONS) sent += (await askForDue(env, region, now)) + (await sendStalled(env, region, now))
  return sent
}

const before = (now: Date): string => new Date(now.getTime() - LEASE_MS).toISOString()

async function askForDue(env: Env, region: Region, now: Date): Promise<number> {
  const { db } = homeOf(env, region)
  const at = now.toISOString()
  for (let sent = 0; ; ) {
    const due = { day: at.slice(0, 10), now: at, leaseFrom: before(now), limit: PAGE }
    const tenants = await takeDueWatches(db, due)
    const messages = tenants.filter(isTenantId).map((tenant) => ({ body: watchMessage(region, tenant, at) }))
    for (let first = 0; first < messages.length; first += BATCH)
      await env.JOBS.sendBatch(messages.slice(first, first + BATCH))
    sent += messages.length
    if (tenants.length < PAGE) return sent
  }
}

async function sendStalled(env: Env, region: Region, now: Date): Promise<number> {
  const { db } = homeOf(env, region)
  const stalled = await takeStalledAlerts(db, before(now), now.toISOString(), PAGE)
  for (const { tenant, alert, channel, attempts } of stalled) {
    if (!isTenantId(tenant)) continue
    const message: SendAlertMessage = { v: 1, job: 'alert.send', region, tenant, alert, channel, attempt: attempts }
    await env.JOBS.send(message)
  }
  return stalled.length
}
