// Dates, times and date ranges of the screens.
import { describe, expect, it } from 'vitest'
import {
  customRange,
  isRangeCode,
  nextRange,
  previousRange,
  rangeName,
  resolveRange,
} from '../../web/src/date-range.ts'
import { addDays, ago, clock, day, dayRange, daysBetween, duration, moment, zoneName } from '../../web/src/time.ts'

const at = '2026-11-20T14:32:07Z'
const today = '2026-11-20'

describe('times', () => {
  it('writes a moment with its zone', () => {
    expect(moment(at)).toBe('20 Nov 2026, 14:32 UTC')
    expect(moment(at, { zone: 'Europe/Oslo', seconds: true })).toBe('20 Nov 2026, 15:32:07 Oslo')
    expect(moment('2026-09-01T00:00:00Z')).toBe('1 Sep 2026, 00:00 UTC')
    expect(clock(at)).toBe('14:32')
  })
  it('names a zone by its city', () => {
    expect(zoneName('America/New_York')).toBe('New York')
    expect(zoneName('UTC')).toBe('UTC')
  })
  it('reads a calendar day as that day in every zone', () => {
    expect(day('2026-11-20')).toBe('20 Nov 2026')
    expect(day('2026-11-12', { year: false, weekday: true })).toBe('Thu 12 Nov')
  })
  it('says the year of a range once, or twice when it differs', () => {
    expect(dayRange('2026-10-24', '2026-11-20')).toBe('24 Oct – 20 Nov 2026')
    expect(dayRange('2025-12-30', '2026-01-02')).toBe('30 Dec 2025 – 2 Jan 2026')
    expect(dayRange(today, today)).toBe('20 Nov 2026')
  })
  it('is relative under a day and a date after', () => {
    const now = Date.parse(at)
    expect(ago(now - 10_000, now)).toBe('just now')
    expect(ago(now - 32 * 60_000, now)).toBe('32 min ago')
    expect(ago(now + 11 * 60_000, now)).toBe('in 11 min')
    expect(ago(now - 3 * 3_600_000, now)).toBe('3 h ago')
    expect(ago(now - 25 * 3_600_000, now)).toBe('19 Nov 2026')
  })
  it('counts days over a leap day and a change of clocks', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(3)
    expect(duration(41_000)).toBe('41 s')
    expect(duration(90 * 86_400_000)).toBe('90 days')
  })
})

describe('date ranges', () => {
  it.each([
    ['today', today, today],
    ['7d', '2026-11-14', today],
    ['28d', '2026-10-24', today],
    ['90d', '2026-08-23', today],
    ['mtd', '2026-11-01', today],
    ['last-month', '2026-10-01', '2026-10-31'],
    ['qtd', '2026-10-01', today],
    ['ytd', '2026-01-01', today],
    ['2026-10-01..2026-10-05', '2026-10-01', '2026-10-05'],
    ['nonsense', '2026-10-24', today],
  ])('%s means %s to %s', (code, from, to) => {
    expect(resolveRange(code, today)).toEqual({ from, to })
  })
  it('refuses days that do not exist or stand in the wrong order', () => {
    expect(isRangeCode('2026-02-30..2026-03-01')).toBe(false)
    expect(isRangeCode('2026-03-02..2026-03-01')).toBe(false)
    expect(isRangeCode('2026-03-01..2026-03-02')).toBe(true)
    expect(isRangeCode('28d')).toBe(true)
    expect(isRangeCode('29d')).toBe(false)
  })
  it('turns two days in any order into a code', () => {
    expect(customRange('2026-03-02', '2026-03-01')).toBe('2026-03-01..2026-03-02')
    expect(rangeName('2026-03-01..2026-03-02')).toBe('Custom')
  })
  it('moves by its own length and not beyond today', () => {
    const week = { from: '2026-11-01', to: '2026-11-07' }
    expect(previousRange(week)).toEqual({ from: '2026-10-25', to: '2026-10-31' })
    expect(nextRange(week, today)).toEqual({ from: '2026-11-08', to: '2026-11-14' })
    expect(nextRange({ from: '2026-11-10', to: '2026-11-16' }, today)).toEqual({ from: '2026-11-14', to: today })
    expect(nextRange({ from: '2026-11-14', to: today }, today)).toBeNull()
  })
})
