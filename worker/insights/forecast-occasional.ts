/** Forecast of something used now and then: most days nothing, in no weekly order. A mean, because a median would be zero. */
import { median, robustSpread } from './forecast-numbers.ts'

/** Days looked at to decide, and the share of days that break the weekday's own habit (used or not used). */
const LOOK = 84
const DISORDER = 0.15
/** Half of what is known comes from the last six weeks; a weekday's own mean counts after eight (weighted) weeks. */
const HALF_LIFE = 42
const WEEKDAY_NEEDS = 8
/** An amount beyond this many spreads (at least half a log unit each) of the usual amounts counts as that much. */
const LIMIT = 2.5
const LEAST_SPREAD = 0.5

/** Whether days without any amount come in no weekly order. A closed weekend is order, not disorder. */
export function isOccasional(values: readonly number[], season: number): boolean {
  const recent = values.slice(-LOOK)
  if (recent.length < 2 * season) return recent.filter((value) => value === 0).length > recent.length / 2
  let broken = 0
  for (let place = 0; place < season; place += 1) {
    const days = recent.filter((_, index) => index % season === place)
    const empty = days.filter((value) => value === 0).length
    broken += Math.min(empty, days.length - empty)
  }
  return broken / recent.length >= DISORDER
}

/** Mean amount of each day to come, in the unit of the values. */
export function occasionalMeans(values: readonly number[], horizon: number, season: number): number[] {
  const used = values.filter((value) => value > 0).map(Math.log)
  const cap = used.length === 0 ? 0 : Math.exp(median(used) + LIMIT * Math.max(LEAST_SPREAD, robustSpread(used)))
  const amounts = new Array<number>(season).fill(0)
  const weights = new Array<number>(season).fill(0)
  let amount = 0
  let weight = 0
  values.forEach((value, index) => {
    const counts = 0.5 ** ((values.length - 1 - index) / HALF_LIFE)
    const place = index % season
    amounts[place] = (amounts[place] ?? 0) + counts * Math.min(value, cap)
    weights[place] = (weights[place] ?? 0) + counts
    amount += counts * Math.min(value, cap)
    weight += counts
  })
  const overall = weight === 0 ? 0 : amount / weight
  return Array.from({ length: horizon }, (_, day) => {
    const place = (values.length + day) % season
    return ((amounts[place] ?? 0) + overall * WEEKDAY_NEEDS) / ((weights[place] ?? 0) + WEEKDAY_NEEDS)
  })
}
