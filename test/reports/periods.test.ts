// Weeks and months of reports: where they begin and end, when they are due, how they are said.
import { describe, expect, it } from 'vitest'
import { dueAt, periodAfter, periodDays, periodStart, periodWords } from '../../worker/reports/periods.ts'

describe('a week', () => {
  it.each([
    ['2026-11-16', '2026-11-16'],
    ['2026-11-21', '2026-11-16'],
    ['2026-11-22', '2026-11-16'],
    ['2026-11-23', '2026-11-23'],
    ['2027-01-01', '2026-12-28'],
  ])('with %s in it begins on Monday %s', (day, start) => expect(periodStart('week', day)).toBe(start))
  it('has seven days, also over the end of a year', () => {
    expect(periodDays('week', '2026-12-28')).toEqual({ from: '2026-12-28', to: '2027-01-03', days: 7 })
    expect(periodAfter('week', '2026-12-28')).toBe('2027-01-04')
  })
  it.each([
    ['2026-11-09', '9 to 15 November 2026'],
    ['2026-09-28', '28 September to 4 October 2026'],
    ['2026-12-28', '28 December 2026 to 3 January 2027'],
  ])('from %s is "%s"', (start, words) => expect(periodWords('week', start)).toBe(words))
})

describe('a month', () => {
  it.each([
    ['2026-02-01', '2026-02-28', 28, '2026-03-01'],
    ['2028-02-01', '2028-02-29', 29, '2028-03-01'],
    ['2026-12-01', '2026-12-31', 31, '2027-01-01'],
  ])('from %s ends on %s', (from, to, days, next) => {
    expect(periodDays('month', from)).toEqual({ from, to, days })
    expect(periodAfter('month', from)).toBe(next)
    expect(periodStart('month', to)).toBe(from)
  })
  it('is said by its name', () => expect(periodWords('month', '2026-10-01')).toBe('October 2026'))
})

describe('a report', () => {
  it('is due the day after its period, at a minute of its own between eight and half past', () => {
    const minutes = Array.from({ length: 300 }, (_, n) => dueAt('week', '2026-11-09', `sch_${n}`))
    expect(minutes.every((at) => at >= '2026-11-16T08:00:00.000Z' && at < '2026-11-16T08:30:00.000Z')).toBe(true)
    expect(new Set(minutes).size).toBeGreaterThan(20)
    expect(dueAt('month', '2026-10-01', 'sch_a')).toBe(dueAt('month', '2026-10-01', 'sch_a'))
    expect(dueAt('month', '2026-10-01', 'sch_a').slice(0, 10)).toBe('2026-11-01')
  })
})
