// Few records out of many: the tiles that prove them, over one, two and three levels of the tree, full and partial.
import { describe, expect, it } from 'vitest'
import { partialTilesOf, tilePath, tilesForExport } from '../../worker/ledger/tile.ts'
import type { SealedDraft } from '../../worker/tenant/draft.ts'
import { usage } from '../tenant/drafts.ts'
import { filesOf, judge, ledger, made, open, type Stage, seqsOf, stage, troubles } from './stage.ts'

const OTHERS = 'tallystick.gap'
const other = (n: number): SealedDraft => ({
  kind: 'gap',
  id: `g${n}`,
  rev: 0,
  occurredAt: '2026-03-01T00:00:00.000Z',
  dataJson: `{"n":${n}}`,
  value: 'gap',
})

/** A ledger of exactly `size` records, of which those at `places` are usage. */
async function ledgerWith(on: Stage, size: number, places: readonly number[]): Promise<void> {
  const wanted = new Set(places)
  let { size: at } = await ledger(on.tenant).state()
  while (at < size) {
    if (wanted.has(at)) {
      await ledger(on.tenant).append({ stream: 'anthropic.usage', drafts: [usage(`u${at++}`)] })
      continue
    }
    const drafts: SealedDraft[] = []
    for (; drafts.length < 1000 && at < size && !wanted.has(at); at++) drafts.push(other(at))
    await ledger(on.tenant).append({ stream: OTHERS, drafts })
  }
}

/** An export of the usage alone; everything is held to the verifier and to the list of tiles that LEDGER section 8 demands. */
async function expectSparse(size: number, places: readonly number[]): Promise<void> {
  const on = await stage()
  // Asking is a record itself.
  await ledgerWith(on, size - 1, places)
  const seen = await made(on, { filter: { streams: ['anthropic.usage'] } })
  expect(seen.checkpoint_size).toBe(size)
  const [bytes = new Uint8Array()] = await filesOf(on, seen.id)
  expect(troubles(await judge(on, bytes))).toEqual([])
  const opened = await open(bytes)
  expect(seqsOf(opened)).toEqual(places)
  const tiles = [...opened.files.keys()].filter((path) => path.startsWith('data/tree/tile/')).sort()
  expect(tiles).toEqual(
    tilesForExport(places, size)
      .map((tile) => `data/tree/${tilePath(tile)}`)
      .sort(),
  )
  expect(opened.predicate.counts).toMatchObject({ records: places.length, withheld: size - places.length })
}

describe('a sparse export', () => {
  it.each([
    ['of a ledger within one partial tile', 200, [3, 150]],
    ['of a ledger of exactly one full tile', 256, [0 + 2, 254]],
    ['of a full tile and one record', 257, [7]],
    ['of several full tiles and a partial one', 1300, [5, 255, 256, 700, 1290]],
    ['that has nothing in the partial tile', 1300, [600]],
  ])('%s is proven', async (_, size, places) => {
    await expectSparse(size, places)
  })

  it('of more than 65,536 leaves is proven over three levels', async () => {
    const size = 66_000
    expect(partialTilesOf(size).map(({ level }) => level)).toEqual([0, 1, 2])
    await expectSparse(size, [9, 40_000, 65_535, 65_536, 65_990])
  }, 180_000)
})
