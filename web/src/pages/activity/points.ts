// Counts per day as bars of one series. Today is not closed: more can still come.
import { axisTokens, count } from '../../format.ts'
import { type Day, day, dayOf } from '../../time.ts'
import type { BarPoint } from '../../ui/charts/stacked-bars.tsx'

/** One point a day, in the order given. `open` days are hatched; without it only today is. */
export function dayPoints(
  days: readonly { day: Day; value: number; open?: boolean }[],
  today: Day = dayOf(Date.now()),
): BarPoint[] {
  return days.map((one) => ({
    key: one.day,
    label: day(one.day, { year: false }),
    title: day(one.day, { year: false, weekday: true }),
    values: [one.value],
    words: [count(one.value)],
    total: count(one.value),
    open: one.open ?? one.day === today,
  }))
}

/** Words of an axis that counts whole things: half an event has no word. */
export const axisCount = (value: number): string => (Number.isInteger(value) ? axisTokens(value) : '')
