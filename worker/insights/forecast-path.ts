/** The expected amounts of the days to come, from the steps beside this file; also run at past days to see how it would have done. */

import { monthlyDays } from './forecast-monthly.ts'
import { mean, median } from './forecast-numbers.ts'
import { isOccasional, occasionalMeans } from './forecast-occasional.ts'
import { scaleOf, WINDOW } from './forecast-series.ts'
import { withoutJumps } from './forecast-shifts.ts'
import { cutSpikes } from './forecast-spikes.ts'
import { futureLevels } from './forecast-trend.ts'
import { seasonProfile } from './forecast-weekdays.ts'

/** How a path came about; the screens show it beside the forecast. */
export type Method = 'none' | 'idle' | 'first days' | 'occasional' | 'weekday trend' | 'weekday trend with monthly days'

export type ExpectedPath = { amounts: number[]; method: Method }

/** So many seasons without any amount and the thing is taken to have ended. */
const ENDED = 2

/** Expected amount of each of `horizon` days after a gapless series. Never below zero when the window holds nothing below zero. */
export function expectedPath(series: readonly number[], horizon: number, season: number): ExpectedPath {
  const values = series.slice(-WINDOW)
  const nothing = new Array<number>(horizon).fill(0)
  if (values.length === 0) return { amounts: nothing, method: 'none' }
  const unused = values.length - 1 - values.findLastIndex((value) => value !== 0)
  // Zeros at the end say nothing about order: whether it was used now and then shows before them.
  const occasional = isOccasional(values.slice(0, values.length - unused), season)
  if (unused === values.length || (unused >= ENDED * season && !occasional)) return { amounts: nothing, method: 'idle' }
  if (occasional || isOccasional(values, season)) {
    return { amounts: occasionalMeans(values, horizon, season), method: 'occasional' }
  }
  if (values.length < 2 * season) return { amounts: firstDays(values, horizon, season), method: 'first days' }

  const scale = scaleOf(values)
  const { calm, spikes } = cutSpikes(values.map(scale.toLog), season)
  const profile = seasonProfile(calm, season)
  const levels = withoutJumps(calm.map((log, index) => log - (profile[index % season] ?? 0)))
  const floor = values.some((value) => value < 0) ? -Infinity : 0
  const amounts = futureLevels(levels, horizon).map((level, day) =>
    Math.max(floor, scale.toAmount(level + (profile[(values.length + day) % season] ?? 0))),
  )
  const monthly = monthlyDays(spikes, values.length, horizon, scale.toAmount)
  for (const { day, extra } of monthly) amounts[day] = (amounts[day] ?? 0) + extra
  return { amounts, method: monthly.length > 0 ? 'weekday trend with monthly days' : 'weekday trend' }
}

/**
 * Too little to know the days of the week: the mean of the last season, from one season on half of it and half the same day
 * of that season. A day counts three times the middle one at most, so that a first spike does not go on for ever.
 */
function firstDays(values: readonly number[], horizon: number, season: number): number[] {
  const last = values.slice(-season)
  const most = 3 * Math.abs(median(last))
  const tame = most === 0 ? last : last.map((value) => Math.max(-most, Math.min(most, value)))
  const level = mean(tame)
  return Array.from({ length: horizon }, (_, day) =>
    tame.length < season ? level : (level + (tame[day % season] ?? level)) / 2,
  )
}
