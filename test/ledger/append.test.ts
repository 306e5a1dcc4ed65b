// How the ledger object uses this folder: check outside, link and hash inside, keep nodes, page out, prove. Against the slow way.
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat, equal, hex } from '../../worker/ledger/bytes.ts'
import { decodeEntries, encodeEntries } from '../../worker/ledger/entries.ts'
import { type Sha256, sha256 } from '../../worker/ledger/hash.ts'
import { checkParts, type DraftParts, leafOfText, recordBytes, recordText } from '../../worker/ledger/link.ts'
import { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from '../../worker/ledger/proof.ts'
import { NO_PREV, parseRecord, recordLeaf } from '../../worker/ledger/record.ts'
import { entriesPath, type Tile, tileBytes, tilePath, tileReader, tilesBetween } from '../../worker/ledger/tile.ts'
import {
  appendLeaf,
  type CompactRange,
  copyRange,
  emptyRange,
  packRange,
  rootOf,
  unpackRange,
} from '../../worker/ledger/tree.ts'
import { referenceLeaf, referenceRoot } from './reference-tree.ts'
import { present } from './vectors.ts'

const fast: Sha256 = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest())

const draftOf = (n: number): DraftParts => ({
  tenant: `tn_${'5'.repeat(26)}`,
  kind: 'usage',
  stream: 'anthropic.usage',
  id: `bucket ${n} "é"`,
  occurredAt: '2026-01-01T00:00:00.000Z',
  dataJson: `{"tokens":${n}}`,
})

/** A small ledger: lines, leaves, all nodes of the tree, and the compact range that a row would hold. */
class MiniLedger {
  readonly lines: Uint8Array[] = []
  readonly nodes = new Map<string, Uint8Array>()
  range: CompactRange = emptyRange()
  head = NO_PREV

  /** One synchronous append; throws at `failAt` drafts to play a transaction that rolls back. */
  append(drafts: readonly DraftParts[], failAt = Infinity): void {
    const range = copyRange(this.range)
    const nodes = new Map<string, Uint8Array>()
    const lines: Uint8Array[] = []
    let head = this.head
    for (const [i, draft] of drafts.entries()) {
      if (i === failAt) throw new Error('rolled back')
      const parts = { ...draft, seq: range.size, prev: head, ingestedAt: '2026-01-02T00:00:00.000Z', rev: 0 }
      const leaf = leafOfText(recordText(parts), fast)
      nodes.set(`0/${range.size}`, leaf)
      appendLeaf(range, leaf, fast, (level, index, hash) => nodes.set(`${level}/${index}`, hash))
      lines.push(recordBytes(parts))
      head = hex(leaf)
    }
    this.range = range
    this.head = head
    this.lines.push(...lines)
    for (const [key, hash] of nodes) this.nodes.set(key, hash)
  }

  readonly read = (level: number, index: number) =>
    present(this.nodes.get(`${level}/${index}`), `node ${level}/${index}`)
}

const drafts = (from: number, count: number) => Array.from({ length: count }, (_, i) => draftOf(from + i))

describe('a ledger appended in batches', () => {
  it('is the same whatever the batches were', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }), (batches) => {
        const [many, one] = [new MiniLedger(), new MiniLedger()]
        let total = 0
        for (const count of batches) {
          many.append(drafts(total, count))
          total += count
        }
        one.append(drafts(0, total))
        expect(many.head).toBe(one.head)
        expect(hex(packRange(many.range))).toBe(hex(packRange(one.range)))
        expect(hex(rootOf(many.range, fast))).toBe(hex(referenceRoot(one.lines.map(referenceLeaf))))
      }),
      { numRuns: 20 },
    )
  })

  it('is untouched by a batch that fails half way, and goes on', () => {
    const ledger = new MiniLedger()
    ledger.append(drafts(0, 37))
    const before = [ledger.head, hex(packRange(ledger.range)), ledger.range.size]
    expect(() => ledger.append(drafts(37, 20), 11)).toThrow('rolled back')
    expect([ledger.head, hex(packRange(ledger.range)), ledger.range.size]).toEqual(before)
    ledger.append(drafts(37, 20))
    const straight = new MiniLedger()
    straight.append(drafts(0, 57))
    expect(ledger.head).toBe(straight.head)
  })

  it('goes on after its state was written to a row and read again', () => {
    const ledger = new MiniLedger()
    ledger.append(drafts(0, 300))
    const woken = new MiniLedger()
    woken.range = unpackRange(ledger.range.size, packRange(ledger.range))
    woken.head = ledger.head
    woken.append(drafts(300, 50))
    ledger.append(drafts(300, 50))
    expect(woken.head).toBe(ledger.head)
    expect(hex(rootOf(woken.range))).toBe(hex(rootOf(ledger.range)))
  })

  it('consists of records that pass the full reader and link', () => {
    const ledger = new MiniLedger()
    for (const draft of drafts(0, 20)) expect(checkParts(draft)).toMatchObject({ ok: true })
    ledger.append(drafts(0, 20))
    let prev = NO_PREV
    for (const [seq, line] of ledger.lines.entries()) {
      const result = parseRecord(line)
      if (!result.ok) throw new Error(result.detail)
      expect(result.record.seq).toBe(seq)
      expect(result.record.prev).toBe(prev)
      prev = hex(recordLeaf(line))
    }
    expect(prev).toBe(ledger.head)
  })
})

