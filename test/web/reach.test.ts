// What a row says of a record's proof, from how far proof reaches: its state, its words, and that a local chain is never called Bitcoin.
import { describe, expect, it } from 'vitest'
import { seenLine } from '../../web/src/pages/ledger/seen.ts'
import { anchorStanding, anchorState, blockName, depthWords, vouchers } from '../../web/src/records/anchor-words.ts'
import { anchoredUntil, proofAt, type Reach, reachOfHead, stickCuts } from '../../web/src/records/reach.ts'
import { place } from './places-in-root.ts'

const checkpoint = { number: 9, size: 90, at: '2026-11-20T12:00:00.000Z' }
const mined = { state: 'buried', above: 6, time: '2026-11-20T11:47:00.000Z' } as const
const reach: Reach = {
  checkpoint,
  places: [
    place({ checkpoint_size: 80, root_size: 4, state: 'pending', calendars: { asked: 4, promised: 3 } }),
    place({ checkpoint_size: 60, root_size: 3, block: 921_340, ...mined }),
    place({ checkpoint_size: 40, root_size: 2, block: 921_337, ...mined }),
  ],
  anchored: place({ checkpoint_size: 60, root_size: 3, block: 921_340, ...mined }),
}

describe('a record in a list', () => {
  it.each([
    [90, 'pending', 'Recorded'],
    [89, 'checkpointed', 'Checkpoint 9'],
    [80, 'checkpointed', 'Checkpoint 9'],
    [79, 'checkpointed', 'Anchor pending'],
    [60, 'checkpointed', 'Anchor pending'],
    [59, 'anchored', 'Block 921,340'],
    [40, 'anchored', 'Block 921,340'],
    [39, 'anchored', 'Block 921,337'],
    [0, 'anchored', 'Block 921,337'],
  ] as const)('record %i is %s: %s', (seq, state, word) => {
    expect(proofAt(reach, seq)).toMatchObject({ state, word })
  })

  it('says all of it on hover, with its own checkpoint where the list knows it', () => {
    expect(proofAt(reach, 39, 4).words).toBe(
      'In checkpoint 4 · anchored in Bitcoin block 921,337, 20 Nov 2026, 11:47 UTC, at least 6 deep',
    )
    expect(proofAt(reach, 79).words).toBe('In checkpoint 9 · 3 calendars promised it, in a block within hours')
    expect(proofAt(reach, 90).words).toContain('follows within seconds')
  })

  it('older than every listed place stands in the newest block there is', () => {
    const old = { ...reach, places: [place({ checkpoint_size: 80, state: 'submitted' })] }
    expect(proofAt(old, 59)).toMatchObject({ state: 'anchored', word: 'Block 921,340' })
    expect(proofAt(old, 60)).toMatchObject({ state: 'checkpointed', word: 'Anchor pending' })
  })

  it('is told by the head alone while the reach is not read', () => {
    const alone = reachOfHead({ checkpoint: { ...checkpoint, root: 'r', note: '' } })
    expect([proofAt(alone, 89).state, proofAt(alone, 90).state]).toEqual(['checkpointed', 'pending'])
    expect(proofAt(reachOfHead(undefined), 0).state).toBe('pending')
  })
})

describe('words about an anchor', () => {
  it('never call a chain of this machine Bitcoin, in any state', () => {
    for (const state of ['included', 'submitted', 'pending', 'confirmed', 'buried'] as const) {
      const local = place({ network: 'regtest', state, block: 142, time: mined.time, above: 2 })
      const words = [anchorStanding(local), anchorState(local), blockName(local), depthWords(local)].join(' ')
      expect(words).not.toMatch(/bitcoin/i)
      const row = proofAt({ checkpoint, places: [local], anchored: local }, 0)
      expect(`${row.word} ${row.words}`).not.toMatch(/bitcoin/i)
      expect(row.word).toBe('Test block 142')
    }
  })

  it('say how deep it is only as far as it was seen', () => {
    expect(depthWords({ state: 'confirmed', above: 2 })).toBe(', 2 of 6 blocks on top')
    expect(depthWords({ state: 'buried', above: 6 })).toBe(', at least 6 deep')
  })

  it('count who answered and who else vouched', () => {
    const sent = place({ state: 'submitted', calendars: { asked: 3, promised: 2 } })
    expect(anchorStanding(sent)).toBe('sent to 3 calendars, 2 answered')
    expect(anchorStanding(null)).toBe('waits for the next cut of the root log')
    expect(vouchers({ tokens: 1, witnesses: 2 })).toBe('1 time stamp and 2 witnesses')
    expect(vouchers({ tokens: 0, witnesses: 0 })).toBeNull()
  })
})

describe('the stick', () => {
  it('ends its public half at the newest anchored checkpoint, and has none before there is one', () => {
    expect(anchoredUntil(reach)).toBe(Date.parse('2026-11-20T08:00:00.000Z'))
    expect(anchoredUntil({ anchored: null })).toBeNull()
  })

  it('is cut wide only where a block confirmed that very checkpoint', () => {
    const row = (size: number, anchored: ReturnType<typeof place> | null) => ({ at: checkpoint.at, size, anchored })
    const block = place({ checkpoint_size: 60, block: 921_340, ...mined })
    const cuts = stickCuts([row(60, block), row(50, block), row(70, place({ checkpoint_size: 70 })), row(90, null)])
    expect(cuts.map(({ kind }) => kind)).toEqual(['block', 'checkpoint', 'checkpoint', 'checkpoint'])
  })
})

describe('what this browser saw before', () => {
  const head = { checkpoint: { ...checkpoint, root: 'a'.repeat(64), note: '' } }
  const memory = (size: number, root = 'a'.repeat(64)) => ({
    vkey: 'v',
    pinnedAt: checkpoint.at,
    seen: { size, root, at: checkpoint.at },
    checked: null,
  })

  it('is nothing on a first visit', () => {
    expect(seenLine(head, null).state).toBe('wait')
    expect(seenLine(head, { ...memory(1), seen: null }).state).toBe('wait')
  })

  it('is fine when the ledger has grown or stands still', () => {
    expect(seenLine(head, memory(50)).state).toBe('ok')
    expect(seenLine(head, memory(90)).state).toBe('ok')
  })

  it('shows a ledger that went back, or has another root at the same size', () => {
    expect(seenLine(head, memory(91))).toMatchObject({ state: 'bad', title: expect.stringContaining('went back') })
    expect(seenLine({ checkpoint: null }, memory(1)).state).toBe('bad')
    expect(seenLine(head, memory(90, 'b'.repeat(64)))).toMatchObject({ state: 'bad' })
  })
})
