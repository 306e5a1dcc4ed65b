// Whole ledgers of the vectors, appended line by line: leaves, roots, checkpoints, proofs, tiles, entry bundles.
import { describe, expect, it } from 'vitest'
import { linesOf } from '../../worker/ledger/bundle/jcs-file.ts'
import { equal, fromHex, hex, text } from '../../worker/ledger/bytes.ts'
import { openCheckpoint, parseCheckpoint, signCheckpoint } from '../../worker/ledger/checkpoint.ts'
import { encodeEntries } from '../../worker/ledger/entries.ts'
import { sha256 } from '../../worker/ledger/hash.ts'
import { leafOfText, recordBytes } from '../../worker/ledger/link.ts'
import { parseNote, parseVkey } from '../../worker/ledger/note.ts'
import {
  consistencyProof,
  inclusionProof,
  rootFrom,
  verifyConsistency,
  verifyInclusion,
} from '../../worker/ledger/proof.ts'
import { type LedgerRecord, parseRecord, recordLeaf } from '../../worker/ledger/record.ts'
import { entriesPath, tileAt, tileBytes, tilePath, tilesOf } from '../../worker/ledger/tile.ts'
import { appendLeaf, emptyRange, rootOf } from '../../worker/ledger/tree.ts'
import { partsOf } from './parts.ts'
import { memoryReader } from './reference-tree.ts'
import { listFiles, present, readBytes, readJson } from './vectors.ts'

type Digest = { bytes: number; sha256: string }
type Ledger = {
  tenant: string
  origin: string
  vkey: string
  records: number
  roots: Record<string, string>
  checkpoints: { size: number; note: string }[]
  inclusion: { index: number; size: number; path: string[] }[]
  consistency: { from: number; to: number; path: string[] }[]
  tiles: Record<string, Digest>
  entries: Record<string, Digest>
  leaf_hashes: string[]
}
type Keys = { tenants: { tenant: string; seed_hex: string }[] }

const names = ['n1', 'n2', 'n3', 'n7', 'n1000']

it('are all that the vectors have', () => {
  const found = listFiles('ledger/ledgers', '.jsonl').map((path) => path.split('/').at(-1)?.replace('.jsonl', ''))
  expect(found.sort()).toEqual([...names].sort())
})

describe.each(names)('ledger %s', (name) => {
  const ledger = readJson<Ledger>(`ledger/ledgers/${name}.json`)
  const lines = [...linesOf(readBytes(`ledger/ledgers/${name}.jsonl`))]
  const leaves = lines.map((line) => recordLeaf(line))
  const reader = memoryReader(leaves)

  function recordAt(line: Uint8Array): LedgerRecord {
    const parsed = parseRecord(line)
    if (!parsed.ok) throw new Error(`${parsed.code}: ${parsed.detail}`)
    return parsed.record
  }

  it('consists of records, each linking to the one before', () => {
    expect(lines.length).toBe(ledger.records)
    lines.forEach((line, seq) => {
      const record = recordAt(line)
      expect(record.seq).toBe(seq)
      expect(record.tenant).toBe(ledger.tenant)
      expect(record.prev).toBe(seq === 0 ? '0'.repeat(64) : hex(present(leaves[seq - 1])))
    })
  })

  it('is made again byte for byte by the fast path', () => {
    for (const line of lines) {
      const parts = partsOf(recordAt(line))
      expect(equal(recordBytes(parts), line)).toBe(true)
      expect(equal(leafOfText(text(line)), recordLeaf(line))).toBe(true)
    }
  })

  it('has the leaf hashes and roots of the vectors', () => {
    expect(leaves.map(hex)).toEqual(ledger.leaf_hashes)
    const range = emptyRange()
    let compared = 0
    for (const leaf of leaves) {
      appendLeaf(range, leaf)
      const root = ledger.roots[range.size]
      if (root === undefined) continue
      expect(hex(rootOf(range)), `size ${range.size}`).toBe(root)
      compared++
    }
    expect(compared).toBe(Object.keys(ledger.roots).length)
  })

  it('has its checkpoints signed again to the byte, and they open', async () => {
    const seeds = readJson<Keys>('ledger/keys.json').tenants
    const seed = fromHex(present(seeds.find(({ tenant }) => tenant === ledger.tenant)).seed_hex)
    const key = present(parseVkey(ledger.vkey))
    for (const { size, note } of ledger.checkpoints) {
      const root = await rootFrom(reader, size)
      expect(await signCheckpoint({ origin: ledger.origin, size, root }, seed), `size ${size}`).toBe(note)
      const opened = await openCheckpoint(note, ledger.origin, [key])
      expect(opened.ok && opened.checkpoint.size, `size ${size}`).toBe(size)
      expect(present(parseCheckpoint(present(parseNote(note)).text)).root).toEqual(root)
    }
  })

  it('has the inclusion proofs of the vectors', async () => {
    expect(ledger.inclusion.length).toBeGreaterThan(0)
    for (const { index, size, path } of ledger.inclusion) {
      const made = await inclusionProof(reader, index, size)
      expect(made.map(hex), `${index} in ${size}`).toEqual(path)
      const root = await rootFrom(reader, size)
      expect(verifyInclusion(present(leaves[index]), index, size, made, root), `${index} in ${size}`).toBe(true)
    }
  })

  it('has the consistency proofs of the vectors', async () => {
    for (const { from, to, path } of ledger.consistency) {
      const made = await consistencyProof(reader, from, to)
      expect(made.map(hex), `${from} to ${to}`).toEqual(path)
      const roots = [await rootFrom(reader, from), await rootFrom(reader, to)] as const
      expect(verifyConsistency(from, to, ...roots, made), `${from} to ${to}`).toBe(true)
    }
  })

  it('has every tile and entry bundle of the vectors, and no others', async () => {
    const tiles = tilesOf(lines.length)
    expect(tiles.map(tilePath).sort()).toEqual(Object.keys(ledger.tiles).sort())
    const stored = new Set(listFiles('ledger/ledgers').filter((path) => path.startsWith(`ledger/ledgers/${name}/`)))
    const compare = (path: string, made: Uint8Array, { bytes, sha256: digest }: Digest) => {
      expect(made.length, path).toBe(bytes)
      expect(hex(sha256(made)), path).toBe(digest)
      const file = `ledger/ledgers/${name}/${path}`
      if (stored.has(file)) expect(equal(made, readBytes(file)), file).toBe(true)
    }
    for (const tile of tiles)
      compare(tilePath(tile), await tileBytes(reader, tile), present(ledger.tiles[tilePath(tile)]))
    const bundles = tiles.filter(({ level }) => level === 0)
    expect(Object.keys(ledger.entries).length).toBe(bundles.length)
    for (const { index } of bundles) {
      const { width } = tileAt(0, index, lines.length)
      const path = entriesPath(index, width)
      compare(path, encodeEntries(lines.slice(index * 256, index * 256 + width)), present(ledger.entries[path], path))
    }
  })
})