describe('paging out', () => {
  it('in steps writes full tiles once and leaves files that prove every record at every published size', async () => {
    const ledger = new MiniLedger()
    const store = new Map<string, Uint8Array>()
    const published: { size: number; root: Uint8Array }[] = []
    for (const count of [1, 200, 55, 1, 300, 43]) {
      const from = ledger.range.size
      ledger.append(drafts(from, count))
      const size = ledger.range.size
      for (const tile of tilesBetween(from, size)) {
        if (tile.width === 256) expect(store.has(tilePath(tile)), 'create-only').toBe(false)
        store.set(tilePath(tile), await tileBytes(ledger.read, tile))
        if (tile.level > 0) continue
        const entries = ledger.lines.slice(tile.index * 256, tile.index * 256 + tile.width)
        store.set(entriesPath(tile.index, tile.width), encodeEntries(entries))
      }
      published.push({ size, root: rootOf(ledger.range, fast) })
    }
    const get = (tile: Tile) => present(store.get(tilePath(tile)), tilePath(tile))
    for (const [i, { size, root }] of published.entries()) {
      const reader = tileReader(get, size)
      for (const seq of [0, Math.floor(size / 2), size - 1]) {
        const bundle = present(
          store.get(entriesPath(Math.floor(seq / 256), Math.min(256, size - Math.floor(seq / 256) * 256))),
        )
        const line = present(present(decodeEntries(bundle))[seq % 256])
        expect(equal(line, present(ledger.lines[seq]))).toBe(true)
        const path = await inclusionProof(reader, seq, size)
        expect(verifyInclusion(recordLeaf(line), seq, size, path, root), `${seq} in ${size}`).toBe(true)
      }
      const before = published[i - 1]
      if (before === undefined) continue
      const path = await consistencyProof(reader, before.size, size)
      expect(verifyConsistency(before.size, size, before.root, root, path), `${before.size} to ${size}`).toBe(true)
    }
  })

  it('of a ledger that was rewritten does not prove itself against what was published', async () => {
    const [honest, forged] = [new MiniLedger(), new MiniLedger()]
    honest.append(drafts(0, 100))
    forged.append(drafts(0, 40))
    forged.append([draftOf(1000)])
    forged.append(drafts(41, 59))
    const published = rootOf(honest.range)
    forged.append(drafts(100, 30))
    const path = await consistencyProof(forged.read, 100, 130)
    expect(verifyConsistency(100, 130, published, rootOf(forged.range), path)).toBe(false)
    // The record after the changed one is another, too, because it names the leaf before it.
    expect(equal(present(honest.lines[41]), present(forged.lines[41]))).toBe(false)
    expect(equal(present(honest.lines[39]), present(forged.lines[39]))).toBe(true)
  })
})

describe('the injected hash', () => {
  it('is used for every hash of an append', () => {
    let calls = 0
    const counting: Sha256 = (bytes) => {
      calls++
      return sha256(bytes)
    }
    const range = emptyRange()
    for (let i = 0; i < 64; i++) appendLeaf(range, leafOfText(`${i}`, counting), counting)
    // 64 leaves and 63 nodes: two hashes a record on average.
    expect(calls).toBe(127)
    expect(hex(concat(...range.hashes))).toBe(hex(rootOf(range)))
  })
})
