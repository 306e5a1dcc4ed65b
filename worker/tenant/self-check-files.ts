// The self-check's look into the archive: every tile and entry bundle against what this storage would write there.
import { equal, orUndefined, text, utf8 } from '../ledger/bytes.ts'
import { decodeEntries, encodeEntries } from '../ledger/entries.ts'
import { entriesPath, partialTilesOf, TILE_WIDTH, type Tile, tileBytes, tilePath } from '../ledger/tile.ts'
import { hashReader } from './read.ts'
import { type Found, find } from './self-check-findings.ts'
import type { Ground } from './self-check-state.ts'
import { readLeaves, type Stored } from './spans.ts'

type Archive = Pick<Ground, 'home' | 'tenant'>

/** What cannot be made from a storage that was changed has nothing to be compared with. */
export function possible<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

export async function readFile({ home, tenant }: Archive, path: string): Promise<Uint8Array | undefined> {
  const object = await home.archive.get(`${tenant}/${path}`)
  return object === null ? undefined : new Uint8Array(await object.arrayBuffer())
}

/** Compares one file with the bytes that belong there; `seq` is the first record under it. */
function compare(found: Found, file: Uint8Array | undefined, bytes: Uint8Array, seq: number): void {
  if (file === undefined) find(found, 'file_missing', seq)
  else if (!equal(file, bytes)) find(found, 'file_differs', seq)
}

/** A full bundle and its leaf tile as the archive has them. */
export type BundleFiles = { index: number; leaves: Uint8Array | undefined; entries: Uint8Array | undefined }

export async function readBundleFiles(archive: Archive, index: number): Promise<BundleFiles> {
  const leaves = { level: 0, index, width: TILE_WIDTH }
  const [tile, entries] = await Promise.all([
    readFile(archive, tilePath(leaves)),
    readFile(archive, entriesPath(index, TILE_WIDTH)),
  ])
  return { index, leaves: tile, entries }
}

/** The texts of a bundle, for records that were pruned here; undefined where it cannot be read. */
export function textsOf(entries: Uint8Array | undefined): string[] | undefined {
  return orUndefined(() => decodeEntries(entries ?? new Uint8Array(0))?.map(text))
}

/** `stored`: the bundle's 256 records as they lie in this storage. A pruned text has its leaf alone to be compared with. */
export function judgeBundle(found: Found, files: BundleFiles, stored: readonly Stored[]): void {
  const seq = files.index * TILE_WIDTH
  const leaves = new Uint8Array(stored.length * 32)
  for (const [at, { leaf }] of stored.entries()) leaves.set(leaf.subarray(0, 32), at * 32)
  compare(found, files.leaves, leaves, seq)
  const there = textsOf(files.entries)
  const entries = stored.map((one, at) => utf8(one.text ?? there?.[at] ?? ''))
  compare(found, files.entries, possible(() => encodeEntries(entries)) ?? new Uint8Array(0), seq)
}

/** A tile above the leaves, against the stored nodes, which were compared with the records before. */
export async function judgeTile(ground: Ground, found: Found, tile: Tile): Promise<void> {
  const seq = tile.index * TILE_WIDTH ** (tile.level + 1)
  const bytes = await expectedTile(ground.sql, tile)
  // Nothing to compare with: what is missing here was found already.
  if (bytes !== undefined) compare(found, await readFile(ground, tilePath(tile)), bytes, seq)
}

async function expectedTile(sql: SqlStorage, tile: Tile): Promise<Uint8Array | undefined> {
  const from = tile.index * TILE_WIDTH
  if (tile.level === 0) return possible(() => readLeaves(sql, from, from + tile.width - 1))
  return tileBytes(hashReader(sql), tile).catch(() => undefined)
}

/** The partial files of the published size. `tail`: the records of its last, partial bundle. */
export async function judgePartial(ground: Ground, found: Found, size: number, tail: readonly Stored[]): Promise<void> {
  for (const tile of partialTilesOf(size)) {
    await judgeTile(ground, found, tile)
    if (tile.level > 0) continue
    const path = entriesPath(tile.index, tile.width)
    const texts = tail.flatMap((one) => one.text ?? [])
    if (texts.length !== tile.width) continue
    const bytes = possible(() => encodeEntries(texts.map(utf8))) ?? new Uint8Array(0)
    compare(found, await readFile(ground, path), bytes, tile.index * TILE_WIDTH)
  }
}
