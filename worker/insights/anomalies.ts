// Which days of a daily series were unusual, each judged as on its own evening: nothing later is ever looked at.
import { newWatch, observe } from './anomaly-watch.ts'

/** One UTC day; `value` in any one unit (dollars, tokens), NaN where unknown. */
export type Day = { date: string; value: number }

export type Finding = {
  /** Place in the series that was handed in. */
  index: number
  /** What the days before let expect, in the unit of the series, > 0. */
  expected: number
  actual: number
  /** Distance from `expected` in robust standard deviations of this series, > 0. */
  score: number
  direction: 'up' | 'down'
  /** `spike`: this day by itself; `shift`: a new level, told on the day that confirmed it (the fourth to sixth). */
  kind: 'spike' | 'shift'
}

/**
 * The unusual days of `series`, ascending: consecutive UTC days `YYYY-MM-DD`, one value each. Findings of a series are findings of
 * every longer one that begins with it. The first 14 days only teach.
 *
 * A day that the vendor has not finished telling must not be judged: leave it out, or give NaN. One that slips in as the last day is
 * not told as a fall unless next to nothing has come in. Negative days are credits, no use: they are skipped. Amounts that are
 * small for this series (under 0.3 of its mean day) are never told; a floor in money is the caller's.
 */
export function anomalies(series: readonly Day[]): Finding[] {
  const watch = newWatch()
  return series.flatMap(({ date, value }, index) => {
    const seen = Number.isFinite(value) && value >= 0 ? observe(watch, index, date, value) : null
    return seen === null ? [] : [{ index, actual: value, ...seen }]
  })
}
