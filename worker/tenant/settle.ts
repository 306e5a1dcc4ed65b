// What the alarm does with what was appended: project to D1, sign and publish (publish.ts), hand a blinded leaf to the root log, prune. Every
// step may be done again, and one that fails holds up only the steps that need it: D1 may be down for hours while checkpoints go out.
import type { Home } from '../region.ts'
import type { Vault } from '../vault/keys.ts'
import { type Log, latestCheckpoint } from './checkpoint.ts'
import { project, projectedSize } from './project.ts'
import { prune } from './prune.ts'
import { publishedSize, publishSigned } from './publish.ts'
import { handOver, isHandedOver, type RootPort } from './root-leaf.ts'
import { readHead } from './storage.ts'
import { retryMs } from './turns.ts'

/** Chunks of 500 records projected per alarm; the next alarm follows at once. */
const CHUNKS = 20
/** Records that stay in SQLite; older ones are pruned once R2 has them. 2 million of ~1.3 kB are a quarter of the 10 GB. */
export const KEEP = 2_000_000

export type Settling = { sql: SqlStorage; home: Home; vault: Vault; log: Log; root: RootPort; tenant: string }
export type StepName = 'project' | 'publish' | 'root' | 'prune'
/** `behind`: there is more to do at once; `failed`: what threw, by step. */
export type Settled = { behind: boolean; failed: { step: StepName; error: unknown }[] }

/** Whether nothing is left to do for the first `size` records: projected, and under a published checkpoint. */
export function isSettled(sql: SqlStorage, size = readHead(sql).size): boolean {
  return projectedSize(sql) >= size && publishedSize(sql) >= size
}

/** Whether the alarm has nothing left to do: settled, and the root log has taken its leaf. */
export function isAtRest(sql: SqlStorage): boolean {
  return isSettled(sql) && isHandedOver(sql)
}

/** A checkpoint is signed this long after the last append, so that a burst of pages makes one and not fifty. */
export const QUIET_MS = 2_000
/** ... but while appends never pause, at least this often. */
const CHECKPOINT_MS = 30_000

/** Whether it is time for a checkpoint. Times in milliseconds. */
export function isDue(sql: SqlStorage, lastAppend: number, now: number): boolean {
  const last = latestCheckpoint(sql)
  return now - lastAppend >= QUIET_MS || last === undefined || now - Date.parse(last.at) >= CHECKPOINT_MS
}

/** Milliseconds until the next round, undefined where none is needed. `failures` counts the rounds that failed in a row, this one included. */
export function nextRound(sql: SqlStorage, behind: boolean, failures: number): number | undefined {
  if (behind) return 0
  if (failures > 0) return retryMs(failures)
  return isAtRest(sql) ? undefined : QUIET_MS
}

/** One round. With `publish` false no checkpoint is made: more appends are expected in a moment. */
export async function settleOnce(settling: Settling, publish: boolean, keep = KEEP): Promise<Settled> {
  const { sql, home, vault, log, root, tenant } = settling
  const failed: Settled['failed'] = []
  const step = async (name: StepName, work: () => Promise<boolean | undefined>): Promise<boolean> => {
    try {
      return (await work()) ?? false
    } catch (error) {
      failed.push({ step: name, error })
      return false
    }
  }
  const rest = await step('project', async () => !(await project(sql, home, vault, tenant, CHUNKS)))
  if (publish)
    await step('publish', async () => void (await publishSigned({ sql, archive: home.archive, log, name: tenant })))
  await step('root', async () => void (await handOver(sql, vault, root)))
  const more = await step('prune', () => prune(sql, home.archive, tenant, keep))
  return { behind: rest || more, failed }
}
