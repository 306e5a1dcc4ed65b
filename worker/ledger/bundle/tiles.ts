// Check 4, tree: exported leaves stand in their tiles, and the tiles roll up to the checkpoint's root (LEDGER sections 8, 9.4).
import { equal } from '../bytes.ts'
import type { Checkpoint } from '../checkpoint.ts'
import { HASH_BYTES, nodeHash, type Sha256, sha256 } from '../hash.ts'
import {
  hashInTile,
  partialTilesOf,
  rootInTile,
  TILE_WIDTH,
  type Tile,
  tileAt,
  tilePath,
  tilesForExport,
} from '../tile.ts'
import type { Place } from './exported.ts'
import type { Findings } from './findings.ts'
import { TREE } from './layout.ts'
import type { Files } from './limits.ts'

type Tiles = ReadonlyMap<string, Uint8Array>

/** The tiles a bundle must have, by their path; undefined when one is missing, too many or of the wrong length. */
function readTiles(files: Files, expected: readonly Tile[], findings: Findings): Tiles | undefined {
  const tiles = new Map<string, Uint8Array>()
  for (const tile of expected) {
    const path = tilePath(tile)
    const bytes = files.get(TREE + path)
    if (bytes === undefined) findings.wrong(`${path} is missing`)
    else if (bytes.length !== tile.width * HASH_BYTES) findings.wrong(`${path} does not have ${tile.width} hashes`)
    else tiles.set(path, bytes)
  }
  for (const path of files.keys()) {
    if (path.startsWith(`${TREE}tile/`) && !tiles.has(path.slice(TREE.length)))
      findings.wrong(`${path} belongs to no exported record`)
  }
  return findings.failed ? undefined : tiles
}

/** Gives the leaf hash at a seq where its tile is in the bundle. Neighbours share a tile, so the last one is kept. */
function leavesOf(tiles: Tiles, size: number): (seq: number) => Uint8Array | undefined {
  let here = { index: -1, bytes: tiles.get('') }
  return (seq) => {
    const index = Math.floor(seq / TILE_WIDTH)
    if (index !== here.index) here = { index, bytes: tiles.get(tilePath(tileAt(0, index, size))) }
    return here.bytes && hashInTile(here.bytes, seq % TILE_WIDTH)
  }
}

function checkLeaves(tiles: Tiles, records: Iterable<Place>, size: number, findings: Findings): void {
  const leafAt = leavesOf(tiles, size)
  for (const { seq, leaf, prev } of records) {
    const before = seq > 0 ? leafAt(seq - 1) : undefined
    if (before !== undefined && !equal(before, prev)) findings.wrong(`prev of record ${seq} is not the leaf before it`)
    const stands = leafAt(seq)
    if (stands === undefined || !equal(stands, leaf)) findings.wrong(`record ${seq} is not the leaf at its place`)
  }
}

/** A seq for each leaf tile that holds records. */
function* onePerTile(records: Iterable<Place>): Generator<number> {
  let last = -1
  for (const { seq } of records) {
    const index = Math.floor(seq / TILE_WIDTH)
    if (index !== last) yield seq
    last = index
  }
}

/** Each full tile's root is the entry of its parent, which is there too: a full tile is given up to a partial one. */
function checkParents(tiles: Tiles, expected: readonly Tile[], size: number, findings: Findings, h: Sha256): void {
  for (const tile of expected) {
    const bytes = tiles.get(tilePath(tile))
    if (tile.width < TILE_WIDTH || bytes === undefined) continue
    const parent = tiles.get(tilePath(tileAt(tile.level + 1, Math.floor(tile.index / TILE_WIDTH), size)))
    const entry = parent && hashInTile(parent, tile.index % TILE_WIDTH)
    if (entry === undefined || !equal(entry, rootInTile(bytes, 0, TILE_WIDTH, h))) {
      findings.wrong(`${tilePath(tile)} is not what its parent says`)
    }
  }
}

/** The root from the partial tiles: perfect subtrees, the largest leftmost, folded from the right. */
function rootFromPartials(tiles: Tiles, size: number): Uint8Array | undefined {
  let root: Uint8Array | undefined
  for (const tile of partialTilesOf(size)) {
    const bytes = tiles.get(tilePath(tile))
    if (bytes === undefined) return undefined
    let end = tile.width
    for (let count = 1; end > 0; count *= 2) {
      if ((end & count) === 0) continue
      const subtree = rootInTile(bytes, end - count, count)
      root = root === undefined ? subtree : nodeHash(subtree, root)
      end -= count
    }
  }
  return root
}

/** Adds to `findings` where records, tiles and checkpoint do not fit together. */
export function checkTree(
  files: Files,
  records: Iterable<Place>,
  checkpoint: Checkpoint,
  statedSize: number,
  findings: Findings,
  h: Sha256 = sha256,
): void {
  const { size, root } = checkpoint
  if (size !== statedSize) findings.wrong(`the checkpoint has ${size} records, the statement says ${statedSize}`)
  for (const { seq } of records) if (seq >= size) findings.wrong(`record ${seq} lies beyond the checkpoint`)
  if (findings.failed) return
  const expected = tilesForExport(onePerTile(records), size)
  const tiles = readTiles(files, expected, findings)
  if (tiles === undefined) return
  checkLeaves(tiles, records, size, findings)
  checkParents(tiles, expected, size, findings, h)
  const computed = rootFromPartials(tiles, size)
  if (computed === undefined || !equal(computed, root))
    findings.wrong('the tiles do not make the root of the checkpoint')
  findings.fact(`every exported record is in the tree of ${size}`)
}
