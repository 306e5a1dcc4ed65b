// How much work a day holds and how it spreads over its hours: weekly rhythm, holidays, growth over two years.
import { dayNumber, MINUTES_A_DAY, weekdayOf } from '../days.ts'

export type Shape = 'office' | 'night' | 'flat' | 'leak'

/** The first day with any usage. */
export const firstDay = dayNumber('2024-11-21')

/** 0.06 at the start, 1 after two years, and on from there. */
export function growth(day: number): number {
  const years = Math.max(0, day - firstDay) / 730
  return 0.06 + 0.94 * years ** 1.6
}

/** Share of a normal weekday: `weekend` on Saturdays and Sundays; less around the new year and in August, unless nobody is away. */
export function season(day: number, weekend: number, isSteady = false): number {
  const weekday = weekdayOf(day)
  const weekly = weekday === 0 || weekday === 6 ? weekend : weekday === 5 ? 0.88 : weekday === 2 ? 1.08 : 1
  if (isSteady) return weekly
  const date = new Date(day * 86_400_000)
  const month = date.getUTCMonth()
  const isHoliday = (month === 11 && date.getUTCDate() >= 24) || (month === 0 && date.getUTCDate() === 1)
  return weekly * (isHoliday ? 0.3 : month === 7 ? 0.82 : 1)
}

/** Weight of each UTC hour. */
const hours: Readonly<Record<Shape, readonly number[]>> = {
  office: [1, 0, 0, 0, 0, 1, 4, 9, 14, 17, 17, 14, 12, 15, 18, 17, 13, 9, 6, 5, 4, 3, 2, 1],
  night: [14, 18, 20, 18, 12, 6, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 5, 8],
  flat: [6, 5, 5, 5, 5, 6, 7, 9, 11, 12, 12, 11, 11, 12, 13, 12, 11, 10, 9, 9, 8, 8, 7, 6],
  leak: [0, 0, 4, 20, 22, 21, 19, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
}

/** Sums of the weights up to each full hour, from 0 to 1. */
function sumsOf(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let sum = 0
  const sums = weights.map((weight) => {
    sum += weight
    return sum / total
  })
  return [0, ...sums]
}

const cumulative: Readonly<Record<Shape, readonly number[]>> = {
  office: sumsOf(hours.office),
  night: sumsOf(hours.night),
  flat: sumsOf(hours.flat),
  leak: sumsOf(hours.leak),
}

/** Share of the day's work that is done after `minute` minutes: 0 to 1, never falling. */
export function shareBy(shape: Shape, minute: number): number {
  if (minute >= MINUTES_A_DAY) return 1
  const hour = Math.floor(minute / 60)
  const sums = cumulative[shape]
  const before = sums[hour] ?? 0
  return before + ((sums[hour + 1] ?? 1) - before) * (minute / 60 - hour)
}
