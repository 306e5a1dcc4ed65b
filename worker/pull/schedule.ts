// The tick: what is due becomes one message a connection, spread over ten minutes by a hash of the tenant.
import { takeDue, takeStalled } from '../db/tenant/streams.ts'
import { homeOf, REGIONS, type Region } from '../region.ts'
import { type PullMessage, sendAll } from './message.ts'

/** Connections taken from D1 at a time. */
export const PAGE = 500
/** A taken stream is not taken again for this long; its run sets the real time of the next read. */
const LEASE_MS = 20 * 60_000
/** A steady place in the spread: the same tenant always comes at the same second. */
export function spreadOf(tenant: string, seconds: number): number {
  if (seconds <= 0) return 0
  let hash = 0
  for (const character of tenant) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0
  return hash % seconds
}

/** Sends a message for everything that is due in one region. Returns how many. */
export async function tickRegion(env: Env, region: Region, now: Date): Promise<number> {
  const { db } = homeOf(env, region)
  const spread = Number(env.PULL_SPREAD_SECONDS)
  let sent = 0
  for (;;) {
    const due = await takeDue(db, now, LEASE_MS, PAGE)
    const messages = due.map(({ tenant, connection, streams }): { body: PullMessage; delaySeconds: number } => ({
      body: { v: 1, lane: 'live', region, tenant, connection, streams },
      delaySeconds: spreadOf(tenant, spread),
    }))
    await sendAll(env.PULLS, messages)
    sent += messages.length
    if (due.length < PAGE) break
  }
  const stalled = await takeStalled(db, now, Number(env.BACKFILL_STALL_SECONDS) * 1000, PAGE)
  await sendAll(
    env.BACKFILLS,
    stalled.map(({ tenant, connection, stream }) => ({
      body: { v: 1, lane: 'backfill', region, tenant, connection, streams: [stream] },
    })),
  )
  return sent + stalled.length
}

/** One cron tick over all regions. Cron may fire twice: what was taken once is not due the second time. */
export async function tick(env: Env, now: Date): Promise<number> {
  let sent = 0
  for (const region of REGIONS) sent += await tickRegion(env, region, now)
  return sent
}
