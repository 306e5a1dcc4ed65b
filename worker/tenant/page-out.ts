// From SQLite to R2: tiles and entry bundles, create-only and checksummed, before the checkpoint that covers them is published.
import { equal, utf8 } from '../ledger/bytes.ts'
import { encodeEntries } from '../ledger/entries.ts'
import { entriesPath, TILE_WIDTH, type Tile, tileBytes, tilePath, tilesBetween } from '../ledger/tile.ts'
import { nativeSha256 } from './native-hash.ts'
import { hashReader, type LeafReader } from './read.ts'
import { readLeaves, readSpans } from './spans.ts'
import { readMark, writeMeta } from './storage.ts'

const PAGED = 'paged'

/** Records whose tiles and bundles stand in R2, partial ones included. */
export const pagedSize = (sql: SqlStorage): number => readMark(sql, PAGED)

/** A file of that name with other bytes is in R2: somebody wrote there, or this storage was rolled back. */
export class ArchiveConflict extends Error {
  override readonly name = 'ArchiveConflict'
}

/** Writes once; the same bytes again are fine (a step that died and is done again), other bytes are an ArchiveConflict. */
export async function putOnce(archive: R2Bucket, key: string, bytes: Uint8Array): Promise<void> {
  const digest = nativeSha256(bytes)
  const put = await archive.put(key, bytes, { onlyIf: { etagDoesNotMatch: '*' }, sha256: digest })
  if (put !== null) return
  const there = await archive.head(key)
  const stored = there?.checksums.sha256
  if (stored === undefined || !equal(new Uint8Array(stored), digest)) throw new ArchiveConflict(key)
}

/** What a log's leaves are made of: hashes and entries, `first` up to and including `last`. */
export type Leaves = { hashes: LeafReader; entries: (sql: SqlStorage, first: number, last: number) => Uint8Array[] }

/** A tenant's leaves, from SQLite alone: a bundle is written before anything of it is pruned. */
export const RECORDS: Leaves = {
  hashes: readLeaves,
  entries: (sql, first, last) =>
    readSpans(sql, first, last).map(({ seq, text }) => {
      if (text === null) throw new Error(`record ${seq} was pruned before its bundle was written`)
      return utf8(text)
    }),
}

/** Leaf tiles in one read; the few tiles above them through the proofs' reader. */
async function hashesOf(sql: SqlStorage, leaves: Leaves, tile: Tile): Promise<Uint8Array> {
  if (tile.level > 0) return tileBytes(hashReader(sql, leaves.hashes), tile)
  const from = tile.index * TILE_WIDTH
  return leaves.hashes(sql, from, from + tile.width - 1)
}

/** Files written at once: an invocation may have six connections open, and five bundles of the largest records are 84 MB. */
const PARALLEL = 5
/** Records a step: at its end only the highest tiles are partial, so that stopping there writes hardly a file that no checkpoint asks for. */
const STEP = TILE_WIDTH * TILE_WIDTH

/**
 * Brings the files of a log's folder, `<tenant>/` or `root/`, up to `size`. Safe to repeat: every file's name says exactly which bytes it has. Partial tiles are
 * written too, because the checkpoint at this size promises them to whoever reads the public layout.
 */
export async function pageOut(
  sql: SqlStorage,
  archive: R2Bucket,
  folder: string,
  size: number,
  leaves = RECORDS,
): Promise<void> {
  for (let from = pagedSize(sql); from < size; from = pagedSize(sql)) {
    const to = Math.min(size, (Math.floor(from / STEP) + 1) * STEP)
    await writeFiles(sql, archive, folder, leaves, tilesBetween(from, to))
    // Only after every file is there. If we die before, this step's files are written again, to the same bytes.
    writeMeta(sql, PAGED, String(to))
  }
}

async function writeFiles(
  sql: SqlStorage,
  archive: R2Bucket,
  folder: string,
  leaves: Leaves,
  tiles: readonly Tile[],
): Promise<void> {
  const writes: (() => Promise<void>)[] = []
  for (const tile of tiles) {
    writes.push(async () => putOnce(archive, `${folder}/${tilePath(tile)}`, await hashesOf(sql, leaves, tile)))
    const { index, width } = tile
    if (tile.level > 0) continue
    const from = index * TILE_WIDTH
    const bundle = () => encodeEntries(leaves.entries(sql, from, from + width - 1))
    writes.push(() => putOnce(archive, `${folder}/${entriesPath(index, width)}`, bundle()))
  }
  for (let at = 0; at < writes.length; at += PARALLEL) {
    // All of a group end before an error is passed on: nothing of this settling is still under way when the next one starts.
    const ended = await Promise.allSettled(writes.slice(at, at + PARALLEL).map((write) => write()))
    const failed = ended.find((one) => one.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }
}
