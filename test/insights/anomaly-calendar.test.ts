import { describe, expect, it } from 'vitest'
import { isHoliday, isYearEnd, placeOf, recurring } from '../../worker/insights/anomaly-calendar.ts'

const burst = (date: string, excess: number) => ({ place: placeOf(date), excess })

describe('the calendar', () => {
  it('places a date in its week and month', () => {
    expect(placeOf('2026-11-22')).toMatchObject({ weekday: 0, month: 11, day: 22, last: false })
    expect(placeOf('2024-02-29').last).toBe(true)
    expect(placeOf('2026-02-28').last).toBe(true)
    expect(placeOf('2024-02-28').last).toBe(false)
  })

  it('knows the days on which offices are shut', () => {
    const shut = ['2026-01-01', '2026-07-04', '2026-11-26', '2025-11-27', '2026-12-24', '2026-12-25', '2026-12-31']
    expect(shut.filter((date) => !isHoliday(placeOf(date)))).toEqual([])
    const open = ['2026-11-19', '2026-11-27', '2026-12-27', '2026-01-02', '2026-05-04']
    expect(open.filter((date) => isHoliday(placeOf(date)))).toEqual([])
  })

  it('knows the weeks around New Year', () => {
    expect(['2026-12-20', '2027-01-06'].every((date) => isYearEnd(placeOf(date)))).toBe(true)
    expect(['2026-12-19', '2027-01-07'].some((date) => isYearEnd(placeOf(date)))).toBe(false)
  })

  it('remembers what came on top on the same day of a month for three months, a day early or late', () => {
    const known = [burst('2026-03-15', 500), burst('2026-04-15', 700)]
    expect(recurring(known, placeOf('2026-05-16'))).toBe(700)
    expect(recurring(known, placeOf('2026-07-14'))).toBe(700)
    expect(recurring(known, placeOf('2026-08-15'))).toBe(0)
    expect(recurring(known, placeOf('2026-05-17'))).toBe(0)
    // The same month is no memory: two days of one event.
    expect(recurring(known, placeOf('2026-04-16'))).toBe(500)
  })

  it('takes the last day of a month for the last day of the next, and December before January', () => {
    expect(recurring([burst('2026-01-31', 9)], placeOf('2026-02-28'))).toBe(9)
    expect(recurring([burst('2025-12-01', 9)], placeOf('2026-01-01'))).toBe(9)
  })
})
