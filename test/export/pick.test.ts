// Pulls that come along with what they brought: found in one pass, whatever else the filter says, and nothing of them waits in vain.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Selection, selects, statedFilter } from '../../worker/export/filter.ts'
import { Picker } from '../../worker/export/pick.ts'
import type { LedgerRecord } from '../../worker/ledger/record.ts'

type Said = { kind?: string; stream?: string; day?: string; pull?: number; data?: object }

/** The members that a filter looks at. */
const record = (
  seq: number,
  { kind = 'usage', stream = 'anthropic.usage', day = '2026-03-02', pull, data = {} }: Said,
) =>
  ({
    seq,
    kind,
    stream,
    occurred_at: `${day}T00:00:00.000Z`,
    data: kind === 'pull' ? { page_sha256: 'x' } : data,
    ...(pull !== undefined && { source: { pull } }),
  }) as unknown as LedgerRecord
const taken = (selection: Selection, records: readonly LedgerRecord[]): number[] => {
  const picker = new Picker<number>(selection)
  return records.flatMap((one) => picker.take(one, Number(one.seq)))
}
const PERIOD = { from: '2026-03-01', to: '2026-03-03', gap_statements: true }
const late = { kind: 'pull', day: '2026-05-01' }

describe('a pull that ran outside of the period', () => {
  const brought = [
    record(0, late),
    record(1, { day: '2026-02-01', pull: 0 }),
    record(2, { pull: 0 }),
    record(3, { pull: 0 }),
  ]

  it('comes along with the first record of the period that it brought, before it and once', () => {
    expect(taken(PERIOD, brought)).toEqual([0, 2, 3])
  })

  it('comes along although the filter takes none of its records, for the statement speaks of them', () => {
    expect(taken({ ...PERIOD, subjects: ['sub_x'] }, brought)).toEqual([0])
    expect(taken({ ...PERIOD, workspace: ['w'] }, brought)).toEqual([0])
  })

  it('stays away when it brought nothing of the period, or nothing at all', () => {
    expect(taken(PERIOD, [record(0, late), record(1, { day: '2026-02-01', pull: 0 })])).toEqual([])
    expect(taken(PERIOD, [record(0, late), record(1, { day: '2026-03-02' })])).toEqual([1])
    expect(taken(PERIOD, [record(0, late), record(1, late), record(2, { pull: 1 })])).toEqual([1, 2])
  })

  it('of another stream, vendor or kind stays away', () => {
    expect(taken({ ...PERIOD, streams: ['anthropic.costs'] }, brought)).toEqual([])
    expect(taken({ ...PERIOD, vendor: 'openai' }, brought)).toEqual([])
    expect(taken({ ...PERIOD, kinds: ['activity'] }, brought)).toEqual([])
    expect(taken({ ...PERIOD, kinds: ['usage'] }, brought)).toEqual([0, 2, 3])
  })

  it('of texts comes along with chats and messages, and where chats were chosen nothing else does', () => {
    const said = [
      record(0, { ...late, stream: 'anthropic.content' }),
      record(1, { stream: 'anthropic.content', kind: 'message', pull: 0 }),
    ]
    const all = [...said, record(2, late), record(3, { pull: 2 })]
    expect(taken({ ...PERIOD, kinds: ['message'] }, all)).toEqual([0, 1])
    expect(taken({ ...PERIOD, chats: ['c'] }, all)).toEqual([0])
  })

  it('stays away when no gap statements were asked for', () => {
    expect(taken({ ...PERIOD, gap_statements: false }, brought)).toEqual([2, 3])
    expect(taken({ from: PERIOD.from, to: PERIOD.to }, brought)).toEqual([2, 3])
  })
})

describe('gap statements', () => {
  const gap = (data: object) => record(9, { kind: 'gap', stream: 'tallystick.gap', day: '2026-06-01', data })
  const of = (from: string, to: string, stream = 'anthropic.usage') => gap({ stream, from, to })
  const takes = (one: LedgerRecord, selection: Selection = PERIOD) => selects(selection)(one)

  it('come along when they speak of a stream and of a day that the export takes', () => {
    expect(takes(of('2026-02-01', '2026-03-01'))).toBe(true)
    expect(takes(of('2026-03-03', '2026-03-09'))).toBe(true)
    expect(takes(of('2026-02-01', '2026-02-28'))).toBe(false)
    expect(takes(of('2026-03-04', '2026-03-09'))).toBe(false)
    expect(takes(of('2026-03-01', '2026-03-01', 'openai.costs'), { ...PERIOD, vendor: 'anthropic' })).toBe(false)
  })

  it('come along whatever person, workspace or kind was asked for, and not when they were not wanted', () => {
    const some = { ...PERIOD, subjects: ['sub_x'], workspace: ['w'], kinds: ['usage'] }
    expect(takes(of('2026-03-01', '2026-03-01'), some)).toBe(true)
    expect(takes(of('2026-03-01', '2026-03-01'), { ...some, gap_statements: false })).toBe(false)
  })

  it('that are none of ours are left alone', () => {
    expect(takes(gap({ n: 1 }))).toBe(false)
    expect(takes(of('2026-03-01', '2026-03-01', 'tallystick.export'))).toBe(false)
  })

  it('are named in the stated filter, which is {} when everything is taken', () => {
    expect(statedFilter(PERIOD)).toEqual(PERIOD)
    expect(statedFilter({ ...PERIOD, gap_statements: false })).toEqual({ from: PERIOD.from, to: PERIOD.to })
    expect(statedFilter({ gap_statements: true })).toEqual({})
  })
})

describe('one pass', () => {
  /** Appends as the ledger makes them: a pull with some records of its page, or records without one. */
  const pages = fc.array(
    fc.record({
      stream: fc.constantFrom('anthropic.usage', 'openai.costs', 'tallystick.export'),
      ran: fc.option(fc.constantFrom('2026-02-01', '2026-03-02', '2026-05-01')),
      days: fc.array(fc.constantFrom('2026-02-01', '2026-03-02', '2026-04-01'), { maxLength: 4 }),
    }),
  )

  it('takes what two passes take that know beforehand which pulls brought something of the period', () => {
    fc.assert(
      fc.property(pages, fc.boolean(), (pages, one) => {
        const records: LedgerRecord[] = []
        for (const { stream, ran, days } of pages) {
          const pull = records.length
          if (ran !== null) records.push(record(pull, { kind: 'pull', stream, day: ran }))
          for (const day of days) records.push(record(records.length, { stream, day, ...(ran !== null && { pull }) }))
        }
        const selection: Selection = { ...PERIOD, ...(one && { streams: ['anthropic.usage'] }) }
        const inside = ({ stream, occurred_at }: LedgerRecord) =>
          occurred_at.startsWith('2026-03-02') && (one ? stream === 'anthropic.usage' : true)
        const brought = new Set(
          records.flatMap((each) =>
            inside(each) && each.source !== undefined && !each.stream.startsWith('tallystick.')
              ? [Number(each.source.pull)]
              : [],
          ),
        )
        const expected = records
          .filter((each) => inside(each) || brought.has(Number(each.seq)))
          .map(({ seq }) => Number(seq))
        expect(taken(selection, records)).toEqual(expected)
      }),
    )
  })
})
