// What the calendar explains by itself: days on which offices are shut, and work that comes back on the same day of each month.

export type Place = { weekday: number; month: number; day: number; last: boolean; monthIndex: number }

/** Place of a UTC date `YYYY-MM-DD` in its week and month; weekday 0 is Sunday. */
export function placeOf(date: string): Place {
  const year = Number(date.slice(0, 4))
  const month = Number(date.slice(5, 7))
  const day = Number(date.slice(8, 10))
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay()
  return { weekday, month, day, last: day === monthLength(year, month), monthIndex: year * 12 + month }
}

const monthLength = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

const SHUT = new Set(['1-1', '7-4', '12-24', '12-25', '12-26', '12-31'])

/**
 * Days on which little use says nothing: New Year, 4 July, Thanksgiving, Christmas. A short list on purpose: a single low day is
 * never told anyway (anomalies.ts), so only days in a row and days near zero need it.
 */
export const isHoliday = ({ month, day, weekday }: Place): boolean =>
  SHUT.has(`${month}-${day}`) || (month === 11 && weekday === 4 && day >= 22 && day <= 28)

/** The weeks around New Year, in which many offices run low for days. */
export const isYearEnd = ({ month, day }: Place): boolean => (month === 12 && day >= 20) || (month === 1 && day <= 6)

export type Burst = { place: Place; excess: number }

/** Months that a fixed day is remembered for: one that was left out does not make the next one news. */
const MONTHS = 3

/**
 * What came on top on this day of an earlier month, the largest of the last three; 0 when there was nothing. One day of tolerance,
 * and the last day of a month is the last day of the next.
 */
export function recurring(bursts: readonly Burst[], place: Place): number {
  return bursts.reduce((most, burst) => {
    const months = place.monthIndex - burst.place.monthIndex
    const same = Math.abs(place.day - burst.place.day) <= 1 || (place.last && burst.place.last)
    return months >= 1 && months <= MONTHS && same ? Math.max(most, burst.excess) : most
  }, 0)
}
