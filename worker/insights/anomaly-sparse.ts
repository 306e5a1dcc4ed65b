// Series that are silent on many days have no level to be near to: their busy days are only held against their earlier busy days.
import { meanOfLast, median } from './anomaly-level.ts'

/** Days that are looked back on. */
const WINDOW = 91
/** Busy days that must be known before one can be unusual. */
const LEAST_BUSY = 6
/** Days that tell whether a series is intermittent. */
const LOOK = 56
/** Of the mean day: less is nothing. */
const NOTHING = 0.01
/** Above this share of silent days (weekends alone are 0.29) a series is intermittent. */
const SILENT = 0.35
/** A busy day must be this many times the busiest one before it. */
const TIMES = 2.2
/** And this many robust standard deviations above the middle busy day, in logarithms. */
const SIGMAS = 3.2

/** Whether most of the level's arithmetic is void here: more than a third of the days are (next to) nothing. */
export function isSparse(values: readonly number[]): boolean {
  if (values.length < 14) return false
  const days = Math.min(LOOK, values.length)
  const least = NOTHING * meanOfLast(values, LOOK)
  let silent = 0
  for (let at = values.length - days; at < values.length; at++) if ((values[at] ?? 0) <= least) silent++
  return silent > SILENT * days
}

/** What a busy day comes to and the verdict on `value`; null while too little is known or when the day is not unusual. */
export function judgeSparse(values: readonly number[], value: number): { expected: number; score: number } | null {
  const busy = values.slice(-WINDOW).filter((one) => one > 0)
  if (busy.length < LEAST_BUSY || value <= 0) return null
  const logs = busy.map(Math.log)
  const middle = median(logs)
  const spread = Math.max(busy.length < 12 ? 0.7 : 0.4, 1.4826 * median(logs.map((log) => Math.abs(log - middle))))
  const score = (Math.log(value) - middle) / spread
  if (value < TIMES * Math.max(...busy) || score < SIGMAS) return null
  const total = values.slice(-WINDOW).reduce((sum, one) => sum + Math.max(0, one), 0)
  return { expected: total / Math.min(WINDOW, values.length), score }
}
