// What the alarm does with what was appended: project to D1, sign, page out to R2, publish, prune. Every step may be done again, and one
// that fails holds up only the steps that need it: D1 may be down for hours while checkpoints go out, and the other way round.
import type { Home } from '../region.ts'
import type { Vault } from '../vault/keys.ts'
import { type Log, latestCheckpoint, publishCheckpoint, signCheckpoint } from './checkpoint.ts'
import { ArchiveConflict, pageOut } from './page-out.ts'
import { listedSize, listSigned, project, projectedSize } from './project.ts'
import { prune } from './prune.ts'
import { deleteMeta, readHead, readMark, writeMeta } from './storage.ts'

/** Chunks of 500 records projected per alarm; the next alarm follows at once. */
const CHUNKS = 20
/** Records that stay in SQLite; older ones are pruned once R2 has them. 2 million of ~1.3 kB are a quarter of the 10 GB. */
const KEEP = 2_000_000

const PUBLISHED = 'published'
/** Why publishing must not go on: the archive holds other bytes than this ledger would write. */
export const CONFLICT = 'conflict'

export type Settling = { sql: SqlStorage; home: Home; vault: Vault; log: Log; tenant: string }
export type StepName = 'project' | 'publish' | 'list' | 'prune'
/** `behind`: there is more to do at once; `failed`: what threw, by step. */
export type Settled = { behind: boolean; failed: { step: StepName; error: unknown }[] }

/** Records whose checkpoint is signed and stands in R2. */
export const publishedSize = (sql: SqlStorage): number => readMark(sql, PUBLISHED)

/** Whether nothing is left to do for the first `size` records: projected, under a published checkpoint, and the screens know of it. */
export function isSettled(sql: SqlStorage, size = readHead(sql).size): boolean {
  return projectedSize(sql) >= size && publishedSize(sql) >= size && listedSize(sql) >= publishedSize(sql)
}

/** A checkpoint is signed this long after the last append, so that a burst of pages makes one and not fifty. */
export const QUIET_MS = 2_000
/** ... but while appends never pause, at least this often. */
const CHECKPOINT_MS = 30_000
/** Failed rounds are done again for ever (the platform would give up after six): after 5 s, doubling to about 5 minutes. */
export const RETRY_MS = 5_000
const DOUBLINGS = 6

/** Whether it is time for a checkpoint. Times in milliseconds. */
export function isDue(sql: SqlStorage, lastAppend: number, now: number): boolean {
  const last = latestCheckpoint(sql)
  return now - lastAppend >= QUIET_MS || last === undefined || now - Date.parse(last.at) >= CHECKPOINT_MS
}

/** Milliseconds until the next round, undefined where none is needed. `failures` counts the rounds that failed in a row, this one included. */
export function nextRound(sql: SqlStorage, behind: boolean, failures: number): number | undefined {
  if (behind) return 0
  if (failures > 0) return RETRY_MS * 2 ** Math.min(failures - 1, DOUBLINGS)
  return isSettled(sql) ? undefined : QUIET_MS
}

/** One round. With `publish` false no checkpoint is made: more appends are expected in a moment. */
export async function settleOnce(settling: Settling, publish: boolean, keep = KEEP): Promise<Settled> {
  const { sql, home, vault, tenant } = settling
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
  if (publish) await step('publish', () => publishSigned(settling))
  await step('list', () => listSigned(sql, home, tenant).then(() => undefined))
  const more = await step('prune', () => prune(sql, home.archive, tenant, keep))
  return { behind: rest || more, failed }
}

/** Signed here, then the files, then the checkpoint that promises them: whoever sees it in R2 finds everything under it. */
async function publishSigned({ sql, home, log, tenant }: Settling): Promise<undefined> {
  await signCheckpoint(sql, log, tenant, new Date())
  const checkpoint = latestCheckpoint(sql)
  if (checkpoint === undefined || checkpoint.size <= publishedSize(sql)) return
  try {
    await pageOut(sql, home.archive, tenant, checkpoint.size)
    await publishCheckpoint(home.archive, tenant, checkpoint)
  } catch (error) {
    if (error instanceof ArchiveConflict) writeMeta(sql, CONFLICT, wordsOf(error))
    throw error
  }
  deleteMeta(sql, CONFLICT)
  writeMeta(sql, PUBLISHED, String(checkpoint.size))
}

const wordsOf = (conflict: ArchiveConflict) =>
  `The archive's file ${conflict.message} is not what this ledger would write: the storage was rolled back, or somebody wrote there. Nothing is appended until an operator has looked.`
