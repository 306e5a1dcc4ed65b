// What the tick does for exports: sends lost messages again, and deletes what nobody may fetch any more.
import { changeExport, type ExportRow, selectUncleared, takeStalledExports } from '../db/tenant/exports.ts'
import { isTenantId } from '../ids.ts'
import { type Home, homeOf, REGIONS } from '../region.ts'
import type { JobMessage } from './message.ts'
import { folderOf } from './volumes.ts'

/** A job that showed no sign of life for so long lost its message: a step takes seconds, the longest retry waits ten minutes. */
const STALLED_MS = 20 * 60_000
/** Expired files stay a day, so that a link can be renewed before the export has to be made again. */
const GRACE_MS = 86_400_000
/** Exports a round. */
const MOST = 100

/** One round over all regions; safe to repeat. */
export async function sweepExports(env: Env, now: Date): Promise<void> {
  for (const region of REGIONS) {
    const home = homeOf(env, region)
    const stalled = new Date(now.getTime() - STALLED_MS).toISOString()
    for (const { tenant, id } of await takeStalledExports(home.db, stalled, now.toISOString(), MOST)) {
      if (!isTenantId(tenant)) continue
      const message: JobMessage = { v: 1, job: 'export', region, tenant, id }
      await env.JOBS.send(message)
    }
    const expired = new Date(now.getTime() - GRACE_MS).toISOString()
    for (const row of await selectUncleared(home.db, expired, stalled, MOST)) await clear(home, row)
  }
}

/** First the state, so that no link opens what is going; then the objects; then the mark that nothing is left. */
async function clear({ db, exports }: Home, row: ExportRow): Promise<void> {
  await changeExport(db, row, ['queued', 'running', 'ready'], { state: 'expired' })
  let cursor: string | undefined
  do {
    const listed = await exports.list({ prefix: folderOf(row), ...(cursor !== undefined && { cursor }) })
    if (listed.objects.length > 0) await exports.delete(listed.objects.map(({ key }) => key))
    cursor = listed.truncated ? listed.cursor : undefined
  } while (cursor !== undefined)
  await changeExport(db, row, ['expired', 'revoked', 'failed'], { cleared: 1 })
}
