// Signed tree heads of a log, a tenant's or the root log (whose name is `root`): made from the alarm, kept here, published in R2, and what a rolled-back storage is caught by.
import { equal, hex, utf8 } from '../ledger/bytes.ts'
import { openCheckpoint, parseCheckpoint, signCheckpoint as signFile, tenantOrigin } from '../ledger/checkpoint.ts'
import { publicKeyOf } from '../ledger/ed25519.ts'
import { formatVkey, makeKey, parseNote } from '../ledger/note.ts'
import { rootFrom } from '../ledger/proof.ts'
import { rootOf } from '../ledger/tree.ts'
import { ArchiveConflict } from './page-out.ts'
import { hashReader, type LeafReader } from './read.ts'
import { reportFailure } from './report.ts'
import { oneRow, readHead } from './storage.ts'

export type StoredCheckpoint = { size: number; number: number; root: string; note: string; at: string }

/** The signing identity of the installation: log origin and Ed25519 seed. */
export type Log = { origin: string; seed: Uint8Array }

/** The tenant's verifier key, what an auditor pins. */
export async function tenantVkey(log: Log, tenant: string): Promise<string> {
  return formatVkey(tenantOrigin(log.origin, tenant), await publicKeyOf(log.seed))
}

export function latestCheckpoint(sql: SqlStorage): StoredCheckpoint | undefined {
  return oneRow(
    sql.exec<StoredCheckpoint>('SELECT size, number, root, note, at FROM checkpoint ORDER BY size DESC LIMIT 1'),
  )
}

/** The newest checkpoint of at least this many records' reach, if any: the oldest one that covers record `size` - 1. */
export function checkpointCovering(sql: SqlStorage, size: number): StoredCheckpoint | undefined {
  return oneRow(
    sql.exec<StoredCheckpoint>(
      'SELECT size, number, root, note, at FROM checkpoint WHERE size >= ? ORDER BY size LIMIT 1',
      size,
    ),
  )
}

/** The checkpoint of exactly this size. */
export function checkpointAt(sql: SqlStorage, size: number): StoredCheckpoint | undefined {
  return oneRow(sql.exec<StoredCheckpoint>('SELECT size, number, root, note, at FROM checkpoint WHERE size = ?', size))
}

/** Checkpoints below `before`, newest first. */
export function listCheckpoints(sql: SqlStorage, before: number, limit: number): StoredCheckpoint[] {
  return sql
    .exec<StoredCheckpoint>(
      'SELECT size, number, root, note, at FROM checkpoint WHERE size < ? ORDER BY size DESC LIMIT ?',
      before,
      limit,
    )
    .toArray()
}

/**
 * Signs the tree at its present size and keeps the note. Returns undefined when nothing came since the last one. The size is read, the
 * note signed (async), then stored under that size: appends in between only make the next checkpoint larger.
 */
export async function signCheckpoint(
  sql: SqlStorage,
  log: Log,
  tenant: string,
  now: Date,
): Promise<StoredCheckpoint | undefined> {
  const head = readHead(sql)
  const last = latestCheckpoint(sql)
  if (head.size === 0 || last?.size === head.size) return undefined
  const root = rootOf(head.range)
  const origin = tenantOrigin(log.origin, tenant)
  const note = await signFile({ origin, size: head.size, root }, log.seed)
  // Should two settlings ever meet here: the same size is the same note, and numbers are given in the statement itself.
  sql.exec(
    'INSERT OR IGNORE INTO checkpoint SELECT ?, COALESCE(MAX(number), 0) + 1, ?, ?, ? FROM checkpoint',
    head.size,
    hex(root),
    note,
    now.toISOString(),
  )
  return latestCheckpoint(sql)
}

const fileOf = (tenant: string) => `${tenant}/checkpoint`

/**
 * Writes the one file that is overwritten: it always shows the newest checkpoint, and never goes back. It is what a rolled-back storage is
 * caught by, so a larger checkpoint that stands there is an ArchiveConflict. Throws when somebody else wrote meanwhile: do it again.
 */
export async function publishCheckpoint(
  archive: R2Bucket,
  tenant: string,
  checkpoint: StoredCheckpoint,
): Promise<void> {
  const key = fileOf(tenant)
  const before = await archive.get(key)
  const note = before === null ? undefined : parseNote(await before.text())
  const size = note === undefined ? 0 : (parseCheckpoint(note.text)?.size ?? 0)
  if (size > checkpoint.size) throw new ArchiveConflict(key)
  const onlyIf = before === null ? { etagDoesNotMatch: '*' } : { etagMatches: before.etag }
  if ((await archive.put(key, utf8(checkpoint.note), { onlyIf })) === null)
    throw new Error('the checkpoint file changed')
}

/**
 * Compares this storage with the checkpoint in R2, which a restore of the object does not rewind. Returns why appending must stop, or
 * undefined when the published tree is a beginning of ours.
 */
async function findRollback(
  sql: SqlStorage,
  archive: R2Bucket,
  log: Log,
  tenant: string,
  leaves?: LeafReader,
): Promise<string | undefined> {
  const object = await archive.get(fileOf(tenant))
  if (object === null) return undefined
  const origin = tenantOrigin(log.origin, tenant)
  const file = new Uint8Array(await object.arrayBuffer())
  const opened = await openCheckpoint(file, origin, [makeKey(origin, await publicKeyOf(log.seed))])
  if (!opened.ok) {
    return 'The published checkpoint cannot be read, so this ledger cannot show that it is whole. Nothing is appended until an operator has looked.'
  }
  const published = opened.checkpoint
  const { size } = readHead(sql)
  if (published.size > size) {
    return `The published checkpoint covers ${published.size} records, this storage has ${size}: it was rolled back. Nothing is appended until it is restored.`
  }
  const root = await rootFrom(hashReader(sql, leaves), published.size)
  if (equal(root, published.root)) return undefined
  return `The first ${published.size} records are not those of the published checkpoint: the storage was changed or rolled back. Nothing is appended until it is restored.`
}

const UNREACHABLE =
  'The archive cannot be read just now, so this ledger cannot show that it is whole. Nothing is appended until it can; nothing is lost.'

/** `words` say why nothing may be appended; `known` is false where the archive could not be asked. */
export type Standing = { words: string | undefined; known: boolean }

/** findRollback, with an archive that does not answer as a value: it stops appending for now and proves nothing. */
export async function checkStanding(
  sql: SqlStorage,
  archive: R2Bucket,
  log: Log,
  tenant: string,
  leaves?: LeafReader,
): Promise<Standing> {
  try {
    return { words: await findRollback(sql, archive, log, tenant, leaves), known: true }
  } catch (error) {
    reportFailure(tenant, 'check', error)
    return { words: UNREACHABLE, known: false }
  }
}
