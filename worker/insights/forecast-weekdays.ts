/** Second step of a forecast: what each day of the week adds on the logarithmic scale. */
import { mean, sum, weightedMedian } from './forecast-numbers.ts'

/** Weeks looked at, and what a week counts against the one after it. */
const WEEKS = 10
const DECAY = 0.95

/**
 * Deviation of each place in the season from the season around it; `index % season` finds the place, the sum is zero.
 * Half median, half mean of the weeks: the median forgets holidays, the mean follows slow change. All zero with less than
 * two seasons of history.
 */
export function seasonProfile(logs: readonly number[], season: number): number[] {
  const days = logs.length
  const profile = new Array<number>(season).fill(0)
  if (season < 2 || days < 2 * season) return profile
  const before = Math.floor(season / 2)
  for (let place = 0; place < season; place += 1) {
    const deviations: number[] = []
    const weights: number[] = []
    for (let index = lastOf(days, season, place); index >= before; index -= season) {
      const week = Math.floor((days - 1 - index) / season)
      if (week >= WEEKS) break
      const from = Math.min(index - before, days - season)
      deviations.push((logs[index] ?? 0) - mean(logs.slice(from, from + season)))
      weights.push(DECAY ** week)
    }
    const average = sum(deviations.map((value, i) => value * (weights[i] ?? 0))) / (sum(weights) || 1)
    profile[place] = (weightedMedian(deviations, weights) + average) / 2
  }
  const level = mean(profile)
  return profile.map((value) => value - level)
}

/** Last index below `days` that has a place in the season. */
function lastOf(days: number, season: number, place: number): number {
  return days - 1 - ((((days - 1 - place) % season) + season) % season)
}
