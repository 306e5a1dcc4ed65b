// What the tick does for receipts: asks for those that are due today, and sends lost messages again.
import { takeDueReceipts, takeStalledDeliveries } from '../db/tenant/receipts.ts'
import { isTenantId } from '../ids.ts'
import { homeOf, REGIONS, type Region } from '../region.ts'
import type { MakeMessage, SendMessage } from './message.ts'

/** Rows taken from D1 at a time. */
const PAGE = 500
/** A receipt that was asked for and is not made comes again after this long; so does a try that shows no end. */
const LEASE_MS = 20 * 60_000

/** One round over all regions; safe to repeat, and cron may fire twice. Returns how many messages it sent. */
export async function tickReceipts(env: Env, now: Date): Promise<number> {
  let sent = 0
  for (const region of REGIONS) sent += (await askForDue(env, region, now)) + (await sendStalled(env, region, now))
  return sent
}

const before = (now: Date): string => new Date(now.getTime() - LEASE_MS).toISOString()

async function askForDue(env: Env, region: Region, now: Date): Promise<number> {
  const { db } = homeOf(env, region)
  const at = now.toISOString()
  const day = at.slice(0, 10)
  const second = Math.floor(now.getTime() / 1000) % 86_400
  for (let sent = 0; ; ) {
    const tenants = await takeDueReceipts(db, { day, second, now: at, leaseFrom: before(now), limit: PAGE })
    const messages = tenants.filter(isTenantId).map((tenant) => {
      const body: MakeMessage = { v: 1, job: 'receipt.make', region, tenant, day }
      return { body }
    })
    for (let first = 0; first < messages.length; first += 100)
      await env.JOBS.sendBatch(messages.slice(first, first + 100))
    sent += messages.length
    if (tenants.length < PAGE) return sent
  }
}

async function sendStalled(env: Env, region: Region, now: Date): Promise<number> {
  const { db } = homeOf(env, region)
  const stalled = await takeStalledDeliveries(db, before(now), now.toISOString(), PAGE)
  for (const { tenant, receipt, target, attempts } of stalled) {
    if (!isTenantId(tenant)) continue
    const message: SendMessage = { v: 1, job: 'receipt.send', region, tenant, receipt, target, attempt: attempts }
    await env.JOBS.send(message)
  }
  return stalled.length
}
