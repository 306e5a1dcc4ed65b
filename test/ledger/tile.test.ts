// Tiles: names, contents and which of them a size has, against the C2SP layout and the vectors.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat, equal, fromHex, hex, utf8 } from '../../worker/ledger/bytes.ts'
import { parseCheckpoint } from '../../worker/ledger/checkpoint.ts'
import { decodeEntries, encodeEntries } from '../../worker/ledger/entries.ts'
import { leafHash, sha256 } from '../../worker/ledger/hash.ts'
import { parseNote } from '../../worker/ledger/note.ts'
import { inclusionProof, rootFrom, verifyInclusion } from '../../worker/ledger/proof.ts'
import {
  entriesPath,
  parseTilePath,
  partialTilesOf,
  type Tile,
  tileAt,
  tileBytes,
  tilePath,
  tileReader,
  tilesBetween,
  tilesForExport,
  tilesOf,
} from '../../worker/ledger/tile.ts'
import { memoryReader, referenceLeaf, referencePath, referenceRoot } from './reference-tree.ts'
import { listFiles, present, readBytes, readJson } from './vectors.ts'

type Large = {
  prefix: string
  size: number
  right_edge: { level: number; n: number; width: number; path: string }[]
  needed_tiles: { exported: number[]; tiles: string[] }[]
  tiles: Record<string, { bytes: number; sha256: string }>
  tile_count: number
  tile_hex: Record<string, string>
  tile_paths: { level: number; n: number; width: number; path: string }[]
}
const large = readJson<Large>('ledger/tree-large.json')
const largeReader = memoryReader(
  Array.from({ length: large.size }, (_, i) => referenceLeaf(utf8(`${large.prefix}${i}`))),
)

describe('a tile path', () => {
  it('is the one of the vectors, and names the tile again', () => {
    expect(large.tile_paths.length).toBeGreaterThan(3)
    for (const { level, n, width, path } of [...large.tile_paths, ...large.right_edge]) {
      if (path.startsWith('tile/entries/')) {
        expect(entriesPath(n, width), path).toBe(path)
        expect(parseTilePath(path), path).toEqual({ kind: 'entries', index: n, width })
        continue
      }
      expect(tilePath({ level, index: n, width }), path).toBe(path)
      expect(parseTilePath(path), path).toEqual({ kind: 'hashes', level, index: n, width })
    }
  })

  it.each([
    [0, 'tile/entries/000'],
    [999, 'tile/entries/999'],
    [1000, 'tile/entries/x001/000'],
    [1234067, 'tile/entries/x001/x234/067'],
    [2 ** 45, 'tile/entries/x035/x184/x372/x088/832'],
  ])('of entry bundle %i is %s', (index, path) => {
    expect(entriesPath(index, 256)).toBe(path)
    expect(parseTilePath(path)).toEqual({ kind: 'entries', index, width: 256 })
    expect(parseTilePath(`${path}.p/17`)).toEqual({ kind: 'entries', index, width: 17 })
  })

  it.each([
    'tile/0/0',
    'tile/0/00',
    'tile/0/0000',
    'tile/0/x000/001',
    'tile/0/001/002',
    'tile/0/x001',
    'tile/00/001',
    'tile/-1/001',
    'tile/64/001',
    'tile/0/001.p/0',
    'tile/0/001.p/256',
    'tile/0/001.p/300',
    'tile/0/001.p/01',
    'tile/0/001.p/',
    'tile/0/001/',
    '/tile/0/001',
    'tile/entry/001',
    'tile/0/x999/x999/x999/x999/x999/999',
    'tile/0/../001',
    'tile/0/001.p/1\n',
  ])('is refused as %j', (path) => {
    expect(parseTilePath(path)).toBeUndefined()
  })

  it('comes back for any tile', () => {
    const tiles = fc.record({ level: fc.nat({ max: 6 }), index: fc.nat(), width: fc.integer({ min: 1, max: 256 }) })
    fc.assert(
      fc.property(tiles, (tile) => {
        expect(parseTilePath(tilePath(tile))).toEqual({ kind: 'hashes', ...tile })
        expect(parseTilePath(entriesPath(tile.index, tile.width))).toEqual({
          kind: 'entries',
          index: tile.index,
          width: tile.width,
        })
      }),
    )
  })
})

