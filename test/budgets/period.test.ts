// Periods at their edges: weeks over the ends of months and years, quarters, leap days, and which of them are still judged.
import { describe, expect, it } from 'vitest'
import { judgedPeriods, periodOf } from '../../worker/budgets/period.ts'

const said = ({ from, to, days }: ReturnType<typeof periodOf>) => `${from} ${to} ${days}`

describe('a period', () => {
  it.each([
    ['day', '2028-02-29', '2028-02-29 2028-02-29 1'],
    ['week', '2026-11-30', '2026-11-30 2026-12-06 7'],
    ['week', '2026-12-01', '2026-11-30 2026-12-06 7'],
    ['week', '2026-12-06', '2026-11-30 2026-12-06 7'],
    ['week', '2027-01-01', '2026-12-28 2027-01-03 7'],
    ['week', '2028-02-29', '2028-02-28 2028-03-05 7'],
    ['month', '2026-02-28', '2026-02-01 2026-02-28 28'],
    ['month', '2028-02-29', '2028-02-01 2028-02-29 29'],
    ['month', '2026-12-31', '2026-12-01 2026-12-31 31'],
    ['quarter', '2026-12-31', '2026-10-01 2026-12-31 92'],
    ['quarter', '2028-01-01', '2028-01-01 2028-03-31 91'],
    ['quarter', '2027-02-14', '2027-01-01 2027-03-31 90'],
    ['quarter', '2026-06-30', '2026-04-01 2026-06-30 91'],
  ] as const)('of a %s that holds %s is %s', (period, day, expected) => {
    expect(said(periodOf(period, day))).toBe(expected)
  })

  it('of any kind holds its day, touches the next one, and no day is in two', () => {
    for (const period of ['day', 'week', 'month', 'quarter'] as const) {
      for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2029, 0, 1); at += 86_400_000) {
        const day = new Date(at).toISOString().slice(0, 10)
        const { from, to, days } = periodOf(period, day)
        expect(from <= day && day <= to).toBe(true)
        const next = new Date(Date.parse(to) + 86_400_000).toISOString().slice(0, 10)
        expect(periodOf(period, next).from).toBe(next)
        expect((Date.parse(to) - Date.parse(from)) / 86_400_000 + 1).toBe(days)
      }
    }
  })
})

describe('the periods that are judged', () => {
  const from = (...asked: Parameters<typeof judgedPeriods>) => judgedPeriods(...asked).map((one) => one.from)

  it('are the running one, and those whose last day may be restated', () => {
    expect(from('month', '2026-12-03', '2026-01-01')).toEqual(['2026-12-01', '2026-11-01'])
    expect(from('month', '2026-12-04', '2026-01-01')).toEqual(['2026-12-01'])
    expect(from('day', '2026-12-02', '2026-01-01')).toEqual(['2026-12-02', '2026-12-01', '2026-11-30', '2026-11-29'])
    expect(from('week', '2026-11-30', '2026-01-01')).toEqual(['2026-11-30', '2026-11-23'])
  })

  it('never ended before the budget was made', () => {
    expect(from('month', '2026-12-01', '2026-12-01')).toEqual(['2026-12-01'])
    expect(from('month', '2026-12-01', '2026-11-30')).toEqual(['2026-12-01', '2026-11-01'])
    expect(from('day', '2026-12-02', '2026-12-01')).toEqual(['2026-12-02', '2026-12-01'])
  })
})
