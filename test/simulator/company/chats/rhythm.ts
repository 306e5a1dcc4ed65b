// How many chats begin on a day: the company's growth and weekly rhythm, scaled to a number of chats in its first two years.
import { dayNumber } from '../../days.ts'
import { firstDay, growth, season } from '../season.ts'

/** Before this day as many chats begin as were asked for; it goes on at that rate. */
const lastDay = dayNumber('2026-11-21')

/** `sums[i]`: weight of the days before `firstDay + i`. Grows as far as somebody asks. */
const sums: number[] = [0]

function weightBefore(day: number): number {
  while (sums.length <= day - firstDay) {
    const next = firstDay + sums.length - 1
    sums.push((sums.at(-1) ?? 0) + growth(next) * season(next, 0.12))
  }
  return sums[Math.max(0, day - firstDay)] ?? 0
}

/** Chats that begin on a day when `size` of them begin up to and including 2026-11-20. */
export function chatsOn(day: number, size: number): number {
  const before = (until: number) => Math.floor((size * weightBefore(until)) / weightBefore(lastDay))
  return day < firstDay ? 0 : before(day + 1) - before(day)
}
