// The Ledger page as numbers: the span of the tally, the rows between checkpoints, neighbours of the open record, typed ranges.
import { describe, expect, it } from 'vitest'
import { checkableRange } from '../../web/src/pages/ledger/range-fields.ts'
import { coveredBy, neighboursOf, rowsOf } from '../../web/src/pages/ledger/rows.ts'
import { recordsAskOf } from '../../web/src/pages/ledger/search.ts'
import { cutsOf, spanOf, timesOf } from '../../web/src/pages/ledger/tally.ts'

const now = Date.parse('2026-11-20T14:32:00Z')
const hour = 3_600_000

const record = (seq: number, checkpoint: number | null) => ({
  seq,
  checkpoint,
  leaf: 'a'.repeat(64),
  kind: 'activity',
  stream: 'anthropic.activity',
  id: `activity_${seq}`,
  rev: 0,
  occurred_at: '2026-11-20T14:00:00.000Z',
  ingested_at: '2026-11-20T14:00:00.000Z',
  subject: null,
  sealed: false,
  bytes: 700,
})

describe('the tally', () => {
  it('spans what was chosen, but never time before the first record', () => {
    expect(spanOf('1h', '2026-01-01T00:00:00.000Z', now)).toEqual({ from: now - hour, to: now })
    const began = '2026-11-20T14:12:00.000Z'
    expect(spanOf('24h', began, now)).toEqual({ from: Date.parse(began), to: now })
    expect(spanOf('all', began, now).from).toBe(Date.parse(began))
  })

  it('has a width even in the second in which the ledger began', () => {
    expect(spanOf('24h', null, now)).toEqual({ from: now - 60_000, to: now })
  })

  it('draws the checkpoints inside the span, oldest first', () => {
    const at = (minutes: number) => ({ at: new Date(now - minutes * 60_000).toISOString(), size: 1, anchored: null })
    const cuts = cutsOf([at(5), at(30), at(90)], { from: now - hour, to: now })
    expect(cuts.map((cut) => (now - cut.at) / 60_000)).toEqual([30, 5])
  })

  it('drops every other checkpoint when they are too many and moves none', () => {
    const all = Array.from({ length: 100 }, (_, index) => now - index * 1000)
    const cuts = cutsOf(
      all.map((at) => ({ at: new Date(at).toISOString(), size: 1, anchored: null })),
      { from: now - hour, to: now },
    )
    expect(cuts.length).toBeLessThanOrEqual(48)
    expect(cuts.length).toBeGreaterThan(20)
    expect(cuts.every((cut) => all.includes(cut.at))).toBe(true)
  })

  it('writes times within a day, days beyond, and the zone at the end', () => {
    expect(timesOf({ from: now - 24 * hour, to: now }, 3)).toEqual(['19 Nov, 14:32', '02:32', '14:32 UTC'])
    expect(timesOf({ from: now - 30 * 24 * hour, to: now }, 2)).toEqual(['21 Oct 2026', '20 Nov'])
    expect(timesOf({ from: now - 60_000, to: now }, 2)).toEqual(['20 Nov, 14:31:00', '14:32:00 UTC'])
  })
})

describe('the list of records', () => {
  it('puts each checkpoint over the records it was the first to cover, and pending ones above all', () => {
    const rows = rowsOf([record(5, null), record(4, 2), record(3, 2), record(2, 1)])
    expect(rows.map((row) => row.key)).toEqual(['5', 'checkpoint-2', '4', '3', 'checkpoint-1', '2'])
  })

  it('says which records are new in a checkpoint', () => {
    expect(coveredBy(8, { size: 5 })).toEqual({ from: 5, to: 7 })
    expect(coveredBy(5, undefined)).toEqual({ from: 0, to: 4 })
  })

  it('moves within the list where the open record is in it, and by number where it is not', () => {
    const list = [{ seq: 9 }, { seq: 6 }, { seq: 2 }]
    expect(neighboursOf(list, 6, 10)).toEqual({ previous: 9, next: 2 })
    expect(neighboursOf(list, 2, 10)).toEqual({ previous: 6, next: undefined })
    expect(neighboursOf(list, 4, 10)).toEqual({ previous: 5, next: 3 })
    expect(neighboursOf([], 0, 1)).toEqual({ previous: undefined, next: undefined })
  })

  it('asks with the filter alone: the open record and the span do not fetch the list again', () => {
    const filter = { kind: 'pull', stream: undefined, from: 3, to: 9 }
    expect(recordsAskOf({ ...filter, record: 5, span: 'all' })).toEqual(filter)
  })
})

describe('a typed range', () => {
  it('is both ends included, with or without commas', () => {
    expect(checkableRange('0', '76,977', 76_977)).toEqual({ from: 0, to: 76_977 })
  })

  it('names the field that is wrong', () => {
    expect(checkableRange('', '5', 9)).toHaveProperty('first')
    expect(checkableRange('1', 'x', 9)).toHaveProperty('last')
    expect(checkableRange('7', '5', 9)).toHaveProperty('first')
    expect(checkableRange('0', '10', 9)).toMatchObject({ last: expect.stringContaining('newest that one covers is 9') })
  })
})
