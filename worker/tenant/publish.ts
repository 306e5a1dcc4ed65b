// From a tree to what the world may see of it, a tenant's or the root log's: signed here, then the files in R2, then the checkpoint that
// promises them, so that whoever sees a checkpoint finds everything under it.
import { type Log, latestCheckpoint, publishCheckpoint, type StoredCheckpoint, signCheckpoint } from './checkpoint.ts'
import { ArchiveConflict, type Leaves, pageOut } from './page-out.ts'
import { deleteMeta, readMark, writeMeta } from './storage.ts'

const PUBLISHED = 'published'
/** Why publishing must not go on: the archive holds other bytes than this log would write. */
export const CONFLICT = 'conflict'

/** `name`: the log's folder in the archive and the last part of its origin, a tenant id or `root`. */
export type Publishing = {
  sql: SqlStorage
  archive: R2Bucket
  log: Log
  name: string
  leaves?: Leaves
  /** More that has to be there before the checkpoint is. */
  before?: (checkpoint: StoredCheckpoint) => Promise<void>
}

/** Leaves whose checkpoint is signed and stands in R2. */
export const publishedSize = (sql: SqlStorage): number => readMark(sql, PUBLISHED)

/**
 * Signs the tree as it is and publishes it. Every step may be done again: the same size is the same note and the same files. Throws
 * ArchiveConflict, and keeps its words under CONFLICT, where the archive contradicts this storage.
 */
export async function publishSigned({ sql, archive, log, name, leaves, before }: Publishing): Promise<void> {
  await signCheckpoint(sql, log, name, new Date())
  const checkpoint = latestCheckpoint(sql)
  if (checkpoint === undefined || checkpoint.size <= publishedSize(sql)) return
  try {
    await pageOut(sql, archive, name, checkpoint.size, leaves)
    await before?.(checkpoint)
    await publishCheckpoint(archive, name, checkpoint)
  } catch (error) {
    if (error instanceof ArchiveConflict) writeMeta(sql, CONFLICT, wordsOf(error))
    throw error
  }
  deleteMeta(sql, CONFLICT)
  writeMeta(sql, PUBLISHED, String(checkpoint.size))
}

const wordsOf = (conflict: ArchiveConflict) =>
  `The archive's file ${conflict.message} is not what this ledger would write: the storage was rolled back, or somebody wrote there. Nothing is appended until an operator has looked.`
