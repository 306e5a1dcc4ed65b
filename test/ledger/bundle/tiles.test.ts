// Sparse exports from a big tree: what the bundle must carry and what each missing or changed piece does.
import { describe, expect, it } from 'vitest'
import type { Place } from '../../../worker/ledger/bundle/exported.ts'
import { Findings } from '../../../worker/ledger/bundle/findings.ts'
import { checkTree } from '../../../worker/ledger/bundle/tiles.ts'
import { utf8 } from '../../../worker/ledger/bytes.ts'
import { rootFrom } from '../../../worker/ledger/proof.ts'
import { tileBytes, tilePath, tilesForExport } from '../../../worker/ledger/tile.ts'
import { memoryReader, referenceLeaf } from '../reference-tree.ts'
import { present } from '../vectors.ts'

const SIZE = 66_000
const leaves = Array.from({ length: SIZE }, (_, i) => referenceLeaf(utf8(`leaf ${i}`)))
const reader = memoryReader(leaves)

/** Only these matter to the tree; the records themselves are check 3. */
const exported = (seq: number): Place => ({
  seq,
  prev: seq === 0 ? new Uint8Array(32) : present(leaves[seq - 1]),
  leaf: present(leaves[seq]),
})
const noHash = new Uint8Array(32).fill(0xab)

async function bundleOf(seqs: number[], size = SIZE) {
  const files = new Map<string, Uint8Array>()
  for (const tile of tilesForExport(seqs, size)) files.set(`data/tree/${tilePath(tile)}`, await tileBytes(reader, tile))
  return { files, records: seqs.map(exported), checkpoint: { origin: 'x', size, root: await rootFrom(reader, size) } }
}

function verdict({ files, records, checkpoint }: Awaited<ReturnType<typeof bundleOf>>, stated = checkpoint.size) {
  const findings = new Findings()
  checkTree(files, records, checkpoint, stated, findings)
  return findings.check('tree')
}

describe('a tree of 66,000 leaves, of three tile levels', () => {
  it.each([[[0]], [[255, 256]], [[65_535]], [[65_536]], [[65_999]], [[1, 30_000, 65_800, 65_999]]])(
    'is proven for the records %j alone',
    async (seqs) => {
      expect(verdict(await bundleOf(seqs))).toMatchObject({ result: 'ok' })
    },
  )

  it.each([1, 2, 3, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537])(
    'is proven at size %i for its last record',
    async (size) => {
      expect(verdict(await bundleOf([size - 1], size))).toMatchObject({ result: 'ok' })
    },
  )

  it('is false with any tile missing', async () => {
    const whole = await bundleOf([0, 65_999])
    expect(whole.files.size).toBe(5)
    for (const path of whole.files.keys()) {
      const files = new Map([...whole.files].filter(([other]) => other !== path))
      expect(verdict({ ...whole, files }), path).toMatchObject({ result: 'false' })
    }
  })

  it('is false with any hash of any tile changed', async () => {
    const whole = await bundleOf([0, 65_999])
    for (const [path, bytes] of whole.files) {
      for (let at = 5; at < bytes.length; at += 32 * 17) {
        const changed = bytes.slice()
        changed[at] = (changed[at] ?? 0) ^ 1
        const files = new Map([...whole.files, [path, changed]])
        expect(verdict({ ...whole, files }), `${path} at ${at}`).toMatchObject({ result: 'false' })
      }
    }
  })

  it('is false with a tile more than is needed, though its hashes are right', async () => {
    const whole = await bundleOf([65_999])
    const extra = { level: 0, index: 3, width: 256 }
    const files = new Map([...whole.files, [`data/tree/${tilePath(extra)}`, await tileBytes(reader, extra)]])
    expect(verdict({ ...whole, files })).toMatchObject({ result: 'false' })
  })

  it('is false for a record at the place of another', async () => {
    const whole = await bundleOf([10, 11])
    const records = [exported(10), { ...exported(11), leaf: present(leaves[12]) }]
    expect(verdict({ ...whole, records })).toMatchObject({ result: 'false' })
  })

  it('is false when the predecessor that a record names is not the one in the tile', async () => {
    const whole = await bundleOf([10])
    const records = [{ ...exported(10), prev: noHash }]
    expect(verdict({ ...whole, records })).toMatchObject({ result: 'false' })
  })

  it('does not look for a predecessor whose tile is not there', async () => {
    // Leaf 255 is in a tile that an export of 256 alone does not carry.
    const whole = await bundleOf([256])
    const records = [{ ...exported(256), prev: noHash }]
    expect(verdict({ ...whole, records })).toMatchObject({ result: 'ok' })
  })

  it('is false when statement and checkpoint name two sizes, or a record lies beyond', async () => {
    const whole = await bundleOf([10])
    expect(verdict(whole, SIZE - 1)).toMatchObject({ result: 'false' })
    const beyond = { ...whole, records: [{ ...exported(10), seq: SIZE }] }
    expect(verdict(beyond)).toMatchObject({ result: 'false', detail: [expect.stringMatching(/beyond/)] })
  })

  it('is false under the root of another size', async () => {
    const whole = await bundleOf([10])
    const checkpoint = { ...whole.checkpoint, root: await rootFrom(reader, SIZE - 1) }
    expect(verdict({ ...whole, checkpoint })).toMatchObject({ result: 'false' })
  })
})
