/** Third step of a forecast: single wild days (a leaked key, a credit) are cut, so that they do not become the future. */
import { robustSpread, runningMedian } from './forecast-numbers.ts'
import { seasonProfile } from './forecast-weekdays.ts'

/** Days on each side of the running median: a change that lasts longer is believed, at the end after five days. */
const SIDE = 7
/** A day is wild beyond so many spreads. */
const LIMIT = 5
/** The spread is never taken smaller than 6 %, or calm series would have wild days by rounding. */
const CALM = 0.06

/** A day that was cut: where, and by how much it stood above (or below) what was expected, on the logarithmic scale. */
export type Spike = { index: number; expected: number; actual: number }

/** The series with its wild days pulled in to one spread from what was expected, and the list of those days. */
export function cutSpikes(logs: readonly number[], season: number): { calm: number[]; spikes: Spike[] } {
  const calm = [...logs]
  if (logs.length < 10) return { calm, spikes: [] }
  const profile = seasonProfile(logs, season)
  const plain = logs.map((log, index) => log - (profile[index % season] ?? 0))
  const levels = runningMedian(plain, SIDE)
  const rest = plain.map((value, index) => value - (levels[index] ?? 0))
  const spread = Math.max(robustSpread(rest, 0), CALM)
  const spikes: Spike[] = []
  rest.forEach((value, index) => {
    if (Math.abs(value) <= LIMIT * spread) return
    const expected = (levels[index] ?? 0) + (profile[index % season] ?? 0)
    spikes.push({ index, expected, actual: logs[index] ?? 0 })
    calm[index] = expected + Math.sign(value) * spread
  })
  return { calm, spikes }
}
