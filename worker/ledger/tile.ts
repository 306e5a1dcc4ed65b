// From the tree to files: the C2SP tlog-tiles layout (c2sp.org/tlog-tiles), names, contents and which of them a size has.
import { concat } from './bytes.ts'
import { HASH_BYTES, nodeHash, type Sha256, sha256 } from './hash.ts'
import type { HashReader } from './proof.ts'

/** Hashes in a full tile: tile height 8 (LEDGER section 3). */
export const TILE_WIDTH = 256
const TILE_HEIGHT = 8

/** A hash tile: `level` counts in tiles (0 = leaf hashes), `width` 1..256 hashes; a width below 256 is partial. */
export type Tile = { readonly level: number; readonly index: number; readonly width: number }

/** What a path under a ledger's folder names. Entry bundles are as wide as the level 0 tile of the same index. */
export type TileName =
  | ({ readonly kind: 'hashes' } & Tile)
  | { readonly kind: 'entries'; readonly index: number; readonly width: number }

/** 1234067 → x001/x234/067: groups of three digits, all but the last marked with x. */
function indexPath(index: number): string {
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) ?? []
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/')
}

const suffix = (width: number) => (width === TILE_WIDTH ? '' : `.p/${width}`)

/** `tile/<L>/<N>[.p/<W>]`, relative to the ledger's folder. */
export function tilePath(tile: Tile): string {
  return `tile/${tile.level}/${indexPath(tile.index)}${suffix(tile.width)}`
}

/** `tile/entries/<N>[.p/<W>]`, relative to the ledger's folder. */
export function entriesPath(index: number, width: number): string {
  return `tile/entries/${indexPath(index)}${suffix(width)}`
}

const PATH = /^tile\/(entries|0|[1-5]?[0-9])\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/

/** The tile or entry bundle that a path names, or undefined where it is not exactly how this module would write it. */
export function parseTilePath(path: string): TileName | undefined {
  const [, level, groups, partial] = PATH.exec(path) ?? []
  if (level === undefined || groups === undefined) return undefined
  const index = Number(groups.replaceAll(/[x/]/g, ''))
  const width = partial === undefined ? TILE_WIDTH : Number(partial)
  if (!Number.isSafeInteger(index) || width > TILE_WIDTH) return undefined
  const name: TileName =
    level === 'entries' ? { kind: 'entries', index, width } : { kind: 'hashes', level: Number(level), index, width }
  // Leading zero groups, .p/256 and a level with a leading zero all fall here.
  return (name.kind === 'entries' ? entriesPath(index, width) : tilePath(name)) === path ? name : undefined
}

/** Hashes at a tile level of a tree: floor(size / 256^level). */
const hashesAt = (size: number, level: number) => Math.floor(size / TILE_WIDTH ** level)

/** The tile at this place as it stands at `size`; width 0 = it is not there yet. */
export function tileAt(level: number, index: number, size: number): Tile {
  const width = Math.min(TILE_WIDTH, hashesAt(size, level) - index * TILE_WIDTH)
  return { level, index, width: Math.max(0, width) }
}

/**
 * The tiles that the step from one published size to the next makes: full ones that were completed, then the partial ones of `to`.
 * From 0 it is every tile of the tree, lowest level first.
 */
export function tilesBetween(from: number, to: number): Tile[] {
  const tiles: Tile[] = []
  for (let level = 0; hashesAt(to, level) > 0; level++) {
    if (hashesAt(to, level) === hashesAt(from, level)) continue
    const last = Math.ceil(hashesAt(to, level) / TILE_WIDTH)
    for (let index = Math.floor(hashesAt(from, level) / TILE_WIDTH); index < last; index++) {
      tiles.push(tileAt(level, index, to))
    }
  }
  return tiles
}

/** Every tile of a tree of this size, partial ones included. */
export function tilesOf(size: number): Tile[] {
  return tilesBetween(0, size)
}

/** The partial tiles of a size, lowest level first: w(L) = floor(size / 256^L) mod 256 hashes where that is not 0. */
export function partialTilesOf(size: number): Tile[] {
  const tiles: Tile[] = []
  for (let level = 0; hashesAt(size, level) > 0; level++) {
    const width = hashesAt(size, level) % TILE_WIDTH
    if (width > 0) tiles.push({ level, index: Math.floor(hashesAt(size, level) / TILE_WIDTH), width })
  }
  return tiles
}

/**
 * The tiles of a sparse export (LEDGER section 8): each partial tile, and each full tile from an exported leaf up to a partial one;
 * sorted by level, then index.
 */
export function tilesForExport(seqs: Iterable<number>, size: number): Tile[] {
  const partial = partialTilesOf(size)
  const full = new Map<string, Tile>()
  for (const seq of seqs) {
    if (!(seq >= 0 && seq < size)) throw new RangeError('an exported record lies beyond the checkpoint')
    for (let level = 0; ; level++) {
      const tile = tileAt(level, Math.floor(seq / TILE_WIDTH ** (level + 1)), size)
      if (tile.width < TILE_WIDTH || full.has(tilePath(tile))) break
      full.set(tilePath(tile), tile)
    }
  }
  return [...full.values(), ...partial].sort((a, b) => a.level - b.level || a.index - b.index)
}

/** The hash at `place` in a tile's bytes. */
export function hashInTile(bytes: Uint8Array, place: number): Uint8Array {
  return bytes.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES)
}

/** Root of the perfect subtree over `count` (a power of two) hashes of a tile, from `start`. */
export function rootInTile(bytes: Uint8Array, start: number, count: number, h: Sha256 = sha256): Uint8Array {
  if (count === 1) return hashInTile(bytes, start)
  const half = count / 2
  return nodeHash(rootInTile(bytes, start, half, h), rootInTile(bytes, start + half, half, h), h)
}

/** Serves subtree hashes of a tree of `size` leaves from its tiles. `get` returns a tile's bytes, exactly `width` hashes, or throws. */
export function tileReader(
  get: (tile: Tile) => Uint8Array | Promise<Uint8Array>,
  size: number,
  h: Sha256 = sha256,
): HashReader {
  return async (level, index) => {
    const tileLevel = Math.floor(level / TILE_HEIGHT)
    const count = 2 ** (level % TILE_HEIGHT)
    const first = index * count
    const tile = tileAt(tileLevel, Math.floor(first / TILE_WIDTH), size)
    const start = first % TILE_WIDTH
    if (start + count > tile.width) throw new RangeError(`no subtree ${level}/${index} at size ${size}`)
    const bytes = await get(tile)
    if (bytes.length !== tile.width * HASH_BYTES) throw new RangeError(`${tilePath(tile)} has the wrong length`)
    return rootInTile(bytes, start, count, h)
  }
}

/** A hash tile's bytes from the hashes that a reader serves. */
export async function tileBytes(reader: HashReader, tile: Tile): Promise<Uint8Array<ArrayBuffer>> {
  const hashes: Uint8Array[] = []
  for (let i = 0; i < tile.width; i++) {
    hashes.push(await reader(tile.level * TILE_HEIGHT, tile.index * TILE_WIDTH + i))
  }
  return concat(...hashes)
}