describe('the tree of 70,000 leaves', () => {
  it('has as many tiles as the vectors say, and their right edge', () => {
    expect(tilesOf(large.size).length).toBe(large.tile_count)
    const edge = large.right_edge.map(({ path }) => path)
    expect(partialTilesOf(large.size).map(tilePath)).toEqual(edge.filter((path) => path.includes('.p/')))
  })

  it('has the tiles of the vectors, to the digest and to the byte', async () => {
    for (const [path, { bytes, sha256: digest }] of Object.entries(large.tiles)) {
      const tile = present(parseTilePath(path), path)
      const made = await tileBytes(largeReader, tile as Tile) // the vectors name hash tiles here
      expect(made.length, path).toBe(bytes)
      expect(hex(sha256(made)), path).toBe(digest)
    }
    for (const [path, content] of Object.entries(large.tile_hex)) {
      expect(hex(await tileBytes(largeReader, present(parseTilePath(path)) as Tile)), path).toBe(content) // hash tiles
    }
  })

  it('needs for a sparse export exactly the tiles that the vectors name', () => {
    expect(large.needed_tiles.length).toBeGreaterThan(3)
    for (const { exported, tiles } of large.needed_tiles) {
      expect(tilesForExport(exported, large.size).map(tilePath).sort(), String(exported)).toEqual([...tiles].sort())
    }
  })

  it('gives the same proofs from tiles as from memory', async () => {
    const reader = tileReader((tile) => tileBytes(largeReader, tile), large.size)
    for (const seq of [0, 255, 256, 65_535, 65_536, 69_999]) {
      const path = await inclusionProof(reader, seq, large.size)
      expect(path.map(hex), String(seq)).toEqual((await inclusionProof(largeReader, seq, large.size)).map(hex))
    }
    expect(hex(await rootFrom(reader, large.size))).toBe(hex(await rootFrom(largeReader, large.size)))
  })
})

describe('the complete tree of 600 leaves of the signed-note vectors', () => {
  const folder = 'signed-note/tiles-600/'
  const checkpoint = present(parseCheckpoint(present(parseNote(readBytes(`${folder}checkpoint`))).text))
  const entries = [0, 1, 2].flatMap((index) => {
    const path = entriesPath(index, tileAt(0, index, 600).width)
    return present(decodeEntries(readBytes(folder + path)), path)
  })
  const reader = memoryReader(entries.map((entry) => leafHash(entry)))

  it('has the root of its checkpoint', async () => {
    expect(entries.length).toBe(600)
    expect(checkpoint.size).toBe(600)
    expect(hex(await rootFrom(reader, 600))).toBe(hex(checkpoint.root))
  })

  it('is written again byte for byte, no file more and none less', async () => {
    const written = new Map<string, Uint8Array>()
    for (const tile of tilesOf(600)) written.set(tilePath(tile), await tileBytes(reader, tile))
    for (let index = 0; index < 3; index++) {
      const { width } = tileAt(0, index, 600)
      written.set(entriesPath(index, width), encodeEntries(entries.slice(index * 256, index * 256 + width)))
    }
    const files = listFiles(`${folder}tile`).map((path) => path.slice(folder.length))
    expect([...written.keys()].sort()).toEqual(files)
    for (const [path, bytes] of written) expect(equal(bytes, readBytes(folder + path)), path).toBe(true)
  })
})

describe('tilesBetween', () => {
  const names = (from: number, to: number) => tilesBetween(from, to).map(tilePath)

  it('is nothing where nothing was appended', () => {
    expect(names(0, 0)).toEqual([])
    expect(names(700, 700)).toEqual([])
  })

  it.each([
    [0, 1, ['tile/0/000.p/1']],
    [1, 255, ['tile/0/000.p/255']],
    [255, 256, ['tile/0/000', 'tile/1/000.p/1']],
    [256, 257, ['tile/0/001.p/1']],
    [300, 600, ['tile/0/001', 'tile/0/002.p/88', 'tile/1/000.p/2']],
    [65_535, 65_536, ['tile/0/255', 'tile/1/000', 'tile/2/000.p/1']],
  ])('from %i to %i is what became full and the new partial ones', (from, to, expected) => {
    expect(names(from, to)).toEqual(expected)
  })

  it('step by step makes every full tile once, and at the end every tile of the size is there', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 12 }), (steps) => {
        const written = new Map<string, number>()
        let size = 0
        for (const step of steps) {
          for (const tile of tilesBetween(size, size + step)) {
            const times = (written.get(tilePath(tile)) ?? 0) + 1
            if (tile.width === 256) expect(times, tilePath(tile)).toBe(1)
            written.set(tilePath(tile), times)
          }
          size += step
        }
        for (const tile of tilesOf(size)) expect(written.has(tilePath(tile)), tilePath(tile)).toBe(true)
      }),
    )
  })
})

