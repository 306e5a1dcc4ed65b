import { describe, expect, it } from 'vitest'
import {
  addDays,
  bucketOf,
  daysOf,
  instantsOf,
  isClosed,
  rangeBefore,
  resolveRange,
} from '../../worker/db/tenant/range.ts'

const TODAY = '2026-11-20'

describe('the range that was asked for', () => {
  it('is the last 28 days ending today when nothing was asked', () => {
    expect(resolveRange({}, TODAY)).toEqual({ from: '2026-10-24', to: TODAY, days: 28 })
  })
  it('reaches from a given day to today', () => {
    expect(resolveRange({ from: '2026-11-01' }, TODAY)).toEqual({ from: '2026-11-01', to: TODAY, days: 20 })
  })
  it('is the 28 days before a given end', () => {
    expect(resolveRange({ to: '2026-03-01' }, TODAY)).toEqual({ from: '2026-02-02', to: '2026-03-01', days: 28 })
  })
  it('may be one day', () => {
    expect(resolveRange({ from: TODAY, to: TODAY }, TODAY)).toEqual({ from: TODAY, to: TODAY, days: 1 })
  })
  it('is refused in words when it ends before it begins', () => {
    expect(resolveRange({ from: '2026-11-02', to: '2026-11-01' }, TODAY)).toEqual({
      field: 'from',
      problem: expect.stringContaining('begins after it ends'),
    })
  })
  it('may have 800 days and not 801', () => {
    expect(resolveRange({ from: addDays(TODAY, -799), to: TODAY }, TODAY)).toMatchObject({ days: 800 })
    expect(resolveRange({ from: addDays(TODAY, -800), to: TODAY }, TODAY)).toMatchObject({
      problem: expect.stringContaining('801 days'),
    })
  })
  it.each(['2026-02-29', '2026-04-31', '2026-13-01', '0000-00-00', '2026-01-00'])(
    'is refused for %s, which no calendar has',
    (day) => {
      expect(resolveRange({ from: day }, TODAY)).toMatchObject({ field: 'from' })
      expect(resolveRange({ to: day }, TODAY)).toMatchObject({ field: 'to' })
    },
  )
})

describe('days', () => {
  it('count over months, leap days and years', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
  })
  it('of a range include both ends', () => {
    expect(daysOf({ from: '2026-02-27', to: '2026-03-02', days: 4 })).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
      '2026-03-02',
    ])
  })
  it('before a range are as many and touch it', () => {
    expect(rangeBefore({ from: '2026-11-01', to: '2026-11-10', days: 10 })).toEqual({
      from: '2026-10-22',
      to: '2026-10-31',
      days: 10,
    })
  })
  it('as instants leave the next midnight out', () => {
    expect(instantsOf({ from: '2026-11-30', to: '2026-11-30', days: 1 })).toEqual({
      from: '2026-11-30T00:00:00.000Z',
      until: '2026-12-01T00:00:00.000Z',
    })
  })
  it('are open today and three days back, closed before', () => {
    expect([0, -1, -2, -3, -4, -5].map((days) => isClosed(addDays(TODAY, days), TODAY))).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
    ])
  })
})

describe('a step', () => {
  it('of a week begins on Monday, of a month on the first', () => {
    expect(bucketOf('2026-11-22', 'week', '2026-01-01')).toBe('2026-11-16')
    expect(bucketOf('2026-11-16', 'week', '2026-01-01')).toBe('2026-11-16')
    expect(bucketOf('2026-11-22', 'month', '2026-01-01')).toBe('2026-11-01')
    expect(bucketOf('2026-11-22', 'day', '2026-01-01')).toBe('2026-11-22')
  })
  it('never begins before the range', () => {
    expect(bucketOf('2026-11-20', 'week', '2026-11-18')).toBe('2026-11-18')
    expect(bucketOf('2026-11-20', 'month', '2026-11-18')).toBe('2026-11-18')
  })
})
