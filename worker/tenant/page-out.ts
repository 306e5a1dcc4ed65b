// From SQLite to R2: tiles and entry bundles, create-only and checksummed, before the checkpoint that covers them is published.
import { equal } from '../ledger/bytes.ts'
import { encodeEntries } from '../ledger/entries.ts'
import { sha256 } from '../ledger/hash.ts'
import { entriesPath, TILE_WIDTH, tileBytes, tilePath, tilesBetween } from '../ledger/tile.ts'
import { bundleEntries, hashReader } from './read.ts'
import { readMeta, writeMeta } from './storage.ts'

const PAGED = 'paged'

/** Records whose tiles and bundles stand in R2, partial ones included. */
export const pagedSize = (sql: SqlStorage): number => Number(readMeta(sql, PAGED) ?? 0)

/** A file of that name with other bytes is in R2: somebody wrote there, or this storage was rolled back. */
export class ArchiveConflict extends Error {
  override readonly name = 'ArchiveConflict'
}

/** Writes once; the same bytes again are fine (a step that died and is done again), other bytes are an ArchiveConflict. */
export async function putOnce(archive: R2Bucket, key: string, bytes: Uint8Array): Promise<void> {
  const digest = sha256(bytes)
  const put = await archive.put(key, bytes, { onlyIf: { etagDoesNotMatch: '*' }, sha256: digest })
  if (put !== null) return
  const there = await archive.head(key)
  const stored = there?.checksums.sha256
  if (stored === undefined || !equal(new Uint8Array(stored), digest)) throw new ArchiveConflict(key)
}

/** Objects written at once; an invocation may have six connections open. */
const PARALLEL = 5

/**
 * Brings the files of `<tenant>/` up to `size`. Safe to repeat: every file's name says exactly which bytes it has. Partial tiles are
 * written too, because the checkpoint at this size promises them to whoever reads the public layout.
 */
export async function pageOut(sql: SqlStorage, archive: R2Bucket, tenant: string, size: number): Promise<void> {
  const from = pagedSize(sql)
  if (size <= from) return
  const reader = hashReader(sql)
  const writes: (() => Promise<void>)[] = []
  for (const tile of tilesBetween(from, size)) {
    writes.push(async () => putOnce(archive, `${tenant}/${tilePath(tile)}`, await tileBytes(reader, tile)))
    if (tile.level > 0) continue
    const entries = () => encodeEntries(bundleEntries(sql, tile.index, tile.width))
    writes.push(async () => putOnce(archive, `${tenant}/${entriesPath(tile.index, tile.width)}`, entries()))
  }
  for (let at = 0; at < writes.length; at += PARALLEL) {
    await Promise.all(writes.slice(at, at + PARALLEL).map((write) => write()))
  }
  // Only after every file is there. If we die before, all of them are written again, to the same bytes.
  writeMeta(sql, PAGED, String(size))
}

const PRUNED = 'pruned'
/** Bundles pruned at a time: 4 × 256 rows; every changed row is billed and holds the object's thread. */
const PRUNE_BUNDLES = 4

/**
 * Drops the bytes of old records from SQLite once their full bundle is verified in R2, leaving the newest `keep` records. Leaf hashes and
 * envelopes stay. Returns how many records were pruned.
 */
export async function prune(sql: SqlStorage, archive: R2Bucket, tenant: string, keep: number): Promise<number> {
  const start = Number(readMeta(sql, PRUNED) ?? 0)
  const limit = Math.min(pagedSize(sql), Math.max(0, pagedSize(sql) - keep))
  const bundles = Math.min(PRUNE_BUNDLES, Math.floor(limit / TILE_WIDTH) - start / TILE_WIDTH)
  let end = start
  for (let i = 0; i < bundles; i++) {
    const index = end / TILE_WIDTH
    const key = `${tenant}/${entriesPath(index, TILE_WIDTH)}`
    const stored = (await archive.head(key))?.checksums.sha256
    const digest = sha256(encodeEntries(bundleEntries(sql, index, TILE_WIDTH)))
    if (stored === undefined || !equal(new Uint8Array(stored), digest)) throw new ArchiveConflict(key)
    end += TILE_WIDTH
  }
  if (end === start) return 0
  sql.exec('UPDATE record SET bytes = NULL WHERE seq >= ? AND seq < ?', start, end)
  writeMeta(sql, PRUNED, String(end))
  return end - start
}
