// Which days are complete: everything that can stand between a day and its being read to the end.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayAt, dayNumber, GAP_REASONS, judgeDays, type Reader } from '../../../worker/ledger/gap/days.ts'

/** A stream of days that began on the 10th, was asked for from the 1st, and has been read to this moment. */
const reader = (more: Partial<Reader> = {}): Reader => ({
  connection: 'cn_a',
  shape: 'days',
  since: '2026-03-10',
  back: { from: '2026-03-01', left: '2026-03-01' },
  reached: '2026-03-20T12:00:00.000Z',
  ended: null,
  why: { now: 'not_read', back: 'reading_back' },
  ...more,
})
const list = (more: Partial<Reader> = {}) =>
  reader({ shape: 'list', back: { from: '2026-03-10', left: '2026-03-10' }, ...more })

const NOW = '2026-03-20T12:00:00.000Z'
const judged = (readers: Reader[], from: string, to: string, asked: string[] = [], now = NOW) => {
  const { days, missing } = judgeDays(readers, new Set(asked), { from, to }, now)
  return {
    days: days.map((span) => `${span.from.slice(8)}-${span.to.slice(8)} ${span.state}`),
    missing: missing.map((span) => `${span.from.slice(8)}-${span.to.slice(8)} ${span.reason} ${span.connection}`),
  }
}

describe('days of a stream that is read day by day', () => {
  it('are complete when they were read again after they were over; the day that goes on is open', () => {
    expect(judged([reader()], '2026-03-01', '2026-03-20')).toEqual({
      days: ['01-19 complete', '20-20 open'],
      missing: [],
    })
  })

  it('are open when they have not come yet', () => {
    expect(judged([reader()], '2026-03-19', '2026-03-25').days).toEqual(['19-19 complete', '20-25 open'])
  })

  it.each([
    ['2026-03-20T01:59:59.999Z', 'open'],
    ['2026-03-20T02:00:00.000Z', 'complete'],
  ])('are complete from two hours after midnight on, and not before: read to %s it is %s', (at, state) => {
    expect(judged([reader({ reached: at })], '2026-03-19', '2026-03-19', [], at).days).toEqual([`19-19 ${state}`])
  })

  it('are missing once they should have been read: five hours after they were over', () => {
    const late = reader({ reached: '2026-03-19T20:00:00.000Z', why: { now: 'failing', back: 'failing' } })
    const at = (now: string) => judged([late], '2026-03-18', '2026-03-19', [], now)
    expect(at('2026-03-20T04:59:59.999Z').days).toEqual(['18-18 complete', '19-19 open'])
    expect(at('2026-03-20T05:00:00.000Z')).toEqual({
      days: ['18-18 complete', '19-19 missing'],
      missing: ['19-19 failing cn_a'],
    })
  })

  it('that lie back are complete from where the backfill stands, and say that it reads', () => {
    const half = reader({ back: { from: '2026-03-01', left: '2026-03-06' } })
    expect(judged([half], '2026-03-01', '2026-03-12')).toEqual({
      days: ['01-05 missing', '06-12 complete'],
      missing: ['01-05 reading_back cn_a'],
    })
  })

  it.each(['paused', 'set_aside', 'failing', 'refused'] as const)(
    'that lie back say %s where that holds it up',
    (why) => {
      const held = reader({ back: { from: '2026-03-01', left: '2026-03-06' }, why: { now: 'not_read', back: why } })
      expect(judged([held], '2026-03-01', '2026-03-12').missing).toEqual([`01-05 ${why} cn_a`])
    },
  )

  it('before what was asked for are missing, because nobody asked', () => {
    expect(judged([reader()], '2026-02-27', '2026-03-02')).toEqual({
      days: ['27-28 missing', '01-02 complete'],
      missing: ['27-28 before_start cn_a'],
    })
  })

  it('behind an answer that did not parse are missing, up to now', () => {
    const stuck = reader({ reached: '2026-03-15T09:00:00.000Z', why: { now: 'set_aside', back: 'set_aside' } })
    expect(judged([stuck], '2026-03-13', '2026-03-20')).toEqual({
      days: ['13-14 complete', '15-19 missing', '20-20 open'],
      missing: ['15-19 set_aside cn_a'],
    })
  })

  it('of the time in which the key was refused are missing, and complete once a read has filled it', () => {
    const refused = reader({ reached: '2026-03-15T09:00:00.000Z', why: { now: 'refused', back: 'refused' } })
    expect(judged([refused], '2026-03-15', '2026-03-19').missing).toEqual(['15-19 refused cn_a'])
    expect(judged([reader()], '2026-03-15', '2026-03-19')).toEqual({ days: ['15-19 complete'], missing: [] })
  })

  it('never read at all are missing, every one that is over', () => {
    const never = reader({
      reached: null,
      back: { from: '2026-03-01', left: null },
      why: { now: 'refused', back: 'refused' },
    })
    expect(judged([never], '2026-03-01', '2026-03-20')).toEqual({
      days: ['01-19 missing', '20-20 open'],
      missing: ['01-19 refused cn_a'],
    })
  })

  it('in a hole between the first read of the present and the past, which came late, are missing until the past has passed them', () => {
    // Refused from the 10th to the 18th; then the present was read, and the past stands at the 15th.
    const late = reader({ back: { from: '2026-03-01', left: '2026-03-15' } })
    expect(judged([late], '2026-03-10', '2026-03-19')).toEqual({
      days: ['10-14 missing', '15-19 complete'],
      missing: ['10-14 reading_back cn_a'],
    })
  })

  it('are complete from the first answer on while the past has not answered once', () => {
    const stuck = reader({ back: { from: '2026-03-01', left: null }, why: { now: 'not_read', back: 'set_aside' } })
    expect(judged([stuck], '2026-03-08', '2026-03-13', ['2026-03-12', '2026-03-13'])).toEqual({
      days: ['08-11 missing', '12-13 complete'],
      missing: ['08-11 set_aside cn_a'],
    })
    expect(judged([stuck], '2026-03-08', '2026-03-13').days).toEqual(['08-13 missing'])
  })

  it('since a disconnection are missing by it, the day of it too', () => {
    const gone = reader({ reached: '2026-03-15T09:00:00.000Z', ended: '2026-03-15T10:00:00.000Z' })
    expect(judged([gone], '2026-03-14', '2026-03-20')).toEqual({
      days: ['14-14 complete', '15-20 missing'],
      missing: ['15-20 disconnected cn_a'],
    })
  })
})