describe('partialTilesOf', () => {
  it.each([
    [0, []],
    [1, ['tile/0/000.p/1']],
    [256, ['tile/1/000.p/1']],
    [257, ['tile/0/001.p/1', 'tile/1/000.p/1']],
    [65_536, ['tile/2/000.p/1']],
    [2 ** 40 + 5, ['tile/0/x004/x294/x967/296.p/5', 'tile/5/000.p/1']],
  ])('of %i is %j', (size, expected) => {
    expect(partialTilesOf(size).map(tilePath)).toEqual(expected)
  })
})

describe('tilesForExport', () => {
  it('has no full tile when the exported leaves lie in a partial one', () => {
    expect(tilesForExport([599], 600).map(tilePath)).toEqual(['tile/0/002.p/88', 'tile/1/000.p/2'])
  })

  it('names a tile once, however many leaves of it are exported', () => {
    expect(tilesForExport([0, 1, 2, 255], 600).map(tilePath)).toEqual([
      'tile/0/000',
      'tile/0/002.p/88',
      'tile/1/000.p/2',
    ])
  })

  it('refuses a leaf that the tree does not have', () => {
    expect(() => tilesForExport([600], 600)).toThrow(RangeError)
    expect(() => tilesForExport([-1], 600)).toThrow(RangeError)
    expect(() => tilesForExport([Number.NaN], 600)).toThrow(RangeError)
  })

  it('is enough to prove each exported leaf', async () => {
    const leaves = Array.from({ length: 700 }, (_, i) => referenceLeaf(utf8(`leaf ${i}`)))
    const root = referenceRoot(leaves)
    const memory = memoryReader(leaves)
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat({ max: 699 }), { minLength: 1, maxLength: 5 }), async (seqs) => {
        const allowed = new Set(tilesForExport(seqs, 700).map(tilePath))
        const reader = tileReader((tile) => {
          expect(allowed.has(tilePath(tile)), tilePath(tile)).toBe(true)
          return tileBytes(memory, tile)
        }, 700)
        for (const seq of seqs) {
          const path = await inclusionProof(reader, seq, 700)
          expect(path.map(hex)).toEqual(referencePath(seq, leaves).map(hex))
          expect(verifyInclusion(present(leaves[seq]), seq, 700, path, root)).toBe(true)
        }
      }),
      { numRuns: 10 },
    )
  })
})

describe('tileReader', () => {
  it('refuses subtrees that the size does not have, and tiles of the wrong length', async () => {
    const zero = new Uint8Array(32)
    const reader = tileReader((tile) => concat(...Array.from({ length: tile.width }, () => zero)), 300)
    expect(await reader(0, 299)).toEqual(zero)
    await expect(reader(0, 300)).rejects.toThrow(RangeError)
    await expect(reader(8, 1)).rejects.toThrow(RangeError)
    await expect(tileReader(() => zero, 300)(0, 0)).rejects.toThrow(/length/)
  })
})

describe('an entry bundle', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 20 }), (entries) => {
        expect(present(decodeEntries(encodeEntries(entries))).map(hex)).toEqual(entries.map(hex))
      }),
    )
  })

  it('holds an entry of 65,535 bytes and none of 65,536', () => {
    const bundle = encodeEntries([new Uint8Array(65_535).fill(7)])
    expect(present(decodeEntries(bundle))[0]?.length).toBe(65_535)
    expect(() => encodeEntries([new Uint8Array(65_536)])).toThrow(RangeError)
  })

  it('holds 1 to 256 entries', () => {
    const one = new Uint8Array(1)
    expect(() => encodeEntries([])).toThrow(RangeError)
    expect(present(decodeEntries(encodeEntries(new Array(256).fill(one)))).length).toBe(256)
    expect(() => encodeEntries(new Array(257).fill(one))).toThrow(RangeError)
  })

  it.each([
    ['empty', ''],
    ['cut in a length', '00'],
    ['cut in an entry', '000361'],
    ['longer than its entries', '00016100'],
  ])('is refused when it is %s', (_, bytes) => {
    expect(decodeEntries(fromHex(bytes))).toBeUndefined()
  })

  it('is refused with 257 entries', () => {
    expect(decodeEntries(new Uint8Array(2 * 257))).toBeUndefined()
  })
})
