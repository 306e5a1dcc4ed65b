// What the tick does for reports: asks for those that are due, and again for those whose message was lost or failed.
import { takeDueSchedules } from '../db/tenant/schedules.ts'
import { isTenantId } from '../ids.ts'
import { homeOf, REGIONS } from '../region.ts'
import type { ReportMessage } from './message.ts'

/** Rows taken from D1 at a time. */
const PAGE = 500
/** A report that was asked for and is not made comes again after this long. */
const LEASE_MS = 60 * 60_000

/** One round over all regions; safe to repeat. Returns how many messages it sent. */
export async function tickReports(env: Env, now: Date): Promise<number> {
  let sent = 0
  const due = { now: now.toISOString(), leaseFrom: new Date(now.getTime() - LEASE_MS).toISOString(), limit: PAGE }
  for (const region of REGIONS) {
    for (let more = true; more; ) {
      const rows = await takeDueSchedules(homeOf(env, region).db, due)
      const messages = rows.flatMap(({ tenant, id, nextPeriod: period }) => {
        if (!isTenantId(tenant)) return []
        const body: ReportMessage = { v: 1, job: 'report.make', region, tenant, id, period }
        return [{ body }]
      })
      for (let first = 0; first < messages.length; first += 100)
        await env.JOBS.sendBatch(messages.slice(first, first + 100))
      sent += messages.length
      more = rows.length === PAGE
    }
  }
  return sent
}