describe('days of a list', () => {
  it('are complete when it was read on them, in vain or not, and missing when it was not', () => {
    expect(judged([list()], '2026-03-10', '2026-03-14', ['2026-03-10', '2026-03-11', '2026-03-14'])).toEqual({
      days: ['10-11 complete', '12-13 missing', '14-14 complete'],
      missing: ['12-13 not_read cn_a'],
    })
  })

  it('are missing when it answered but was not read to its end, then or later', () => {
    const half = list({ reached: '2026-03-13T09:00:00.000Z', why: { now: 'failing', back: 'failing' } })
    expect(judged([half], '2026-03-13', '2026-03-14', ['2026-03-13', '2026-03-14']).missing).toEqual([
      '14-14 failing cn_a',
    ])
  })

  it('before it was connected are missing, and its today is open although it was read', () => {
    expect(judged([list()], '2026-03-09', '2026-03-09').missing).toEqual(['09-09 before_start cn_a'])
    expect(judged([list()], '2026-03-20', '2026-03-20', ['2026-03-20']).days).toEqual(['20-20 open'])
  })
})

describe('days that several connections read', () => {
  it('are complete when all of them have them, and say who has not', () => {
    const behind = reader({
      connection: 'cn_b',
      reached: '2026-03-17T02:00:00.000Z',
      why: { now: 'key_refused', back: 'paused' },
    })
    expect(judged([reader(), behind], '2026-03-15', '2026-03-20')).toEqual({
      days: ['15-16 complete', '17-19 missing', '20-20 open'],
      missing: ['17-19 key_refused cn_b'],
    })
  })

  it('keep the gaps of each apart where they overlap', () => {
    const one = reader({ back: { from: '2026-03-01', left: '2026-03-05' } })
    const two = reader({ connection: 'cn_b', back: { from: '2026-03-03', left: '2026-03-04' } })
    expect(judged([one, two], '2026-03-01', '2026-03-06')).toEqual({
      days: ['01-04 missing', '05-06 complete'],
      missing: ['01-04 reading_back cn_a', '01-02 before_start cn_b', '03-03 reading_back cn_b'],
    })
  })
})

describe('a period', () => {
  it('that ends before it begins, or of no days, is refused', () => {
    expect(() => judged([reader()], '2026-03-02', '2026-03-01')).toThrow(RangeError)
    expect(() => judged([reader()], '2026-13-01', '2026-03-01')).toThrow(RangeError)
  })

  it('goes over the end of a month and of February in a leap year', () => {
    expect(dayAt(dayNumber('2028-02-28') + 1)).toBe('2028-02-29')
    expect(dayAt(dayNumber('2026-12-31') + 1)).toBe('2027-01-01')
  })

  const days = fc.integer({ min: dayNumber('2026-01-01'), max: dayNumber('2026-05-01') })
  const day = days.map(dayAt)
  const readers = fc
    .record({
      shape: fc.constantFrom('list' as const, 'days' as const),
      connection: fc.constantFrom('cn_a', 'cn_b'),
      since: day,
      from: day,
      left: fc.option(day),
      reached: fc.option(day.map((one) => `${one}T12:00:00.000Z`)),
      ended: fc.option(day.map((one) => `${one}T13:00:00.000Z`)),
      why: fc.record({ now: fc.constantFrom(...GAP_REASONS), back: fc.constantFrom(...GAP_REASONS) }),
    })
    .map(({ from, left, ...rest }): Reader => ({ ...rest, back: { from, left } }))

  it('is covered by adjoining spans whose missing days are exactly those that somebody lacks', () => {
    const cases = fc.record({
      readers: fc.array(readers, { minLength: 1, maxLength: 3 }),
      first: days,
      length: fc.nat(60),
    })
    fc.assert(
      fc.property(cases, fc.array(day, { maxLength: 20 }), ({ readers, first, length }, asked) => {
        const period = { from: dayAt(first), to: dayAt(first + length) }
        const found = judgeDays(readers, new Set(asked), period, '2026-04-01T06:00:00.000Z')
        const states = found.days.flatMap(({ from, to, state }) =>
          Array.from({ length: dayNumber(to) - dayNumber(from) + 1 }, () => state),
        )
        expect(states).toHaveLength(length + 1)
        expect([found.days[0]?.from, found.days.at(-1)?.to]).toEqual([period.from, period.to])
        for (const [at, span] of found.days.entries()) expect(span.state).not.toBe(found.days[at - 1]?.state)
        for (const [at, state] of states.entries()) {
          const one = dayAt(first + at)
          const lacking = found.missing.some(({ from, to }) => from <= one && one <= to)
          expect([one, state === 'missing']).toEqual([one, lacking])
          // Each day by itself is judged the same.
          const alone = judgeDays(readers, new Set(asked), { from: one, to: one }, '2026-04-01T06:00:00.000Z')
          expect(alone.days).toEqual([{ from: one, to: one, state }])
        }
      }),
      { numRuns: 60 },
    )
  })
})
